"""A day whose rows begin amid the work has as many people as the others, and is told."""

from __future__ import annotations

import numpy as np

from scenarios.fit.open_hours import QUARTER
from scenarios.fit.snapshots.arrivals import arrivals_by_interval
from scenarios.fit.snapshots.cut_days import looked, with_cut_days
from scenarios.fit.snapshots.seen import Snapshots
from tests.scenarios.fit.snapshots.test_hours import WORK, H, fitted, hall

TYPES = ((0, 1, 2, 3, 4),)
WHOLE = hall(lambda _q, _d: WORK, queues=3, days=19)


def _filled(seen: Snapshots) -> tuple[np.ndarray, tuple[int, ...]]:
    unseen = looked(seen).unseen(QUARTER)
    quarters = arrivals_by_interval(seen, QUARTER, TYPES)
    return with_cut_days(unseen, seen.weekday, quarters, TYPES)


def test_whole_days_stay_as_they_are() -> None:
    made, cut = _filled(WHOLE)
    assert cut == ()
    assert (made == arrivals_by_interval(WHOLE, QUARTER, TYPES)).all()


def test_the_time_without_rows_has_the_mean_of_the_other_days() -> None:
    late = (WHOLE.day == 4) & (WHOLE.clock < 11 * H)
    early = (WHOLE.day == 9) & (WHOLE.clock > 14 * H)
    seen = WHOLE.rows(~late & ~early)
    made, cut = _filled(seen)
    assert cut == (4, 9)
    whole = arrivals_by_interval(seen, QUARTER, TYPES).sum(axis=0)
    mine = made.sum(axis=0)
    rest = [day for day in range(len(WHOLE.dates)) if day not in (4, 9)]
    morning, evening = slice(0, 42), slice(58, 96)
    assert np.isclose(mine[4, morning].sum(), whole[[*rest, 9]][:, morning].mean(axis=0).sum())
    assert np.isclose(mine[9, evening].sum(), whole[[*rest, 4]][:, evening].mean(axis=0).sum())
    assert [str(date) for date in fitted(seen).cut] == ["2026-03-06", "2026-03-13"]


def test_rows_that_end_with_an_empty_hall_end_a_whole_day() -> None:
    closed_at_noon = hall(
        lambda _q, day: ((8.5 * H, 12 * H),) if day == 4 else WORK, queues=3, days=19
    )
    seen = closed_at_noon.rows((closed_at_noon.day != 4) | (closed_at_noon.clock < 15 * H))
    assert _filled(seen)[1] == ()


def test_a_weekday_whose_dates_all_end_early_closes_with_the_others() -> None:
    thursdays = np.flatnonzero(WHOLE.weekday == 3)
    ends = np.full(len(WHOLE.dates), np.inf)
    ends[thursdays] = 12 * H + 1800 * np.arange(len(thursdays))
    fit, whole = fitted(WHOLE.rows(WHOLE.clock < ends[WHOLE.day])), fitted(WHOLE)
    assert fit.day_types == whole.day_types == TYPES
    # Of some 450 a week a weekday's own share is drawn by chance: four standard errors.
    assert abs(fit.per_day[:, 3].sum() / whole.per_day.sum(axis=0)[:5].mean() - 1) < 0.25


def test_rows_that_always_end_with_the_office_are_its_hours() -> None:
    # Screens are read from 9:00 to 12:00 on Thursdays, while counters are open.
    inside = (WHOLE.clock > 9 * H) & (WHOLE.clock < 12 * H)
    seen = WHOLE.rows((WHOLE.weekday[WHOLE.day] != 3) | inside)
    assert not looked(seen).hours_unseen(seen.weekday, QUARTER).any()
    assert fitted(seen).day_types == ((0, 1, 2, 4), (3,))
