"""Shifts of two hotlines' weeks: from 7 to 22 o'clock, 35 people at peak, and around the clock, 11.

No two weekdays are alike. Calls take 4 min and are given up after 3 min on average, both
exponential, on days that are busier or quieter than their mean; 90 % of those offered are to be
answered within 30 s in every half hour.
"""

from __future__ import annotations

import time

import numpy as np

from benchmarks.row import Row, Size, at_most
from benchmarks.timing import Told
from onewindow.requiring import Asked
from onewindow.staffing import Solving, staff
from optimize.proving import Effort
from scenarios.calendars import WEEKDAYS
from scenarios.model import ServiceModel

FIRST, LAST = 7, 22
CALLS = {"tiny": 40.0, "usual": 412.0, "long": 412.0}
"""An hour, at the peak of Monday."""
NIGHT_CALLS = {"tiny": 15.0, "usual": 110.0, "long": 110.0}
"""The same of the week around the clock."""
QUIET, OF_DAY, OF_NIGHT = 0.25, 0.13, 0.12
"""Calls far from the peaks, against these; around the clock those of the night, and more by day."""
EFFORT = {
    "tiny": Effort(replications=10, rounds=1, checks=1, first_check=10, most_check=10),
    "usual": Effort(),
    "long": Effort(),
}
GAP = {"tiny": 0.05, "usual": 0.003, "long": 0.003}
TIME_LIMIT = {"tiny": 5.0, "usual": 20.0, "long": 20.0}
NIGHT_GAP = 0.06
"""With which the week around the clock is content: its days hang together."""
DAYS = (1.0, 0.89, 0.87, 0.85, 0.91, 0.55, 0.49)
"""Calls of each weekday against those of Monday."""
WAITED = 180.0
"""Seconds for which a planner waits."""


def model(calls: float, *, always: bool = False) -> ServiceModel:
    """The hotline for a week, around the clock or by day."""
    first, last = (0, 24) if always else (FIRST, LAST)
    clock = np.arange(first, last, 0.5) + 0.25
    rate = np.exp(-(((clock - 10) / 1.6) ** 2)) + 0.85 * np.exp(-(((clock - 15.5) / 1.8) ** 2))
    rate += 0.35 * np.exp(-(((clock - 20) / 1.2) ** 2))
    rate += OF_NIGHT + OF_DAY * ((clock > FIRST) & (clock < LAST)) if always else QUIET
    hours = f"{first:02d}:00-{last}:00"
    services, calendars = {}, {"hours": {"open": {"daily": [hours]}}}
    for day, share in zip(WEEKDAYS, DAYS, strict=True):
        calendars[day] = {"open": {day: [hours]}}
        services[day] = {
            "calendar": day,
            "arrivals": {
                "pattern": "rates",
                "start": f"{first:02d}:00",
                "interval": "30 min",
                "per_hour": [float(one) for one in calls * share * rate / rate.max()],
                "busyness_cv": 0.06,
            },
            "flow": [{"serve": "answer"}],
        }
    answer = {
        "service_time": {"distribution": "exponential", "mean": "4 min"},
        "patience": {"distribution": "exponential", "mean": "3 min"},
    }
    return ServiceModel.model_validate(
        {
            "name": "staffing_week",
            "title": "Hotline",
            "provenance": "assumed",
            "horizon": "1 week",
            "calendars": calendars,
            "activities": {"answer": answer},
            "pools": {"agents": {"serves": ["answer"], "staff": 1, "calendar": "hours"}},
            "services": services,
        }
    )


def rows(size: Size, told: Told) -> list[Row]:
    """How long proven plans take, and how good they are."""
    by_day = model(CALLS[size])
    made = _of_week(by_day, "15 h a day, 35 at peak", 210, GAP[size], GAP[size], size, WAITED)
    told(1, 2)
    always = model(NIGHT_CALLS[size], always=True)
    made += _of_week(always, "24 h a day, 11 at peak", 336, GAP[size], NIGHT_GAP, size, None)
    told(2, 2)
    return made


def _of_week(
    week: ServiceModel, of: str, intervals: int, gap: float, content: float, size: Size,
    waited: float | None,
) -> list[Row]:  # fmt: skip
    """Rows of a week, whose plans are searched until a gap, and with which one is content."""
    begun = time.perf_counter()
    found = staff(
        week, Asked("90% in 30 s"), Solving(gap=gap, time_limit=TIME_LIMIT[size]), EFFORT[size], 1,
        lambda _: None,
    )  # fmt: skip
    taken, what = time.perf_counter() - begun, f"staffing week of {of}"
    unmet = int((~found.proven.check.met).sum())
    return [
        Row(what, taken, "s", goal=None if waited is None else at_most(waited, "s")),
        Row(f"{what}, paid hours", found.plan.paid_hours, "h"),
        Row(f"{what}, gap", 100 * found.plan.gap, "%", goal=at_most(100 * content, "%")),
        Row(
            f"{what}, intervals not met",
            unmet,
            f"of {intervals}",
            goal=at_most(0, f"of {intervals}"),
        ),
    ]
