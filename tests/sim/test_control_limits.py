"""Control limits: worked examples of the handbooks, and what theory says of false alarms."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scenarios.errors import DataError
from scenarios.measured import Measured
from sim.control import control
from sim.control_limits import D2, share_limits, signals, xmr_limits

FIRST = dt.date(2024, 1, 1)
FLOW = np.array([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
"""NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: ten batches, flow rates."""
BAD = "12 15 8 10 4 7 16 9 14 10 5 6 17 12 22 8 10 5 13 11 20 18 24 15 9 12 7 13 9 6"
"""Montgomery, Introduction to Statistical Quality Control, ch. 7 (and NIST 6.3.3.2): bad ones among
50 in each of 30 samples."""
CANS = np.array(BAD.split(), dtype=np.float64)


def measured(values, of=None, unit=""):
    values = np.asarray(values, dtype=np.float64)
    dates = tuple(FIRST + dt.timedelta(days=k) for k in range(len(values)))
    return Measured("x.csv", "x", unit, dates, values, of)


def test_individuals_of_the_handbook():
    # By hand: the mean is 508.1 / 10; 2.0 2.3 1.4 3.5 3.4 1.4 0.2 1.2 1.5, the moving ranges, sum
    # to 16.9.
    limits = xmr_limits(FLOW)
    assert limits.centre == pytest.approx(50.81)
    assert limits.range_centre == pytest.approx(16.9 / 9)
    # 50.81 ± 2.66 * 1.87778 = 50.81 ± 4.99489; NIST prints 45.8159 and 55.8041 with 3 / 1.128.
    assert limits.low == pytest.approx(np.full(10, 45.8151), abs=1e-4)
    assert limits.high == pytest.approx(np.full(10, 55.8049), abs=1e-4)
    assert limits.range_high == pytest.approx(3.268 * 16.9 / 9)
    assert not signals(FLOW, limits).outside.any()


def test_shares_of_the_handbook():
    # By hand: 347 of 1500 is 0.2313; 0.2313 ± 3 sqrt(0.2313 * 0.7687 / 50) is 0.0524 and 0.4102.
    limits = share_limits(CANS / 50, np.full(30, 50.0))
    z = (CANS / 50 - 347 / 1500) / np.sqrt(347 / 1500 * 1153 / 1500 / 50)
    # They spread too much for chance: 85.4 on 29 degrees of freedom, whose 95 % is 42.6.
    assert limits.chi_square == pytest.approx((z**2).sum())
    assert limits.chi_square == pytest.approx(85.41, abs=0.01)
    assert limits.sigma_z == pytest.approx(np.abs(np.diff(z)).mean() / 1.128, rel=1e-3)
    assert limits.sigma_z > 1
    half = 3 * np.sqrt(0.2313 * 0.7687 / 50)
    assert half == pytest.approx((0.4102 - 0.0524) / 2, abs=1e-4)
    assert limits.high == pytest.approx(np.full(30, 0.2313 + limits.sigma_z * half), abs=1e-4)


def test_limits_follow_the_number_of_cases():
    # By hand: 60 of 300 is 0.2; s is sqrt(0.16 / n): 0.04, 0.08, 0.02828.
    of = np.array([100.0, 25.0, 200.0, 100.0])
    shares = np.array([20.0, 5.0, 40.0, 20.0]) / of
    limits = share_limits(shares, of)
    assert limits.centre == pytest.approx(0.2)
    assert limits.sigma_z == 1
    assert limits.high == pytest.approx([0.32, 0.44, 0.284853, 0.32], abs=1e-6)
    assert limits.low == pytest.approx([0.08, 0.0, 0.115147, 0.08], abs=1e-6)


def test_shares_that_are_all_or_nothing_have_no_width():
    for share in (0.0, 1.0):
        shares = np.full(9, share)
        limits = share_limits(shares, np.full(9, 7.0))
        found = signals(shares, limits)
        assert (limits.low == share).all()
        assert (limits.high == share).all()
        assert not (found.outside | found.run).any()


def test_eight_in_a_row_and_not_seven():
    up, down = np.ones(1), -np.ones(1)
    for n, is_signal in ((7, False), (8, True), (9, True)):
        values = np.concatenate([np.tile([-1.0, 1.0], 20), np.repeat(down, 1), np.repeat(up, n)])
        limits = xmr_limits(values - values.mean())
        found = signals(values - values.mean(), limits)
        assert found.run.sum() == (n if is_signal else 0)


def test_a_point_on_the_centre_ends_a_row():
    values = np.array([1.0] * 4 + [0.0] + [1.0] * 4 + [-1.0] * 8)
    assert signals(values, xmr_limits(values)).run.tolist() == [False] * 9 + [True] * 8


def test_two_rows_side_by_side_are_two_signals():
    (stage,) = control(measured([1.0] * 8 + [3.0] * 8)).stages
    assert stage.runs == 2
    assert stage.jumps == 1
    # The mean range is 2 / 15, so that all points are outside 2 ± 0.355.
    assert stage.outside == 16


@given(st.floats(-1e6, 1e6), st.integers(2, 40))
def test_what_never_moves_has_no_signal(value, n):
    values = np.full(n, value)
    found = signals(values, xmr_limits(values))
    assert not (found.outside | found.run | found.jump).any()


@given(
    st.lists(st.integers(-1000, 1000), min_size=2, max_size=60),
    st.integers(-5, 5).map(lambda k: 2.0**k),
    st.integers(-100, 100),
)
def test_another_unit_gives_the_same_signals(values, factor, shift):
    values = np.array(values, dtype=np.float64) - 2000  # below 0 on both sides: no limit stops
    other = factor * (values + shift) - 8192
    one, two = (signals(v, xmr_limits(v)) for v in (values, other))
    assert (one.outside == two.outside).all()
    assert (one.jump == two.jump).all()


def test_false_alarms_of_individuals_are_those_of_theory():
    # Limits from 1000 points are nearly those of the normal law: 2.66 / 3 * 1.128 sigma is 3.0015
    # sigma. 400,000 points give 1080 alarms, standard error some 35; moving ranges, which share
    # points, are beyond 3.268 * 1.128 sigma = 2.607 * sqrt(2) sigma with 0.91 %.
    draws = np.random.default_rng(5).normal(size=(400, 1000))
    found = [signals(v, xmr_limits(v)) for v in draws]
    outside = np.mean([one.outside.mean() for one in found])
    jumps = np.sum([one.jump.sum() for one in found]) / (400 * 999)
    assert outside == pytest.approx(2 * stats.norm.sf(2.66 * D2), abs=0.00035)
    assert jumps == pytest.approx(2 * stats.norm.sf(3.268 * D2 / np.sqrt(2)), abs=0.0009)


def test_false_alarms_of_shares_are_those_of_theory():
    # n p is 300, so that the binomial is near the normal: 0.27 %, standard error 0.012 %.
    draws = np.random.default_rng(6).binomial(1000, 0.3, size=(200, 1000)) / 1000
    of = np.full(1000, 1000.0)
    limits = [share_limits(v, of) for v in draws]
    alarms = np.mean([signals(v, one).outside.mean() for v, one in zip(draws, limits, strict=True)])
    assert alarms == pytest.approx(0.0027, abs=0.0005)
    # Where chance alone is at work limits are widened in no more than 5 % of charts.
    assert np.mean([one.sigma_z > 1 for one in limits]) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


def test_widened_limits_bring_false_alarms_back():
    # The share itself moves from day to day with standard deviation 0.03; with 10,000 cases a day
    # the plain chart takes most days for a signal.
    rng = np.random.default_rng(7)
    p = rng.normal(0.3, 0.03, size=1000).clip(0, 1)
    of = np.full(1000, 10_000.0)
    shares = rng.binomial(10_000, p) / of
    limits = share_limits(shares, of)
    # Var(z) = 1 + 0.03² * 10,000 / 0.21 = 43.9.
    assert limits.sigma_z == pytest.approx(np.sqrt(43.9), rel=0.08)
    assert signals(shares, limits).outside.mean() < 0.01


def test_stages_do_not_see_each_other():
    rng = np.random.default_rng(8)
    before, after, other = rng.normal(20, 2, 30), rng.normal(9, 1, 25), rng.normal(90, 9, 25)
    reform = FIRST + dt.timedelta(days=30)
    alone = control(measured(before))
    for rest in (after, other):
        both = control(measured(np.concatenate([before, rest])), [reform])
        first, second = both.stages
        assert first.limits.centre == alone.stages[0].limits.centre
        assert (first.limits.high == alone.stages[0].limits.high).all()
        assert second.limits.centre == xmr_limits(rest).centre
        assert (second.limits.high == xmr_limits(rest).high).all()
        assert np.isnan(second.limits.moving_range[0])


def test_the_day_of_the_reform_is_after_it():
    found = control(measured([1, 2, 3, 4.0]), [FIRST + dt.timedelta(days=2)])
    assert [stage.values.tolist() for stage in found.stages] == [[1, 2], [3, 4]]
    assert found.table()["stage"].tolist() == [0, 0, 1, 1]


def test_a_difference_has_welchs_interval():
    # By hand: means 2 and 7, variances 1 and 4 over 3 points; error sqrt(5 / 3), degrees of freedom
    # (5 / 3)² / ((1 / 3)² / 2 + (4 / 3)² / 2) = 50 / 17.
    (change,) = control(measured([1, 2, 3, 5, 7, 9.0]), [FIRST + dt.timedelta(days=3)]).changes
    half = stats.t.ppf(0.975, 50 / 17) * np.sqrt(5 / 3)
    assert (change.before, change.after) == (2, 7)
    assert (change.low, change.high) == pytest.approx((5 - half, 5 + half))
    assert change.told_from_chance


def test_what_never_moves_has_no_change():
    found = control(measured([0.1] * 16), [FIRST + dt.timedelta(days=7)])
    assert not found.changes[0].told_from_chance


def test_no_reform_is_told_apart_in_five_of_a_hundred():
    # 2000 pairs of stages of one law: 5 %, standard error 0.5 %.
    draws = np.random.default_rng(9).normal(10, 3, size=(2000, 40))
    reform = [FIRST + dt.timedelta(days=20)]
    told = [control(measured(v), reform).changes[0].told_from_chance for v in draws]
    assert np.mean(told) == pytest.approx(0.05, abs=0.015)


def test_limits_stop_where_values_do():
    (stage,) = control(measured([0.0, 9.0, 1.0, 8.0])).stages
    assert (stage.limits.low == 0).all()
    (stage,) = control(measured([90.0, 99.0, 91.0, 98.0], unit="%")).stages
    assert (stage.limits.high == 100).all()


@pytest.mark.parametrize(
    ("values", "days", "says"),
    [
        ([1.0], [], "x.csv: expected at least 2 rows with values, got 1."),
        ([], [], "expected at least 2 rows with values, got 0."),
        ([1.0, 2, 3], [0], "--reform 2024-01-01: expected at least 2 points before it, got 0"),
        ([1.0, 2, 3], [9], "--reform 2024-01-10: expected at least 2 points from it on"),
        ([1.0, 2, 3, 4, 5], [2, 3], "--reform 2024-01-03: expected at least 2 points from it on"),
    ],
)
def test_too_few_points_raises(values, days, says):
    with pytest.raises(DataError) as error:
        control(measured(values), [FIRST + dt.timedelta(days=d) for d in days])
    assert says in str(error.value)
