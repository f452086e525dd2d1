"""A feed that stands still is told from a hall in which nothing happens."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenarios.fit.snapshots.seen import Snapshots
from scenarios.fit.snapshots.stood_still import stood_still
from tests.scenarios.fit.snapshots.test_hours import WORK, H, fitted, hall

BUSY = hall(lambda _q, _d: WORK, queues=3, days=12)


def _frozen(first: float, last: float) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the fourth day in some hours, and the row that each of them repeats."""
    inside = (BUSY.day == 3) & (BUSY.clock > first) & (BUSY.clock < last)
    at = np.arange(len(inside))
    repeats = np.maximum.accumulate(np.where(inside, 0, at))
    return inside, repeats


def test_a_hall_that_goes_on_never_stood_still() -> None:
    for seed in range(5):
        seen = hall(lambda _q, _d: WORK, queues=3, days=12, seed=seed)
        assert not stood_still(seen).any()


def _repeating(repeats: np.ndarray) -> Snapshots:
    """The rows of before once more; who was called meanwhile is seen afterwards."""
    number = np.cumsum(BUSY.calls)[repeats]
    calls = np.where(BUSY.first, BUSY.calls, np.diff(number, prepend=0))
    return replace(
        BUSY, waiting=BUSY.waiting[repeats], counters=BUSY.counters[repeats], calls=calls
    )


def test_an_hour_of_the_same_rows_is_found_and_no_other() -> None:
    inside, repeats = _frozen(10 * H, 11 * H)
    still = stood_still(_repeating(repeats))
    # Somebody may have stood still before by chance: a row more at the most.
    assert still[inside].all()
    assert np.unique(BUSY.clock[still & ~inside]).size <= 1


def test_an_empty_hall_and_a_shut_day_do_not_stand_still() -> None:
    _, repeats = _frozen(8 * H, 19.5 * H)
    repeats[BUSY.day == 3] = 0  # the screens of a day on which nothing moves
    assert not stood_still(_repeating(repeats)).any()
    # Shut at noon, with tickets left on the screens: those in line were served, or sent home.
    shut, repeats = _frozen(12 * H, 20 * H)
    for name in ("waiting", "counters"):
        left = _repeating(repeats)
        getattr(left, name)[shut] = 0
        assert (left.waiting + left.counters)[shut].any()
        assert not stood_still(left).any()
        getattr(left, name)[(BUSY.day == 3) & (BUSY.clock > 18 * H)] = 7
        assert not stood_still(left).any()
    quiet = hall(lambda _q, _d: WORK, queues=1, days=12, a_day=6.0)
    assert not stood_still(quiet).any()


def test_a_feed_that_dies_until_the_evening_is_no_early_closing() -> None:
    inside, repeats = _frozen(12 * H, 20 * H)
    seen = _repeating(repeats)
    # People wait at open counters, and nobody is called for hours.
    assert (seen.waiting * seen.counters)[inside].any()
    assert (stood_still(seen) == inside).all()
    whole, dead = fitted(BUSY), fitted(BUSY.rows(~inside))
    assert dead.cut == (BUSY.dates[3],)
    assert dead.day_types == whole.day_types
    assert dead.groups[0].hours(3) == whole.groups[0].hours(3)
