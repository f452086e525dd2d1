"""Delays of one name that are called differently are told: redesigns cannot part them."""

import pytest

from scenarios.checks import warnings_for
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from tests.told_in_both import in_both

MODEL = """
name: office
title: Office
provenance: assumed
horizon: 1 day
activities: {review: {service_time: 5 min}}
pools: {desk: {serves: [review], staff: 3}}
services:
  permits:
    arrivals: {pattern: rates, per_hour: 6, start: "09:00", end: "10:00"}
    flow:
      - {delay: wait_1, title: {zh: 等待：补正, en: "Waiting: papers"}, time: 1 h}
      - {serve: review}
  changes:
    arrivals: {pattern: rates, per_hour: 6, start: "09:00", end: "10:00"}
    flow: [{delay: NAME, TITLE time: 2 h}, {serve: review}]
"""


def _model(name: str, title: str) -> ServiceModel:
    return read_model(MODEL.replace("NAME", name).replace("TITLE", title))


OTHER = 'title: {zh: 等待：审批, en: "Waiting: approval"},'
SAME = 'title: {zh: 等待：补正, en: "Waiting: papers"},'


def test_one_name_for_two_things_is_told() -> None:
    (told,) = [str(one) for one in in_both(warnings_for(_model("wait_1", OTHER)))]
    assert told.startswith("services.changes.flow[0].title: expected '等待：补正'")
    assert "'wait_1'" in told


@pytest.mark.parametrize(("name", "title"), [("wait_2", OTHER), ("wait_1", SAME), ("wait_1", "")])
def test_what_is_one_thing_or_has_two_names_is_not_told(name: str, title: str) -> None:
    assert not warnings_for(_model(name, title))


def test_what_was_so_before_a_redesign_is_not_told_again() -> None:
    before = _model("wait_1", OTHER)
    assert not warnings_for(before.replace(title="Other"), before)
