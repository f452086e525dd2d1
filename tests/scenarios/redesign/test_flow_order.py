"""Steps side by side, taken out, merged or in another order: the flows that result."""

import math
from typing import Any

import pytest

from scenarios.errors import RedesignError
from scenarios.flows import Parallel, Rework, Serve
from scenarios.model import ServiceModel
from sim.experiment import simulate
from tests.scenarios.redesign.flow_steps import applied
from tests.scenarios.redesign.halls import draws, hall, short, told

DAY = 86400.0


def rework(target: str, **changes: Any) -> dict[str, Any]:
    return {"rework": target, "probability": 0.2, **changes}


def after(operator: str, flow: list[Any], **fields: Any) -> list[Any]:
    step = {"operator": operator, "services": ["long"], **fields}
    model = applied(hall(*short(*flow)), step)
    return told(model, model.services["long"].flow)


PARALLEL: dict[str, tuple[list[Any], list[Any], list[Any]]] = {
    "two steps": (["w1", "w2", "w3"], ["w2", "w3"], ["w1", (["w2"], ["w3"])]),
    "branches in the order given": (["w1", "w2", "w3"], ["w3", "w2"], ["w1", (["w3"], ["w2"])]),
    "a branch of two": (["w1", "w2", "w3"], [["w1", "w3"], "w2"], [(["w1", "w3"], ["w2"])]),
    "a delay": (["w1", "walk a", "w2"], ["walk a", "w2"], ["w1", (["walk a"], ["w2"])]),
    "rework inside a branch": (
        ["w1", rework("w1"), "w2", rework("w2")],
        ["w1", "w2"],
        [(["w1", "back to w1"], ["w2", "back to w2"])],
    ),
    "rework of a branch of two": (
        ["w1", "w2", rework("w1"), "w3"],
        [["w1", "w2"], "w3"],
        [(["w1", "w2", "back to w1"], ["w3"])],
    ),
    "later rework to the first goes back to all": (
        ["w1", "w2", "w3", rework("w1")],
        ["w1", "w2"],
        [(["w1"], ["w2"]), "w3", "back to side_by_side"],
    ),
    "inside an arm": (
        ["w1", {"branch": [{"probability": 0.5, "steps": short("w2", "w3")}]}],
        ["w2", "w3"],
        ["w1", [[(["w2"], ["w3"])]]],
    ),
}


@pytest.mark.parametrize("case", PARALLEL)
def test_steps_are_put_side_by_side(case: str) -> None:
    flow, steps, expected = PARALLEL[case]
    assert after("parallelize", flow, steps=steps) == expected


def test_a_flow_that_has_some_of_the_steps_gets_branches_for_those() -> None:
    model = hall(*short("w1", "w2"))
    new = applied(model, {"operator": "parallelize", "steps": ["w2", "pay", "w3"]})
    assert told(new, new.services["brief"].flow) == ["w1", (["pay"], ["w3"])]
    assert new.services["long"] == model.services["long"]


def test_rework_that_follows_the_fork_keeps_its_draws() -> None:
    model = hall(*short("w1", "w2", "w3", rework("w1")))
    new = applied(model, {"operator": "parallelize", "steps": ["w1", "w2"]})
    flow = new.services["long"].flow
    assert isinstance(flow[0], Parallel)
    assert isinstance(flow[-1], Rework)
    assert (flow[-1].rework, flow[-1].label) == ("side_by_side", "rework w1")
    assert draws(new) == draws(model)


APPROVALS = {"tax": 2.0, "land": 3.0, "fire": 1.0, "plan": 5.0}


def approvals() -> ServiceModel:
    """Four offices with room for everybody, exponential times of these days."""
    data: dict[str, Any] = {
        "name": "approvals",
        "title": "Approvals",
        "provenance": "assumed",
        "horizon": 100 * DAY,
        "drain": 400 * DAY,
        "activities": {
            name: {
                "service_time": {"distribution": "exponential", "mean": days * DAY},
                "place": "back",
            }
            for name, days in APPROVALS.items()
        },
        "pools": {name: {"serves": [name], "seats": "unlimited"} for name in APPROVALS},
        "services": {
            "permit": {
                "arrivals": {"pattern": "counts", "counts": [10] * 24},
                "flow": [{"serve": name} for name in APPROVALS],
            }
        },
    }
    return ServiceModel.model_validate(data)


def test_approvals_in_series_and_side_by_side_take_the_time_of_theory() -> None:
    """Sum of the means, and the mean of the longest by inclusion and exclusion.

    24,000 independent cases; the intervals hold 99.9 %.
    """
    series = approvals()
    parallel = applied(series, {"operator": "parallelize", "steps": list(APPROVALS)})
    for model, expected in ((series, 11.0), (parallel, 6.508231)):
        run = simulate(model, seed=7)
        days = (run.log.end_time - run.script.arrival) / DAY
        assert days.size == 24000
        half = 3.29 * days.std(ddof=1) / math.sqrt(days.size)
        assert half < 0.15
        assert abs(days.mean() - expected) < half


ELIMINATE: dict[str, tuple[list[Any], list[Any], list[Any]]] = {
    "a step": (["w1", "w2", "w3"], ["w2"], ["w1", "w3"]),
    "a delay": (["w1", "walk a", "w3"], ["walk a"], ["w1", "w3"]),
    "rework goes back to the next": (
        ["w1", "w2", "w3", rework("w2")],
        ["w2"],
        ["w1", "w3", "back to w3"],
    ),
    "a whole branching": (
        ["w1", {"name": "some", "branch": [{"probability": 0.5, "steps": short("w2")}]}],
        ["some"],
        ["w1"],
    ),
}


@pytest.mark.parametrize("case", ELIMINATE)
def test_steps_are_eliminated(case: str) -> None:
    flow, steps, expected = ELIMINATE[case]
    assert after("eliminate", flow, steps=steps) == expected


def test_what_another_service_needs_stays() -> None:
    model = hall(*short("w1", "w2", "w3"))
    step = {"operator": "eliminate", "steps": ["w2", "w3"], "services": ["long"]}
    new = applied(model, step)
    assert told(new, new.services["brief"].flow) == ["w1", "pay", "w3"]
    assert "w3" in new.activities
    assert "w2" not in new.activities
    assert "pool_w2" not in new.pools


MERGE: dict[str, tuple[list[Any], list[str], list[Any]]] = {
    "two steps": (["w1", "w2", "w3"], ["w2", "w3"], ["w1", "w2+w3"]),
    "in the order of the flow": (["w2", "w1"], ["w1", "w2"], ["w2+w1"]),
    "one alone stays": (["w1", "pay", "w2", "w1"], ["w1", "w2"], ["w1", "pay", "w2+w1"]),
    "rework to the second goes back to the whole": (
        ["w1", "w2", rework("w2"), "w3"],
        ["w1", "w2"],
        ["w1+w2", "back to both", "w3"],
    ),
    "inside a branch": (
        [{"parallel": [short("w1", "w2"), short("w3")]}],
        ["w1", "w2"],
        [(["w1+w2"], ["w3"])],
    ),
}


@pytest.mark.parametrize("case", MERGE)
def test_steps_are_merged(case: str) -> None:
    flow, activities, expected = MERGE[case]
    if case == "one alone stays":
        flow = ["w1", "pay", "w2", {"serve": "w1", "name": "again"}]
    fields = {"activities": activities, "into": "both", "pool": "pool_pay"}
    assert after("merge", flow, **fields) == expected


def test_a_merged_activity_takes_the_sum_of_its_parts_own_draws() -> None:
    model = hall(*short("w1", "w2", "w3"))
    step = {"operator": "merge", "activities": ["w1", "w2"], "into": "both", "pool": "pool_w1"}
    new = applied(model, step, time_factor=0.8)
    before, now = draws(model), draws(new)
    merged = {a: d for a, d in now.items() if a[3] == "both"}
    assert len(merged) > 10
    for address, drawn in merged.items():
        parts = [before[*address[:3], part, *address[4:]][0] for part in ("w1", "w2")]
        assert drawn[0] == sum(parts) * 0.8
    # w1 is still needed by the other service, w2 by nobody.
    assert new.pools["pool_w1"].serves == ("both", "w1")
    assert "pool_w2" not in new.pools


REORDER: dict[str, tuple[list[Any], list[str], list[Any]]] = {
    "two steps": (["w1", "w2", "w3"], ["w3", "w1"], ["w3", "w2", "w1"]),
    "rework moves with its step": (
        ["w1", "w2", "w3", rework("w3")],
        ["w3", "w1"],
        ["w3", "back to w3", "w2", "w1"],
    ),
    "rework to an earlier step stays": (
        ["w1", "w2", "w3", rework("w1")],
        ["w2", "w1"],
        ["w2", "w1", "w3", "back to w1"],
    ),
}


@pytest.mark.parametrize("case", REORDER)
def test_steps_are_reordered(case: str) -> None:
    flow, steps, expected = REORDER[case]
    assert after("reorder", flow, steps=steps) == expected


def test_services_can_be_named() -> None:
    model = hall(*short("w1", "pay", "w3"))
    new = applied(model, {"operator": "parallelize", "steps": ["pay", "w3"], "services": ["brief"]})
    assert new.services["long"] == model.services["long"]
    assert told(new, new.services["brief"].flow) == ["w1", (["pay"], ["w3"])]
    assert isinstance(model.services["brief"].flow[1], Serve)


BAD: dict[str, tuple[list[Any], dict[str, Any], str]] = {
    "unknown step": (
        ["w1", "w2"],
        {"operator": "parallelize", "steps": ["w1", "w22"]},
        ("parallelize: steps: expected a step (w1, w2, pay, w3), got 'w22'. Did you mean 'w2'?"),
    ),
    "a step between": (
        ["w1", "w2", "w3"],
        {"operator": "parallelize", "steps": ["w1", "w3"], "services": ["long"]},
        (
            "parallelize: steps: expected steps that stand next to each other, got 'w2' between "
            "them. Name it too, use reorder or eliminate before, or name other services."
        ),
    ),
    "rework that would jump out": (
        ["w1", "w2", rework("w1"), "w3"],
        {"operator": "parallelize", "steps": ["w2", "w3"]},
        (
            "parallelize: steps: expected rework that stays within a branch, got rework to 'w1' "
            "after a step of another one. Put the two steps into one branch."
        ),
    ),
    "rework that would jump in": (
        ["w1", "w2", "w3", rework("w2")],
        {"operator": "parallelize", "steps": ["w1", "w2"]},
        (
            "parallelize: steps: expected steps to which no later rework goes back, got 'w2', to "
            "which it does. Leave it out, or let the rework go back to 'w1'."
        ),
    ),
    "a branch against the flow": (
        ["w1", "w2", "w3"],
        {"operator": "parallelize", "steps": [["w2", "w1"], "w3"]},
        (
            "parallelize: steps: expected the steps of a branch in the order of the flow, got "
            "w2, w1. Change their order, or use reorder before."
        ),
    ),
    "steps of different flows": (
        ["w1", "w2"],
        {"operator": "parallelize", "steps": ["w2", "pay"]},
        "parallelize: steps: expected at least two branches in one flow, got w2, pay, which",
    ),
    "unknown service": (
        ["w1", "w2"],
        {"operator": "eliminate", "steps": ["w1"], "services": ["longer"]},
        (
            "eliminate: services: expected a service (long, brief), got 'longer'. "
            "Did you mean 'long'?"
        ),
    ),
    "no step left": (
        ["w1", "w2"],
        {"operator": "eliminate", "steps": ["w1", "w2"], "services": ["long"]},
        "eliminate: steps: expected a step that stays in services.long.flow, got none.",
    ),
    "not adjacent": (
        ["w1", "w2", "w3"],
        {"operator": "merge", "activities": ["pay", "w2"], "into": "x", "pool": "office"},
        "merge: activities: expected activities that follow one another in a flow, got pay, w2.",
    ),
    "several pools": (
        ["w1", "w2", "w3"],
        {"operator": "merge", "activities": ["w1", "w2"], "into": "x"},
        (
            "merge: pool: expected the pool that does the merged activity, because pool_w1, "
            "pool_w2 do its parts, got none. Name one."
        ),
    ),
    "front and back": (
        ["w3", "review"],
        {"operator": "merge", "activities": ["w3", "review"], "into": "x", "pool": "office"},
        "merge: activities: expected activities all of the front office or all of the back",
    ),
    "an activity's name": (
        ["w1", "w2"],
        {"operator": "merge", "activities": ["w1", "w2"], "into": "pay", "pool": "office"},
        "merge: into: expected a new name, got 'pay', which is an activity already.",
    ),
    "rework before its target": (
        ["w1", "w2", rework("w1"), "w3"],
        {"operator": "reorder", "steps": ["w3", "w1"], "services": ["long"]},
        "reorder: services.long.flow[2].rework: expected an earlier step (w3, w2), got 'w1', which",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    flow, step, sentence = BAD[case]
    with pytest.raises(RedesignError) as caught:
        applied(hall(*short(*flow)), step)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(sentence)
