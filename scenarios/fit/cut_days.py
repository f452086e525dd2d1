"""Days whose rows begin late or end early: what nobody looked at is as on the other days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenarios.fit.contacts import Floats
from scenarios.fit.open_hours import QUARTER
from scenarios.fit.snapshots import Snapshots

_NEAR = 600.0
"""Nearer to the first or the last row nobody is missed [s]."""
_SOME = 0.02
"""Share of a day's people in the time without rows from which on the day is told."""


def with_cut_days(
    seen: Snapshots, quarters: Floats, types: Sequence[tuple[int, ...]]
) -> tuple[Floats, tuple[int, ...]]:
    """Arrivals with those of the time before the first row of a day, and after the last.

    Where people wait or counters are open in the first row of a day, the office was at work before:
    how many came by then is not known, only who is left of them. They are the mean of the days of
    the same type with rows at that time; and so are those after a last row with people or open
    counters. A day whose rows begin and end with an empty office is whole.

    Parameters
    ----------
    seen
        The rows.
    quarters
        As `arrivals_by_interval` gives them by quarters of an hour, shape (queues, days, 96).
    types
        Weekdays that are alike.

    Returns
    -------
    tuple
        The arrivals, and the days for whose people this matters.
    """
    begin = np.arange(quarters.shape[2]) * QUARTER
    unseen = np.zeros(quarters.shape[1:], dtype=np.bool_)
    there = seen.waiting + seen.counters > 0
    for day in range(len(seen.dates)):
        own = seen.day == day
        first, last = seen.clock[own].min(), seen.clock[own].max()
        if there[own & (seen.clock <= first)].any():
            unseen[day] |= begin <= first - _NEAR
        if there[own & (seen.clock >= last)].any():
            unseen[day] |= begin + QUARTER >= last + _NEAR
    made, weekday = quarters.copy(), seen.weekday
    for kind in types:
        alike = np.isin(weekday, kind)
        looked = (alike[:, None] & ~unseen).sum(axis=0)
        known = np.where(unseen[None], 0.0, quarters)[:, alike].sum(axis=1)
        mean = known / np.maximum(looked, 1)
        fill = alike[:, None] & unseen & (looked > 0)
        made = np.where(fill[None], mean[:, None, :], made)
    added = np.where(unseen[None], made, 0.0).sum(axis=(0, 2))
    cut = added > _SOME * np.maximum(made.sum(axis=(0, 2)), 1e-9)
    return made, tuple(np.flatnonzero(cut).tolist())
