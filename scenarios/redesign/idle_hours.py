"""Hours that a redesign adds on days that are never measured."""

from __future__ import annotations

import math
from collections.abc import Iterator

from scenarios.calendar_days import DAY, day_type
from scenarios.calendars import WEEKDAYS, Calendar
from scenarios.errors import Problem
from scenarios.findings import dotted
from scenarios.model import ServiceModel

_WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


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
            named_zh = "、".join(_WEEKDAYS_ZH[weekday] for weekday in missed)
            yield Problem(
                dotted(("calendars", name)),
                f"expected the hours added on {named} within the time that is measured, got none "
                f"of these days in it (days {days.start + 1} to {days.stop} of the run), so their "
                "cost is not counted, and little of what they bring. Make the horizon longer, or "
                "the warm-up shorter, by whole weeks.",
                zh=f"在{named_zh}增加的时间应当落在统计的时间内，但统计的时间"
                f"（仿真第 {days.start + 1} 至 {days.stop} 天）里没有这些日子，所以没有计入其费用，"
                "其效果也几乎看不到。请按整周加长 horizon，或缩短 warm_up。",
            )


def _open(calendar: Calendar, weekday: int) -> float:
    """Opening time of a weekday [s]."""
    return sum(close - open_ for open_, close in calendar.spans_on(weekday))
