"""Judging a promise from replications: bounds that hold as often as they say."""

import numpy as np
import pytest

from optimize.evaluation import Counts
from optimize.judging import joined, judge
from optimize.promise import Promise

SHARE = Promise("service_level", 0.9, within=30.0)
WAIT = Promise("mean_wait", 20.0)


def counts(part, whole):
    """Counts of one queue, shape (replications, intervals)."""
    return Counts(*(np.asarray(one, dtype=float)[..., None] for one in (part, whole)))


def test_a_level_is_the_ratio_of_sums_over_the_intervals_of_its_period():
    scopes = np.array([[True, True, False], [False, False, True]])
    found = judge(counts([[8, 5, 1], [10, 9, 3]], [[10, 10, 2], [10, 10, 4]]), SHARE, scopes, 0.05)
    assert found.level[:, 0] == pytest.approx([32 / 40, 4 / 6])


def test_where_nobody_comes_the_promise_is_kept_and_nothing_is_short():
    found = judge(counts([[0.0], [0.0]], [[0.0], [0.0]]), SHARE, np.ones((1, 1), bool), 0.05)
    assert found.kept
    assert np.isnan(found.level[0, 0])
    assert found.short[0, 0] == 0
    assert np.isinf(found.spare[0, 0])


def test_without_a_replication_nothing_is_met_or_missed():
    for promise in (SHARE, WAIT):
        nothing = np.empty((0, 2, 1))
        found = judge(Counts(nothing, nothing), promise, np.eye(2, dtype=bool), 0.05)
        assert found.replications == 0
        assert not (found.met | found.missed).any()
        assert np.isnan(found.level).all()


def test_one_replication_proves_nothing():
    found = judge(counts([[100.0]], [[100.0]]), SHARE, np.ones((1, 1), bool), 0.05)
    assert not found.kept
    assert not found.is_clear


def test_where_all_replications_are_alike_the_level_is_certain():
    found = judge(
        counts(np.full((4, 1), 9.2), np.full((4, 1), 10.0)), SHARE, np.ones((1, 1), bool), 0.05
    )
    assert found.low[0, 0] == found.high[0, 0] == pytest.approx(0.92)


@pytest.mark.parametrize(("truth", "met", "missed"), [(0.95, True, False), (0.85, False, True)])
def test_a_clear_level_is_met_or_missed(truth, met, missed):
    part = np.random.default_rng(1).binomial(100, truth, (200, 1))
    found = judge(counts(part, np.full((200, 1), 100)), SHARE, np.ones((1, 1), bool), 0.05)
    assert (found.met[0, 0], found.missed[0, 0]) == (met, missed)


def test_a_wait_is_judged_by_its_upper_end():
    waits = np.tile([9.0, 29.0], 10)[:, None]  # 19 s in the mean, give or take 2 s
    found = judge(counts(waits, np.ones_like(waits)), WAIT, np.ones((1, 1), bool), 0.05)
    assert found.level[0, 0] < 20 < found.high[0, 0]
    assert not found.kept
    assert found.short[0, 0] == pytest.approx(found.high[0, 0] / 20 - 1)


def test_bounds_are_passed_as_rarely_as_they_promise():
    # 2,000 judgements at 5 % doubt on each side, of 200 replications whose calls share their fate
    # (a skew makes one side a little more): 3 to 7 % is four standard errors wide.
    rng = np.random.default_rng(2)
    busy = rng.beta(18, 2, (200, 2000))
    part = rng.binomial(50, busy)
    found = judge(counts(part, np.full(part.shape, 50)), SHARE, np.eye(2000, dtype=bool), 0.05)
    assert 0.03 < (found.high[:, 0] < 0.9).mean() < 0.07
    assert 0.03 < (found.low[:, 0] > 0.9).mean() < 0.07


def test_joined_replications_are_those_of_both():
    one, two = counts([[1.0]], [[2.0]]), counts([[3.0]], [[4.0]])
    assert joined(None, one) is one
    assert joined(one, two).part[:, 0, 0].tolist() == [1.0, 3.0]


def test_a_wait_without_end_is_missed():
    found = judge(counts([[np.inf], [np.inf]], [[1.0], [1.0]]), WAIT, np.ones((1, 1), bool), 0.05)
    assert found.missed[0, 0]
    assert np.isinf(found.short[0, 0])
