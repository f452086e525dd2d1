"""When the line or the hall of a log is open on each weekday: while it has staff or people come."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scenarios.calendars import WEEKDAYS
from scenarios.fit.arrival_rates import ArrivalFit
from scenarios.fit.contacts import DAY, Floats, Ints
from scenarios.pools import StaffBlock

Span = tuple[float, float]
"""Begin and end [s since midnight]."""
_STRAY = 0.0025
"""Share of the cases of a weekday that may come before, and after: single ones at odd hours."""
_STRAY_APART = 0.02
"""The same, where nobody comes for an hour between them and the others: of a small hall a single
ticket that was printed at night is more than a quarter of a percent."""
_APART = 3600.0
"""Time without anybody that sets strays apart [s]."""


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
            first, last = without_strays(counts, rates.interval)
            found.append((first * rates.interval, (last + 1) * rates.interval))
        if found:
            spans[name] = (min(begin for begin, _ in found), max(end for _, end in found))
    return spans


def without_strays(counts: Ints | Floats, interval: float) -> tuple[int, int]:
    """First and last interval in which people come, but for strays at either end.

    Parameters
    ----------
    counts
        Cases by interval of the day, some of them at least, shape (intervals,).
    interval
        Length of an interval [s].
    """
    return _first(counts, interval), len(counts) - 1 - _first(counts[::-1], interval)


def _first(counts: Ints | Floats, interval: float) -> int:
    share = np.cumsum(counts) / counts.sum()
    first = int(np.searchsorted(share, _STRAY, side="right"))
    busy = np.flatnonzero(counts)
    after_gap = busy[1:][np.diff(busy) - 1 >= _APART / interval]
    apart = after_gap[share[after_gap - 1] <= _STRAY_APART]
    return max(first, int(apart.max(initial=0)))


def within_hours(span: Span, interval: float) -> Floats:
    """The share of each interval of the day that lies within the hours, shape (intervals,)."""
    begin = np.arange(round(DAY / interval)) * interval
    inside = np.minimum(begin + interval, span[1]) - np.maximum(begin, span[0])
    return np.asarray(np.clip(inside / interval, 0.0, 1.0), dtype=np.float64)
