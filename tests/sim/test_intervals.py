"""Intervals hold what they should as often as they say; Holm's correction by hand."""

import numpy as np
import pytest
from scipy import stats

from sim.intervals import estimate, holm, p_values, pseudo_values, spread

TRIALS, R = 10_000, 10
# Of 10,000 intervals of 95 % between 94.3 and 95.7 % hold the truth, but for 1 time in 1000.
NEAR = 3.3 * (0.95 * 0.05 / TRIALS) ** 0.5


def rng():
    return np.random.default_rng(1)


def held(result, truth):
    return ((result.low <= truth) & (truth <= result.high)).mean()


def test_t_intervals_hold_the_mean_95_times_in_100():
    value = rng().normal(7.0, 3.0, (R, TRIALS))
    result = estimate(value, np.full(value.shape, np.nan))
    assert held(result, 7.0) == pytest.approx(0.95, abs=NEAR)
    assert (result.n == R).all()


def test_t_intervals_are_the_textbooks():
    value = np.array([[3.0], [5.0], [10.0]])
    result = estimate(value, np.full((3, 1), np.nan))
    # Mean 6, deviations -3, -1, 4: variance 13, standard error sqrt(13 / 3), t(.975, 2) = 4.3027.
    assert result.value[0] == 6
    assert result.high[0] - 6 == pytest.approx(4.30265 * (13 / 3) ** 0.5, rel=1e-5)
    assert 6 - result.low[0] == pytest.approx(result.high[0] - 6)
    wider = estimate(value, np.full((3, 1), np.nan), 0.99)
    assert wider.high[0] - 6 == pytest.approx(9.92484 * (13 / 3) ** 0.5, rel=1e-5)


def test_jackknife_intervals_hold_a_ratio_95_times_in_100():
    # A share of calls answered in time on days that differ: 100 or 500 calls, .9 in time on quiet
    # days and .7 on busy ones. The true level is the ratio of means, not the mean of ratios.
    draws, days = rng(), 30
    calls = draws.choice([100, 500], size=(days, TRIALS)).astype(float)
    in_time = draws.binomial(calls.astype(int), np.where(calls == 100, 0.9, 0.7)).astype(float)
    truth = (100 * 0.9 + 500 * 0.7) / 600
    result = estimate(in_time, calls)
    # The jackknife is a large-sample method: with 30 days it may be half a percent off.
    assert held(result, truth) == pytest.approx(0.95, abs=NEAR + 0.005)
    assert result.value == pytest.approx(in_time.sum(0) / calls.sum(0))


def test_pseudo_values_by_hand():
    # Ratio 6 / 10; without the first 5 / 6, without the second 1 / 4 (R = 2): 2 x .6 - them.
    value, per = np.array([[1.0], [5.0]]), np.array([[4.0], [6.0]])
    assert pseudo_values(value, per).ravel() == pytest.approx([1.2 - 5 / 6, 1.2 - 1 / 4])


def test_pseudo_values_of_equal_denominators_are_the_ratios():
    value = rng().uniform(0, 50, (R, 3))
    assert pseudo_values(value, np.full((R, 3), 50.0)) == pytest.approx(value / 50)


def test_what_some_replications_do_not_have():
    # A number that two of four have; a level that all of one lies in; one that nobody has.
    value = np.array([[1.0, 3.0, 0.0], [np.nan, 0.0, 0.0], [5.0, 0.0, 0.0], [np.nan, 0.0, 0.0]])
    per = np.array([[np.nan, 4.0, 0.0], *[[np.nan, 0.0, 0.0]] * 3])
    result = estimate(value, per)
    assert result.value[:2].tolist() == [3.0, 0.75]
    assert result.n.tolist()[:1] == [2]
    assert np.isnan(result.value[2])


def test_one_replication_has_no_interval():
    result = estimate(np.array([[3.0]]), np.array([[np.nan]]))
    assert result.value[0] == 3
    assert np.isnan([result.low[0], result.high[0]]).all()


def test_fractions_stay_between_0_and_1_and_others_do_not():
    value, per = np.array([[9.0, 1.0]] * 4 + [[10.0, 0.0]]), np.full((5, 2), 10.0)
    free = estimate(value, per)
    kept = estimate(value, per, 0.95, np.array([False, True]))
    assert free.low[1] < 0.04
    assert kept.low[0] == free.low[0]
    assert kept.low[1] == max(free.low[1], 0)
    certain = estimate(np.full((3, 1), 10.0), np.full((3, 1), 10.0), 0.95, np.array([True]))
    assert (certain.low[0], certain.high[0]) == (1, 1)


def test_p_values_are_those_of_the_paired_t_test():
    difference = rng().normal(0.4, 1.0, (R, 5))
    expected = stats.ttest_1samp(difference, 0.0).pvalue
    assert p_values(*spread(difference)) == pytest.approx(expected)


def test_p_values_are_uniform_when_nothing_changed():
    p = p_values(*spread(rng().normal(0.0, 1.0, (R, TRIALS))))
    assert stats.kstest(p, "uniform").pvalue > 0.001


def test_differences_without_spread_are_certain():
    same = np.tile([0.0, 2.0], (R, 1))
    assert p_values(*spread(same)).tolist() == [1.0, 0.0]


def test_holm_by_hand():
    # Sorted .01 .02 .03 .04: x 4, 3, 2, 1 = .04 .06 .06 .04, never falling: .04 .06 .06 .06.
    p = np.array([0.04, 0.01, 0.03, 0.02])
    assert holm(p) == pytest.approx([0.06, 0.04, 0.06, 0.06])


def test_holm_by_column_without_what_is_missing():
    # Second column: two p-values, .2 x 2 and .9; the missing one does not count. At most 1.
    p = np.array([[0.01, 0.9], [0.04, np.nan], [0.03, 0.2]])
    corrected = holm(p)
    assert corrected[:, 0] == pytest.approx([0.03, 0.06, 0.06])
    assert corrected[[0, 2], 1] == pytest.approx([0.9, 0.4])
    assert np.isnan(corrected[1, 1])
    assert holm(np.array([0.6, 0.7])).tolist() == [1.0, 1.0]


def test_holm_keeps_the_family_wise_error():
    # Five redesigns that change nothing: one of them looks significant in at most 5 % of trials.
    p = p_values(*spread(rng().normal(0.0, 1.0, (R, 5 * TRIALS)))).reshape(5, TRIALS)
    wrong = (holm(p) < 0.05).any(axis=0).mean()
    assert 0.05 - 2 * NEAR < wrong < 0.05 + NEAR
    assert (p < 0.05).any(axis=0).mean() > 0.2


def test_intervals_of_few_replications_end_where_nothing_can_be():
    # Waits of 1 and 5 min: mean 3, half 12.706 x 2 = 25.4. On-time shares of 9 and 10 in 10.
    value = np.array([[60.0, 9.0], [300.0, 10.0]])
    per = np.array([[np.nan, 10.0], [np.nan, 10.0]])
    result = estimate(value, per, fraction=np.array([False, True]))
    assert result.low.tolist() == [0, pytest.approx(max(0, 0.95 - 12.7062 * 0.05))]
    assert result.high == pytest.approx([180 + 12.7062 * 120, 1.0])
    assert estimate(value, per).low[0] == pytest.approx(180 - 12.7062 * 120)
