"""What a planner types first, and the sentence that says what it is called here."""

from typing import Any

import pytest

from scenarios.errors import OneWindowError
from scenarios.key_names import _ALIKE
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from scenarios.redesign.scenario import Scenario, scenario_schema
from scenarios.redesign.scenario_reading import load_scenario

HALL = """
name: hall
title: Hall
provenance: assumed
horizon: 1 day
activities:
  advise: {service_time: {distribution: gamma, mean: 6 min, cv: 0.7}}
pools:
  windows: {serves: [advise], seats: 3}
services:
  matter:
    arrivals: {pattern: rates, per_hour: 18}
    flow: [{serve: advise}, {rework: advise, probability: 0.1, go_home: {delay: 1 day}}]
targets:
  quick: {measure: completion_time, fraction: 0.9, within: 15 min}
"""
SCENARIO = """
name: more
title: More
baseline: hall.yaml
why: The line is long.
provenance: assumed
redesign:
  - {STEP}
"""


def said(old: str, new: str) -> str:
    assert old in HALL
    with pytest.raises(OneWindowError) as caught:
        read_model(HALL.replace(old, new))
    (problem,) = caught.value.problems
    return problem.what


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("seats: 3", "size: 3", "seats"),
        ("seats: 3", "windows: 3", "seats"),
        ("seats: 3", "seats: 3, headcount: 2", "staff"),
        ("serves: [advise]", "does: [advise]", "serves"),
        ("per_hour: 18", "rate: 18", "per_hour"),
        ("service_time:", "duration:", "service_time"),
        ("probability: 0.1", "share: 0.1", "probability"),
        ("horizon: 1 day", "days: 1", "horizon"),
        ("seats: 3", "staf: 3", "staff"),
    ],
)
def test_another_word_for_a_key_is_understood(old: str, new: str, meant: str) -> None:
    assert said(old, new).endswith(f"Did you mean '{meant}'?")


@pytest.mark.parametrize("word", ["sd", "std", "standard_deviation"])
def test_a_standard_deviation_is_no_cv(word: str) -> None:
    end = "Did you mean 'cv'? It is the standard deviation divided by the mean."
    assert said("cv: 0.7", f"{word}: 4 min").endswith(end)


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ("probability: 0.1", "probability: 30%", "got '30%'. Write 0.3 for 30%."),
        ("probability: 0.1", "probability: 30", "got 30. Write 0.3 for 30 %."),
        ("fraction: 0.9", "fraction: 97.5％", "Write 0.975 for 97.5％."),
        ("probability: 0.1", 'probability: "0.1"', "got '0.1'. Write a number without quotes."),
        ("cv: 0.7", "cv: 4 min", "got '4 min'. Write a number alone, without a unit or words."),
        ("probability: 0.1", "probability: 300", "at most 1, got 300. Correct it."),
        ("{delay: 1 day}", "1 day", "got '1 day'. Give its keys (delay, provenance) with a colon"),
        ("within: 15 min", "within: 5 workdays", "write promised: 5 workdays under the limits of"),
    ],
)
def test_a_value_in_another_form_is_answered_with_the_right_one(
    old: str, new: str, mend: str
) -> None:
    assert mend in said(old, new)


@pytest.mark.parametrize(
    ("step", "meant"),
    [
        ("operator: set_capacity, pool: w, size: 4", "seats"),
        ("operator: set_capacity, pool: w, people: 4", "staff"),
        ("operator: one_window, pools: [a, b], into: d, seats: 4", "size"),
        ("operator: one_window, windows: [a, b], into: d, size: 4", "pools"),
        ("operator: eliminate, remove: [copy]", "steps"),
        ("operator: share_data, documents: [copy]", "remove"),
        ("operator: train, pools: [w], cost: 5", "one_off_cost"),
        ("operator: add_window, pool: w, seats: 4", "set_capacity"),
        ("operator: 一窗受理, pools: [a, b], into: d, size: 4", "one_window"),
        ("operator: kiosk, activities: [a]", "self_service"),
    ],
)
def test_another_word_in_a_step_is_understood(step: str, meant: str, tmp_path: Any) -> None:
    path = tmp_path / "more.yaml"
    path.write_text(SCENARIO.replace("STEP", step), encoding="utf-8")
    with pytest.raises(OneWindowError) as caught:
        load_scenario(path)
    (problem,) = caught.value.problems
    assert problem.line == 8
    assert problem.what.endswith(f"Did you mean '{meant}'?")


def test_every_name_in_the_table_is_one_of_a_file() -> None:
    found: set[str] = {*Scenario.model_fields, *ServiceModel.model_fields}
    for name, node in scenario_schema()["$defs"].items():
        found |= set(node.get("properties", {}))
        found.add(str(node.get("properties", {}).get("operator", {}).get("const", name)))
    for node in ServiceModel.model_json_schema()["$defs"].values():
        found |= set(node.get("properties", {}))
    assert set(_ALIKE) <= found
