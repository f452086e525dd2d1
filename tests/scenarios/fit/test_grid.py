"""Times that were written down coarsely: the grid is seen, and what lies behind it comes back."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.fit.families import fit_families, intervals
from scenarios.fit.grid import grid_of
from scenarios.fit.service_times import SHORT, fit_times

MEAN, SHAPE, N = 720.0, 4.0, 800


def _times(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).gamma(SHAPE, MEAN / SHAPE, N)


@pytest.mark.parametrize("grid", [1, 10, 30, 60, 300, 600, 900])
def test_the_grid_is_seen(grid: int) -> None:
    times = np.round(_times(1) / grid) * grid
    assert grid_of(times) == grid
    # A few that were written down exactly hide no grid, and many do.
    times[: N // 25] += 1
    assert grid_of(times) == grid
    times[: N // 5] += 7
    assert grid_of(times) == 1


def test_one_or_two_values_tell_no_grid() -> None:
    assert grid_of(np.repeat([600.0, 1200.0], 50)) == 1


@pytest.mark.parametrize("grid", [60, 300])
@pytest.mark.parametrize("stamps", [False, True], ids=["times", "stamps"])
def test_rounding_alone_makes_no_two_kinds(grid: int, stamps: bool) -> None:
    cvs, held = [], 0
    for seed in range(20):
        times = _times(seed)
        if stamps:  # both the begin and the end in whole minutes
            begin = np.random.default_rng(seed + 100).uniform(0, 8 * 3600, N)
            rounded = (np.floor((begin + times) / grid) - np.floor(begin / grid)) * grid
        else:
            rounded = np.round(times / grid) * grid
        fit = fit_times(rounded)
        assert fit.mixture is None
        assert fit.family is not None
        assert not fit.short_artefact
        cvs.append(fit.family.cv)
        low, high = intervals(fit_families(rounded), rounded)[1]
        held += low <= SHAPE**-0.5 <= high
    # Differences of two stamps are spread by one step more, as of a triangle: grid^2 / 12.
    spread = grid**2 / 12 if stamps else 0.0
    cv = (1 / SHAPE + spread / MEAN**2) ** 0.5
    # A cv from so many gamma times is known within 2 % or so, the mean of twenty within 1 %.
    assert np.mean(cvs) == pytest.approx(cv, rel=0.015)
    # Intervals of 95 % hold 16 of 20 but once in a thousand times.
    assert stamps or held >= 16


def test_two_kinds_are_told_on_a_grid_too() -> None:
    rng = np.random.default_rng(4)
    both = np.concatenate(
        [rng.lognormal(np.log(420), 0.2, 300), rng.lognormal(np.log(2400), 0.3, 700)]
    )
    found = fit_times(np.round(both / 60) * 60).mixture
    assert found is not None
    assert found.share[0] == pytest.approx(0.3, abs=0.045)


def test_times_rounded_to_nothing_are_no_services_cut_short() -> None:
    times = np.round(np.random.default_rng(5).exponential(120, 2000) / 60) * 60
    assert (times < SHORT).mean() > 0.2  # those under half a minute
    assert not fit_times(times).short_artefact
