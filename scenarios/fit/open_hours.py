"""When the line or the hall of a log is open on each weekday: while it has staff or people come."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scenarios.calendars import WEEKDAYS
from scenarios.fit.arrival_rates import ArrivalFit
from scenarios.fit.contacts import DAY, Floats
from scenarios.pools import StaffBlock

Span = tuple[float, float]
"""Begin and end [s since midnight]."""
_STRAY = 0.0025
"""Share of the cases of a weekday that may come before, and after: single ones at odd hours."""


def open_hours(rates: ArrivalFit, staff: Iterable[StaffBlock]) -> dict[str, Span]:
    """The hours of each weekday, by its name; those on which nobody comes or serves are left out.

    Parameters
    ----------
    rates
        Of all cases.
    staff
        Blocks of the weekdays.
    """
    spans: dict[str, Span] = {}
    for day, name in enumerate(WEEKDAYS):
        counts = rates.counts[day]
        if not counts.sum():
            # Never seen: it has the hours of the type of day that it was given, if any.
            group = next((group for group in rates.day_types if day in group), ())
            counts = rates.counts[list(group)].sum(axis=0)
        found = [block.span for block in staff if block.days == name]
        if counts.sum():
            share = np.cumsum(counts) / counts.sum()
            first = int(np.searchsorted(share, _STRAY, side="right"))
            last = int(np.searchsorted(share, 1 - _STRAY))
            found.append((first * rates.interval, (last + 1) * rates.interval))
        if found:
            spans[name] = (min(begin for begin, _ in found), max(end for _, end in found))
    return spans


def within_hours(span: Span, interval: float) -> Floats:
    """The share of each interval of the day that lies within the hours, shape (intervals,)."""
    begin = np.arange(round(DAY / interval)) * interval
    inside = np.minimum(begin + interval, span[1]) - np.maximum(begin, span[0])
    return np.asarray(np.clip(inside / interval, 0.0, 1.0), dtype=np.float64)
