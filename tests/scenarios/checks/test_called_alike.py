"""A word that several activities share is told where one of them, or another, has it for itself."""

import pytest

from scenarios.checks import check_model, warnings_for
from scenarios.checks.called_alike import called_alike
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from scenarios.redesign.merge_steps import Merge
from tests.told_in_both import in_both

MODEL = """
name: desk
title: Desk
provenance: assumed
horizon: 1 day
activities:
  accept_a: {title: {zh: 受理甲, en: Accept A}, also_called: [accept, 受理], service_time: 5 min}
  accept_b: {title: {zh: 受理乙, en: Accept B}, also_called: [accept, WORD], service_time: 5 min}
  review: {title: {zh: 审查, en: Review}, service_time: 5 min}
pools: {desk: {serves: [accept_a, accept_b, review], staff: 3}}
services:
  cases:
    arrivals: {pattern: rates, per_hour: 6, start: "09:00", end: "10:00"}
    flow: [{serve: accept_a}, {serve: accept_b}, {serve: review}]
"""


def _model(word: str) -> ServiceModel:
    return read_model(MODEL.replace("WORD", word))


def _told(word: str) -> list[str]:
    found = [str(problem) for problem in in_both(warnings_for(_model(word)))]
    return [one for one in found if "also_called" in one]


@pytest.mark.parametrize(
    ("word", "whose"),
    [
        ("review", "the name of 'review'"),
        ("accept_b", "the name of 'accept_b'"),
        ("审查", "a title of 'review'"),
        ("Accept A", "a title of 'accept_a'"),
    ],
)
def test_a_shared_word_that_is_a_name_or_anothers_title_is_told(word: str, whose: str) -> None:
    (told,) = _told(word)
    assert told.startswith("activities.accept_b.also_called[1]: ")
    assert f"got '{word}', which is {whose}" in told


@pytest.mark.parametrize("word", ["受理", "受理乙", "taking in"])
def test_a_word_of_its_own_is_not_told(word: str) -> None:
    assert not _told(word)


def test_a_redesign_tells_what_it_made_alone() -> None:
    before = _model("审查")
    step = {"operator": "merge", "activities": ["accept_a", "accept_b"], "into": "accept"}
    after = Merge.model_validate(step).apply(before).model
    assert check_model(after) == ()
    found = [(f.path[1], f.path[3]) for f in called_alike(after, before)]
    assert found == [("accept_a", 0), ("accept_b", 0)]
    assert len(list(called_alike(after))) == 3
