"""When people come to an office seen in snapshots, and to each set of its counters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenarios.fit.contacts import Floats
from scenarios.fit.midday_break import Spans
from scenarios.fit.open_hours import QUARTER, hours_of_counts, less_ends
from scenarios.fit.snapshots.seen import Snapshots

_HALVES = 2
"""Quarters of an hour in the intervals that hours begin and end on."""
_FINISHING = 2700.0
"""Counters open no longer than this after people stop coming may finish what they do [s]."""
DayTypes = Sequence[tuple[int, ...]]
"""Weekdays (Monday 0) of one type each."""


def hall_hours(came: Floats, types: DayTypes) -> tuple[Spans, ...]:
    """The hours of each weekday, as those of a log of tickets (`open_hours`).

    All weekdays of a type begin and end alike, but for those on which hardly anybody comes at an
    end where seven or more would by the type's day.

    Parameters
    ----------
    came
        Arrivals at the office by weekday and quarter of an hour, shape (7, 96).
    types
        Weekdays that are alike; those in none have no hours.
    """
    alike = np.zeros_like(came)
    for kind in types:
        alike[list(kind)] = came[list(kind)].sum(axis=0)
    halves = (7, -1, _HALVES)
    hours = hours_of_counts(
        alike.reshape(halves).sum(axis=2),
        came.reshape(halves).sum(axis=2),
        _HALVES * QUARTER,
        came,
    )
    return tuple(
        less_ends(spans, own, _as(like, own))
        for spans, own, like in zip(hours, came, alike, strict=True)
    )


def hours_of_set(
    came: Floats, hall: Floats, hours: tuple[Spans, ...], types: DayTypes
) -> tuple[Spans, ...]:
    """When people come to a set of counters: in the hours of the hall, less the ends at which they
    would by the hall's day, and do not.

    Closings that differ by chance alone are one: the hall's.

    Parameters
    ----------
    came
        Arrivals at its queues by weekday and quarter of an hour, shape (7, 96).
    hall
        Those at all queues, shape (7, 96).
    hours, types
        Of the hall.
    """
    made: list[Spans] = list(hours)
    for kind in types:
        days = list(kind)
        of_type = came[days].sum(axis=0)
        due = _as(hall[days].sum(axis=0), of_type)
        for day in days:
            spans = less_ends(made[day], of_type, due)
            made[day] = less_ends(spans, came[day], _as(of_type, came[day]))
    return tuple(made)


def _as(shape: Floats, own: Floats) -> Floats:
    """A shape of the day with as many cases as there are."""
    return np.asarray(shape * (own.sum() / (shape.sum() or 1.0)), dtype=np.float64)


def served_before_break(seen: Snapshots, hours: Sequence[Spans]) -> bool:
    """Whether those in line when a break begins are called before its end rather than after it.

    Parameters
    ----------
    seen
        Rows of an office.
    hours
        When people come on each weekday, Monday first.
    """
    first = rest = 0
    for day, weekday in enumerate(seen.weekday.tolist()):
        spans = hours[weekday]
        for (_, closing), (opening, _) in zip(spans[:-1], spans[1:], strict=True):
            inside = (seen.day == day) & (seen.clock >= closing) & (seen.clock < opening)
            queue, waiting = seen.queue[inside], seen.waiting[inside]
            _, begin = np.unique(queue, return_index=True)
            _, end = np.unique(queue[::-1], return_index=True)
            left = int(waiting[::-1][end].sum())
            first += max(0, int(waiting[begin].sum()) - left)
            rest += left
    return first >= rest


def counters_open(came: Spans, level: Floats, idle: Floats, stays: bool, present: float) -> Spans:
    """When a set of counters is open: from the first counter on until people stop coming.

    Whoever is in line then is served, as staff of a model does by itself. Counters that nobody
    waits for are open until the last one shuts, unless they may finish what they do.

    Parameters
    ----------
    came
        When people come on such a day.
    level
        Mean open counters by quarter of an hour, shape (96,).
    idle
        The same, of those open while nobody waits or is called.
    stays
        Whether those in line at midday are served before the break; else it is no closing, at which
        they would be.
    present
        Level from which on a counter is open.
    """
    open_, idle_ = (np.flatnonzero(one >= present) * QUARTER for one in (level, idle))
    if not len(open_) or not came:
        return ()
    spans = came if stays else ((came[0][0], came[-1][1]),)
    begin, closing = float(open_[0]), spans[-1][1]
    last = float(idle_.max(initial=0.0)) + QUARTER
    if last - closing > _FINISHING:
        spans = (*spans[:-1], (spans[-1][0], last))
    return tuple((max(a, begin), b) for a, b in spans if b > begin)
