"""Steps rewritten one by one, and activities that stand for others."""

from typing import Any

import pytest

from scenarios.flows import Serve, Step
from scenarios.redesign.flow_rewriting import map_flows, map_steps
from scenarios.redesign.merge_windows import OneWindow
from scenarios.redesign.references import replace_activity
from tests.scenarios.redesign.halls import hall, merge, short, told


def test_steps_that_stay_are_the_same_objects() -> None:
    arm: dict[str, Any] = {"branch": [{"probability": 0.3, "steps": short("w3")}]}
    fork = {"parallel": [short("w2"), short("pay")]}
    model = hall(*short("w1", arm, fork, {"rework": "w1", "probability": 0.1}))
    flow = model.services["long"].flow
    assert map_steps(flow, lambda step: step) is flow
    assert map_flows(model, lambda flow: map_steps(flow, lambda step: step), "x") is model


def test_rework_follows_a_step_that_is_renamed() -> None:
    model = hall(*short("w1", "w2", {"rework": "w2", "probability": 0.1}))

    def renamed(step: Step) -> Step:
        return step.replace(name="again") if isinstance(step, Serve) else step

    flow = map_steps(model.services["long"].flow[1:], renamed)
    assert told(model, flow) == ["w2", "back to again"]
    assert flow[1].label == "rework w2"  # type: ignore[union-attr]


@pytest.mark.parametrize("inside", [False, True])
def test_an_activity_stands_for_another_everywhere(inside: bool) -> None:
    target = {"measure": "service_level", "queue": "w2", "fraction": 0.8, "within": 600.0}
    arm = {"branch": [{"probability": 0.3, "steps": short("w2")}]}
    model = hall(*short("w1", arm if inside else "w2"), targets={"t": target})
    after = replace_activity(model, "w2", "advise", "x")
    assert after.pools["pool_w2"].serves == ("advise",)
    assert told(after, after.services["long"].flow) == ["w1", [["advise"]] if inside else "advise"]
    assert after.targets["t"].queue == "advise"  # type: ignore[union-attr]
    assert after.activities == model.activities


def test_an_activity_stands_for_another_in_a_sum() -> None:
    merged = OneWindow.model_validate(merge()).apply(hall()).model
    after = replace_activity(merged, "w2", "advise", "x")
    assert told(after, after.services["long"].flow) == ["w1+advise+w3", "review"]
