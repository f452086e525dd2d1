"""Hours that a redesign adds on days that are never measured."""

from __future__ import annotations

import math
from collections.abc import Iterator

from scenarios.calendar_days import DAY, day_type
from scenarios.calendars import WEEKDAYS, Calendar
from scenarios.errors import Problem
from scenarios.findings import dotted
from scenarios.model import ServiceModel


def unmeasured_hours(before: ServiceModel, after: ServiceModel) -> Iterator[Problem]:
    """Weekdays on which the redesign opens longer, and none of which is measured.

    Such hours cost nothing in the results and bring little: they lie in the warm-up, or behind the
    horizon.
    """
    for name, calendar in after.calendars.items():
        old = before.calendars.get(name)
        if calendar == old or old is None:
            continue
        days = range(math.floor(after.warm_up / DAY), math.ceil(after.horizon / DAY))
        measured = {day_type(calendar, after.start_date, day) for day in days}
        missed = [
            weekday
            for weekday in range(7)
            if _open(calendar, weekday) > _open(old, weekday) and weekday not in measured
        ]
        if missed:
            named = ", ".join(WEEKDAYS[weekday] for weekday in missed)
            yield Problem(
                dotted(("calendars", name)),
                f"expected the hours added on {named} within the time that is measured, got none "
                f"of these days in it (days {days.start + 1} to {days.stop} of the run), so their "
                "cost is not counted, and little of what they bring. Make the horizon longer, or "
                "the warm-up shorter, by whole weeks.",
            )


def _open(calendar: Calendar, weekday: int) -> float:
    """Opening time of a weekday [s]."""
    return sum(close - open_ for open_, close in calendar.spans_on(weekday))
