"""Inverse distribution functions against SciPy's, and means and spreads as asked for."""

import numpy as np
import pytest
from scipy import integrate, stats

from scenarios.means import mean_time
from sim.variates import quantile
from tests.sim.models import at as at_times
from tests.sim.models import desk

U = np.concatenate([[1e-12, 1e-6], np.linspace(0.001, 0.999, 999), [1 - 1e-6, 1 - 1e-12]])


def family(**section):
    """A distribution as a model reads it."""
    return desk(at_times(), section).activities["serve"].service_time


SCIPY = {
    "exponential": ({"mean": 90.0}, stats.expon(scale=90.0)),
    "gamma by mean": ({"mean": 90.0, "cv": 0.5}, stats.gamma(4.0, scale=22.5)),
    "gamma": ({"shape": 0.3, "scale": 50.0}, stats.gamma(0.3, scale=50.0)),
    "lognormal": ({"median": 60.0, "sigma": 0.8}, stats.lognorm(0.8, scale=60.0)),
    "weibull": ({"shape": 1.7, "scale": 40.0}, stats.weibull_min(1.7, scale=40.0)),
    "triangular": (
        {"low": 10.0, "mode": 20.0, "high": 60.0},
        stats.triang(0.2, loc=10, scale=50),
    ),
    "triangular left": (
        {"low": 10.0, "mode": 10.0, "high": 60.0},
        stats.triang(0, loc=10, scale=50),
    ),
    "triangular right": (
        {"low": 10.0, "mode": 60.0, "high": 60.0},
        stats.triang(1, loc=10, scale=50),
    ),
    "uniform": ({"low": 10.0, "high": 60.0}, stats.uniform(10, 50)),
}


@pytest.mark.parametrize("name", SCIPY)
def test_quantiles_are_scipys(name):
    section, scipy = SCIPY[name]
    given = family(distribution=name.split()[0], **section)
    assert quantile(given, U) == pytest.approx(scipy.ppf(U), rel=1e-9)
    assert mean_time(given) == pytest.approx(scipy.mean())


@pytest.mark.parametrize("cv", [0.1, 0.5, 1.0, 2.0, 4.0])
@pytest.mark.parametrize("name", ["gamma", "lognormal", "weibull"])
def test_mean_and_cv_are_as_asked_for(name, cv):
    # The mean is the integral of the quantile over (0, 1), the second moment that of its square;
    # u = the normal distribution function of z makes them smooth.
    given = family(distribution=name, mean=90.0, cv=cv)

    def moment(power):
        def integrand(z):
            u = np.array(stats.norm.cdf(z) if z < 0 else -np.expm1(stats.norm.logsf(z)))
            return float(quantile(given, u)) ** power * stats.norm.pdf(z)

        return integrate.quad(integrand, -8, 8, limit=400)[0]

    mean = moment(1)
    # Beyond z = 8 lies what 1e-15 of the cases have: nothing but for wide lognormals.
    near = 1e-6 if cv < 4 else 1e-3
    assert mean == pytest.approx(90.0, rel=near)
    assert (moment(2) / mean**2 - 1) ** 0.5 == pytest.approx(cv, rel=1e-2 if cv == 4 else 1e-4)


def test_constant_and_workdays():
    assert quantile(family(distribution="constant", value=5.0), U).tolist() == [5.0] * U.size
    given = family(distribution="uniform", low=10.0, high=60.0)
    assert quantile(given, np.array([[0.5], [0.1]])).tolist() == [[35.0], [15.0]]


def test_empirical_values_come_as_often_as_they_are_weighted():
    # 30 with .2, 10 with .5, 20 with .3, and 40 never.
    given = family(distribution="empirical", values=[30.0, 10.0, 20.0, 40.0], weights=[2, 5, 3, 0])
    u = np.array([1e-9, 0.49, 0.5, 0.51, 0.79, 0.81, 1 - 1e-12])
    assert quantile(given, u).tolist() == [10, 10, 10, 20, 20, 30, 30]
    assert mean_time(given) == pytest.approx(17.0)


@pytest.mark.parametrize("n", [1, 7, 200, 3000])
def test_empirical_quantiles_are_the_first_value_reached(n):
    # The definition: the least value whose cumulative share is no less than u. Weights as uneven as
    # a million to one put hundreds of values in one cell of the guide, and leave others without.
    rng = np.random.default_rng(n)
    values, weights = rng.integers(0, 500, n).astype(float), rng.pareto(0.5, n) + 1e-3
    u = np.concatenate([U, rng.random(5000), np.arange(1, 1024) / 1024])
    for given in (None, weights.tolist()):
        made = family(distribution="empirical", values=values.tolist(), weights=given)
        order = np.argsort(values, kind="stable")
        share = np.cumsum(np.ones(n) if given is None else weights[order])
        first = [int(np.argmax(share / share[-1] >= one)) for one in u]
        assert quantile(made, u).tolist() == values[order][first].tolist()


def test_smooth_empirical_values_lie_between():
    # Straight lines through 10, 20, 60 at 0, .5 and 1.
    given = family(distribution="empirical", values=[60.0, 10.0, 20.0], smooth=True)
    assert quantile(given, np.array([0.25, 0.5, 0.75])).tolist() == [15, 20, 40]
    assert mean_time(given) == pytest.approx((15 + 40) / 2)


@pytest.mark.parametrize("name", SCIPY)
def test_quantiles_never_fall(name):
    section, _ = SCIPY[name]
    assert (np.diff(quantile(family(distribution=name.split()[0], **section), U)) >= 0).all()
