"""Small models, and what happened in them as plain rows, shared by the tests of the simulation."""

from __future__ import annotations

import math
from typing import Any

from scenarios.checks import checked
from scenarios.model import ServiceModel
from sim.event_log import DUTIES, OUTCOMES, EventLog
from sim.experiment import SimResult, simulate
from sim.world import World

Section = dict[str, Any]
DAY = 86400.0
EVERY = ("case", "activity", "who", "enable_time", "start_time", "end_time", "outcome")


def model(horizon: float = 1000.0, **parts: Any) -> ServiceModel:
    """A model of these parts, checked, with the words that every model needs."""
    words = {"name": "test", "title": "Test", "provenance": "assumed", "horizon": horizon}
    return checked(ServiceModel.model_validate({**words, **parts}))


def exp(mean: float) -> Section:
    """Exponential times."""
    return {"distribution": "exponential", "mean": mean}


def at(*times: float, priorities: list[int] | None = None) -> Section:
    """Arrivals at these times."""
    return {"pattern": "times", "at": times, "priorities": priorities}


def poisson(per_second: float) -> Section:
    """Poisson arrivals round the clock."""
    return {"pattern": "rates", "per_hour": per_second * 3600}


def desk(
    arrivals: Section,
    work: Any,
    seats: int | str | None = 1,
    *,
    horizon: float = 1000.0,
    activity: Section | None = None,
    pool: Section | None = None,
    service: Section | None = None,
    **parts: Any,
) -> ServiceModel:
    """One line before one pool: activity ``serve``, pool ``desk``, service ``matter``."""
    seats_given = {} if seats is None else {"seats": seats}
    return model(
        horizon,
        activities={"serve": {"service_time": work, **(activity or {})}},
        pools={"desk": {"serves": ["serve"], **seats_given, **(pool or {})}},
        services={
            "matter": {"arrivals": arrivals, "flow": [{"serve": "serve"}], **(service or {})}
        },
        **parts,
    )


def mm_s(
    rate: float, work: Any, servers: int, *, customers: float, warm_up: float, **more: Any
) -> ServiceModel:
    """M/M/s, or M/G/s by ``work``, with so many customers on average after those of warming up."""
    return desk(
        poisson(rate),
        exp(work) if isinstance(work, float) else work,
        servers,
        horizon=(warm_up + customers) / rate,
        warm_up=warm_up / rate,
        **more,
    )


def series(windows: int, arrivals: Section, work: Any, **parts: Any) -> ServiceModel:
    """A hall of single windows which every visitor passes one after the other."""
    names = [f"w{k}" for k in range(1, windows + 1)]
    pool = parts.pop("pool", {})
    return model(
        activities={name: {"service_time": work} for name in names},
        pools={f"desk {name}": {"serves": [name], "seats": 1, **pool} for name in names},
        services={"matter": {"arrivals": arrivals, "flow": [{"serve": name} for name in names]}},
        **parts,
    )


def flows(services: dict[str, Any], activities: Section, pools: Section, **parts: Any) -> Any:
    """Services given as (arrivals, flow) pairs, activities as their work, pools as what they do."""
    return model(
        activities={
            name: one if isinstance(one, dict) and "service_time" in one else {"service_time": one}
            for name, one in activities.items()
        },
        pools={
            name: one if isinstance(one, dict) else {"serves": one, "seats": 1}
            for name, one in pools.items()
        },
        services={
            name: one
            if isinstance(one, dict)
            else {
                "arrivals": one[0],
                "flow": [{"serve": s} if isinstance(s, str) else s for s in one[1]],
            }
            for name, one in services.items()
        },
        **parts,
    )


def hours(open_: float, close: float, **more: Any) -> dict[str, Any]:
    """Calendars with one, ``office``, open every day between these seconds."""
    return {"office": {"open": {"daily": [(open_, close)]}, **more}}


def ran(given: ServiceModel | SimResult) -> SimResult:
    """A run of a model."""
    return given if isinstance(given, SimResult) else simulate(given, seed=1)


def rows(given: ServiceModel | SimResult, *columns: str) -> list[tuple[Any, ...]]:
    """The log as rows of these columns, with names for codes and None where nothing is."""
    run = ran(given)
    tables = [_column(run.log, run.world, name) for name in columns or EVERY]
    return list(zip(*tables, strict=True))


def _column(log: EventLog, world: World, name: str) -> list[Any]:
    table = log.services
    if name == "who":
        pairs = zip(table.pool.tolist(), table.resource.tolist(), strict=True)
        return [None if pool < 0 else who(world, pool, resource) for pool, resource in pairs]
    names: dict[str, tuple[str, ...]] = {
        "activity": world.activities,
        "outcome": OUTCOMES,
        "step": world.steps,
        "service": world.services,
    }
    values = getattr(table, name).tolist()
    if name in names:
        return [names[name][value] if value >= 0 else None for value in values]
    return [None if isinstance(v, float) and math.isnan(v) else v for v in values]


def who(world: World, pool: int, resource: int) -> str:
    """A resource's name: of the person, or the pool's with its index."""
    plan = world.pools[pool]
    return plan.people[resource] if plan.people else f"{plan.name}{resource}"


def duty(given: ServiceModel | SimResult) -> list[tuple[str, float, float, str]]:
    """Who was present from when to when, and how."""
    run = ran(given)
    table = run.log.duty
    return [
        (who(run.world, pool, resource), on, off, DUTIES[kind])
        for pool, resource, on, off, kind in zip(
            table.pool.tolist(),
            table.resource.tolist(),
            table.on_time.tolist(),
            table.off_time.tolist(),
            table.kind.tolist(),
            strict=True,
        )
    ]
