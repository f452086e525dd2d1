"""Waits of one case hang together: in the fitted ways they add up to what they do in the log."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.fit.contacts import Floats, Ints
from scenarios.fit.routes import LONG, Place, Visit, grow, places_in, steps_for, visits_of


def _ways(delay: Floats, matter: Ints | None = None) -> tuple[tuple[Visit, ...], ...]:
    """Cases that take the same steps, with their delays before each, shape (cases, steps)."""
    cases, steps = delay.shape
    case = np.repeat(np.arange(cases), steps)
    nobody = np.zeros_like(case)
    kind = np.zeros(cases, dtype=np.int64) if matter is None else matter
    return visits_of(case, np.tile(np.arange(steps), cases), nobody, delay.ravel(), kind)


def _brisk_and_slow(brisk: int, slow: int) -> Floats:
    """Three steps: brisk cases wait 1 s before each, slow ones 10 minutes."""
    delay = np.repeat(np.repeat([1.0, 600.0], [brisk, slow])[:, None], 3, axis=1)
    delay[:, 0] = 0.0
    return delay


def test_brisk_and_slow_cases_go_ways_of_their_own() -> None:
    delay = _brisk_and_slow(40, 60)
    routes = grow(_ways(delay), np.ones(100), 400)
    for place in places_in(routes.places):
        # Waits of one place are all short or all long: none mixes both kinds of cases.
        assert np.ptp(delay.ravel()[place.events]) == 0
    assert sum(place.weight for place in routes.places) == 100


def test_a_step_left_lying_is_told_apart_whatever_its_case() -> None:
    delay = _brisk_and_slow(40, 60)
    delay[np.arange(100) % 2 == 0, 1] = 7200.0
    routes = grow(_ways(delay), np.ones(100), 400)
    for place in places_in(routes.places):
        left = delay.ravel()[place.events] >= LONG
        assert left.all() or not left.any()


def test_cases_are_brisk_or_slow_among_those_of_their_matter() -> None:
    delay = _brisk_and_slow(40, 60)
    both = np.concatenate([delay, 50 * delay])
    paces = [tuple(v.pace for v in way) for way in _ways(both, np.repeat([0, 1], 100))]
    ranks = [[(pace.ahead, pace.after) for pace in way] for way in paces]
    assert ranks[:100] == ranks[100:]
    assert ranks[0] < ranks[99]


def test_where_nobody_waits_all_cases_go_alike() -> None:
    ways = _ways(np.zeros((30, 3)))
    assert len({visit.pace for way in ways for visit in way}) == 1


@pytest.mark.parametrize("kind", ["whole cases", "one step of each", "nothing"])
def test_waits_add_up_as_in_the_log_whatever_hangs_together(kind: str) -> None:
    """Sums of waits drawn along the ways against those of the cases: Kolmogorov's distance.

    Whoever draws each step's waits by themselves is a third of the cases off where whole cases are
    quick or slow, as few are both, and where each is left lying once, as some then are twice.
    """
    rng = np.random.default_rng(11)
    cases, steps = 1200, 5
    short = rng.exponential(60.0, (cases, steps))
    if kind == "whole cases":
        delay = short * np.where(rng.random(cases) < 0.5, 0.02, 30.0)[:, None]
    elif kind == "one step of each":
        delay = short.copy()
        once = rng.integers(1, steps, cases)
        delay[np.arange(cases), once] += rng.exponential(40 * LONG, cases) + LONG
    else:
        delay = short * rng.lognormal(3.0, 1.5, (cases, steps))
    delay[:, 0] = 0.0
    routes = grow(_ways(delay), np.ones(cases), 800)
    drawn = np.sort(_drawn(list(routes.places), float(cases), delay.ravel(), 20_000, rng))
    seen = np.sort(delay.sum(axis=1))
    shares = [np.searchsorted(sums, seen, "right") / len(sums) for sums in (drawn, seen)]
    assert float(np.abs(shares[0] - shares[1]).max()) < 0.05


def _drawn(
    places: list[Place], cases: float, delay: Floats, number: int, rng: np.random.Generator
) -> Floats:
    """Sums of waits of so many cases that go through a tree; those of a place at random."""
    if not places:
        return np.zeros(number)
    shares = np.array([place.weight for place in places]) / cases
    often = rng.multinomial(number, shares / shares.sum())
    made = [
        rng.permutation(_drawn(place.next, place.weight, delay, n, rng))
        + rng.choice(delay[place.events], n)
        for place, n in zip(places, often.tolist(), strict=True)
    ]
    return np.concatenate(made)


def test_what_is_taken_up_again_later_is_a_step_by_itself() -> None:
    # One case: done, over at once, again after two hours and over at once; then something else.
    delay = np.array([600.0, 60.0, 7200.0, 60.0, 0.0])
    case, kind = np.zeros(5, dtype=np.int64), np.zeros(1, dtype=np.int64)
    (way,) = visits_of(case, np.array([0, 0, 0, 0, 1]), case, delay, kind)
    assert [visit.events for visit in way] == [(0, 1), (2, 3), (4,)]
    assert [visit.delay for visit in way] == [660.0, 7260.0, 0.0]
    routes = grow((way,), np.ones(1), 10)
    assert [(p.again, p.waits) for p in places_in(routes.places)] == [
        (0.5, [(660.0, 1.0)]), (0.5, [(7260.0, 1.0)]), (0.0, [(0.0, 1.0)])
    ]  # fmt: skip


@pytest.mark.parametrize("length", [3, 10, 40])
def test_there_is_room_for_many_ways_however_long_they_are(length: int) -> None:
    """Where no two cases do the same, a way is as long as a case, and 50 have room."""
    cases = 400
    r = np.random.default_rng(length)
    case = np.repeat(np.arange(cases), length)
    activity = r.integers(0, 100, cases * length)
    ways = visits_of(
        case, activity, np.zeros_like(case), r.uniform(0, 100, len(case)), np.zeros(cases, int)
    )
    routes = grow(ways, np.ones(cases), steps_for(ways))
    ends = sum(not place.next for place in places_in(routes.places))
    assert (
        ends >= 25
    )  # the least of a way goes up in steps of 1.6, and ways share their first steps
