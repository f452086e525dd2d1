"""Means that differ beyond chance: Welch's test against theory."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from scenarios.fit.welch import welch_p

FINE = 1e-9
"""A step that rounds nothing."""


def samples(rng: np.random.Generator, means: list[float]) -> list[np.ndarray]:
    """Of unequal numbers and spreads."""
    return [rng.normal(mean, 1 + k, 10 * (k + 1)) for k, mean in enumerate(means)]


@pytest.mark.parametrize("means", [[0.0, 0.0], [0.0, 1.0], [3.0, 0.0]])
def test_of_two_samples_it_is_welchs_t_test(means: list[float]) -> None:
    one, other = samples(np.random.default_rng(1), means)
    known = stats.ttest_ind(one, other, equal_var=False).pvalue
    assert welch_p([one, other], FINE) == pytest.approx(known, rel=1e-9)


def test_equal_means_are_told_apart_as_often_as_chance_says() -> None:
    rng = np.random.default_rng(2)
    p = np.array([welch_p(samples(rng, [0.0] * 4), FINE) for _ in range(2000)])
    # 2000 draws: 5% within four standard errors, and Welch's approximation.
    assert 0.03 < (p < 0.05).mean() < 0.07


def test_values_that_do_not_vary_differ_by_more_than_rounding_or_not() -> None:
    one, same, other = np.full(10, 5.0), np.full(10, 5.0), np.full(10, 7.0)
    assert welch_p([one, same], 1.0) == pytest.approx(1.0)
    assert welch_p([one, other], 1.0) < 1e-3
    assert welch_p([one, other], 20.0) > 0.05
