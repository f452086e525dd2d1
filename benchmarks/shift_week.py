"""Shifts for a week of quarter-hours with peaks of 400 people: some 300 a day to choose from.

Two paid breaks and, from seven hours on, an unpaid lunch float in their windows.
"""

from __future__ import annotations

import numpy as np

from benchmarks.row import Row, Size, at_most
from benchmarks.timing import Told
from optimize.need import Need
from optimize.shifts import plan_shifts
from scenarios.shifts import Break, ShiftKind, ShiftRules

HOUR, QUARTER = 3600.0, 900.0
HOURS = (4.0, 5.0, 6.0, 7.0, 8.0, 9.0)
DAYS = {"tiny": 1, "usual": 7, "long": 7}
GAP = 0.01


def need(days: int) -> Need:
    """A day with peaks in the morning and the evening, rough from quarter to quarter."""
    clock = (np.arange(96) + 0.5) / 4
    day = 30 + 370 * np.exp(-(((clock - 9.5) / 1.7) ** 2))
    day += 300 * np.exp(-(((clock - 19) / 1.9) ** 2)) + 60 * ((clock > 8) & (clock < 22))
    share = np.where(np.arange(days) % 7 < 5, 1.0, 0.6)
    smooth = np.minimum(share[:, None] * day, 400)
    rough = np.random.default_rng(0).normal(0, 0.5 * np.sqrt(smooth))
    return Need(np.clip(np.rint(smooth + rough), 0, 400).astype(np.int64))


def rules() -> ShiftRules:
    """Starts on every half hour, six lengths."""
    return ShiftRules(kinds={f"hours_{hours:g}": _kind(hours * HOUR) for hours in HOURS})


def _kind(length: float) -> ShiftKind:
    half = length / 2 // QUARTER * QUARTER
    breaks = {
        "first": Break(length=QUARTER, between=(HOUR, half)),
        "second": Break(length=QUARTER, between=(half, length - HOUR)),
    }
    if length >= 7 * HOUR:
        lunch = Break(length=2 * QUARTER, between=(half - HOUR / 2, half + 1.5 * HOUR), paid=False)
        breaks = {"first": breaks["first"], "lunch": lunch, "second": breaks["second"]}
    return ShiftKind(
        first_start=0.0, last_start=23.5 * HOUR, lengths=(length,), breaks=breaks, every=HOUR / 2
    )


def rows(size: Size, told: Told) -> list[Row]:
    """Seconds until a plan is proved to cost no more than 1 % above the least."""
    days = DAYS[size]
    plan = plan_shifts(need(days), rules(), gap=GAP, time_limit=120.0)
    told(1, 1)
    what = f"shifts of a week of {days} days, peaks of 400, 288 shifts a day"
    return [
        Row(f"{what}, gap", plan.gap * 100, "%", goal=at_most(100 * GAP, "%")),
        Row(f"{what}, one core", plan.seconds, "s", goal=at_most(30, "s")),
    ]
