"""The earth mover's distance from values sorted once is that of scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import wasserstein_distance

from onewindow.fitting.events.earth_mover import distance_from


@pytest.mark.parametrize(("own", "others"), [(1, 1), (1, 7), (7, 1), (5, 5), (30, 47), (400, 90)])
@pytest.mark.parametrize("shift", [0.0, 5.0, 1e9])
def test_it_is_that_of_scipy(own: int, others: int, shift: float) -> None:
    random = np.random.default_rng(own + 1000 * others)
    # Whole numbers: many values are equal, in a sample and between both.
    sample = random.poisson(4.0, own) + shift
    other = random.poisson(6.0, others) + 5.0
    expected = float(wasserstein_distance(sample, other))
    assert distance_from(other)(sample) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_a_sample_is_not_far_from_itself() -> None:
    values = np.random.default_rng(3).lognormal(3.0, 2.0, 1000)
    assert distance_from(values)(values) == pytest.approx(0.0, abs=1e-9 * values.max())
