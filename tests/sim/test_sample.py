"""Times put in order once."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.sample import Samples

times = st.lists(st.one_of(st.sampled_from([0.0, 1.0, 60.0]), st.floats(0, 1e7)), max_size=40)


@given(times, st.one_of(st.sampled_from([0.0, 50.0, 90.0, 95.0, 100.0]), st.floats(0, 100)))
def test_percentiles_are_those_of_numpy_to_the_bit(given_times: list[float], percent: float):
    some = np.array(given_times)
    found = Samples().of(some).percentile(percent)
    assert math.isnan(found) if not some.size else found == np.percentile(some, percent)


@given(times, st.floats(0, 1e7))
def test_counts_and_sums_are_those_of_the_times(given_times: list[float], time: float):
    some = np.array(given_times)
    found = Samples().of(some)
    assert (found.size, found.total) == (some.size, some.sum())
    assert found.within(time) == sum(one <= time for one in given_times)
    assert math.isnan(found.longest) if not some.size else found.longest == max(given_times)


def test_what_did_not_end_is_left_out():
    found = Samples().of(np.array([3.0, np.nan, 1.0]))
    assert found.ordered.tolist() == [1.0, 3.0]
    assert found.percentile(50) == 2.0


def test_other_times_with_the_same_sum_are_another_sample():
    samples = Samples()
    first = samples.of(np.array([1.0, 5.0]))
    assert samples.of(np.array([np.nan, 1.0, 5.0])) is first
    assert samples.of(np.array([2.0, 4.0])).ordered.tolist() == [2.0, 4.0]
    assert samples.of(np.array([1.0, 5.0])).ordered.tolist() == [1.0, 5.0]
