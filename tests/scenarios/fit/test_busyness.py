"""The interval of how much days differ: it holds the truth as often as it says."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.fit.busyness import fit_busyness


@pytest.mark.parametrize("cv", [0.05, 0.1, 0.3])
@pytest.mark.parametrize("weeks", [4, 12])
def test_the_interval_holds_the_cv_in_19_of_20_logs(cv: float, weeks: int) -> None:
    rng = np.random.default_rng(weeks)
    weekday = np.tile(np.arange(7), weeks)
    mean = np.array([900, 700, 650, 650, 700, 400, 300])[weekday]
    logs, held = 400, 0
    for _ in range(logs):
        factor = rng.gamma(cv**-2, cv**2, len(weekday))
        low, high = fit_busyness(rng.poisson(mean * factor), weekday).within
        held += low <= cv <= high
    # Binomial with p = 0.95 and n = 400: sd 1.1 %. Squares of a gamma factor spread more than
    # those of a normal one, so up to three points less is allowed.
    assert 0.95 - 0.03 - 3 * 0.011 < held / logs < 0.95 + 3 * 0.011


def test_the_estimate_lies_within_and_more_weeks_tell_more() -> None:
    rng = np.random.default_rng(5)
    wide = []
    for weeks in (4, 40):
        weekday = np.tile(np.arange(7), weeks)
        found = fit_busyness(rng.poisson(500 * rng.gamma(100, 0.01, len(weekday))), weekday)
        low, high = found.within
        assert low <= found.cv <= high
        wide.append(high - low)
    assert wide[1] < wide[0] / 2


def test_days_that_differ_by_chance_alone_reach_down_to_none() -> None:
    weekday = np.tile(np.arange(7), 8)
    found = fit_busyness(np.random.default_rng(1).poisson(500, len(weekday)), weekday)
    assert found.within[0] == 0.0
