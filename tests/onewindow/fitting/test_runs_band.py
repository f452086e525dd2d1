"""A band of 95 % takes 39 runs; of fewer it is what it is, the lowest and the highest."""

from __future__ import annotations

import numpy as np
import pytest

from onewindow.fitting.runs_band import band_columns, band_of, replications_words


@pytest.mark.parametrize("n", [10, 38, 39, 100])
def test_a_further_run_lies_within_as_often_as_is_said(n: int) -> None:
    rng = np.random.default_rng(n)
    draws = rng.standard_normal((n + 1, 20_000))
    low, high = band_of(draws[:-1])
    inside = float(np.mean((low <= draws[-1]) & (draws[-1] <= high)))
    # Of the lowest and highest of n a further run lies within (n - 1) / (n + 1) of the time.
    expected = min(0.95, (n - 1) / (n + 1))
    assert abs(inside - expected) < 4 * (0.25 / 20_000) ** 0.5
    whole = np.array_equal(low, draws[:-1].min(axis=0))
    assert whole == (n <= 39)


@pytest.mark.parametrize(("n", "said"), [(10, False), (38, False), (39, True), (100, True)])
def test_95_percent_is_said_of_bands_that_hold_them(n: int, said: bool) -> None:
    for text in (
        replications_words(n, "zh"),
        replications_words(n, "en"),
        *band_columns(n).values(),
    ):
        assert ("95" in text) == said
        assert said or str(n) in text
