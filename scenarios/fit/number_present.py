"""How many were there at once, on average over intervals."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import DAY, Floats


def mean_present(begin: Floats, end: Floats, days: int, step: float) -> Floats:
    """Mean number of stays that go on, by day and interval, shape (days, intervals).

    Parameters
    ----------
    begin, end
        Of each stay [s since the first midnight], shape (stays,).
    days
        Days looked at.
    step
        Length of an interval [s]; divides a day.
    """
    edges: Floats = np.arange(days * round(DAY / step) + 1, dtype=np.float64) * step
    time = _time_before(begin, edges) - _time_before(end, edges)
    return (np.diff(time) / step).reshape(days, -1)


def _time_before(moments: Floats, edges: Floats) -> Floats:
    """Sum over moments of the time from each to an edge, where the edge is later."""
    moments = np.sort(moments)
    below = np.concatenate([[0.0], np.cumsum(moments)])
    n = np.searchsorted(moments, edges)
    return np.asarray(n * edges - below[n], dtype=np.float64)
