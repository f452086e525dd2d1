"""A small hall to redesign, flows in shorthand, and draws looked up by case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from scenarios.checks import checked
from scenarios.distributions import SumOf
from scenarios.flows import Branch, Delay, Flow, Parallel, Rework, Serve
from scenarios.model import ServiceModel
from sim.drawing import draw
from sim.script import SERVE, Script
from sim.world import build_world

WINDOWS = ("w1", "w2", "w3")


def hall(*flow: Any, **changes: Any) -> ServiceModel:
    """Three windows, a cashier and a back office; ``changes`` replace sections of the data.

    The second service needs only the first and the third window.
    """
    gamma = {"distribution": "gamma", "mean": 300.0, "cv": 0.5}
    names = [*WINDOWS, "pay", "advise"]
    data: dict[str, Any] = {
        "name": "hall",
        "title": "Hall",
        "provenance": "assumed",
        "horizon": 86400.0,
        "calendars": {"hall": {"open": {"daily": [(32400.0, 61200.0)]}}},
        "activities": {
            **{name: {"service_time": gamma} for name in names},
            "review": {"service_time": gamma, "place": "back"},
        },
        "pools": {
            **{f"pool_{n}": {"serves": [n], "seats": 2, "calendar": "hall"} for n in names},
            "office": {"serves": ["review"], "seats": 2, "calendar": "hall"},
        },
        "services": {
            "long": {
                "arrivals": {"pattern": "rates", "per_hour": 6, "start": 32400.0, "end": 57600.0},
                "flow": list(flow or short("w1", "w2", "w3", "review")),
            },
            "brief": {
                "arrivals": {"pattern": "rates", "per_hour": 3, "start": 32400.0, "end": 57600.0},
                "flow": list(short("w1", "pay", "w3")),
            },
        },
    }
    for name, change in changes.items():
        data[name] = {**data.get(name, {}), **change} if isinstance(change, dict) else change
    return checked(ServiceModel.model_validate(data))


def merge(**changes: Any) -> dict[str, Any]:
    """The step that makes one window of the three."""
    pools = [f"pool_{name}" for name in WINDOWS]
    return {"operator": "one_window", "pools": pools, "into": "desk", "size": 3, **changes}


def short(*steps: Any) -> tuple[dict[str, Any], ...]:
    """Steps in shorthand: a name serves, ``walk ...`` takes time, maps stand for themselves."""
    return tuple(
        {"delay": step, "time": 60.0}
        if isinstance(step, str) and step.startswith("walk")
        else {"serve": step}
        if isinstance(step, str)
        else step
        for step in steps
    )


def told(model: ServiceModel, flow: Flow) -> list[Any]:
    """A flow in shorthand; a merged activity as its parts joined by +."""
    shown: list[Any] = []
    for step in flow:
        match step:
            case Serve():
                family = model.activities[step.serve].service_time
                merged = isinstance(family, SumOf)
                shown.append("+".join(family.parts) if merged else step.serve)
            case Delay():
                shown.append(step.delay)
            case Rework():
                shown.append(f"back to {step.rework}")
            case Branch():
                shown.append([told(model, arm.steps) for arm in step.branch])
            case Parallel():
                shown.append(tuple(told(model, branch) for branch in step.parallel))
    return shown


Address = tuple[str, int, int, str, int, int]
"""service, interval, ordinal, activity, round, attempt"""


def draws(model: ServiceModel, seed: int = 1) -> dict[Address, tuple[float, ...]]:
    """Every draw for a piece of service: work, pick-up, after-work, patience, balks."""
    world = build_world(model)
    script = draw(model, seed=seed, world=world)
    found: dict[Address, tuple[float, ...]] = {}
    for case in range(script.cases):
        begin, end = script.first_op[case], script.first_op[case + 1]
        for attempt in range(script.attempts[case]):
            for op in range(begin, end):
                if script.kind[op] != SERVE:
                    continue
                at = script.first_draw[case] + attempt * (end - begin) + op - begin
                address = (
                    world.services[script.service[case]],
                    int(script.interval[case]),
                    int(script.ordinal[case]),
                    world.activities[script.what[op]],
                    int(script.round[op]),
                    attempt,
                )
                columns = (
                    script.work,
                    script.pickup,
                    script.after_work,
                    script.patience,
                    script.balks,
                    script.no_show,
                )
                found[address] = tuple(float(column[at]) for column in columns)
    return found


def same_script(one: ServiceModel, other: ServiceModel) -> bool:
    """True when two models draw the same Script, number by number."""
    a, b = (draw(model, seed=1) for model in (one, other))
    return all(map(np.array_equal, _columns(a), _columns(b)))


def _columns(script: Script) -> Iterator[Any]:
    """Every number of a Script, table by table."""
    for table in (script, script.down):
        yield from (getattr(table, n) for n in type(table).__dataclass_fields__ if n != "down")
