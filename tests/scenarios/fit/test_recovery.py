"""What is known comes back: parameters of made-up samples lie where theory says they do."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from scenarios.fit.arrival_rates import count_by_day, fit_rates
from scenarios.fit.busyness import fit_busyness
from scenarios.fit.families import fit_families
from scenarios.fit.kaplan_meier import kaplan_meier
from scenarios.fit.patience import fit_patience, log_rank, patience_from_share
from scenarios.fit.service_times import fit_times, thinned
from scenarios.section import TextPair

WEEKDAY = np.arange(56) % 7
HOURS = np.array([0] * 8 + [20, 40, 60, 50, 10, 30, 40, 30] + [0] * 8, dtype=float)

LOG = TextPair(zh="虚构", en="made up")


def test_arrivals_fall_into_their_interval() -> None:
    arrival = np.array([0.0, 1799.9, 1800.0, 86400.0 + 3600.0, 2 * 86400.0])
    counts = count_by_day(arrival, 2, 1800.0)
    assert counts.shape == (2, 48)
    assert (counts[0, 0], counts[0, 1], counts[1, 2], counts.sum()) == (2, 1, 1, 4)


def test_rates_of_one_shape_come_back_with_less_noise_than_the_cells_have() -> None:
    rng = np.random.default_rng(1)
    level = np.array([1.2, 1, 1, 1, 0.9, 0.5, 0.4])
    true = level[:, None] * HOURS / 8
    fit = fit_rates(rng.poisson(true[WEEKDAY]), WEEKDAY, 3600.0)
    raw = fit.counts / fit.days[:, None]
    assert fit.day_types == (tuple(range(7)),)
    assert np.sum((fit.per_hour - true) ** 2) < 0.5 * np.sum((raw - true) ** 2)
    assert fit.per_hour.sum() == pytest.approx(raw.sum(), rel=1e-3)


def test_weekdays_of_another_shape_are_a_type_of_their_own() -> None:
    rng = np.random.default_rng(2)
    true = np.tile(HOURS, (7, 1))
    true[5] = true[6] = HOURS[::-1] * np.linspace(0.2, 1.5, 24)
    fit = fit_rates(rng.poisson(true[WEEKDAY]), WEEKDAY, 3600.0)
    assert fit.day_types == ((0, 1, 2, 3, 4), (5, 6))


def test_cells_that_truly_differ_keep_what_they_say() -> None:
    rng = np.random.default_rng(3)
    true = np.tile(HOURS, (7, 1)) * rng.gamma(4, 1 / 4, size=(7, 24)) * 20
    fit = fit_rates(rng.poisson(true[WEEKDAY]), WEEKDAY, 3600.0)
    open_ = true > 0
    assert np.abs(fit.per_hour[open_] / true[open_] - 1).max() < 4 / np.sqrt(8 * true[open_].min())


def test_the_test_of_busyness_errs_as_often_as_it_says() -> None:
    rng = np.random.default_rng(4)
    told = sum(fit_busyness(rng.poisson(300, 56), WEEKDAY).told for _ in range(400))
    # Binomial(400, .05): 20, standard deviation 4.4; four of them either way.
    assert 3 <= told <= 37


def test_busyness_comes_back() -> None:
    rng = np.random.default_rng(5)
    found = [
        fit_busyness(rng.poisson(300 * rng.gamma(25, 1 / 25, 56)), WEEKDAY).cv for _ in range(100)
    ]
    # cv .2; the error of one is about .2 / sqrt(2 x 49) = .02, of the mean of 100 a tenth.
    assert np.mean(found) == pytest.approx(0.2, abs=0.008)


def test_no_weekday_seen_twice_says_nothing() -> None:
    assert not fit_busyness(np.array([3, 9]), np.array([0, 1])).told


def test_only_thin_cells_borrow() -> None:
    rng = np.random.default_rng(12)
    busy, quiet = np.full(24, 90.0), np.full(24, 2.0)
    for level, moved in ((busy, False), (quiet, True)):
        fit = fit_rates(rng.poisson(np.tile(level, (56, 1))), WEEKDAY, 3600.0)
        raw = fit.counts / fit.days[:, None]
        assert np.allclose(fit.per_hour, raw, rtol=1e-9) is not moved
        assert np.abs(fit.per_hour - level).mean() <= np.abs(raw - level).mean() + 1e-9


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("exponential", stats.expon(scale=180)),
        ("gamma", stats.gamma(3, scale=60)),
        ("lognormal", stats.lognorm(0.9, scale=120)),
        ("weibull", stats.weibull_min(1.8, scale=200)),
    ],
)
def test_each_family_is_told_and_its_mean_kept(name: str, made: stats.rv_continuous) -> None:
    times = made.rvs(4000, random_state=np.random.default_rng(6))
    fit = fit_times(times)
    assert fit.family is not None
    assert fit.family.name == name or made.kwds.get("scale") == 180
    assert fit.family.mean == pytest.approx(made.mean(), rel=4 * made.std() / made.mean() / 63)
    assert not fit.short_artefact


def test_means_lie_within_their_error_95_times_in_100() -> None:
    rng = np.random.default_rng(7)
    inside = 0
    for _ in range(200):
        shape, scale = rng.uniform(0.6, 4), rng.uniform(20, 300)
        family = next(f for f in fit_families(rng.gamma(shape, scale, 300)) if f.name == "gamma")
        inside += abs(family.mean - shape * scale) < 1.96 * shape**0.5 * scale / 300**0.5
    # Binomial(200, .95): 190, standard deviation 3.1.
    assert inside >= 178


def test_two_humps_are_kept_as_observed_with_their_mean() -> None:
    rng = np.random.default_rng(8)
    times = np.concatenate([rng.normal(60, 5, 1000), rng.normal(600, 20, 1000)])
    fit = fit_times(times)
    assert fit.family is None
    assert fit.distribution(LOG).distribution == "empirical"
    assert fit.observed.mean() == pytest.approx(times.mean())
    assert thinned(np.arange(7.0)).tolist() == list(range(7))


@pytest.mark.parametrize("cv", [0.0, 0.01, 0.04])
def test_times_that_hardly_differ_are_a_constant_with_their_mean(cv: float) -> None:
    # Two values in equal parts: the cv is half their distance over the mean, and no family fits.
    times = np.repeat([60 * (1 - cv), 60 * (1 + cv)], 200)
    fit = fit_times(times)
    made = fit.distribution(LOG)
    assert (fit.kept_as, made.distribution) == ("constant", "constant")
    assert made.amount("value") == pytest.approx(times.mean())
    assert fit.mixture is None


def test_times_that_differ_more_are_no_constant() -> None:
    times = np.repeat([54.0, 66.0], 200)
    fit = fit_times(times)
    assert fit.kept_as is None
    assert fit.distribution(LOG).distribution == "empirical"
    family = fit_times(np.random.default_rng(1).gamma(400, 5, 2000))
    assert family.kept_as in {"gamma", "lognormal", "weibull"}
    assert family.cv == pytest.approx(0.05, rel=0.1)


def test_short_calls_are_told() -> None:
    rng = np.random.default_rng(9)
    times = np.concatenate([rng.gamma(4, 50, 1860), rng.uniform(0, 5, 140)])
    fit = fit_times(times)
    assert fit.short_artefact
    assert fit.short_fraction == pytest.approx(0.07, abs=0.002)


def test_kaplan_meier_by_hand() -> None:
    # Four people: gave up at 2, served at 3, gave up at 4 and 4.
    wait, gave_up = np.array([2.0, 3, 4, 4]), np.array([True, False, True, True])
    times, survival = kaplan_meier(wait, gave_up)
    assert times.tolist() == [2, 4]
    assert survival.tolist() == [0.75, 0]


def test_patience_comes_back_although_most_are_served_first() -> None:
    rng = np.random.default_rng(10)
    found = []
    for _ in range(20):
        patience, offered = rng.exponential(300, 4000), rng.exponential(100, 4000)
        fit = fit_patience(np.minimum(patience, offered), patience < offered)
        assert fit.fits
        found.append(fit.family.mean)
    # About 1000 events each: 3 % error, a family with one parameter more a little above.
    assert np.mean(found) == pytest.approx(300, rel=0.05)


def test_the_log_rank_test_errs_as_often_as_it_says_and_sees_a_difference() -> None:
    rng = np.random.default_rng(13)
    told = 0
    for _ in range(300):
        patience, offered = rng.exponential(300, 300), rng.exponential(200, 300)
        own = rng.random(300) < 0.3
        told += log_rank(np.minimum(patience, offered), patience < offered, own) < 0.05
    # Binomial(300, .05): 15, standard deviation 3.8.
    assert 4 <= told <= 27
    own = rng.random(2000) < 0.3
    patience = rng.exponential(np.where(own, 150, 300))
    offered = rng.exponential(200, 2000)
    assert log_rank(np.minimum(patience, offered), patience < offered, own) < 1e-6


def test_patience_that_no_family_has_is_kept_as_a_curve() -> None:
    rng = np.random.default_rng(11)
    patience = np.where(rng.random(6000) < 0.5, rng.normal(20, 2, 6000), rng.normal(200, 5, 6000))
    offered = rng.uniform(0, 250, 6000)
    fit = fit_patience(np.minimum(patience, offered), patience < offered)
    made = fit.distribution(LOG)
    assert made.distribution == "empirical"
    assert np.mean(np.array(made.values) < 100) == pytest.approx(0.5, abs=0.03)


def test_patience_follows_from_the_share_that_went() -> None:
    wait = np.full(100, 600.0)
    family = patience_from_share(wait, 1 - np.exp(-0.5), LOG)
    assert family.distribution == "exponential"
    assert family.mean == pytest.approx(1200, abs=0.1)
