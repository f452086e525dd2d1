"""Arrivals at queues seen every few minutes: those called, and those who still wait."""

from __future__ import annotations

import numpy as np
from scipy.optimize import isotonic_regression

from scenarios.fit.contacts import DAY, Floats
from scenarios.fit.snapshots import Snapshots

_BEFORE = 300.0
"""Those who wait when the first row of a day is written came within so long before it [s]."""


def arrivals_by_interval(seen: Snapshots, interval: float) -> Floats:
    """Arrivals of each queue by day and interval from midnight, shape (queues, days, intervals).

    Until a moment there came as many as were called and still wait. Somebody who takes a ticket
    and goes, or whose ticket is put to another queue, makes this number fall, which no number of
    arrivals can: the nearest curve that never falls (isotonic regression, least squares) is taken,
    so that the day's sum stays what it was. Between two rows arrivals are even.

    Parameters
    ----------
    seen
        Rows of an office.
    interval
        Length of an interval [s]; divides a day.
    """
    edges = np.arange(round(DAY / interval) + 1) * interval
    made = np.zeros((len(seen.queues), len(seen.dates), len(edges) - 1))
    starts = np.flatnonzero(seen.first)
    for a, b in zip(starts, [*starts[1:], len(seen.queue)], strict=True):
        came = np.cumsum(seen.calls[a:b]) + seen.waiting[a:b].astype(np.float64)
        if not came.any():
            continue
        level = np.maximum(0.0, isotonic_regression(came).x)
        at = np.concatenate([[max(0.0, seen.clock[a] - _BEFORE)], seen.clock[a:b]])
        until = np.interp(edges, at, np.concatenate([[0.0], level]))
        made[seen.queue[a], seen.day[a]] = np.diff(until)
    return made


def gone_uncalled(seen: Snapshots) -> int:
    """People who left the queue between two rows without a call, at the least."""
    fewer = np.diff(seen.waiting, prepend=0) + seen.calls
    return int(-fewer[(fewer < 0) & ~seen.first].sum())
