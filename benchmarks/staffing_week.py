"""Shifts of a hotline's week from 7 to 22 o'clock, 35 people at peak, no two weekdays alike.

Calls take 4 min and are given up after 3 min on average, both exponential, on days that are busier
or quieter than their mean; 90 % of those offered are to be answered within 30 s in every half hour.
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
EFFORT = {
    "tiny": Effort(replications=10, rounds=1, checks=1, first_check=10, most_check=10),
    "usual": Effort(),
    "long": Effort(),
}
GAP, TIME_LIMIT = {"tiny": 0.05, "usual": 0.003, "long": 0.003}, 20.0
DAYS = (1.0, 0.89, 0.87, 0.85, 0.91, 0.55, 0.49)
"""Calls of each weekday against those of Monday."""
WAITED = 180.0
"""Seconds for which a planner waits."""


def model(calls: float) -> ServiceModel:
    """The hotline for a week."""
    clock = np.arange(FIRST, LAST, 0.5) + 0.25
    rate = (
        0.25 + np.exp(-(((clock - 10) / 1.6) ** 2)) + 0.85 * np.exp(-(((clock - 15.5) / 1.8) ** 2))
    )
    rate += 0.35 * np.exp(-(((clock - 20) / 1.2) ** 2))
    hours = f"{FIRST:02d}:00-{LAST}:00"
    services, calendars = {}, {"hours": {"open": {"daily": [hours]}}}
    for day, share in zip(WEEKDAYS, DAYS, strict=True):
        calendars[day] = {"open": {day: [hours]}}
        services[day] = {
            "calendar": day,
            "arrivals": {
                "pattern": "rates",
                "start": f"{FIRST:02d}:00",
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
    """How long a proven plan takes, and how good it is."""
    begun = time.perf_counter()
    found = staff(
        model(CALLS[size]), Asked("90% in 30 s"), Solving(gap=GAP[size], time_limit=TIME_LIMIT),
        EFFORT[size], 1, lambda _: None,
    )  # fmt: skip
    taken, what = time.perf_counter() - begun, "staffing week of 15 h a day, 35 at peak"
    told(1, 1)
    unmet = int((~found.proven.check.met).sum())
    return [
        Row(what, taken, "s", goal=at_most(WAITED, "s")),
        Row(f"{what}, paid hours", found.plan.paid_hours, "h"),
        Row(f"{what}, gap", 100 * found.plan.gap, "%", goal=at_most(100 * GAP[size], "%")),
        Row(f"{what}, intervals not met", unmet, "of 210", goal=at_most(0, "of 210")),
    ]
