"""Whether anybody comes in the rest of a day at all, and when it opens next where all is shut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from optimize.promise import Promise
from plots.who_comes import comers
from scenarios.arrivals import Counts, Rates
from scenarios.calendar_days import DAY, known_years, spans_of_day
from scenarios.calendars import Calendar
from scenarios.checks.workload import expected_arrivals
from scenarios.model import ServiceModel
from scenarios.services import Service

_FAR = 366
"""Days ahead in which an opening is looked for."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """The rest of a day in which nobody comes, so that there is no level."""

    model: ServiceModel
    promise: Promise
    queues: tuple[str, ...]
    """For which it is asked."""
    date: dt.date
    now: float
    """Since midnight [s]."""
    is_shut: bool
    """Whether all is shut until midnight; else it is open, and the model has no arrivals."""
    opens: dt.datetime | None
    """When it opens next where it is shut; None where the calendars do not say so."""


def quiet(
    model: ServiceModel, promise: Promise, queues: Collection[str], date: dt.date, now: float
) -> Quiet | None:
    """What is to be said where nobody comes to some queues from a time until midnight.

    Parameters
    ----------
    model
        A hall or a hotline.
    promise
        What is promised.
    queues
        For which it is asked.
    date, now
        The day, and the time since its midnight [s].

    Returns
    -------
    Quiet or None
        None where somebody may come.
    """
    services = [model.services[name] for name in comers(model, queues)]
    openings = [_opening(_calendar(model, one), date, now) for one in services]
    is_open = [at is not None and at < DAY for at in openings]
    of_day = model.replace(start_date=date)
    if any(
        one_open and _anybody(of_day, service, now)
        for service, one_open in zip(services, is_open, strict=True)
    ):
        return None
    at = min((one for one in openings if one is not None), default=None)
    shut = not any(is_open)
    opens = None
    if shut and at is not None:
        opens = dt.datetime.combine(date, dt.time()) + dt.timedelta(seconds=at)
    return Quiet(model, promise, tuple(queues), date, now, shut, opens)


def _calendar(model: ServiceModel, service: Service) -> Calendar | None:
    return None if service.calendar is None else model.calendars[service.calendar]


def _opening(calendar: Calendar | None, date: dt.date, now: float) -> float | None:
    """When it is open from a time on [s since midnight]; None where that is not known."""
    last = known_years()[1] if calendar is not None and calendar.holidays else dt.MAXYEAR
    for day in range(-1, _FAR):
        if (date + dt.timedelta(days=day)).year > last:
            return None
        for begin, end in spans_of_day(calendar, date, day):
            if day * DAY + end > now:
                return max(now, day * DAY + begin)
    return None


def _anybody(model: ServiceModel, service: Service, now: float) -> bool:
    """Whether cases of a service are expected on the first day after a time, or not foreseen."""
    if not isinstance(service.arrivals, Rates | Counts):
        return True
    return any(
        number > 0 and start + length > now
        for start, length, number in expected_arrivals(model, service, 1)
    )
