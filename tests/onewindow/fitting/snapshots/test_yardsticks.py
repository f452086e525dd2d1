"""Yardsticks of a forecast of counts: what chance alone makes, by drawing and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from onewindow.fitting.snapshots.yardsticks import other_days_error, perfect_error


@pytest.mark.parametrize("mean", [1.5, 8.0, 60.0, 400.0])
def test_a_perfect_forecast_errs_as_drawn_counts_do(mean: float) -> None:
    drawn = np.random.default_rng(3).poisson(mean, 40_000)
    drawn = drawn[drawn > 0]
    error = np.median(np.abs(mean - drawn) / drawn)
    # A median of 40,000 draws; counts are whole, so small means have steps.
    assert perfect_error(np.array([mean])) == pytest.approx(error, rel=0.05)


def test_a_large_count_errs_as_the_normal_law_says() -> None:
    # The median of |Z| is .6745, and the relative deviation of a Poisson count 1 / sqrt(mean).
    assert perfect_error(np.full(5, 2500.0)) == pytest.approx(0.6745 / 50, rel=0.03)


def test_other_days_tell_a_day_by_their_mean() -> None:
    # The others' means: 15, 10, 15; missed by 50 %, 50 % and 50 %. The queue of zeros says nothing.
    calls = np.array([[10, 20, 10], [0, 0, 0]])
    assert other_days_error(calls) == pytest.approx(0.5)
    assert np.isnan(other_days_error(calls[:, :2]))


def test_days_that_are_alike_but_for_chance_err_little_more_than_a_perfect_forecast() -> None:
    means = np.linspace(20, 200, 60)
    calls = np.random.default_rng(5).poisson(means[:, None], (60, 12))
    # The mean of eleven days knows the twelfth's mean within sqrt(1 / 11) of its chance.
    assert other_days_error(calls) == pytest.approx(
        perfect_error(means) * (1 + 1 / 11) ** 0.5, rel=0.12
    )
