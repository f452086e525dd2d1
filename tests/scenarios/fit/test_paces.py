"""Cases that go briskly throughout, or slowly throughout, do so in the fitted model as well."""

from __future__ import annotations

import numpy as np

from scenarios.fit.routes import LEFT, grow, places_in, visits_of


def _ways(brisk: int, slow: int) -> tuple[np.ndarray, ...]:
    """Cases of three steps: brisk ones wait 1 s before each, slow ones 10 minutes."""
    cases, steps = brisk + slow, 3
    case = np.repeat(np.arange(cases), steps)
    activity = np.tile(np.arange(steps), cases)
    delay = np.repeat(np.where(np.arange(cases) < brisk, 1.0, 600.0), steps)
    delay[::steps] = 0.0
    return case, activity, np.zeros_like(case), delay


def test_brisk_and_slow_cases_go_ways_of_their_own() -> None:
    case, activity, group, delay = _ways(40, 60)
    routes = grow(visits_of(case, activity, group, delay), np.ones(100), 400)
    for place in places_in(routes.places):
        own = delay[place.events]
        # Waits of one place are all short or all long: none mixes both kinds of cases.
        assert np.ptp(own) == 0
    assert sum(place.weight for place in routes.places) == 100


def test_a_step_left_lying_is_told_apart_whatever_its_case() -> None:
    case, activity, group, delay = _ways(40, 60)
    delay[1::3][:40] = 7200.0
    ways = visits_of(case, activity, group, delay)
    brisk, slow = ({way[2].pace for way in part} for part in (ways[:40], ways[40:]))
    # Only short waits say how brisk a case is.
    assert len(brisk) == len(slow) == 1
    assert max(brisk) < min(slow)
    assert {way[1].pace for way in ways[:40]} == {LEFT}


def test_where_nobody_waits_all_cases_go_alike() -> None:
    case, activity, group, delay = _ways(0, 30)
    ways = visits_of(case, activity, group, np.zeros_like(delay))
    assert len({visit.pace for way in ways for visit in way}) == 1
