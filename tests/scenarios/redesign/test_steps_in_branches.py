"""A step reaches what it is about wherever that stands: a fitted hall has matters in branches."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scenarios.checks import warnings_for
from scenarios.distributions import SumOf
from scenarios.errors import RedesignError
from scenarios.flows import Arm, Branch, Flow
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from scenarios.redesign.flow_rewriting import map_flows, map_steps
from scenarios.redesign.made_titles import ONLINE_CHANNEL
from scenarios.section import TextPair
from sim.engines import Engine
from sim.event_log import Services
from sim.experiment import simulate
from tests.scenarios.redesign.flow_steps import STEPS, Data, applied, busy, step_of
from tests.scenarios.redesign.halls import draws, hall, short, told
from tests.scenarios.redesign.random_steps import FIELDS, step_data
from tests.strategies import models

WINDOWS = ["pool_w1", "pool_w2", "pool_w3"]
MORE: dict[str, Data] = {
    "one_window": {"operator": "one_window", "pools": WINDOWS, "into": "desk", "size": 3},
    "share_data": {"operator": "share_data", "remove": ["w3"], "rework_factor": 0.5},
    "self_service": {
        "operator": "self_service",
        "activities": ["w1", "w3"],
        "share": 0.5,
        "kiosks": 2,
        "gives_up": 0.1,
    },
    "knowledge_base": {
        "operator": "knowledge_base",
        "activities": ["w1"],
        "lookup_factor": 0.5,
        "rework_factor": 0.5,
    },
}
REWRITES = {**{name: data for name, (data, _) in STEPS.items()}, **MORE}
ONLINE: Data = {
    "operator": "go_online",
    "share": 0.5,
    "replaces": ["w2"],
    "pool": "office",
    "time_factor": 0.5,
    "fails": 0.2,
    "fails_after": 86400.0,
}
SLOTS = {"interval": 900.0, "hours": [(32400.0, 57600.0)]}
MATTERS = {
    "branch": [
        {"probability": 0.3, "steps": short("w1")},
        {"probability": 0.4, "steps": short("w2")},
        {"probability": 0.3, "steps": short("w3", "pay")},
    ],
    "name": "matter",
}
"""As a fitted hall has its matters."""


def in_an_arm(model: ServiceModel) -> ServiceModel:
    """The same hall with each flow in the only arm of a branch."""

    def arm(flow: Flow) -> Flow:
        return (Branch(name="all of them", branch=(Arm(probability=1.0, steps=flow),)),)

    return map_flows(model, arm, "")


def named(model: ServiceModel) -> ServiceModel:
    """The model with a name for each branch: one without has its numbers by its place."""
    number = iter(range(1000))

    def name(step: Any) -> Any:
        if isinstance(step, Branch) and step.name is None:
            return step.replace(name=f"way {next(number)}")
        return step

    return map_flows(model, lambda flow: map_steps(flow, name), "")


def same_log(one: Services, other: Services) -> None:
    """Both logs tell the same, but for the places of steps in their flows."""
    for column in Services.__dataclass_fields__:
        if column != "step":
            np.testing.assert_array_equal(getattr(one, column), getattr(other, column), column)


@pytest.mark.parametrize("engine", ["simpy", "fast"])
@pytest.mark.parametrize("name", REWRITES)
def test_a_hall_written_with_a_branch_becomes_what_the_flat_one_does(
    name: str, engine: Engine
) -> None:
    flat = applied(busy(), REWRITES[name])
    branched = applied(in_an_arm(busy()), REWRITES[name])
    same_log(
        simulate(flat, seed=3, engine=engine).log.services,
        simulate(branched, seed=3, engine=engine).log.services,
    )


@pytest.mark.parametrize("operator", [name for name in FIELDS if name in REWRITES])
@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(model=models(), data=st.data())
def test_so_does_any_model(operator: str, model: ServiceModel, data: st.DataObject) -> None:
    flat = named(model)
    try:
        step = step_of(data.draw(step_data(operator, model)))
    except ValidationError:
        return
    expected, refused = outcome(step, flat)
    got, refused_too = outcome(step, in_an_arm(flat))
    # Where a place in a flow is blamed, it is the same one within the arm.
    arm = ".flow[0].branch[0].steps["
    assert [where.replace(arm, ".flow[") for where in refused_too] == refused
    if expected is not None and got is not None:
        same_log(simulate(expected, seed=3).log.services, simulate(got, seed=3).log.services)


def outcome(step: Operator, model: ServiceModel) -> tuple[ServiceModel | None, list[str]]:
    """The model after a step, or the fields that it blames."""
    try:
        return step.apply(model).model, []
    except RedesignError as error:
        return None, [problem.where for problem in error.problems]


def way(model: ServiceModel, channel: str) -> list[Any]:
    section = model.services["long"]
    return told(model, section.channels[channel].flow or section.flow)


def test_one_matter_of_a_hall_goes_online() -> None:
    model = hall(MATTERS)
    new = applied(model, ONLINE)
    assert way(new, "others") == [[["w1"], ["w2"], ["w3", "pay"]]]
    assert way(new, "online") == [[["w1"], ["w2", [["comes_in", "w2"]]], ["w3", "pay"]]]
    before, after = draws(model), draws(new)
    online = {address for address in after if address[3] == "online_acceptance"}
    assert online
    for address in online:
        assert after[address][0] == before[*address[:3], "w2", *address[4:]][0] * 0.5
    # All others do what they did, with the numbers that they had.
    kept = {address: drawn for address, drawn in after.items() if address not in online}
    assert all(before[address] == drawn for address, drawn in kept.items())
    comes_online = {address[:3] for address in online}
    assert {a for a in before if a[:3] not in comes_online} <= set(kept)


def test_the_title_of_a_channel_says_whom_it_is_about() -> None:
    """All of a flow that passes the steps on every way are online; else some come as before."""

    def title(*steps: object, replaces: list[str]) -> TextPair | None:
        new = applied(hall(*steps), ONLINE, replaces=replaces)
        return new.services["long"].channels["online"].title

    assert title(*short("w1", "w2"), replaces=["w2"]) == ONLINE_CHANNEL
    assert title(MATTERS, replaces=["w1", "w2", "w3", "pay"]) == ONLINE_CHANNEL
    fork = {"parallel": [short("w1"), short("w2")], "name": "fork"}
    assert title(fork, replaces=["w2"]) == ONLINE_CHANNEL
    # Three tenths of all go another way, and so do those who take no arm of a branch.
    for steps, replaces, done in (
        (MATTERS, ["w2"], "w2"),
        (MATTERS, ["w2", "w3", "pay"], "w2, w3, pay"),
        ({"branch": [{"probability": 0.7, "steps": short("w2")}]}, ["w2"], "w2"),
    ):
        found = title(steps, replaces=replaces)
        assert found is not None
        assert found.en == f"50% of all ({done} online, the rest as before)"
        assert found.zh.startswith("50%的人（其中")


def test_where_nobody_serves_what_goes_online_its_steps_are_named() -> None:
    notice = {"branch": [{"probability": 0.7, "steps": [{"delay": "notice", "time": 60.0}]}]}
    new = applied(
        hall(notice, *short("w1")), ONLINE, replaces=["notice"], time_factor=None, service_time=60.0
    )
    title = new.services["long"].channels["online"].title
    assert title is not None
    assert title.en == "50% of all (notice online, the rest as before)"


def test_the_share_is_that_of_the_matter() -> None:
    new = applied(hall(MATTERS, horizon=200 * 86400.0), ONLINE, fails=0)
    came = [address for address in draws(new) if address[0] == "long"]
    online = sum(address[3] == "online_acceptance" for address in came)
    matter = online + sum(address[3] == "w2" for address in came)
    # 200 days of 42 cases, of whom .4 come for it: three standard errors of a share of one half.
    assert matter == pytest.approx(0.4 * 200 * 42, rel=0.06)
    assert online / matter == pytest.approx(0.5, abs=3 * (0.25 / matter) ** 0.5)


def test_matters_of_several_arms_go_online_each_with_its_own_work() -> None:
    new = applied(hall(MATTERS), ONLINE, replaces=["w2", "w3", "pay"])
    # Both ways out fail by themselves, and each brings back what it stood for.
    assert way(new, "online") == [
        [["w1"], ["w2", [["comes_in", "w2"]]], ["w3+pay", [["comes_in_2", "w3", "pay"]]]]
    ]
    parts = {
        name: activity.service_time.parts
        for name, activity in new.activities.items()
        if isinstance(activity.service_time, SumOf)
    }
    assert parts == {"online_acceptance": ("w2",), "online_acceptance_2": ("w3", "pay")}
    titles = [new.activities[name].title for name in parts]
    assert len(set(titles)) == 2
    assert new.pools["office"].serves == ("review", *parts)


def test_a_given_time_is_one_piece_of_work_for_all_of_them() -> None:
    new = applied(
        hall(MATTERS), ONLINE, replaces=["w2", "w3", "pay"], time_factor=None, service_time=120.0
    )
    assert new.pools["office"].serves == ("review", "online_acceptance")
    assert simulate(new).script.cases > 0


def test_steps_side_by_side_go_online_in_their_branches() -> None:
    fork = {"parallel": [short("w1", "review"), short("w2")], "name": "fork"}
    new = applied(hall(fork, *short("w3")), ONLINE, fails=0)
    assert way(new, "online") == [(["w1", "review"], ["w2"]), "w3"]
    assert simulate(new).script.cases > 0


def test_rework_inside_an_arm_goes_back_to_what_is_online() -> None:
    again = {"rework": "w2", "probability": 0.5}
    arms = {"branch": [{"probability": 0.7, "steps": short("w2", again, "w3", again)}]}
    new = applied(hall(*short("w1"), arms), ONLINE, fails=0)
    assert way(new, "online") == [
        "w1",
        [["w2", "back to online_acceptance", "w3", "back to online_acceptance"]],
    ]


def test_a_flow_without_all_of_the_steps_stays_at_the_windows() -> None:
    model = hall(MATTERS)
    new = applied(model, ONLINE, replaces=["w1", "w2"])
    assert new.services["brief"] == model.services["brief"]
    assert set(new.services["long"].channels) == {"others", "online"}


@pytest.mark.parametrize(
    "step",
    [
        {"operator": "prioritize", "service": "w2", "priority": -1},
        {"operator": "appointments", "service": "w2", "share": 0.5, "booking": SLOTS},
    ],
)
def test_a_matter_that_shares_a_service_is_no_service_and_the_sentence_says_which(
    step: Data,
) -> None:
    said = "expected a service, got 'w2', which is a step of long. Name one of these, in a redesign"
    with pytest.raises(RedesignError, match=re.escape(said)):
        applied(hall(MATTERS), step)


def test_lines_and_hours_that_a_redesign_empties_are_no_mistake_of_its_file() -> None:
    queues = {"line_1": {}, "line_2": {}}
    model = hall(MATTERS, queues=queues)
    activities = {
        name: activity.replace(queue=line)
        for (name, activity), line in zip(model.activities.items(), queues, strict=False)
    }
    model = model.replace(activities={**model.activities, **activities})
    after = applied(model, {"operator": "pool_windows", "pools": WINDOWS[:2], "into": "desk"})
    idle = {"queues.line_1", "queues.line_2"}
    assert idle <= {problem.where for problem in warnings_for(after)}
    assert not idle & {problem.where for problem in warnings_for(after, model)}
