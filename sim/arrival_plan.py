"""What of the arrivals of a service is the same in every replication."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scenarios.arrivals import Counts, Rates
from scenarios.calendar_days import DAY, day_type
from scenarios.model import ServiceModel
from sim.variates import Floats, Ints

_CROWDS = 10**9
"""Numbers of crowds among the intervals begin here: with a crowd more or less the cases of all
intervals keep their random numbers."""


@dataclass(frozen=True, slots=True)
class ArrivalPlan:
    """The intervals of rates or counts over all days, one after the other."""

    days: int
    begin: Floats
    """Start of each interval [s since midnight of the first day], shape (intervals,)."""
    length: Floats
    """Length of each interval [s], shape (intervals,)."""
    amount: Floats
    """Cases that come in each interval, of rates in the mean, shape (intervals,)."""
    number: Ints
    """By which the random numbers of each interval are found, shape (intervals,)."""


def plan_arrivals(model: ServiceModel, name: str) -> ArrivalPlan | None:
    """The intervals of a service; None when its cases come by slots, at given times or by a log.

    Raises
    ------
    ModelError
        A year is outside the known holidays.
    """
    service = model.services[name]
    arrivals = service.arrivals
    if not isinstance(arrivals, Rates | Counts):
        return None
    days = math.ceil(model.horizon / DAY)
    calendar = None if service.calendar is None else model.calendars[service.calendar]
    types = [day_type(calendar, model.start_date, day) for day in range(days)]
    factor = np.array([0.0 if t is None else arrivals.factor(t) for t in types])
    if isinstance(arrivals, Rates):
        table = np.array(arrivals.by_interval())
        start, length = table[:, 0], table[:, 1]
        of_day = table[:, 2] * (length / 3600.0)
    else:
        of_day = np.array(arrivals.counts, dtype=np.float64)
        start = arrivals.start + arrivals.interval * np.arange(of_day.size)
        length = np.full(of_day.size, arrivals.interval)
    crowds = len(arrivals.crowds) if isinstance(arrivals, Rates) else 0
    return ArrivalPlan(
        days=days,
        begin=np.add.outer(np.arange(days) * DAY, start).ravel(),
        length=np.tile(length, days),
        amount=np.outer(factor, of_day).ravel(),
        number=_numbers(days, of_day.size - crowds, crowds),
    )


def _numbers(days: int, rates: int, crowds: int) -> Ints:
    """Intervals numbered on through the days, and crowds by themselves, shape (intervals,)."""
    day = np.arange(days)[:, None]
    of_rates = day * rates + np.arange(rates)
    return np.hstack([of_rates, _CROWDS + day * crowds + np.arange(crowds)]).ravel()
