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
from sim.arrival_times import arrivals_of
from sim.streams import Streams
from sim.variates import Floats, Ints

OPEN_INTERVAL = 2**32 - 1
"""The interval of cases that are open at the beginning: no arrival pattern has so many."""


@dataclass(frozen=True, slots=True)
class Population:
    """The cases of one service; all arrays have shape (cases,)."""

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

    def only(self, kept: NDArray[np.bool_]) -> Population:
        """Those of the cases for which ``kept`` is true; each keeps its identity."""
        if kept.all():
            return self
        return Population(
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

    Cases that are open at the beginning come first, each as an interval of its own before all
    others.

    Raises
    ------
    DataError
        The log of a trace cannot be read.
    """
    service = model.services[name]
    interval, ordinal, arrival = arrivals_of(model, name, plan, streams)
    keep = (arrival >= 0) & (arrival < model.horizon)
    if not keep.all():
        interval, ordinal, arrival = interval[keep], ordinal[keep], arrival[keep]
    channel, priority = _channel(model, name, interval, ordinal, streams)
    walk_in = np.full_like(priority, service.priority)
    if isinstance(service.arrivals, Times) and service.arrivals.priorities is not None:
        walk_in = priority = np.array(service.arrivals.priorities, dtype=np.int64)[keep]
    opened = [_open_case(model, name, case) for case in service.open_cases]
    n = len(opened)
    interval = _after([OPEN_INTERVAL] * n, interval)
    ordinal = _after(range(n), ordinal)
    return Population(
        interval=interval,
        ordinal=ordinal,
        arrival=_after([0.0 - case.since for case in service.open_cases], arrival),
        channel=_after([channel for channel, _ in opened], channel),
        priority=_after([priority for _, priority in opened], priority),
        walk_in_priority=_after([service.priority] * n, walk_in),
        place=_places(service.where, name, interval, ordinal, streams),
        open_case=_after(range(n), np.full(arrival.size, -1)),
    )


def _after(first: Sequence[float], others: NDArray[Any]) -> NDArray[Any]:
    """The values of the open cases, and of all others after them."""
    return np.concatenate([np.array(first, dtype=others.dtype), others]) if first else others


def _open_case(model: ServiceModel, name: str, case: OpenCase) -> tuple[int, int]:
    """Channel and priority of an open case."""
    service = model.services[name]
    if not service.channels:
        return 0, service.priority
    channel = case.channel or next(iter(service.channels))
    own = service.channels[channel].priority
    return tuple(service.channels).index(channel), service.priority if own is None else own


def _places(
    where: Where | None, name: str, interval: Ints, ordinal: Ints, streams: Streams
) -> Floats | None:
    """Where each case is [km], shape (cases, 2)."""
    if where is None:
        return None
    east, north = (
        streams.stream(name, "where", way).uniform(interval, ordinal) for way in ("east", "north")
    )
    if isinstance(where, Area):
        return np.stack(
            (
                where.west + east * (where.east - where.west),
                where.south + north * (where.north - where.south),
            ),
            axis=1,
        )
    points = np.array(where.points)
    place = ordinal if where.in_turn else (east * len(points)).astype(np.int64)
    return np.asarray(points[place % len(points)], dtype=np.float64)


def _channel(
    model: ServiceModel, name: str, interval: Ints, ordinal: Ints, streams: Streams
) -> tuple[Ints, Ints]:
    service = model.services[name]
    if not service.channels:
        none = np.zeros(interval.size, dtype=np.int64)
        return none, np.full_like(none, service.priority)
    u = streams.stream(name, "channel").uniform(interval, ordinal)
    bounds = np.cumsum([channel.share for channel in service.channels.values()])[:-1]
    channel = np.searchsorted(bounds, u, side="right").astype(np.int64)
    own = [c.priority for c in service.channels.values()]
    levels = np.array([service.priority if p is None else p for p in own], dtype=np.int64)
    return channel, levels[channel]
