"""Rows of a feed that stood still: the same numbers again and again while the hall went on."""

from __future__ import annotations

import numpy as np

from scenarios.fit.call_steps import LONGEST
from scenarios.fit.contacts import DAY, Flags, Ints
from scenarios.fit.snapshots import Snapshots

STOOD_STILL = "the feed stood still"
"""Why such rows are set aside."""
_QUARTER = 900.0
"""Rows change as often as at this time of other days [s]."""
_SURE = 15.0
"""So many changes that do not come are by chance less than once in a million times (Poisson)."""


def stood_still(seen: Snapshots, shown: Ints) -> Flags:
    """Rows that repeat the ones before while a hall with people or open counters went on.

    Between two looks some rows of an office change: somebody comes or is called, a counter opens.
    Where none does, of all queues, for so long that 15 changes or more were due by the time of the
    day, the feed stood still, and nothing is known of that time. Days on which nothing ever
    changes are no such thing: the office was shut.

    Parameters
    ----------
    seen
        The rows of an office; calls are not looked at.
    shown
        What the display shows, by any code, shape (rows,).

    Returns
    -------
    ndarray, shape (rows,)
    """
    again = ~seen.first
    for values in (seen.waiting, seen.counters, shown):
        again &= np.diff(values, prepend=0) == 0
    stamps, at = np.unique(seen.day * DAY + seen.clock, return_inverse=True)
    day = (stamps // DAY).astype(np.int64)
    changed = np.bincount(at, ~again & ~seen.first, len(stamps))
    there = np.bincount(at, seen.waiting + seen.counters, len(stamps)) > 0
    length = np.where(np.diff(day, prepend=-1) == 0, np.diff(stamps, prepend=0.0), 0.0)
    quarter = (stamps % DAY // _QUARTER).astype(np.int64)
    moved = np.bincount(day, changed)[day] > 0
    told = moved & (length > 0) & (length <= LONGEST)
    quarters = round(DAY / _QUARTER)
    changes = np.bincount(quarter[told], changed[told], quarters)
    looked = np.bincount(quarter[told], length[told], quarters)
    due = (changes / np.maximum(looked, 1.0))[quarter] * length
    same = (length > 0) & (changed == 0) & there & moved
    run = np.cumsum(~same)
    still = same & (np.bincount(run, due * same)[run] >= _SURE)
    return np.asarray(still[at])
