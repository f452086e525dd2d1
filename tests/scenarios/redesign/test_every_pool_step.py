"""What holds for every step about who works, how and when: nothing mutated, other draws stay."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from scenarios.checks import check_model
from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from scenarios.redesign.applying import apply_redesign
from scenarios.redesign.base import Operator
from scenarios.redesign.scenario import scenario_schema
from scenarios.redesign.trace import changes
from scenarios.redesign.union import RedesignStep
from scenarios.writing import dump_model
from tests.scenarios.redesign.halls import draws, hall, same_script, short

STEP: TypeAdapter[RedesignStep] = TypeAdapter(RedesignStep)
Data = dict[str, Any]


def busy() -> ServiceModel:
    """A hall in which every operator finds something to do."""
    again = {"rework": "w1", "probability": 0.3, "go_home": {"delay": 86400.0}}
    ways = {"branch": [{"probability": 0.4, "steps": short("w3")}], "name": "way"}
    rates = {"pattern": "rates", "per_hour": 6, "start": 32400.0, "end": 57600.0}
    flow = list(short("advise", "w1", again, ways, "pay", "review"))
    return hall(
        services={"long": {"arrivals": rates, "flow": flow, "where": {"points": [(3.0, 4.0)]}}},
        pools={
            "pool_w3": {"serves": ["w3"], "seats": 4, "staff": 2, "calendar": "hall"},
            "office": {
                "serves": ["review"],
                "seats": 2,
                "calendar": "hall",
                "crew": {"base": (0.0, 0.0), "speed": 30},
            },
        },
    )


def step(operator: str, **fields: Any) -> Data:
    return {"operator": operator, **fields}


SLOTS = {"start": 32400.0, "end": 57600.0, "interval": 600.0, "no_show": 0.1, "late": 120.0}
KIOSKS = step(
    "self_service",
    activities=["pay"],
    share=0.4,
    kiosks=2,
    time_factor=0.8,
    gives_up=0.2,
    help=0.3,
    helper="pool_advise",
    help_time=60.0,
    breakdowns={"up": 360000.0, "down": 3600.0},
)
STEPS: dict[str, tuple[Data, set[str]]] = {
    "pool_windows": (step("pool_windows", pools=["pool_w1", "pool_w3"]), set()),
    "pool_windows, slower": (
        step("pool_windows", pools=["pool_w1", "pool_w3"], breadth_penalty=1.1),
        {"w1", "w3"},
    ),
    "pool_windows, one pool": (
        step("pool_windows", pools=["pool_w1", "pool_w3"], into="desk"),
        set(),
    ),
    "appointments": (step("appointments", service="long", share=0.5, booking=SLOTS), set()),
    "self_service": (KIOSKS, {"pay"}),
    "callback": (step("callback", queue="w1", when_wait_over=300.0, accept=0.5), set()),
    "train": (step("train", pools=["pool_w1"], time_factor=0.7, days=10, hours=8), set()),
    "train, at once": (
        step("train", pools=["pool_w1"], time_factor=0.7, rework_factor=0.5),
        {"w1"},
    ),
    "standardize": (step("standardize", activities=["w1"], cv_factor=0.5), {"w1"}),
    "knowledge_base": (
        step(
            "knowledge_base",
            activities=["w1"],
            lookup_share=0.4,
            lookup_factor=0.5,
            transfers=["w3"],
            transfer_factor=0.5,
            rework_factor=0.8,
        ),
        {"w1", "w3"},
    ),
    "prioritize": (step("prioritize", service="long", priority=-1), set()),
    "prioritize, a share": (step("prioritize", service="long", priority=-1, share=0.2), set()),
    "extend_hours": (
        step("extend_hours", calendar="hall", open={"daily": [(28800.0, 64800.0)]}),
        set(),
    ),
    "extend_hours, lunch": (
        step(
            "extend_hours",
            lunch_pools=["pool_w1"],
            lunch=(43200.0, 48600.0),
            meal=2700.0,
            at_least=0.5,
        ),
        set(),
    ),
    "surge_windows": (
        step("surge_windows", pool="pool_w3", above=5, below=2, at_most=2, taken_from="pool_w1"),
        set(),
    ),
    "dispatch_nearest": (step("dispatch_nearest", pool="office"), set()),
    "plan_routes": (step("plan_routes", pool="office", stops=3), set()),
}
"""Steps, and the activities whose draws they may touch."""
NOTHING: dict[str, Data] = {
    "pool_windows": step("pool_windows", pools=["pool_w1", "double"]),
    "appointments": step("appointments", service="long", share=0, booking=SLOTS),
    "self_service": {**KIOSKS, "share": 0},
    "train": step("train", pools=["pool_w1"], hours=3),
    "standardize": step("standardize", activities=["w1"], cv_factor=1),
    "knowledge_base": step("knowledge_base", activities=["w1"]),
    "prioritize": step("prioritize", service="long", priority=0),
    "prioritize, a share": step("prioritize", service="long", priority=5, share=0),
    "extend_hours": step("extend_hours", calendar="hall", open={"daily": [(32400.0, 61200.0)]}),
    "plan_routes": step("plan_routes", pool="planned"),
    "dispatch_nearest": step("dispatch_nearest", pool="planned"),
}


def step_of(data: Data) -> Operator:
    return STEP.validate_python(data)


@pytest.mark.parametrize("name", STEPS)
def test_the_model_given_is_not_changed(name: str) -> None:
    model = busy()
    text = dump_model(model)
    first = step_of(STEPS[name][0]).apply(model)
    assert dump_model(model) == text
    assert step_of(STEPS[name][0]).apply(model) == first
    assert first.changes
    assert first.changes == changes(model, first.model)


@pytest.mark.parametrize("name", STEPS)
def test_the_new_model_reads_back_from_a_file(name: str) -> None:
    after = step_of(STEPS[name][0]).apply(busy()).model
    assert check_model(after) == ()
    assert read_model(dump_model(after)) == after


@pytest.mark.parametrize("name", STEPS)
def test_a_step_reads_back_from_its_own_dump_which_keeps_the_schema(name: str) -> None:
    one = step_of(STEPS[name][0])
    plain = one.model_dump(mode="json", exclude_unset=True)
    assert step_of(plain) == one
    words = {"name": "s", "title": "S", "baseline": "b.yaml", "why": "w", "provenance": "assumed"}
    Draft202012Validator(scenario_schema()).validate({**words, "redesign": [plain]})


@pytest.mark.parametrize("name", NOTHING)
def test_a_step_that_changes_nothing_leaves_model_and_script_as_they_are(name: str) -> None:
    model = busy()
    crew = {"base": (0.0, 0.0), "speed": 30, "dispatch": "nearest", "order": "nearest"}
    more = {
        "double": model.pools["pool_w1"],
        "planned": {"serves": ["review"], "seats": 1, "crew": crew},
    }
    model = model.replace(pools={**model.pools, **more})
    applied = step_of(NOTHING[name]).apply(model)
    assert applied.model == model
    assert applied.changes == ()
    assert same_script(applied.model, model)


@pytest.mark.parametrize("name", STEPS)
def test_draws_elsewhere_stay_case_by_case(name: str) -> None:
    data, touched = STEPS[name]
    model = busy()
    before, after = draws(model), draws(step_of(data).apply(model).model)
    lost = data["operator"] == "appointments"
    kept = {a: drawn for a, drawn in after.items() if a in before and a[3] not in touched}
    # Rarer rework takes rounds away and no-shows take cases, and nothing else.
    elsewhere = {a for a in before if a[3] not in touched and a[4] == 0 and not lost}
    assert elsewhere <= set(kept)
    assert len(kept) > 150
    assert all(before[address] == drawn for address, drawn in kept.items())


NAMES = {
    "pools": ("pool_windows", {"pools": ["pool_w1", "pool_w9"]}),
    "service": ("appointments", {"service": "lng", "share": 0.5, "booking": SLOTS}),
    "helper": ("self_service", {**KIOSKS, "helper": "pool_advice"}),
    "activities": ("self_service", {**KIOSKS, "activities": ["pays"]}),
    "services": ("self_service", {**KIOSKS, "services": ["longs"]}),
    "queue": ("callback", {"queue": "advises", "when_wait_over": 60.0}),
    "pools of train": ("train", {"pools": ["pool_w9"]}),
    "activities of standardize": ("standardize", {"activities": ["advises"], "cv_factor": 0.5}),
    "transfers": ("knowledge_base", {"activities": ["w1"], "transfers": ["w3s"]}),
    "service of prioritize": ("prioritize", {"service": "lng", "priority": 1}),
    "calendar": ("extend_hours", {"calendar": "hal", "open": {"daily": [(0.0, 86400.0)]}}),
    "lunch_pools": ("extend_hours", {"lunch_pools": ["pool_w9"], "lunch": (43200.0, 48600.0)}),
    "pool": ("surge_windows", {"pool": "pool_w9", "above": 5, "below": 2, "at_most": 1}),
    "taken_from": (
        "surge_windows",
        {"pool": "pool_w3", "above": 5, "below": 2, "at_most": 1, "taken_from": "pool_w9"},
    ),
    "pool of dispatch_nearest": ("dispatch_nearest", {"pool": "ofice"}),
    "pool of plan_routes": ("plan_routes", {"pool": "ofice"}),
}


@pytest.mark.parametrize("case", NAMES)
def test_an_unknown_name_is_one_sentence_with_the_near_name(case: str) -> None:
    operator, fields = NAMES[case]
    one = step_of({**fields, "operator": operator})
    with pytest.raises(RedesignError) as caught:
        apply_redesign(busy(), [one])
    field = case.partition(" ")[0]
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(f"redesign[0] {operator}: {field}: expected ")
    assert "Did you mean '" in str(caught.value)


MALFORMED: dict[str, tuple[Data, str]] = {
    "share above 1": ({**KIOSKS, "share": 1.3}, "share"),
    "negative share": (step("appointments", service="long", share=-1, booking=SLOTS), "share"),
    "no kiosks": ({**KIOSKS, "kiosks": 0}, "kiosks"),
    "nobody to help": ({k: v for k, v in KIOSKS.items() if k != "helper"}, "expected helper"),
    "one pool": (step("pool_windows", pools=["pool_w1"]), "pools"),
    "a pool twice": (step("pool_windows", pools=["a", "a"]), "expected each pool once"),
    "size without a pool": (step("pool_windows", pools=["a", "b"], size=3), "expected into"),
    "factor of zero": (step("train", pools=["a"], time_factor=0), "time_factor"),
    "more spread": (step("standardize", activities=["w1"], cv_factor=1.5), "cv_factor"),
    "a name without a share": (
        step("prioritize", service="long", priority=1, into="x"),
        "expected a share",
    ),
    "hours without a calendar": (
        step("extend_hours", open={"daily": [(0.0, 100.0)]}),
        "calendar and open",
    ),
    "lunch of nobody": (step("extend_hours", lunch=(0.0, 100.0)), "lunch_pools and lunch"),
    "no windows": (step("surge_windows", pool="a", above=1, below=0, at_most=0), "at_most"),
    "no stops": (step("plan_routes", pool="a", stops=0), "stops"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_step_is_refused(case: str) -> None:
    data, field = MALFORMED[case]
    with pytest.raises(ValueError, match=field) as caught:
        step_of(data)
    assert "1 validation error" in str(caught.value)
