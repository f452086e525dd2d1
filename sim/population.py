"""Who comes when: the cases of one service in one replication."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from scenarios.arrivals import Counts, Rates, Times, Trace
from scenarios.calendar_days import day_type
from scenarios.log_reading import read_times
from scenarios.model import ServiceModel
from scenarios.units import SECONDS
from sim.streams import Streams
from sim.variates import Floats

Ints = NDArray[np.int64]
DAY = SECONDS["day"]


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
    place: Floats
    """Where the case is [km east, km north], shape (cases, 2)."""
    starts_at: tuple[str | None, ...]
    """Step at which each case's walk begins, None for the first."""


def draw_population(model: ServiceModel, name: str, streams: Streams) -> Population:
    """Draw the cases of service ``name``: how many in each interval, then their places in it.

    Raises
    ------
    DataError
        The log of a trace cannot be read.
    """
    service = model.services[name]
    arrivals = service.arrivals
    priorities: tuple[int, ...] | None = None
    match arrivals:
        case Rates() | Counts():
            interval, ordinal, arrival = _by_interval(model, name, arrivals, streams)
        case Times():
            arrival = np.array(arrivals.at, dtype=np.float64)
            ordinal = np.arange(arrival.size)
            interval = np.zeros_like(ordinal)
            priorities = arrivals.priorities
        case Trace():
            assert model.start_date is not None
            log = model.logs[arrivals.log]
            arrival = read_times(log, log.arrival, model.start_date)
            ordinal = np.arange(arrival.size)
            interval = np.zeros_like(ordinal)
    keep = (arrival >= 0) & (arrival < model.horizon)
    interval, ordinal, arrival = interval[keep], ordinal[keep], arrival[keep]
    channel, priority = _channel(model, name, interval, ordinal, streams)
    if priorities is not None:
        priority = np.array(priorities, dtype=np.int64)[keep]
    return Population(interval, ordinal, arrival, channel, priority)


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
    day, k = np.divmod(interval, starts.size)
    return interval, ordinal, day * DAY + starts[k] + place * lengths[k]


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
