"""A small day to plan, whose rules tests bend by one unit."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimize.need import Need
from scenarios.shifts import Break, ShiftKind, ShiftRules

HOUR = 3600.0


def hours(required: dict[tuple[int, int], int], days: int = 1, weekday: int = 0) -> Need:
    """People required from hour to hour, the same on all days; nobody else."""
    day = np.zeros(24, dtype=np.int64)
    for (begin, end), people in required.items():
        day[begin:end] = people
    return Need(np.tile(day, (days, 1)), first_weekday=weekday)


def kind(first: float, last: float | None = None, length: float = 4, **more: Any) -> ShiftKind:
    """A kind of shifts in hours, starting on the hour."""
    return ShiftKind(
        first_start=first * HOUR,
        last_start=None if last is None else last * HOUR,
        every=HOUR,
        lengths=(length * HOUR,),
        **more,
    )


def pause(begin: float, end: float, length: float = 1, *, paid: bool = True) -> Break:
    """A break in hours."""
    return Break(length=length * HOUR, between=(begin * HOUR, end * HOUR), paid=paid)


def rules(**kinds: ShiftKind) -> ShiftRules:
    """Rules of these kinds and nothing else."""
    return ShiftRules(kinds=kinds)
