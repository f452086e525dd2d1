"""When the cases of a service come, by whatever its model says of it."""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from scenarios.arrivals import Appointments, Counts, Rates, Times, Trace
from scenarios.calendar_days import DAY, day_type
from scenarios.log_reading import read_times
from scenarios.model import ServiceModel
from scenarios.slots import Slots
from sim.gamma_quantile import gamma_quantile
from sim.streams import Streams
from sim.variates import Floats, Ints


def arrivals_of(model: ServiceModel, name: str, streams: Streams) -> tuple[Ints, Ints, Floats]:
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


def _by_interval(
    model: ServiceModel, name: str, arrivals: Rates | Counts, streams: Streams
) -> tuple[Ints, Ints, Floats]:
    """Interval, ordinal and time [s] of cases that come by rates or counts."""
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
    return gamma_quantile(shape, u) / shape


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
