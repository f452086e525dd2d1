"""Two kinds in one are taken apart; one kind is not."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.fit.mixtures import fit_mixture
from scenarios.fit.service_times import fit_times


def test_two_kinds_come_back() -> None:
    rng = np.random.default_rng(4)
    short = rng.lognormal(np.log(40), 0.3, 3000)
    long = rng.lognormal(np.log(300), 0.4, 7000)
    found = fit_mixture(np.round(np.concatenate([short, long])))
    # Shares within 3 standard errors of 10,000; means exp(mu + sigma^2 / 2) within 2 %.
    assert found.share[0] == pytest.approx(0.3, abs=0.015)
    assert found.mean[0] == pytest.approx(40 * np.exp(0.3**2 / 2), rel=0.03)
    assert found.mean[1] == pytest.approx(300 * np.exp(0.4**2 / 2), rel=0.02)
    assert found.distance < 0.02
    times = fit_times(np.round(np.concatenate([short, long])))
    assert times.family is None
    assert times.mixture is not None


def test_where_one_family_fits_no_kinds_are_told() -> None:
    times = fit_times(np.random.default_rng(1).gamma(2, 90, 3000))
    assert times.family is not None
    assert times.mixture is None


def test_three_kinds_are_not_told_as_two() -> None:
    rng = np.random.default_rng(2)
    times = np.concatenate([rng.normal(at, 3, 2000) for at in (30, 120, 500)])
    assert fit_mixture(times).distance > 0.03
    assert fit_times(times).mixture is None


def test_a_few_very_short_ones_are_told_as_such() -> None:
    rng = np.random.default_rng(3)
    short, whole = rng.uniform(1, 8, 300), rng.lognormal(np.log(180), 0.8, 4700)
    times = fit_times(np.round(np.concatenate([short, whole])))
    assert times.mixture is not None
    assert times.mixture.share[0] == pytest.approx(0.06, abs=0.01)
    assert times.short_artefact
