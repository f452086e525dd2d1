"""Who comes when: the cases of one service in one replication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.arrivals import Times
from scenarios.model import ServiceModel
from scenarios.places import Area, Where
from scenarios.services import OpenCase
from sim.arrival_plan import ArrivalPlan
from sim.arrival_times import Arrivals, arrivals_of
from sim.streams import ONCE, Address, Streams
from sim.variates import Floats, Ints

OPEN_INTERVAL = 2**32 - 1
"""The interval of cases that are open at the beginning: no arrival pattern has so many."""


@dataclass(frozen=True, slots=True)
class Population:
    """The cases of one service; all arrays have shape (cases,)."""

    run: Ints | None
    """The replication, counted among those drawn together; None where it is one alone."""
    interval: Ints
    """Interval of the arrival pattern, counted from the first day."""
    ordinal: Ints
    """Place among the cases of that interval; with the interval it is the case's identity."""
    arrival: Floats
    """Time of arrival [s since midnight of the first day]."""
    channel: Ints
    """Index of the channel."""
    priority: Ints
    """Smaller goes first."""
    walk_in_priority: Ints
    """Priority without an appointment."""
    place: Floats | None
    """Where the case is [km east, km north], shape (cases, 2); None when it does not matter."""
    open_case: Ints
    """Which of the service's open cases it is, -1 for one that comes during the run."""

    def run_of(self, cases: Ints) -> Ints:
        """The replication of each of some cases, once where all have the same."""
        return ONCE if self.run is None else self.run[cases]

    def address(self, cases: Ints, turn: Ints, attempt: int) -> Address:
        """By what the random numbers of some cases are found; see `Address`."""
        interval, ordinal = self.interval[cases], self.ordinal[cases]
        return Address(ordinal, interval, turn, np.array([attempt]), self.run_of(cases))

    def only(self, kept: NDArray[np.bool_]) -> Population:
        """Those of the cases for which ``kept`` is true; each keeps its identity."""
        if kept.all():
            return self
        return Population(
            run=None if self.run is None else self.run[kept],
            interval=self.interval[kept],
            ordinal=self.ordinal[kept],
            arrival=self.arrival[kept],
            channel=self.channel[kept],
            priority=self.priority[kept],
            walk_in_priority=self.walk_in_priority[kept],
            place=None if self.place is None else self.place[kept],
            open_case=self.open_case[kept],
        )


def draw_population(
    model: ServiceModel, name: str, plan: ArrivalPlan | None, streams: Streams
) -> Population:
    """Draw the cases of service ``name``: how many in each interval, then their places in it.

    Those of one replication keep the order that they have where it is drawn alone.

    Cases that are open at the beginning come first, each as an interval of its own before all
    others.

    Raises
    ------
    DataError
        The log of a trace cannot be read.
    """
    service = model.services[name]
    come = arrivals_of(model, name, plan, streams)
    keep = (come.time >= 0) & (come.time < model.horizon)
    come = come.only(keep)
    channel, priority = _channel(model, name, come.address(), streams)
    walk_in = np.full_like(priority, service.priority)
    if isinstance(service.arrivals, Times) and service.arrivals.priorities is not None:
        own = np.array(service.arrivals.priorities, dtype=np.int64)
        walk_in = priority = np.tile(own, streams.runs)[keep]
    opened = [_open_case(model, name, case) for case in service.open_cases]
    n = len(opened)

    def after(first: Sequence[float], others: NDArray[Any]) -> NDArray[Any]:
        """The values of the open cases of each replication, and of all others after them."""
        if n == 0:
            return others
        return np.concatenate([np.tile(np.array(first, others.dtype), streams.runs), others])

    run = come.run
    if run is not None:
        run = np.concatenate([np.repeat(np.arange(streams.runs), n), run])
    time = after([0.0 - case.since for case in service.open_cases], come.time)
    every = Arrivals(
        run, after([OPEN_INTERVAL] * n, come.interval), after(range(n), come.ordinal), time
    )
    return Population(
        run=run,
        interval=every.interval,
        ordinal=every.ordinal,
        arrival=time,
        channel=after([channel for channel, _ in opened], channel),
        priority=after([priority for _, priority in opened], priority),
        walk_in_priority=after([service.priority] * n, walk_in),
        place=_places(service.where, name, every.address(), streams),
        open_case=after(range(n), np.full(come.time.size, -1)),
    )


def _open_case(model: ServiceModel, name: str, case: OpenCase) -> tuple[int, int]:
    """Channel and priority of an open case."""
    service = model.services[name]
    if not service.channels:
        return 0, service.priority
    channel = case.channel or next(iter(service.channels))
    own = service.channels[channel].priority
    return tuple(service.channels).index(channel), service.priority if own is None else own


def _places(where: Where | None, name: str, cases: Address, streams: Streams) -> Floats | None:
    """Where each case is [km], shape (cases, 2)."""
    if where is None:
        return None
    east, north = (streams.stream(name, "where", way).of(cases) for way in ("east", "north"))
    if isinstance(where, Area):
        return np.stack(
            (
                where.west + east * (where.east - where.west),
                where.south + north * (where.north - where.south),
            ),
            axis=1,
        )
    points = np.array(where.points)
    place = cases.ordinal if where.in_turn else (east * len(points)).astype(np.int64)
    return np.asarray(points[place % len(points)], dtype=np.float64)


def _channel(model: ServiceModel, name: str, cases: Address, streams: Streams) -> tuple[Ints, Ints]:
    service = model.services[name]
    if not service.channels:
        none = np.zeros(cases.interval.size, dtype=np.int64)
        return none, np.full_like(none, service.priority)
    u = streams.stream(name, "channel").of(cases)
    bounds = np.cumsum([channel.share for channel in service.channels.values()])[:-1]
    channel = np.searchsorted(bounds, u, side="right").astype(np.int64)
    own = [c.priority for c in service.channels.values()]
    levels = np.array([service.priority if p is None else p for p in own], dtype=np.int64)
    return channel, levels[channel]
