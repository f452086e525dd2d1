"""The case that tells the story is the same person before and after."""

import numpy as np

from scenarios.reading import read_model
from sim.event_log import FINISHED
from sim.experiment import simulate
from sim.typical_case import typical_case

MODEL = """
name: hall
title: A hall
provenance: assumed
horizon: 1 day
activities:
  a: {{service_time: {{distribution: exponential, mean: 5 min}}, patience: 8 min}}
pools:
  desk: {{serves: [a], seats: {seats}}}
services:
  matter:
    arrivals: {{pattern: rates, per_hour: {rate}, start: "09:00", end: "12:00"}}
    flow: [{{serve: a}}]
"""


def run(seats, rate=15):
    return simulate(read_model(MODEL.format(seats=seats, rate=rate)), seed=5)


def test_it_is_finished_in_both_and_nearest_to_the_median():
    before, after = run(1), run(2)
    case = typical_case([before, after])
    assert case is not None
    first, second = case.index
    for result, index in ((before, first), (after, second)):
        assert result.log.fate[index] == FINISHED
        assert result.script.ordinal[index] == case.ordinal
        assert result.script.interval[index] == case.interval
    # Another case that both finished is not nearer to both medians at once.
    off = {index: deviations(before, after, index) for index in shared(before, after)}
    assert not any(other[0] < off[first][0] and other[1] < off[first][1] for other in off.values())


def test_in_one_run_it_is_the_case_nearest_to_the_median():
    only = run(1)
    case = typical_case([only])
    assert case is not None
    elapsed = (only.log.end_time - only.script.arrival)[only.log.fate == FINISHED]
    distance = np.abs(elapsed - np.median(elapsed))
    chosen = only.log.end_time[case.index[0]] - only.script.arrival[case.index[0]]
    assert abs(chosen - np.median(elapsed)) == distance.min()


def shared(before, after):
    """Cases with the same index in two runs of the same arrivals that both finished."""
    return np.flatnonzero((before.log.fate == FINISHED) & (after.log.fate == FINISHED)).tolist()


def deviations(before, after, index):
    """How far a case lies from the median of each run."""
    among = shared(before, after)
    times = [result.log.end_time - result.script.arrival for result in (before, after)]
    return tuple(abs(elapsed[index] - np.median(elapsed[among])) for elapsed in times)


def test_without_a_finished_case_there_is_none():
    assert typical_case([run(1), run(1, rate=0)]) is None
