"""When the cases of a service come, by whatever its model says of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from scenarios.arrivals import Appointments, Counts, Rates, Times, Trace
from scenarios.calendar_days import DAY, day_type
from scenarios.log_reading import read_times
from scenarios.model import ServiceModel
from scenarios.slots import Slots
from sim.arrival_plan import ArrivalPlan
from sim.gamma_quantile import gamma_quantile
from sim.streams import ONCE, Address, Streams
from sim.variates import Floats, Ints


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Cases that come, by replication; all arrays have shape (cases,)."""

    run: Ints | None
    """The replication, counted among those drawn together; None where it is one alone."""
    interval: Ints
    ordinal: Ints
    time: Floats
    """Time of arrival [s]."""

    def only(self, kept: NDArray[np.bool_]) -> Arrivals:
        """Those for which ``kept`` is true."""
        if kept.all():
            return self
        run = None if self.run is None else self.run[kept]
        return Arrivals(run, self.interval[kept], self.ordinal[kept], self.time[kept])

    def address(self) -> Address:
        """By what their random numbers are found."""
        return Address(self.ordinal, self.interval, run=ONCE if self.run is None else self.run)


def arrivals_of(
    model: ServiceModel, name: str, plan: ArrivalPlan | None, streams: Streams
) -> Arrivals:
    """Every case of the service in each replication; ``plan`` has the intervals."""
    arrivals = model.services[name].arrivals
    match arrivals:
        case Rates() | Counts():
            assert plan is not None
            return _by_interval(name, arrivals, plan, streams)
        case Times():
            arrival = np.array(arrivals.at, dtype=np.float64)
        case Appointments():
            return _in_each(streams.runs, *_by_slot(model, name, arrivals.slots))
        case Trace():
            assert model.start_date is not None
            log = model.logs[arrivals.log]
            arrival = read_times(log, log.arrival, model.start_date)
    ordinal = np.arange(arrival.size)
    return _in_each(streams.runs, np.zeros_like(ordinal), ordinal, arrival)


def _in_each(runs: int, interval: Ints, ordinal: Ints, time: Floats) -> Arrivals:
    """The same cases in each replication."""
    if runs == 1:
        return Arrivals(None, interval, ordinal, time)
    run = np.repeat(np.arange(runs), time.size)
    return Arrivals(run, np.tile(interval, runs), np.tile(ordinal, runs), np.tile(time, runs))


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
) -> Arrivals:
    """Cases that come by rates or counts."""
    if isinstance(arrivals, Rates):
        mean = plan.amount
        if arrivals.busyness_cv > 0:
            of = arrivals.busyness_of or name
            busyness = _busyness(arrivals.busyness_cv, of, plan.days, streams)
            mean = mean * np.repeat(busyness, mean.size // plan.days, axis=1)
        by_run = _rate_counts(mean, plan.number, arrivals.batch_size, name, streams)
    else:
        # A count times a factor need not be whole: the nearest whole number comes.
        by_run = np.tile(np.rint(plan.amount).astype(np.int64), (streams.runs, 1))
    counts = by_run.ravel()
    interval = np.repeat(np.tile(np.arange(plan.amount.size), streams.runs), counts)
    ordinal = np.arange(interval.size) - np.repeat(np.cumsum(counts) - counts, counts)
    run = None
    if streams.runs > 1:
        run = np.repeat(np.arange(streams.runs), by_run.sum(axis=1))
    number = plan.number[interval]
    # The cases of a batch come together.
    place = streams.stream(name, "arrivals", "place").of(
        Address(ordinal // arrivals.batch_size, number, run=ONCE if run is None else run)
    )
    return Arrivals(run, number, ordinal, plan.begin[interval] + place * plan.length[interval])


def _busyness(cv: float, name: str, days: int, streams: Streams) -> Floats:
    """A gamma factor with mean 1 for each day, shape (runs, days)."""
    run = np.arange(streams.runs)[:, None]
    u = streams.stream(name, "arrivals", "busyness").uniform(np.arange(days), 0, run=run)
    return gamma_quantile(cv**-2, u) * cv**2


def _rate_counts(mean: Floats, number: Ints, batch_size: int, name: str, streams: Streams) -> Ints:
    """Poisson number of batches in each interval by the interval's own uniform, in cases.

    The means have shape (intervals,) or (runs, intervals), the numbers (runs, intervals).
    """
    run = np.arange(streams.runs)[:, None]
    u = streams.stream(name, "arrivals", "count").uniform(number, 0, run=run)
    return poisson_quantile(u, mean / batch_size) * batch_size


def poisson_quantile(u: Floats, mean: Floats) -> Ints:
    """Least k with P(N <= k) >= u for N Poisson; 0 where the mean is 0."""
    # The normal distribution with the next term of Cornish and Fisher is at most a few off:
    # from there step to the exact quantile.
    z = special.ndtri(u)
    k = np.maximum(np.ceil(mean + np.sqrt(mean) * z + (z * z - 1) / 6 - 0.5), 0.0)
    mean = np.broadcast_to(mean, u.shape)
    at = np.nonzero(k > 0)
    while at[0].size:
        too_high = special.pdtr(k[at] - 1, mean[at]) >= u[at]
        k[at] -= too_high
        at = tuple(index[too_high & (k[at] > 0)] for index in at)
    at = np.nonzero(mean > 0)
    while at[0].size:
        too_low = special.pdtr(k[at], mean[at]) < u[at]
        k[at] += too_low
        at = tuple(index[too_low] for index in at)
    return k.astype(np.int64)
