"""A World and a Script laid out as the tables of the compiled engine."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.event_log import OPEN
from sim.fast import tables
from sim.fast.tables import CUES, NONE, PLACE, STATE, TABLES, Table
from sim.script import FORK, Script
from sim.world import PoolPlan, World

_CLOSING = ("serve_queue", "turn_away", "suspend")
_WORD = 64
"""Resources of a pool stand in words of so many bits."""


class Run:
    """The tables of one run, and the record by which compiled code finds them."""

    def __init__(self, tables_given: dict[str, NDArray[Any]]) -> None:
        self.tables: dict[str, NDArray[Any]] = {}
        self._state = np.zeros(1, STATE)
        self.put(tables_given)

    @property
    def state(self) -> np.void:
        """The record that all compiled functions take."""
        record: np.void = self._state[0]
        return record

    def put(self, given: dict[str, NDArray[Any]]) -> None:
        """Use these tables from now on."""
        address, room = self.state["address"], self.state["room"]
        for name, columns in given.items():
            self.tables[name] = table = np.ascontiguousarray(columns, dtype=TABLES[name])
            address[PLACE[name]] = table.ctypes.data
            room[PLACE[name]] = table.size


def prepare(world: World, script: Script) -> Run:
    """Lay out a run that has not begun."""
    changing = {name: table.copy() for name, table in _begun(world).items()}
    pools = changing["pools"]
    run = Run(
        {
            **{name: getattr(script, name) for name in CUES},
            **_lasting(world),
            **_breakdowns(script),
            **changing,
            "rows": np.empty(script.kind.size + 4096, tables.ROW),
            "end_time": np.full(script.cases, math.nan),
            "fate": np.full(script.cases, OPEN),
            **{name: np.zeros(_FIRST_ROOM, TABLES[name]) for name in _GROWING},
        }
    )
    state = run.state
    for name in ("thread", "trip", "fork", "kept", "ticket"):
        state["free_" + name] = NONE
    state["inside_first"] = NONE
    state["now"] = min([0.0, *script.arrival[:1].tolist()])
    state["horizon"], state["end"] = world.horizon, world.end
    state["n_cases"] = state["to_end"] = script.cases
    state["n_pools"], state["n_activities"] = len(world.pools), len(world.activities)
    state["n_downs"] = run.tables["down_pool"].size
    state["endless_room"] = _endless_room(pools)
    state["has_surge"] = pools["has_surge"].any()
    state["most_people"] = pools["people"].max(initial=0)
    state["most_branches"] = script.what[script.kind == FORK].max(initial=0)
    return run


@lru_cache(maxsize=16)
def _begun(world: World) -> dict[str, NDArray[Any]]:
    """The tables that a run changes, as they are at its beginning."""
    pools = _pools(world)
    resources = _empty_resources(int(pools["capacity"].sum()))
    return {
        "activities": _activities(world),
        "queues": _queues(world),
        "pools": pools,
        "resources": resources,
        "lines": np.full(len(world.activities), NONE),
        "free": np.full(resources.size // _WORD, ~np.uint64(0)),
    }


_GROWING = (
    "tickets", "trips", "threads", "forks", "kept", "events", "urgent", "normal", "entering",
    "scratch", "duty",
)  # fmt: skip
_FIRST_ROOM = 4096


def _endless_room(pools: Table) -> int:
    """How many may be on duty at once before a pool without a limit has to grow."""
    endless = pools["capacity"][pools["is_endless"]]
    return int(endless.min(initial=np.iinfo(np.int64).max))


def _empty_resources(n: int) -> Table:
    resources = np.zeros(n, tables.RESOURCE)
    for name in ("ticket", "idle_before", "idle_after", "round_first", "round_last"):
        resources[name] = NONE
    for name in ("on_since", "leaver_since", "idle_since", "break_due"):
        resources[name] = math.nan
    return resources


def make_room(run: Run, needed: tuple[int, int, int, int, int]) -> None:
    """Double every table that the next steps could fill; the run goes on where it was.

    Parameters
    ----------
    needed
        What `loop.room_needed` says.
    """
    s = run.state
    steps, few, many, branches, present = needed
    used = {
        **{name: s[f"n_{name}"] + few for name in ("tickets", "trips", "forks", "kept")},
        "threads": s["n_threads"] + branches,
        "urgent": s["urgent_last"] + branches,
        "events": s["n_events"] + many + steps * s["most_people"],
        "normal": s["normal_last"] + many,
        "entering": s["n_entering"] + many,
        "scratch": many,
        "rows": s["n_rows"] + many,
        "duty": s["n_duty"] + present,
    }
    for name, n in used.items():
        table = run.tables[name]
        if n >= table.size:
            grown = np.zeros(2 * int(n) + 64, table.dtype)
            grown[: table.size] = table
            run.put({name: grown})
    if s["on_duty"] + s["live"] + few >= s["endless_room"]:
        _add_resources(run)


def _add_resources(run: Run) -> None:
    """Pools without a limit get twice the resources."""
    old = run.tables["pools"].copy()
    pools = run.tables["pools"]
    pools["capacity"][pools["is_endless"]] *= 2
    pools["resources"] = np.concatenate([[0], np.cumsum(pools["capacity"])[:-1]])
    resources = _empty_resources(int(pools["capacity"].sum()))
    free = np.full(resources.size // _WORD, ~np.uint64(0))
    for before, after in zip(old, pools, strict=True):
        n, here, there = before["capacity"], before["resources"], after["resources"]
        resources[there : there + n] = run.tables["resources"][here : here + n]
        words, here, there = n // _WORD, here // _WORD, there // _WORD
        free[there : there + words] = run.tables["free"][here : here + words]
    run.put({"resources": resources, "free": free})
    run.state["endless_room"] = _endless_room(pools)


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
    return _WORD * (1 + max(most, len(plan.people)) // _WORD)


@lru_cache(maxsize=16)
def _lasting(world: World) -> dict[str, NDArray[Any]]:
    """The tables that no run of a world changes."""
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


def _breakdowns(script: Script) -> dict[str, NDArray[Any]]:
    """When each resource is out of order."""
    down = script.down.by_resource()
    counts = [len(times) for times in down.values()]
    downs = [span for times in down.values() for span in times]
    return {
        "down_pool": _ints(p for p, _ in down),
        "down_resource": _ints(r for _, r in down),
        "down_from": _starts(counts),
        "down_begin": _floats(begin for begin, _ in downs),
        "down_end": _floats(end for _, end in downs),
    }


def _ints(values: Iterable[int]) -> NDArray[np.int64]:
    return np.array(list(values), dtype=np.int64)


def _floats(values: Iterable[float]) -> NDArray[np.float64]:
    return np.array(list(values), dtype=np.float64)


def _starts(counts: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
