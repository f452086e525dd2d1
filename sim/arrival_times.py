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
from sim.arrival_plan import ArrivalPlan
from sim.gamma_quantile import gamma_quantile
from sim.streams import Streams
from sim.variates import Floats, Ints


def arrivals_of(
    model: ServiceModel, name: str, plan: ArrivalPlan | None, streams: Streams
) -> tuple[Ints, Ints, Floats]:
    """Interval, ordinal and time of arrival [s] of every case; ``plan`` has the intervals."""
    arrivals = model.services[name].arrivals
    match arrivals:
        case Rates() | Counts():
            assert plan is not None
            return _by_interval(name, arrivals, plan, streams)
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
    name: str, arrivals: Rates | Counts, plan: ArrivalPlan, streams: Streams
) -> tuple[Ints, Ints, Floats]:
    """Interval, ordinal and time of arrival [s] of cases that come by rates or counts."""
    if isinstance(arrivals, Rates):
        mean = plan.amount
        if arrivals.busyness_cv > 0:
            busyness = _busyness(arrivals.busyness_cv, name, plan.days, streams)
            mean = mean * np.repeat(busyness, mean.size // plan.days)
        counts = _rate_counts(mean, arrivals.batch_size, name, streams)
    else:
        # A count times a factor need not be whole: the nearest whole number comes.
        counts = np.rint(plan.amount).astype(np.int64)
    interval = np.repeat(np.arange(counts.size), counts)
    ordinal = np.arange(interval.size) - np.repeat(np.cumsum(counts) - counts, counts)
    place = streams.stream(name, "arrivals", "place").uniform(
        interval, ordinal // arrivals.batch_size
    )
    return interval, ordinal, plan.begin[interval] + place * plan.length[interval]


def _busyness(cv: float, name: str, days: int, streams: Streams) -> Floats:
    """A gamma factor with mean 1 for each day."""
    u = streams.stream(name, "arrivals", "busyness").uniform(np.arange(days), 0)
    return gamma_quantile(cv**-2, u) * cv**2


def _rate_counts(mean: Floats, batch_size: int, name: str, streams: Streams) -> Ints:
    """Poisson number of batches in each interval by the interval's own uniform, in cases."""
    u = streams.stream(name, "arrivals", "count").uniform(np.arange(mean.size), 0)
    return poisson_quantile(u, mean / batch_size) * batch_size


def poisson_quantile(u: Floats, mean: Floats) -> Ints:
    """Least k with P(N <= k) >= u for N Poisson; 0 where the mean is 0."""
    # The normal distribution with the next term of Cornish and Fisher is at most a few off:
    # from there step to the exact quantile.
    z = special.ndtri(u)
    k = np.maximum(np.ceil(mean + np.sqrt(mean) * z + (z * z - 1) / 6 - 0.5), 0.0)
    while (high := (k > 0) & (special.pdtr(k - 1, mean) >= u)).any():
        k -= high
    while (low := special.pdtr(k, mean) < u).any():
        k += low
    return k.astype(np.int64)
