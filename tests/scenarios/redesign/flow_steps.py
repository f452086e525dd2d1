"""A step of each family that rewrites flows, for tests of what holds for all of them."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from scenarios.redesign.union import RedesignStep
from tests.scenarios.redesign.halls import hall, short

_STEP: TypeAdapter[RedesignStep] = TypeAdapter(RedesignStep)

Data = dict[str, Any]
HOME = {"rework": "w2", "probability": 0.3, "go_home": {"delay": 86400.0}, "cause": "missing"}
BUSY = short("advise", "w1", "w2", HOME, "walk a", "w3", "pay", "review")
GAMMA = {"distribution": "gamma", "mean": 200.0, "cv": 0.5}
GUIDE = {"pool": "guides", "seats": 1, "calendar": "hall"}


def step_of(data: Data) -> Operator:
    """The step that a file would say so."""
    return _STEP.validate_python(data)


def applied(model: ServiceModel, data: Data, **changes: Any) -> ServiceModel:
    """The model after a step."""
    return step_of({**data, **changes}).apply(model).model


def busy() -> ServiceModel:
    """A hall in which every family of steps has something to change."""
    return hall(*BUSY)


STEPS: dict[str, tuple[Data, set[str]]] = {
    "parallelize": ({"operator": "parallelize", "steps": ["w3", ["pay", "review"]]}, set()),
    "eliminate": ({"operator": "eliminate", "steps": ["w3", "walk a"]}, {"w3"}),
    "merge": (
        {"operator": "merge", "activities": ["w3", "pay"], "into": "wp", "pool": "pool_w3"},
        {"w3", "pay"},
    ),
    "reorder": ({"operator": "reorder", "steps": ["w2", "w1"]}, set()),
    "smart_forms": (
        {"operator": "smart_forms", "activities": ["w1"], "time_factor": 0.7, "rework_factor": 0.4},
        {"w1"},
    ),
    "commitment": (
        {
            "operator": "commitment",
            "causes": ["missing"],
            "returned": 0.1,
            "returned_after": 86400.0,
            "returned_to": "w3",
        },
        {"w3"},
    ),
    "guide_desk": (
        {"operator": "guide_desk", **GUIDE, "service_time": GAMMA, "finds": 0.8, "mends": 0.5},
        set(),
    ),
    "go_online": (
        {
            "operator": "go_online",
            "share": 0.5,
            "replaces": ["w1", "w2"],
            "pool": "office",
            "fails": 0.2,
            "fails_after": 86400.0,
        },
        {"w1", "w2"},
    ),
    "door_to_door": (
        {
            "operator": "door_to_door",
            "activities": ["w2"],
            "pool": "office",
            "services": ["long"],
            "time_factor": 1.5,
            "travel": GAMMA,
        },
        {"w2"},
    ),
    "ai_triage": (
        {
            "operator": "ai_triage",
            "menu_time": 30.0,
            "answered": 0.3,
            "calls_back": 0.2,
            "calls_back_after": 3600.0,
            "spares": ["advise"],
            "misrouted": 0.2,
        },
        {"advise", "w1", "w2", "w3", "pay", "review"},
    ),
    "empower": (
        {
            "operator": "empower",
            "steps": ["review"],
            "errors": 0.1,
            "back_to": "w3",
            "decides": "w1",
            "time_factor": 1.2,
        },
        {"review", "w1"},
    ),
    "case_owner": (
        {
            "operator": "case_owner",
            "pool": "pool_w1",
            "activities": ["w3", "review"],
            "handovers": ["walk a"],
            "time_factor": 1.2,
        },
        {"w3", "review"},
    ),
}
"""Steps, and the activities whose draws they may touch."""

NOTHING: dict[str, Data] = {
    "smart_forms": {"operator": "smart_forms"},
    "go_online": {"operator": "go_online", "share": 0, "replaces": ["w1"], "pool": "office"},
    "reorder": {"operator": "reorder", "steps": ["w1", "w2"]},
    "case_owner": {"operator": "case_owner", "pool": "pool_w1", "activities": ["w1"]},
}
"""Steps that change nothing."""
