"""A run set up: the tables of its World, its Script, and room to write in."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.event_log import OPEN
from sim.fast import tables
from sim.fast.laying_out import WORD, Tables, empty_resources, endless_room, laid_out
from sim.fast.placing import place
from sim.fast.tables import CUES, STATE, TABLES
from sim.script import Script
from sim.world import World

_GROWING = (
    "tickets", "trips", "threads", "forks", "kept", "events", "urgent", "normal", "entering",
    "scratch", "rows", "duty",
)  # fmt: skip
_FIRST_ROOM = 4096
_MOST_KEPT = 2**24
"""Tables of a run are kept for the next one up to this size [bytes]."""
_fields: Any = STATE.fields
_COUNTS: int = _fields["n_tickets"][1]
"""Where in a State what is counted begins: before it is where its tables are."""


class Run:
    """The tables of one run, and the record by which compiled code finds them."""

    def __init__(self) -> None:
        self.tables: Tables = {name: np.zeros(_FIRST_ROOM, TABLES[name]) for name in _GROWING}
        record = np.zeros(1, STATE)
        self.state: np.void = record[0]
        """What all compiled functions take."""
        self._counted = record.view(np.uint8)[_COUNTS:]

    def begin(self, world: World, script: Script) -> None:
        """Lay out a run; of the one before, whose tables these were, nothing stays."""
        of_world = laid_out(world)
        # A row for each operation, and more where pieces are interrupted.
        rows = script.kind.size + _FIRST_ROOM
        if self.tables["rows"].size < rows:
            self.tables["rows"] = np.empty(rows, tables.ROW)
        self._counted[:] = 0
        for name, number in of_world.numbers.items():
            self.state[name] = number
        self.put(
            {
                **{n: np.ascontiguousarray(getattr(script, n), TABLES[n]) for n in CUES},
                **of_world.lasting,
                **_breakdowns(script),
                **{name: _copy(table) for name, table in of_world.begun.items()},
                "end_time": np.full(script.cases, math.nan),
                "fate": np.full(script.cases, OPEN, np.int8),
            }
        )

    def put(self, given: Tables) -> None:
        """Use these tables from now on."""
        self.tables |= given
        place(self.state, tuple([self.tables[name] for name in TABLES]))


_idle: list[Run] = []
"""Tables that wait for their next run: touching memory for the first time takes longer than a
small run."""


def prepare(world: World, script: Script) -> Run:
    """Lay out a run that has not begun."""
    try:
        run = _idle.pop()
    except IndexError:
        run = Run()
    run.begin(world, script)
    return run


def put_away(run: Run) -> None:
    """Keep the tables of a run that is over for the next."""
    if sum([run.tables[name].nbytes for name in _GROWING]) <= _MOST_KEPT:
        _idle[:] = [run]


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
    grown: Tables = {}
    for name, n in used.items():
        table = run.tables[name]
        if n >= table.size:
            grown[name] = np.zeros(2 * int(n) + 64, table.dtype)
            grown[name][: table.size] = table
    run.put(grown)
    if s["on_duty"] + s["live"] + few >= s["endless_room"]:
        _add_resources(run)


def _add_resources(run: Run) -> None:
    """Pools without a limit get twice the resources."""
    old = run.tables["pools"].copy()
    pools = run.tables["pools"]
    pools["capacity"][pools["is_endless"]] *= 2
    pools["resources"] = np.concatenate([[0], np.cumsum(pools["capacity"])[:-1]])
    resources = empty_resources(int(pools["capacity"].sum()))
    free = np.full(resources.size // WORD, ~np.uint64(0))
    for before, after in zip(old, pools, strict=True):
        n, here, there = before["capacity"], before["resources"], after["resources"]
        resources[there : there + n] = run.tables["resources"][here : here + n]
        words, here, there = n // WORD, here // WORD, there // WORD
        free[there : there + words] = run.tables["free"][here : here + words]
    run.put({"resources": resources, "free": free})
    run.state["endless_room"] = endless_room(pools)


def _copy(table: NDArray[Any]) -> NDArray[Any]:
    """All bytes at once: numpy copies records field by field."""
    return table.view(np.uint8).copy().view(table.dtype)


def _breakdowns(script: Script) -> Tables:
    """When each resource is out of order."""
    down = script.down
    first = np.ones(down.pool.size, dtype=np.bool_)
    first[1:] = (down.pool[1:] != down.pool[:-1]) | (down.resource[1:] != down.resource[:-1])
    begins = np.flatnonzero(first)
    return {
        "down_pool": down.pool[begins],
        "down_resource": down.resource[begins],
        "down_from": np.append(begins, first.size),
        "down_begin": down.begin,
        "down_end": down.end,
    }
