"""Times put in order once."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.sample import Samples

times = st.lists(st.one_of(st.sampled_from([0.0, 1.0, 60.0]), st.floats(0, 1e7)), max_size=40)


runs = st.lists(times, min_size=1, max_size=4)


def sample(*of_runs):
    run = np.repeat(np.arange(len(of_runs)), [len(one) for one in of_runs])
    return Samples(len(of_runs)).of(np.concatenate([np.array(one) for one in of_runs]), run)


@given(runs, st.one_of(st.sampled_from([0.0, 50.0, 90.0, 95.0, 100.0]), st.floats(0, 100)))
def test_percentiles_are_those_of_numpy_to_the_bit(of_runs: list[list[float]], percent: float):
    for some, found in zip(of_runs, sample(*of_runs).percentile(percent), strict=True):
        assert found == np.percentile(some, percent) if some else math.isnan(found)


@given(runs, st.floats(0, 1e7))
def test_counts_and_sums_are_those_of_the_times(of_runs: list[list[float]], time: float):
    found = sample(*of_runs)
    for k, some in enumerate(of_runs):
        assert found.size[k] == len(some)
        assert found.total[k] == pytest.approx(math.fsum(some))
        assert found.within(time)[k] == sum(one <= time for one in some)
        assert found.longest[k] == max(some) if some else math.isnan(found.longest[k])


@given(runs)
def test_a_sample_does_not_depend_on_the_others_beside_it(of_runs: list[list[float]]):
    together = sample(*of_runs)
    for k, some in enumerate(of_runs):
        alone = sample(some)
        assert together.total[k] == alone.total[0]
        assert together.percentile(90)[k : k + 1].tobytes() == alone.percentile(90).tobytes()


def test_what_did_not_end_is_left_out():
    found = sample([3.0, np.nan, 1.0])
    assert found.ordered.tolist() == [[1.0, 3.0]]
    assert found.percentile(50) == 2.0


def test_other_times_with_the_same_sum_are_another_sample():
    samples, run = Samples(1), np.zeros(3, np.int64)
    first = samples.of(np.array([1.0, 5.0]), run[:2])
    assert samples.of(np.array([np.nan, 1.0, 5.0]), run) is first
    assert samples.of(np.array([2.0, 4.0]), run[:2]).ordered.tolist() == [[2.0, 4.0]]
    assert samples.of(np.array([1.0, 5.0]), run[:2]).ordered.tolist() == [[1.0, 5.0]]


def test_the_same_times_of_other_replications_are_another_sample():
    samples, both = Samples(2), np.array([1.0, 5.0])
    assert samples.of(both, np.array([0, 0])).size.tolist() == [2, 0]
    assert samples.of(both, np.array([0, 1])).size.tolist() == [1, 1]
