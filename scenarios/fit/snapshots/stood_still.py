"""Rows of a feed that stood still: the same numbers again and again while the hall went on."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import DAY, Flags
from scenarios.fit.snapshots.call_steps import LONGEST
from scenarios.fit.snapshots.seen import Snapshots

STOOD_STILL = "the feed stood still"
"""Why such rows are set aside."""
_HOUR = 3600.0
"""Rows change as often as in this hour of most days [s]."""
_SURE = 15.0
"""So many changes that do not come are by chance less than once in a million times (Poisson)."""


def stood_still(seen: Snapshots) -> Flags:
    """Rows that repeat the ones before while a hall with people or open counters went on.

    Between two looks some rows of an office change: somebody comes or is called, a counter opens.
    Where none does, of all queues, for so long that 15 changes or more were due by the median day
    at that time, and then somebody has been called, the feed stood still, and nothing is known of
    that time. So it did where people wait at open counters all the while and nobody is called, even
    until the evening. Other tickets left on the screens of an office that is shut change no more,
    or are cleared.

    Parameters
    ----------
    seen
        The rows of an office.

    Returns
    -------
    ndarray, shape (rows,)
    """
    again = ~seen.first & (seen.calls == 0)
    for values in (seen.waiting, seen.counters):
        again &= np.diff(values, prepend=0) == 0
    stamps, at = np.unique(seen.day * DAY + seen.clock, return_inverse=True)
    day = (stamps // DAY).astype(np.int64)
    changed = np.bincount(at, ~again & ~seen.first, len(stamps))
    there = np.bincount(at, seen.waiting + seen.counters, len(stamps)) > 0
    length = np.where(np.diff(day, prepend=-1) == 0, np.diff(stamps, prepend=0.0), 0.0)
    told = (length > 0) & (length <= LONGEST)
    hours = round(DAY / _HOUR)
    cell = day * hours + (stamps % DAY // _HOUR).astype(np.int64)
    cells = (int(day.max()) + 1) * hours
    looked = np.bincount(cell[told], length[told], cells).reshape(-1, hours)
    changes = np.bincount(cell[told], changed[told], cells).reshape(-1, hours)
    pace = np.where(looked > 0, changes / np.maximum(looked, 1.0), 0.0)
    due = np.median(pace, axis=0)[cell % hours] * length
    same = (length > 0) & (changed == 0) & there
    run = np.cumsum(~same)
    after = np.minimum(np.searchsorted(run, run + 1), len(run) - 1)
    called = np.bincount(at, seen.calls, len(stamps))[after] > 0
    served = np.bincount(at, (seen.waiting > 0) & (seen.counters > 0), len(stamps)) > 0
    goes_on = served | (called & (day[after] == day))
    still = same & goes_on & (np.bincount(run, due * same)[run] >= _SURE)
    return np.asarray(still[at])
