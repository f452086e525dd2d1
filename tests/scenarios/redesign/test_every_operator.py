"""What holds for every redesign step: nothing is mutated, files read back, other draws stay."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from scenarios.checks import check_model
from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from scenarios.redesign.base import Operator
from scenarios.redesign.trace import changes
from scenarios.redesign.union import RedesignStep
from scenarios.writing import dump_model
from tests.scenarios.redesign.halls import draws, hall, merge, same_script, short
from tests.strategies import models

STEP: TypeAdapter[RedesignStep] = TypeAdapter(RedesignStep)
GO_HOME = {"rework": "w2", "probability": 0.3, "go_home": {"delay": 86400.0}}
BUSY = short("advise", "w1", "w2", GO_HOME, "walk a", "w3", "pay", "review")

STEPS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "one_window": (merge(time_factor=0.6), {"w1", "w2", "w3"}),
    "set_capacity": ({"operator": "set_capacity", "pool": "pool_w1", "seats": 5}, set()),
    "share_data": ({"operator": "share_data", "remove": ["w2"]}, {"w2"}),
    "share_data, rework": ({"operator": "share_data", "rework_factor": 0.5}, set()),
}
"""Steps, and the activities whose draws they may touch."""
NOTHING: dict[str, dict[str, Any]] = {
    "share_data": {"operator": "share_data"},
    "set_capacity": {"operator": "set_capacity", "pool": "pool_w1", "seats": 2},
}


def step_of(data: dict[str, Any]) -> Operator:
    return STEP.validate_python(data)


@pytest.mark.parametrize("name", STEPS)
def test_the_model_given_is_not_changed(name: str) -> None:
    model = hall(*BUSY)
    text = dump_model(model)
    first = step_of(STEPS[name][0]).apply(model)
    assert dump_model(model) == text
    assert step_of(STEPS[name][0]).apply(model) == first
    assert first.changes
    assert first.changes == changes(model, first.model)


@pytest.mark.parametrize("name", STEPS)
def test_the_new_model_reads_back_from_a_file(name: str) -> None:
    after = step_of(STEPS[name][0]).apply(hall(*BUSY)).model
    assert check_model(after) == ()
    assert read_model(dump_model(after)) == after


@pytest.mark.parametrize("name", STEPS)
def test_a_step_reads_back_from_its_own_dump(name: str) -> None:
    step = step_of(STEPS[name][0])
    assert step_of(step.model_dump(mode="json", exclude_unset=True)) == step


@pytest.mark.parametrize("name", NOTHING)
def test_a_step_that_changes_nothing_leaves_model_and_script_as_they_are(name: str) -> None:
    model = hall(*BUSY)
    applied = step_of(NOTHING[name]).apply(model)
    assert applied.model == model
    assert applied.changes == ()
    assert same_script(applied.model, model)


@pytest.mark.parametrize("name", STEPS)
def test_draws_elsewhere_stay_case_by_case(name: str) -> None:
    data, touched = STEPS[name]
    model = hall(*BUSY)
    before, after = draws(model), draws(step_of(data).apply(model).model)
    kept = {address: drawn for address, drawn in after.items() if address in before}
    # Rarer rework takes rounds away, and nothing else; a case is the same case before and after.
    elsewhere = {a for a in before if a[3] not in touched and a[4] == 0}
    assert elsewhere <= set(kept)
    assert len(elsewhere) > 150
    assert all(before[address] == drawn for address, drawn in kept.items())


def test_who_is_sent_back_stays_when_windows_merge() -> None:
    """A rework keeps its random numbers when its target becomes another step."""
    model = hall(*BUSY)
    for data in (merge(), {"operator": "share_data", "remove": ["w2"]}):
        target = "desk_acceptance" if data["operator"] == "one_window" else "w3"
        flow = short("advise", "w1", "w2", "walk a", "w3", GO_HOME, "pay", "review")
        model = hall(*flow)
        before, after = draws(model), draws(step_of(data).apply(model).model)
        back = {a[:3] + a[4:] for a in before if a[3] == "w2" and a[4] > 0}
        again = {a[:3] + a[4:] for a in after if a[3] == target and a[4] > 0}
        assert len(back) > 5
        assert back == again


MALFORMED: dict[str, tuple[dict[str, Any], str]] = {
    "no seats": (merge(size=0), "size"),
    "negative factor": (merge(time_factor=-0.5), "time_factor"),
    "factor of zero": (merge(breadth_penalty=0), "breadth_penalty"),
    "no pools": (merge(pools=[]), "pools"),
    "a pool twice": (merge(pools=["pool_w1", "pool_w1"]), "expected each pool once"),
    "share above 1": ({"operator": "share_data", "rework_factor": 1.2}, "rework_factor"),
    "negative share": ({"operator": "share_data", "rework_factor": -0.1}, "rework_factor"),
    "neither seats nor staff": ({"operator": "set_capacity", "pool": "pool_w1"}, "got neither"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_step_is_refused(case: str) -> None:
    data, field = MALFORMED[case]
    with pytest.raises(ValueError, match=field) as caught:
        step_of(data)
    assert "1 validation error" in str(caught.value)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(model=models(), data=st.data())
def test_any_pools_of_any_model_merge_or_say_why(model: ServiceModel, data: st.DataObject) -> None:
    names = list(model.pools)
    pools = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    step = step_of(merge(pools=pools, into="one desk", staff=2, calendar=None))
    try:
        after = step.apply(model).model
    except RedesignError as error:
        assert all(p.where.startswith("one_window: ") for p in error.problems)  # noqa: PT017
        assume(False)
    assert check_model(after) == ()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(model=models(), data=st.data())
def test_anything_can_be_taken_out_or_says_why(model: ServiceModel, data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(list(model.activities)), min_size=1, unique=True))
    try:
        after = step_of({"operator": "share_data", "remove": gone}).apply(model).model
    except RedesignError as error:
        assert all(p.where.startswith("share_data") for p in error.problems)  # noqa: PT017
        assume(False)
    assert check_model(after) == ()
    assert set(gone).isdisjoint(after.activities)
