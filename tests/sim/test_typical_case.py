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
    finished = (before.log.fate == FINISHED) & (after.log.fate == FINISHED)
    elapsed = before.log.end_time - before.script.arrival
    distance = np.abs(elapsed - np.median(elapsed[finished]))
    assert distance[first] == distance[finished].min()


def test_without_a_finished_case_there_is_none():
    assert typical_case([run(1), run(1, rate=0)]) is None
