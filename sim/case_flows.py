"""How cases flow: by which channel they come, who serves them, and how they end."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from scenarios.flows import Rework, every_step
from scenarios.model import ServiceModel
from scenarios.pools import Pool
from sim.event_log import (
    ABANDONED,
    BALKED,
    BLOCKED,
    CALLBACK,
    FINISHED,
    NO_SHOW,
    OPEN,
    OUTCOMES,
)
from sim.runs import Flags, Runs, totals
from sim.tally import Key, Tallies
from sim.ticket_table import Tickets
from sim.variates import Ints
from sim.world import World

WAYS = ("staff", "machine", "crew", "missed", "returned")
"""Who serves a case: staff at windows or on the telephone, machines, crews that come to it; an
attempt that was given up or blocked; and a step walked again."""
_STAFF, _MACHINE, _CREW, _MISSED, _RETURNED = range(len(WAYS))
ENDS = ("finished", "lost", "no_show", "unfinished")
"""How a case ends."""
_PLACES = WAYS + ENDS
_END = len(WAYS)
_IS_MISS = np.zeros(len(OUTCOMES), np.bool_)
_IS_MISS[[ABANDONED, BALKED, BLOCKED, CALLBACK]] = True
_NONE = np.iinfo(np.int64).max


class Link(NamedTuple):
    """Cases that go from one place to the next."""

    stage: int
    """0 from the channel, k from the k-th of the ways."""
    begin: str
    """Name of the channel, or one of the ways."""
    end: str
    """One of the ways, or of the ends."""

    @property
    def name(self) -> str:
        """As it stands in tables."""
        return f"{self.stage}>{self.begin}>{self.end}"

    @classmethod
    def read(cls, name: str) -> Link:
        """The link of a name."""
        stage, rest = name.split(">", 1)
        begin, end = rest.rsplit(">", 1)
        return cls(int(stage), begin, end)


def tally_flows(
    tally: Tallies,
    model: ServiceModel,
    world: World,
    runs: Runs,
    tickets: Tickets,
    measured: Flags,
) -> None:
    """Share of the cases on each way from one place to the next.

    A case goes from its channel to those who serve it, in the order in which it first comes to
    each, and to its end; back offices, which it does not see, are passed over, crews are not.
    What enters a place leaves it, and the links of stage 0 add up to 1.
    """
    channels, code = _channels(world)
    path = _paths(model, world, tickets, runs.cases)[measured]
    end = _END + _ends(runs)[measured]
    begin = code[runs.service[measured], runs.channel[measured]]
    run = runs.run[measured]
    counts: dict[Link, Ints] = {}
    moves = 0
    for stage in range(len(WAYS) + 1):
        goes_on = path[:, stage] < _END
        to = np.where(goes_on, path[:, stage], end)
        names = WAYS if stage else channels
        links = _links(stage, names)
        cell = (run * len(names) + begin) * len(_PLACES) + to
        found = np.bincount(cell, minlength=runs.n * len(links)).reshape(runs.n, len(links))
        counts |= zip(links, found.T, strict=True)
        moves += run.size
        # Those who have come to their end go no further.
        begin, path, end, run = to[goes_on], path[goes_on], end[goes_on], run[goes_on]
    keys = _keys(channels, _ways(model))
    parts = np.stack([counts[Link.read(key.of)] for key in keys], axis=1)
    assert parts.sum() == moves
    tally.shares(keys, parts, totals(measured, runs.run, runs.n))


def _paths(model: ServiceModel, world: World, tickets: Tickets, cases: int) -> Ints:
    """Ways of each case in the order in which it first comes to them, then `_END`; shape (cases,
    ways + 1).
    """
    kinds = [_kind(model.pools[plan.name]) for plan in world.pools]
    # Attempts without a pool find the last.
    of_pool = np.array([*kinds, _MISSED])
    way = of_pool[tickets.pool]
    seen = tickets.front | (way == _CREW)
    way[~(seen & (tickets.served | _IS_MISS[tickets.outcome]))] = _END
    way[tickets.round > 0] = _RETURNED
    first = np.full((cases, len(WAYS) + 1), _NONE)
    for k in range(len(WAYS)):
        at = np.flatnonzero(way == k)
        case = tickets.case[at]
        new = np.diff(case, prepend=-1) != 0
        first[case[new], k] = at[new]
    order = np.argsort(first, axis=1, kind="stable")
    return np.where(np.take_along_axis(first, order, axis=1) < _NONE, order, _END)


def _kind(pool: Pool) -> int:
    if pool.machines:
        return _MACHINE
    return _STAFF if pool.crew is None else _CREW


def _ends(runs: Runs) -> Ints:
    """How each case ended, as a place in `ENDS`."""
    end = np.full(runs.cases, 1)
    end[runs.fate == FINISHED] = 0
    end[runs.services.case[runs.services.outcome == NO_SHOW]] = 2
    end[runs.fate == OPEN] = 3
    return end


def _channels(world: World) -> tuple[tuple[str, ...], Ints]:
    """Names of all channels, and their number by service and by channel of it."""
    names = tuple(dict.fromkeys(name for of_service in world.channels for name in of_service))
    most = max(map(len, world.channels), default=0)
    code = np.zeros((len(world.channels), most), np.int64)
    for k, of_service in enumerate(world.channels):
        code[k, : len(of_service)] = [names.index(name) for name in of_service]
    return names, code


def _ways(model: ServiceModel) -> tuple[str, ...]:
    """Ways that cases of a model can go, so that every replication has the same links."""
    kinds = {
        _kind(pool)
        for pool in model.pools.values()
        if pool.crew or any(model.activities[name].place == "front" for name in pool.serves)
    }
    activities, queues = model.activities.values(), model.queues.values()
    if any(a.patience is not None or a.balk or a.no_show for a in activities) or any(
        q.lines is not None or q.callback is not None for q in queues
    ):
        kinds.add(_MISSED)
    flows = (
        flow
        for service in model.services.values()
        for flow in (service.flow, *(c.flow for c in service.channels.values() if c.flow))
    )
    if any(isinstance(step, Rework) for flow in flows for step in every_step(flow)):
        kinds.add(_RETURNED)
    return tuple(WAYS[k] for k in sorted(kinds))


@lru_cache(maxsize=64)
def _links(stage: int, begins: tuple[str, ...]) -> tuple[Link, ...]:
    """Links from some places to every place."""
    return tuple(Link(stage, begin, end) for begin, end in product(begins, _PLACES))


@lru_cache(maxsize=64)
def _keys(channels: tuple[str, ...], ways: tuple[str, ...]) -> tuple[Key, ...]:
    """Links that there can be: a way is come to once, so there are no more stages than ways."""
    stages = [_links(0, channels), *(_links(k, ways) for k in range(1, len(ways) + 1))]
    return tuple(
        Key("flow_fraction", "flow", link.name)
        for links in stages
        for link in links
        if link.end in ENDS
        or (link.end in ways and link.end != link.begin and link.stage < len(ways))
    )
