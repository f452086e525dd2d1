"""A World laid out as tables of the compiled engine, once for all of its runs."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.fast import tables
from sim.fast.tables import NONE, Table
from sim.world import PoolPlan, World

Tables = dict[str, NDArray[Any]]
WORD = 64
"""Resources of a pool stand in words of so many bits."""
_CLOSING = ("serve_queue", "turn_away", "suspend")


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What is the same in all runs of a world."""

    lasting: Tables
    """Tables that no run changes."""
    begun: Tables
    """Tables that a run changes, as they are at its beginning."""
    numbers: dict[str, float]
    """Numbers of the State."""


@lru_cache(maxsize=16)
def laid_out(world: World) -> LaidOut:
    """The tables of a world."""
    begun = _begun(world)
    pools = begun["pools"]
    numbers = {
        "horizon": world.horizon,
        "end": world.end,
        "n_pools": len(world.pools),
        "n_activities": len(world.activities),
        "endless_room": endless_room(pools),
        "has_surge": pools["has_surge"].any(),
        "most_people": pools["people"].max(initial=0),
    }
    lasting = {
        name: np.ascontiguousarray(table, dtype=tables.TABLES[name])
        for name, table in _lasting(world).items()
    }
    return LaidOut(lasting, begun, numbers)


def _begun(world: World) -> Tables:
    pools = _pools(world)
    resources = empty_resources(int(pools["capacity"].sum()))
    return {
        "activities": _activities(world),
        "queues": _queues(world),
        "pools": pools,
        "resources": resources,
        "lines": np.full(len(world.activities), NONE),
        "free": np.full(resources.size // WORD, ~np.uint64(0)),
    }


def endless_room(pools: Table) -> int:
    """How many may be on duty at once before a pool without a limit has to grow."""
    endless = pools["capacity"][pools["is_endless"]]
    return int(endless.min(initial=np.iinfo(np.int64).max))


def empty_resources(n: int) -> Table:
    """So many resources that are neither on duty nor anywhere else."""
    resources = np.zeros(n, tables.RESOURCE)
    for name in ("ticket", "idle_before", "idle_after", "round_first", "round_last"):
        resources[name] = NONE
    for name in ("on_since", "leaver_since", "idle_since", "break_due"):
        resources[name] = math.nan
    return resources


def _activities(world: World) -> Table:
    table = np.zeros(len(world.activities), tables.ACTIVITY)
    serving = _serving(world)
    ends = np.cumsum([len(pools) for pools in serving])
    table["queue"] = world.activity_queue
    table["serving_from"] = [0, *ends[:-1]]
    table["serving_to"] = ends
    table["mean_service"] = world.mean_service
    table["front"] = world.activity_front
    plans = world.pools
    table["has_doors"] = [
        any(plans[p].closing == "turn_away" or plans[p].last_ticket is not None for p in pools)
        for pools in serving
    ]
    return table


def _serving(world: World) -> list[list[int]]:
    return [
        [p for p, plan in enumerate(world.pools) if activity in plan.serves]
        for activity in range(len(world.activities))
    ]


def _queues(world: World) -> Table:
    table = np.zeros(len(world.queues), tables.QUEUE)
    table["limit"] = world.queue_lines
    table["callback_over"] = world.queue_callback
    return table


def _pools(world: World) -> Table:
    table = np.zeros(len(world.pools), tables.POOL)
    at = dict.fromkeys(("serves", "resources", "days", "duty", "people", "slowness"), 0)
    for row, plan in zip(table, world.pools, strict=True):
        row["serves_from"] = at["serves"]
        at["serves"] += len(plan.serves)
        row["serves_to"] = at["serves"]
        row["closing"] = _CLOSING.index(plan.closing)
        row["hours"] = plan.hours
        row["last_ticket"] = math.nan if plan.last_ticket is None else plan.last_ticket
        row["hands_over"] = plan.hands_over
        row["seats"] = plan.seats
        row["people"] = len(plan.people)
        row["people_from"], row["slowness_from"] = at["people"], at["slowness"]
        at["people"] += plan.duty.on_duty.size
        at["slowness"] += len(plan.slowness)
        row["days_from"], row["days"] = at["days"], len(plan.day_factor)
        at["days"] += len(plan.day_factor)
        row["duty_from"] = at["duty"]
        at["duty"] += plan.duty.times.size
        row["duty_to"] = at["duty"]
        row["resources"], row["capacity"] = at["resources"], _capacity(plan)
        at["resources"] += row["capacity"]
        row["is_endless"] = bool(np.isinf(plan.duty.levels).any())
        row["idle_first"] = row["idle_last"] = NONE
        row["surged_at"], row["closing_since"] = -math.inf, math.inf
        _surge_and_crew(row, plan)
    return table


def _surge_and_crew(row: np.void, plan: PoolPlan) -> None:
    if plan.surge is not None:
        row["has_surge"] = True
        row["surge_above"], row["surge_below"] = plan.surge.above, plan.surge.below
        row["surge_at_most"], row["surge_setup"] = plan.surge.at_most, plan.surge.setup
    if plan.crew is not None:
        row["has_crew"], row["speed"] = True, plan.crew.speed
        row["base_east"], row["base_north"] = plan.crew.base
        row["picks_nearest"] = plan.crew.dispatch == "nearest"
        row["goes_nearest"] = plan.crew.order == "nearest"
        row["returns"], row["stops"] = plan.crew.returns, plan.crew.stops


def _capacity(plan: PoolPlan) -> int:
    """Room for all resources that can be on duty, in whole words."""
    levels = plan.duty.levels[np.isfinite(plan.duty.levels)]
    most = int(levels.max(initial=0)) + (0 if plan.surge is None else plan.surge.at_most)
    return WORD * (1 + max(most, len(plan.people)) // WORD)


def _lasting(world: World) -> Tables:
    plans = world.pools
    serves = np.zeros((len(plans), len(world.activities)), dtype=np.bool_)
    for p, plan in enumerate(plans):
        serves[p, list(plan.serves)] = True
    spans = [np.zeros((0, 2)), *world.calendar_spans]
    return {
        "serves_activity": _ints(a for plan in plans for a in plan.serves),
        "serves_rank": _ints(rank for plan in plans for rank in plan.rank),
        "serves": serves,
        "serving": _ints(itertools.chain.from_iterable(_serving(world))),
        "calendar_from": _starts([len(s) for s in world.calendar_spans]),
        "opens": np.ascontiguousarray(np.concatenate(spans)[:, 0]),
        "closes": np.ascontiguousarray(np.concatenate(spans)[:, 1]),
        "service_calendar": _ints(world.service_calendar),
        "day_factor": _floats(f for plan in plans for f in plan.day_factor),
        "slowness": _floats(f for plan in plans for f in plan.slowness),
        "duty_time": np.concatenate([plan.duty.times for plan in plans]),
        "duty_level": np.concatenate([plan.duty.levels for plan in plans]),
        "duty_closes": np.concatenate([plan.duty.closes for plan in plans]),
        "people_on": np.concatenate([plan.duty.on_duty.ravel() for plan in plans]),
        "breaks_from": np.concatenate([plan.duty.breaks.ravel() for plan in plans]),
    }


def _ints(values: Iterable[int]) -> NDArray[np.int64]:
    return np.array(list(values), dtype=np.int64)


def _floats(values: Iterable[float]) -> NDArray[np.float64]:
    return np.array(list(values), dtype=np.float64)


def _starts(counts: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
