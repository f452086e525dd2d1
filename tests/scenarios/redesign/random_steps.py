"""A random step of each operator that names what a random model has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from scenarios.model import ServiceModel
from scenarios.redesign.flow_lists import step_names

Draw = st.DrawFn
Fields = dict[str, Any]
factors = st.sampled_from([0.5, 0.8, 1.0, 1.25])
shares = st.sampled_from([0.0, 0.25, 1.0])
times = st.sampled_from([0.0, 60.0, 3600.0])


class Names:
    """What a step can name in a model, drawn at random."""

    def __init__(self, draw: Draw, model: ServiceModel) -> None:
        self.draw, self.model = draw, model
        flows = [
            flow
            for service in model.services.values()
            for flow in (service.flow, *(c.flow for c in service.channels.values() if c.flow))
        ]
        self.all_steps = list(dict.fromkeys(n for flow in flows for n in step_names(flow)))

    def one(self, names: Any) -> str:
        return self.draw(st.sampled_from(list(names)))

    def some(self, names: Any, least: int = 1) -> list[str]:
        known = list(names)
        least = min(least, len(known))
        return self.draw(st.lists(st.sampled_from(known), min_size=least, max_size=3, unique=True))

    def pool(self) -> str:
        return self.one(self.model.pools)

    def pools(self) -> list[str]:
        return self.some(self.model.pools, 2)

    def service(self) -> str:
        return self.one(self.model.services)

    def activity(self) -> str:
        return self.one(self.model.activities)

    def activities(self, least: int = 1) -> list[str]:
        return self.some(self.model.activities, least)

    def steps(self, least: int = 1) -> list[str]:
        return self.some(self.all_steps or ["none"], least)

    def share(self) -> float:
        return self.draw(shares)

    def factor(self) -> float:
        return self.draw(factors)

    def time(self) -> float:
        return self.draw(times)


_SLOTS = {"start": 32400.0, "end": 57600.0, "interval": 1800.0, "no_show": 0.1, "late": 60.0}
FIELDS: dict[str, Callable[[Names], Fields]] = {
    "one_window": lambda n: {
        "pools": n.pools(),
        "into": "desk!",
        "size": 2,
        "staff": 2,
        "after_work": 0.0,
        "time_factor": n.factor(),
    },
    "pool_windows": lambda n: {"pools": n.pools(), "breadth_penalty": n.factor()},
    "set_capacity": lambda n: {"pool": n.pool(), "seats": 9, "staff": 2},
    "surge_windows": lambda n: {"pool": n.pool(), "above": 4, "below": 1, "at_most": 1},
    "extend_hours": lambda n: (
        {"lunch_pools": [n.pool()], "lunch": (43200.0, 48600.0), "at_least": 0.0}
        if not n.model.calendars
        else {"calendar": n.one(n.model.calendars), "open": {"daily": [(0.0, 86400.0)]}}
    ),
    "guide_desk": lambda n: {
        "pool": "guides!",
        "seats": 1,
        "service_time": 60.0,
        "activity": "guide!",
        "finds": n.share(),
        "mends": n.share(),
    },
    "prioritize": lambda n: {"service": n.service(), "priority": -3, "share": n.share()},
    "go_online": lambda n: {
        "share": n.share(),
        "replaces": n.steps(),
        "pool": n.pool(),
        "service_time": 60.0,
        "fails": n.share(),
        "fails_after": n.time(),
    },
    "appointments": lambda n: {"service": n.service(), "share": n.share(), "booking": _SLOTS},
    "self_service": lambda n: {
        "activities": n.activities(),
        "share": n.share(),
        "kiosks": 1,
        "into": "kiosks!",
        "help": 0.5,
        "helper": n.pool(),
        "help_time": 30.0,
        "gives_up": n.share(),
    },
    "ai_triage": lambda n: {
        "menu_time": n.time(),
        "answered": 0.25,
        "calls_back": n.share(),
        "calls_back_after": n.time(),
        "spares": n.steps(),
        "misrouted": n.share(),
    },
    "callback": lambda n: {
        "queue": n.one([*n.model.queues, *n.model.activities]),
        "when_wait_over": n.time(),
        "accept": n.share(),
    },
    "door_to_door": lambda n: {
        "activities": n.activities(),
        "pool": n.pool(),
        "time_factor": n.factor(),
        "travel": n.time(),
    },
    "parallelize": lambda n: {"steps": n.steps(2)},
    "eliminate": lambda n: {"steps": n.steps()},
    "merge": lambda n: {
        "activities": n.activities(2),
        "into": "merged!",
        "pool": n.pool(),
        "after_work": 0.0,
    },
    "rarer_steps": lambda n: {"steps": n.steps(), "factor": n.share()},
    "reorder": lambda n: {"steps": n.steps(2)},
    "empower": lambda n: {
        "steps": n.steps(),
        "errors": n.share(),
        "back_to": n.one(n.all_steps or ["none"]),
    },
    "case_owner": lambda n: {
        "pool": n.pool(),
        "activities": n.activities(),
        "time_factor": n.factor(),
    },
    "commitment": lambda n: {
        "steps": n.steps(),
        "returned": n.share(),
        "returned_after": n.time(),
        "returned_to": n.activity(),
    },
    "shorten_limit": lambda n: {"service": n.service(), "promised": n.time()},
    "share_data": lambda n: {"remove": n.activities(), "rework_factor": n.share()},
    "smart_forms": lambda n: {
        "activities": n.activities(),
        "time_factor": n.factor(),
        "rework_factor": n.share(),
    },
    "train": lambda n: {"pools": [n.pool()], "time_factor": n.factor(), "rework_factor": n.share()},
    "standardize": lambda n: {"activities": n.activities(), "cv_factor": n.share()},
    "knowledge_base": lambda n: {
        "activities": n.activities(),
        "lookup_factor": n.factor(),
        "rework_factor": n.share(),
    },
    "dispatch_nearest": lambda n: {"pool": n.pool()},
    "plan_routes": lambda n: {"pool": n.pool(), "stops": 2},
}
"""Fields of a step of each operator."""


@st.composite
def step_data(draw: Draw, operator: str, model: ServiceModel) -> Fields:
    """A step of an operator that could stand in a file."""
    fields = FIELDS[operator](Names(draw, model))
    pilot = draw(st.sampled_from([1.0, 1.0, 0.3]))
    return {"operator": operator, **fields, "pilot": pilot}
