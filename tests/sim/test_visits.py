"""Visits (跑动): only those count on which the applicant was there."""

import pytest

from scenarios.reading import read_model
from sim.experiment import replicate

MODEL = """
name: office
title: An office
provenance: assumed
horizon: 1 day
activities:
  accept: {service_time: 5 min}
  review: {service_time: 5 min, place: back}
pools:
  window: {serves: [accept], seats: unlimited}
  reviewers: {serves: [review], seats: unlimited}
services:
  at_the_window:
    arrivals: {pattern: times, at: [1 h, 2 h]}
    flow: [{serve: accept}, {serve: review}]
  twice:
    arrivals: {pattern: times, at: [1 h]}
    flow: [{serve: accept}, {delay: away, time: 1 h, go_home: true}, {serve: accept, name: again}]
  online:
    arrivals: {pattern: times, at: [1 h]}
    flow: [{serve: review}]
"""


@pytest.mark.parametrize(("service", "visits"), [("at_the_window", 1), ("twice", 2), ("online", 0)])
def test_visits_are_those_with_the_applicant_there(service, visits):
    runs = replicate(read_model(MODEL), replications=2)
    row = runs.estimates().query("measure == 'visits_mean' and of == @service")
    assert row["value"].item() == visits
