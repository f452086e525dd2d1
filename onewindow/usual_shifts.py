"""The shifts that are planned for a pool that names none."""

from __future__ import annotations

import math
from typing import Any

from scenarios.shifts import ShiftRules
from scenarios.units import SECONDS

DAY, HOUR, HALF_HOUR = SECONDS["day"], SECONDS["h"], 1800.0
FULL: dict[str, Any] = {
    "title": {"zh": "全班", "en": "Full"},
    "lengths": [28800.0],
    "breaks": {
        "first": {"length": "15 min", "between": ["1 h", "3 h"]},
        "lunch": {"length": "30 min", "between": ["3 h", "6 h"], "paid": False},
        "second": {"length": "15 min", "between": ["5 h", "7.5 h"]},
    },
}
"""Eight hours with lunch and two breaks."""
SHORT: dict[str, Any] = {
    "title": {"zh": "短班", "en": "Short"},
    "lengths": [14400.0],
    "breaks": {"first": {"length": "15 min", "between": ["1 h", "3 h"]}},
}
"""Four hours with a break."""
HALF = 0.5
"""Of those who could work longer, half at most are called for so little."""


def usual_shifts(hours: tuple[float, float], *, always: bool = False) -> ShiftRules:
    """Shifts within the hours of a day: eight hours from any half hour, and four for half of them.

    Where the last of them would end before the hours do they start every quarter-hour, or as often
    as it takes for one to end with them. Hours shorter than eight have those of four alone, from
    any half hour; hours shorter than four have one from their beginning. For hours over midnight
    they start at any half hour of the day, round the clock at any hour: the days of such a week
    hang together, and with twice as many shifts to choose from a plan that is found in the same
    time costs more.

    Parameters
    ----------
    hours
        From when to when of the day anybody is required [s since midnight].
    always
        Whether it is open at all times.
    """
    begin, end = hours
    capped = {"share_at_most": HALF}
    if end - begin >= DAY:
        step = HOUR if always else HALF_HOUR
        every = {"first_start": 0.0, "last_start": DAY - step, "every": step}
        return _rules(full=FULL | every, short=SHORT | every | capped)
    full, short = (end - kind["lengths"][0] for kind in (FULL, SHORT))
    if full >= begin:
        return _rules(full=FULL | starts(begin, full), short=SHORT | starts(begin, short) | capped)
    # A shift longer than the hours begins with them, if that leaves it in the day.
    first = min(begin, DAY - SHORT["lengths"][0])
    return _rules(short=SHORT | starts(first, max(first, short)))


def starts(first: float, last: float) -> dict[str, float]:
    """From half hour to half hour, or from part to part of it such that the last is one of them."""
    every = math.gcd(round(last - first), round(HALF_HOUR))
    return {"first_start": first, "last_start": last, "every": float(every)}


def _rules(**kinds: dict[str, Any]) -> ShiftRules:
    return ShiftRules.model_validate({"kinds": kinds})
