"""Times that are all alike but for a few, and the patience that a fit tells: known truths."""

from __future__ import annotations

import numpy as np
import pytest

from onewindow.fitting.words import _services, _times
from scenarios.distributions import Constant
from scenarios.fit.patience import fit_patience
from scenarios.fit.service_times import fit_times
from scenarios.section import TextPair

SOURCE = TextPair(zh="记录", en="log")


def _after_work(strays: int, n: int = 9000) -> np.ndarray:
    times = np.full(n, 30.0)
    times[:strays] = np.linspace(60.0, 300.0, strays)
    return times


@pytest.mark.parametrize("strays", [0, 5, 40])
def test_a_handful_of_strays_leaves_a_constant(strays: int) -> None:
    fit = fit_times(_after_work(strays))
    kept = fit.distribution(SOURCE)
    assert isinstance(kept, Constant)
    # The truth, and not a mean with what is none of it.
    assert kept.amount("value") == pytest.approx(30.0, abs=0.01)
    assert fit.mixture is None
    for lang in ("zh", "en"):
        told = _times(fit, lang)
        assert "误接" not in told
        assert "0%" not in told


@pytest.mark.parametrize("strays", [90, 900])
def test_what_more_of_them_have_is_no_stray(strays: int) -> None:
    assert fit_times(_after_work(strays)).constant is None


def test_strays_that_change_the_load_are_kept() -> None:
    times = np.full(9000, 30.0)
    times[:40] = 1000.0  # 0.4 %, and the mean is 14 % larger
    assert fit_times(times).constant is None


def test_a_kind_that_is_told_has_a_share_that_can_be_told() -> None:
    rng = np.random.default_rng(1)
    short, long = rng.lognormal(1, 0.2, 8), rng.lognormal(5, 0.9, 8000)
    two = fit_times(np.round(np.concatenate([short, long]))).mixture
    assert two is None or min(two.share) >= 0.005


def test_short_ones_are_told_of_services_alone() -> None:
    rng = np.random.default_rng(2)
    fit = fit_times(
        np.round(np.concatenate([rng.lognormal(1, 0.3, 600), rng.lognormal(5, 0.5, 9400)]))
    )
    assert fit.short_artefact
    assert "误接" in _services(fit, "zh")
    assert "误接" not in _times(fit, "zh")


@pytest.mark.parametrize("sigma", [1.0, None])
def test_mean_and_median_of_patience_are_those_of_the_model(sigma: float | None) -> None:
    rng = np.random.default_rng(3)
    n = 20_000
    patience = rng.lognormal(np.log(100), 1.0, n)
    if sigma is None:  # half of them have 20 s, which no family has
        patience = np.where(rng.random(n) < 0.6, 20.0, patience)
    offered = rng.exponential(150, n)
    fit = fit_patience(np.minimum(patience, offered), patience < offered)
    assert fit.fits == (sigma is not None)
    assert fit.median == pytest.approx(np.median(patience), rel=0.05)
    if fit.fits:
        assert fit.mean == pytest.approx(patience.mean(), rel=0.05)
