"""Which days of an office seen in snapshots it was shut on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from scenarios.fit.contacts import Flags, Ints
from scenarios.fit.shut_days import (
    LogDays,
    ShutDays,
    weekday_kept,
    with_empty_weekdays,
    with_single_dates,
)
from scenarios.fit.snapshots.seen import Snapshots

_SURE = 7.0
"""Calls on the mean day from which on a day without any was shut: by chance alone it would have
none less than once in 1000 times (Poisson)."""


def days_of_office(seen: Snapshots, told: ShutDays) -> LogDays:
    """The days from the first row to the last, and when the office was shut.

    Beside what somebody said, and what `with_empty_weekdays` and `with_single_dates` find, it was
    shut on dates on which nothing moves: without any row, or with screens that were left on.

    Parameters
    ----------
    seen
        All rows of the office.
    told
        What the mapping says.

    Raises
    ------
    ModelError
        The year is not in the calendar of holidays.
    """
    first = seen.dates[0]
    at = np.array([(date - first).days for date in seen.dates], dtype=np.int64)
    days = int(at[-1]) + 1
    rows, calls = np.zeros((2, days), dtype=np.int64)
    rows[at] = np.bincount(seen.day, minlength=len(at))
    calls[at], moved = _calls(seen)
    came = rows > 0
    if calls[at].sum() >= _SURE * moved.sum():
        came[at] = moved
    shut = with_empty_weekdays(told, first, came)
    shut = with_single_dates(shut, first, np.where(came, np.maximum(calls, 1), 0))
    left = np.flatnonzero((weekday_kept(first, days, shut) >= 0) & ~came).tolist()
    shut = replace(shut, still=tuple(first + dt.timedelta(days=day) for day in left))
    return LogDays(first, weekday_kept(first, days, shut), rows, came, shut)


def _calls(seen: Snapshots) -> tuple[Ints, Flags]:
    """Calls on each day that were seen to be made, and whether anything moved, shape (days,).

    The number that a display begins with may be that of the evening before.
    """
    moves = ~seen.first & ((seen.calls > 0) | (np.diff(seen.waiting, prepend=0) != 0))
    calls = np.bincount(seen.day, seen.calls * ~seen.first, len(seen.dates)).astype(np.int64)
    return calls, np.bincount(seen.day, moves, len(seen.dates)) > 0
