"""Ranks of redesigns: who can be told apart from whom, on the same replications."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from sim.comparison import Comparison
from sim.experiment import Replications
from sim.ranking import standings
from sim.tally import Key
from tests.sim.models import at, desk

WAIT, KEPT = Key("wait_p90", "all", ""), Key("answered_fraction", "all", "")
MODEL = desk(at(1.0), 1.0)


def run(values: list[float], key: Key = WAIT) -> Replications:
    column = np.array(values, float)[:, None]
    return Replications(MODEL, 1, len(column), (key,), column, np.full_like(column, np.nan))


def ranks(redesigns: dict[str, list[float]], before: float = 100.0, key: Key = WAIT):
    n = len(next(iter(redesigns.values())))
    after = {name: run(values, key) for name, values in redesigns.items()}
    comparison = Comparison(run([before] * n, key), after)
    return standings(comparison, key, comparison.table())


def test_the_least_wait_is_first_and_the_best_stands_first():
    found = ranks({"slow": [50, 51, 52, 53], "quick": [10, 11, 12, 13]})
    assert [(name, one.rank, one.among) for name, one in found.items()] == [
        ("quick", 1, 2), ("slow", 2, 2),
    ]  # fmt: skip


def test_where_more_is_better_the_most_is_first():
    found = ranks({"few": [0.5, 0.51, 0.5], "many": [0.9, 0.91, 0.92]}, 0.4, KEPT)
    assert [*found] == ["many", "few"]


def test_what_cannot_be_told_apart_shares_a_rank_and_the_next_rank_is_left_out():
    # Of a and b the paired differences are -1, 1, -1, 1: none on average.
    found = ranks({"a": [10, 12, 10, 12], "b": [11, 11, 11, 11], "c": [60, 61, 60, 61]})
    assert {name: one.rank for name, one in found.items()} == {"a": 1, "b": 1, "c": 3}
    assert (found["a"].tied, found["b"].tied, found["c"].tied) == (("b",), ("a",), ())


def test_pairs_are_told_apart_that_their_own_intervals_would_not():
    # Replications differ by far more than redesigns, but one is always 1 better than the other.
    found = ranks({"one": [10, 50, 90, 130], "other": [11, 51, 91, 131]})
    assert [one.rank for one in found.values()] == [1, 2]


def test_a_rank_counts_those_distinguishably_better_where_likeness_does_not_carry_on():
    # b is like a and like c; c is 3 worse than a in every replication.
    found = ranks({"a": [10, 10, 10, 10], "b": [7, 16, 8, 15], "c": [13, 13, 13, 13]})
    assert {name: one.rank for name, one in found.items()} == {"a": 1, "b": 1, "c": 2}


def test_what_nobody_would_notice_is_no_difference():
    found = ranks({"a": [10.0, 11.0, 12.0], "b": [10.04, 11.04, 12.04]})
    assert [one.rank for one in found.values()] == [1, 1]


def test_without_a_number_there_is_no_rank_and_it_stands_last():
    found = ranks({"none": [np.nan] * 3, "a": [10, 11, 12]})
    assert [(name, one.rank) for name, one in found.items()] == [("a", 1), ("none", None)]


def test_a_measure_without_a_better_side_raises():
    key = Key("occupancy", "pool", "desk")
    with pytest.raises(ValueError, match="occupancy"):
        ranks({"a": [0.5, 0.6]}, 0.4, key)


# Whole numbers: no mean of six lies on the least difference of 0.05.
numbers = st.integers(0, 1000).map(float)


@given(arrays(float, (3, 6), elements=numbers), st.permutations(["a", "b", "c"]))
def test_ranks_are_those_of_the_paired_t_test_in_whatever_order_they_are_named(values, names):
    given_ones = dict(zip(names, values, strict=True))
    found = ranks({name: list(column) for name, column in given_ones.items()})
    for name, own in given_ones.items():
        better = 0
        for other, theirs in given_ones.items():
            gap = own - theirs
            if other == name or abs(gap.mean()) < 0.05 or gap.mean() < 0:
                continue
            # Where all differences are alike there is no t to look up: it is certain.
            sure = np.ptp(gap) == 0 or stats.ttest_rel(own, theirs).pvalue < 0.05
            better += bool(sure)
        assert found[name].rank == better + 1
