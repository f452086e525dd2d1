"""Who comes when: the cases of one service in one replication."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from scenarios.arrivals import Appointments, Counts, Rates, Times, Trace
from scenarios.calendar_days import day_type
from scenarios.log_reading import read_times
from scenarios.model import ServiceModel
from scenarios.places import Area, Where
from scenarios.services import OpenCase
from scenarios.slots import Slots
from scenarios.units import SECONDS
from sim.streams import Streams
from sim.variates import Floats

Ints = NDArray[np.int64]
DAY = SECONDS["day"]
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


def draw_population(model: ServiceModel, name: str, streams: Streams) -> Population:
    """Draw the cases of service ``name``: how many in each interval, then their places in it.

    Cases that are open at the beginning come first, each as an interval of its own before all
    others.

    Raises
    ------
    DataError
        The log of a trace cannot be read.
    """
    service = model.services[name]
    interval, ordinal, arrival = _arrivals(model, name, streams)
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


def _arrivals(model: ServiceModel, name: str, streams: Streams) -> tuple[Ints, Ints, Floats]:
    """Interval, ordinal and time of arrival [s] of every case."""
    arrivals = model.services[name].arrivals
    match arrivals:
        case Rates() | Counts():
            return _by_interval(model, name, arrivals, streams)
        case Times():
            arrival = np.array(arrivals.at, dtype=np.float64)
        case Appointments():
            return _by_slot(model, name, arrivals.slots)
        case Trace():
            assert model.start_date is not None
            log = model.logs[arrivals.log]
            arrival = read_times(log, log.arrival, model.start_date)
    ordinal = np.arange(arrival.size)
    return np.zeros_like(ordinal), ordinal, arrival


def _by_slot(model: ServiceModel, name: str, slots: Slots) -> tuple[Ints, Ints, Floats]:
    """Interval, ordinal and time [s] of every place of every slot; a slot is an interval."""
    clock = np.array(slots.times())
    days = math.ceil(model.horizon / DAY)
    calendar = model.calendars[c] if (c := model.services[name].calendar) else None
    kept = [day_type(calendar, model.start_date, day) is not None for day in range(days)]
    open_days = np.flatnonzero(kept)
    interval = np.add.outer(open_days * clock.size, np.arange(clock.size)).ravel()
    time = np.add.outer(open_days * DAY, clock).ravel()
    places = np.tile(np.arange(slots.per_slot), interval.size)
    return np.repeat(interval, slots.per_slot), places, np.repeat(time, slots.per_slot)


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


def _by_interval(
    model: ServiceModel, name: str, arrivals: Rates | Counts, streams: Streams
) -> tuple[Ints, Ints, Floats]:
    days = math.ceil(model.horizon / DAY)
    calendar = model.calendars[c] if (c := model.services[name].calendar) else None
    types = [day_type(calendar, model.start_date, day) for day in range(days)]
    factor = np.array([0.0 if t is None else arrivals.factor(t) for t in types])
    if isinstance(arrivals, Rates):
        table = np.array(arrivals.by_interval())
        starts, lengths = table[:, 0], table[:, 1]
        mean = np.outer(factor * _busyness(arrivals, name, days, streams), table[:, 2]) * (
            lengths / 3600.0
        )
        counts = _rate_counts(mean.ravel(), arrivals.batch_size, name, streams)
    else:
        per_day = len(arrivals.counts)
        starts = arrivals.start + arrivals.interval * np.arange(per_day)
        lengths = np.full(per_day, arrivals.interval)
        # A count times a factor need not be whole: the nearest whole number comes.
        counts = np.rint(np.outer(factor, arrivals.counts)).astype(np.int64).ravel()
    interval = np.repeat(np.arange(counts.size), counts)
    ordinal = np.arange(interval.size) - np.repeat(np.cumsum(counts) - counts, counts)
    place = streams.stream(name, "arrivals", "place").uniform(
        interval, ordinal // arrivals.batch_size
    )
    begin = np.add.outer(np.arange(days) * DAY, starts).ravel()
    return interval, ordinal, begin[interval] + place * np.tile(lengths, days)[interval]


def _busyness(arrivals: Rates, name: str, days: int, streams: Streams) -> Floats:
    """A gamma factor with mean 1 for each day."""
    if arrivals.busyness_cv == 0:
        return np.ones(days)
    u = streams.stream(name, "arrivals", "busyness").uniform(np.arange(days), 0)
    shape = arrivals.busyness_cv**-2
    return np.asarray(special.gammaincinv(shape, u) / shape, dtype=np.float64)


def _rate_counts(mean: Floats, batch_size: int, name: str, streams: Streams) -> Ints:
    """Poisson number of batches in each interval by the interval's own uniform, in cases."""
    u = streams.stream(name, "arrivals", "count").uniform(np.arange(mean.size), 0)
    return poisson_quantile(u, mean / batch_size) * batch_size


def poisson_quantile(u: Floats, mean: Floats) -> Ints:
    """Least k with P(N <= k) >= u for N Poisson; 0 where the mean is 0."""
    safe = np.where(mean > 0, mean, 1.0)
    k = np.ceil(special.pdtrik(u, safe))
    k = np.where(np.isfinite(k), np.maximum(k, 0), 0)  # below P(N = 0) the inverse is not defined
    # The inverse is approximate: step to the exact quantile.
    k = np.where((k > 0) & (special.pdtr(np.maximum(k - 1, 0), safe) >= u), k - 1, k)
    k = np.where(special.pdtr(k, safe) < u, k + 1, k)
    return np.where(mean > 0, k, 0).astype(np.int64)
