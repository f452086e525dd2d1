"""Cases that are open when the run begins follow their steps through every redesign."""

from typing import Any

import pytest

from scenarios.checks import check_model
from scenarios.errors import RedesignError
from scenarios.flows import step_name
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from scenarios.redesign.open_cases import follow_open_cases
from scenarios.writing import dump_model
from sim.experiment import simulate
from tests.scenarios.redesign import flow_steps, test_every_operator, test_every_pool_step
from tests.scenarios.redesign.flow_steps import HOME, applied
from tests.scenarios.redesign.halls import hall, merge, short

EVERY = {
    **{f"{n} (flow)": (flow_steps.busy, data) for n, (data, _) in flow_steps.STEPS.items()},
    **{n: (test_every_pool_step.busy, data) for n, (data, _) in test_every_pool_step.STEPS.items()},
    **{
        f"{n} (first)": (lambda: hall(*test_every_operator.BUSY), data)
        for n, (data, _) in test_every_operator.STEPS.items()
    },
}


def opened(model: ServiceModel, *services: str) -> ServiceModel:
    """The model with a case open at each step of some services."""
    changed = {}
    for name in services:
        names = [n for s in model.services[name].flow if (n := step_name(s)) is not None]
        cases = [{"step": step, "since": 600.0} for step in names]
        changed[name] = model.services[name].replace(open_cases=cases)
    return model.replace(services={**model.services, **changed})


def steps(model: ServiceModel, service: str = "long") -> list[str]:
    return [case.step for case in model.services[service].open_cases]


@pytest.mark.parametrize("name", EVERY)
def test_an_open_case_is_followed_or_refused_in_a_sentence(name: str) -> None:
    make, data = EVERY[name]
    model = opened(make(), "long", "brief")
    refused = ""
    try:
        after = applied(model, data)
    except RedesignError as error:
        refused = str(error)
    if refused:
        assert "expected a step that is left for the case open at '" in refused
        assert ": services." in refused
        assert ".open_cases[" in refused
        return
    assert check_model(after) == ()
    assert read_model(dump_model(after)) == after
    opened_at = simulate(after).script
    assert opened_at.cases > 0
    assert len(steps(after)) == len(steps(model))


PARALLEL = {"operator": "parallelize", "steps": ["w3", ["pay", "review"]]}
FOLLOWED: dict[str, tuple[dict[str, Any], list[str]]] = {
    # advise, w1, w2, (rework), walk a, w3, pay, review
    "merged": (merge(), ["advise", *["desk_acceptance"] * 4, "pay", "review"]),
    "side by side": (PARALLEL, ["advise", "w1", "w2", "walk a", *["side_by_side"] * 3]),
    "gone": (
        {"operator": "eliminate", "steps": ["w2", "walk a"]},
        ["advise", "w1", "w3", "w3", "w3", "pay", "review"],
    ),
    "two made one": (
        {"operator": "merge", "activities": ["w3", "pay"], "into": "wp", "pool": "pool_w3"},
        ["advise", "w1", "w2", "walk a", "wp", "wp", "review"],
    ),
    "spared by a bot": (
        flow_steps.STEPS["ai_triage"][0],
        ["advise_misrouted", "w1", "w2", "walk a", "w3", "pay", "review"],
    ),
}


@pytest.mark.parametrize("name", FOLLOWED)
def test_where_an_open_case_stands_then(name: str) -> None:
    data, expected = FOLLOWED[name]
    assert steps(applied(opened(flow_steps.busy(), "long"), data)) == expected


def test_the_trace_names_the_new_step() -> None:
    model = opened(hall(*short("w1", "w2", "w3", "review")), "long")
    found = flow_steps.step_of(merge()).apply(model).changes
    assert any(c.path.startswith("services.long.open_cases") for c in found)


def test_in_a_pilot_open_cases_go_on_as_they_began() -> None:
    model = opened(flow_steps.busy(), "long")
    assert steps(applied(model, merge(), pilot=0.3)) == steps(model)


def test_a_case_with_nothing_left_to_do_is_refused() -> None:
    model = opened(flow_steps.busy(), "long")
    with pytest.raises(RedesignError) as caught:
        applied(model, {"operator": "eliminate", "steps": ["review"]})
    assert str(caught.value) == (
        "eliminate: services.long.open_cases[6].step: expected a step that is left for the case "
        "open at 'review', got none from there on. Take it out of open_cases in the baseline."
    )


def test_a_step_inside_one_without_a_name_asks_for_it() -> None:
    branch = {"branch": [{"probability": 0.5, "steps": list(short("w3", "pay"))}]}
    flow = short("w1", "w2", HOME, "w3", "pay", "review")
    inside = short("w1", branch, "review")
    model = opened(hall(*flow), "long")
    after = model.replace(
        services={
            **model.services,
            "long": model.services["long"].replace(flow=inside),
        }
    )
    with pytest.raises(RedesignError, match="expected a name for the branch step that holds 'w3'"):
        follow_open_cases(model, after)
