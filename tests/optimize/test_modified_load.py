"""The load that calls leave behind, against its differential equation and plain integrals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from optimize.modified_load import gamma_excess, modified_offered_load
from scenarios.errors import DataError

EDGES = np.array([0.0, 10.0, 15.0, 30.0])
RATES = np.array([2.0, 6.0, 1.0])


def rate_at(t):
    k = np.searchsorted(EDGES, t, side="right") - 1
    return RATES[k] if 0 <= k < len(RATES) else 0.0


def test_exponential_service_solves_its_differential_equation():
    # m' = rate - m / mean, from nobody at the start (Eick, Massey & Whitt 1993, corollary 4).
    at = np.array([0.0, 3.0, 10.0, 12.0, 15.0, 29.0, 33.0])
    ours = modified_offered_load(EDGES, RATES, at, 4.0)
    edges = [0.0, 10.0, 15.0, 30.0, 40.0]
    theirs, begin = {}, 0.0
    for low, high in zip(edges, edges[1:], strict=False):
        inside = at[(at >= low) & (at <= high)]
        solved = integrate.solve_ivp(
            lambda t, m, low=low: [rate_at(low) - m[0] / 4], (low, high), [begin],
            t_eval=np.unique(np.append(inside, high)), rtol=1e-10, atol=1e-12,
        )  # fmt: skip
        theirs.update(zip(solved.t.tolist(), solved.y[0].tolist(), strict=True))
        begin = solved.y[0][-1]
    assert ours == pytest.approx([theirs[float(t)] for t in at], rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("cv", [0.4, 1.0, 1.7])
def test_general_service_is_who_came_and_is_not_done(cv):
    # E of the calls that came at u and last longer than t - u.
    work = stats.gamma(cv**-2, scale=4.0 * cv**2)
    for t in (5.0, 14.0, 31.0):
        points = [e for e in EDGES if e < t]
        busy = sum(
            integrate.quad(lambda u, t=t: rate_at(u) * work.sf(t - u), low, min(high, t))[0]
            for low, high in zip(points, [*points[1:], math.inf], strict=True)
        )
        ours = modified_offered_load(EDGES, RATES, t, 4.0, gamma_excess(4.0, cv))
        assert float(ours) == pytest.approx(busy, rel=1e-6)


def test_constant_service_is_the_calls_of_that_time():
    ours = modified_offered_load(EDGES, RATES, [12.0, 16.0], 4.0, gamma_excess(4.0, 0.0))
    assert ours == pytest.approx([2 * 2 + 2 * 6, 3 * 6 + 1])


@given(st.floats(0.1, 50), st.floats(0.0, 2.5), st.floats(0, 100))
def test_a_rate_that_never_changes_is_the_offered_load(mean, cv, at):
    load = modified_offered_load([0.0, 24.0], [3.0], at, mean, gamma_excess(mean, cv), period=24.0)
    assert float(load) == pytest.approx(3 * mean, rel=1e-6)


@given(st.floats(0.5, 40))
def test_a_day_that_repeats_brings_as_much_work_as_comes(mean):
    # Seen over a whole day the mean number busy is the mean rate times the handling time.
    at = np.linspace(0, 30, 6001)[:-1] + 0.0025
    load = modified_offered_load(EDGES, RATES, at, mean, period=30.0)
    assert load.mean() == pytest.approx((20 + 30 + 15) / 30 * mean, rel=1e-5)


def test_the_load_peaks_after_the_calls():
    edges = np.linspace(0, 24, 97)
    rates = np.exp(-(((edges[:-1] + 0.125 - 12) / 2) ** 2))
    at = np.linspace(0, 24, 2401)
    lag = at[np.argmax(modified_offered_load(edges, rates, at, 0.5))] - 12
    assert 0.3 < lag < 0.6  # about one mean handling time (Eick, Massey & Whitt 1993)


def test_what_makes_no_sense_is_refused():
    with pytest.raises(DataError, match="expected 3 increasing times"):
        modified_offered_load([0, 1], [1, 2], 0.5, 1.0)
    with pytest.raises(DataError, match="period: expected at least 30"):
        modified_offered_load(EDGES, RATES, 0.5, 1.0, period=24.0)
