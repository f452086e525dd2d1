"""Days whose rows begin late or end early: what nobody looked at is as on the other days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import DAY, Flags, Floats, Ints
from scenarios.fit.snapshots.seen import Snapshots

_NEAR = 600.0
"""Nearer to the first or the last row nobody is missed [s]."""
_MISSED = 2700.0
"""Rows that begin or end so much nearer to the middle of a day than on most days cut it [s]."""
_SOME = 0.02
"""Share of a day's people in the time without rows from which on the day is told."""


@dataclass(frozen=True, slots=True)
class Looked:
    """From when until when there are rows of each day; arrays have the shape (days,)."""

    begin: Floats
    """First row [s since midnight]; -inf where the office was empty then: nothing is missing."""
    end: Floats
    """Last row; inf where the office was empty then."""

    first: Floats
    last: Floats
    """Of all rows [s since midnight]."""

    def unseen(self, interval: float) -> Flags:
        """Intervals from midnight that have no rows, shape (days, intervals)."""
        return _without(self.begin, self.end, interval)

    def hours_unseen(self, weekday: Ints, interval: float) -> Flags:
        """Those in which it is not known whether the office is open, shape (days, intervals).

        Where most days have rows, and not every day of the weekday lacks them: else they are
        outside its hours.
        """
        late = (self.first > np.median(self.first) + _MISSED) & ~_alike(self.first, weekday)
        early = (self.last < np.median(self.last) - _MISSED) & ~_alike(self.last, weekday)
        return _without(
            np.where(late, self.begin, -np.inf), np.where(early, self.end, np.inf), interval
        )


def _without(begin: Floats, end: Floats, interval: float) -> Flags:
    """Intervals before the first row and behind the last one, shape (days, intervals)."""
    at = np.arange(round(DAY / interval)) * interval
    late = at <= begin[:, None] - _NEAR
    return np.asarray(late | (at + interval >= end[:, None] + _NEAR))


def looked(seen: Snapshots) -> Looked:
    """When somebody looked.

    Where people wait or counters are open in the first row of a day, the office was at work before:
    how many came by then is not known, only who is left of them. The same holds behind a last row
    with people or open counters. A day whose rows begin and end with an empty office is whole.
    """
    rows = [np.flatnonzero(seen.day == day) for day in range(len(seen.dates))]
    first = np.array([seen.clock[own].min() for own in rows])
    last = np.array([seen.clock[own].max() for own in rows])
    there = seen.waiting + seen.counters > 0
    late = np.array([there[r][seen.clock[r] <= t].any() for r, t in zip(rows, first, strict=True)])
    early = np.array([there[r][seen.clock[r] >= t].any() for r, t in zip(rows, last, strict=True)])
    return Looked(np.where(late, first, -np.inf), np.where(early, last, np.inf), first, last)


def _alike(clock: Floats, weekday: Ints) -> Flags:
    """Whether another day of the same weekday has the same time of day, shape (days,)."""
    same = (np.abs(clock[:, None] - clock) <= _NEAR) & (weekday[:, None] == weekday)
    return np.asarray(same.sum(axis=1) > 1)


def with_cut_days(
    unseen: Flags, weekday: Ints, quarters: Floats, types: Sequence[tuple[int, ...]]
) -> tuple[Floats, tuple[int, ...]]:
    """Arrivals with those of the time before the first row of a day, and after the last.

    They are the mean of the days of the same type with rows at that time.

    Parameters
    ----------
    unseen
        As `Looked.unseen` gives them by quarters of an hour, shape (days, 96).
    weekday
        That each day is like, Monday 0, shape (days,).
    quarters
        As `arrivals_by_interval` gives them by quarters of an hour, shape (queues, days, 96).
    types
        Weekdays that are alike.

    Returns
    -------
    tuple
        The arrivals, and the days for whose people this matters.
    """
    made = quarters.copy()
    for kind in types:
        alike = np.isin(weekday, kind)
        days = (alike[:, None] & ~unseen).sum(axis=0)
        known = np.where(unseen[None], 0.0, quarters)[:, alike].sum(axis=1)
        mean = known / np.maximum(days, 1)
        fill = alike[:, None] & unseen & (days > 0)
        made = np.where(fill[None], mean[:, None, :], made)
    added = np.where(unseen[None], made, 0.0).sum(axis=(0, 2))
    cut = added > _SOME * np.maximum(made.sum(axis=(0, 2)), 1e-9)
    return made, tuple(np.flatnonzero(cut).tolist())
