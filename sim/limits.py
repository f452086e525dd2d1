"""By when each case is due under the promise of its service."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scenarios.calendar_days import Spans, workday_limit, workdays
from scenarios.model import ServiceModel
from scenarios.units import Workdays
from scenarios.visits import visiting_calendar
from sim.runs import Runs
from sim.variates import Floats


@dataclass(frozen=True, slots=True)
class Promise:
    """The promised limit of one channel of a service."""

    service: int
    channel: int
    length: float
    """Seconds, or workdays when it is counted on days."""
    days: Spans | None
    """Midnight and last close of each workday [s], None for a limit in seconds."""


def promises(model: ServiceModel, first_day: int, n_days: int) -> tuple[Promise, ...]:
    """Promised limits of a model, with the workdays from ``first_day`` on.

    A channel's own limit, such as one by urgency, goes before the service's.

    Raises
    ------
    ModelError
        A year is outside the known holidays.
    """
    found = []
    for k, (name, service) in enumerate(model.services.items()):
        own = [channel.limits for channel in service.channels.values()] or [None]
        for c, of_channel in enumerate(own):
            limits = of_channel or service.limits
            limit = limits.promised if limits else None
            if isinstance(limit, Workdays):
                calendar = visiting_calendar(model, name)
                on = None if calendar is None else model.calendars[calendar]
                days = workdays(on, model.start_date, first_day, n_days)
                found.append(Promise(k, c, limit.n, days))
            elif limit is not None:
                found.append(Promise(k, c, limit, None))
    return tuple(found)


def limit_days(model: ServiceModel, service: str, first_day: int, n_days: int) -> Spans | None:
    """The workdays on which a service's limits are counted; None when they are in plain time.

    Raises
    ------
    ModelError
        A year is outside the known holidays.
    """
    stated = [model.services[service].limits]
    stated += [channel.limits for channel in model.services[service].channels.values()]
    times = [t for limits in stated if limits for t in (limits.promised, limits.statutory)]
    if not any(isinstance(time, Workdays) for time in times):
        return None
    calendar = visiting_calendar(model, service)
    on = None if calendar is None else model.calendars[calendar]
    return workdays(on, model.start_date, first_day, n_days)


def limit_lengths(model: ServiceModel, service: str, in_workdays: bool) -> Floats:
    """Limits by law and promised of each channel [s or workdays], shape (2, channels).

    NaN where there is none, none in the unit of the service, or one of no time.
    """
    known = model.services[service]
    own = [channel.limits or known.limits for channel in known.channels.values()]
    rows = []
    for name in ("statutory", "promised"):
        stated = [getattr(limits, name, None) for limits in own or [known.limits]]
        lengths = [time.n if isinstance(time, Workdays) else time for time in stated]
        fits = [isinstance(time, Workdays) == in_workdays for time in stated]
        rows.append([n if n and fit else math.nan for n, fit in zip(lengths, fits, strict=True)])
    return np.array(rows, dtype=np.float64)


def due_times(promised: tuple[Promise, ...], runs: Runs) -> Floats:
    """End of the promised limit of each case [s], infinity without a promise; shape (cases,).

    Who has booked and does not come is never accepted, so nothing is due.
    """
    due = np.full(runs.cases, math.inf)
    for one in promised:
        at = np.flatnonzero((runs.service == one.service) & (runs.channel == one.channel))
        came = runs.arrival[at]
        due[at] = (
            came + one.length if one.days is None else workday_limit(one.days, came, one.length)
        )
    due[runs.stays_away] = math.inf
    return due
