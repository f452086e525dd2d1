"""Moments of a log that lie absurdly far from all others: a year that was typed wrong."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import DAY, Flags, Floats

FAR_OFF = "time a year or more away from the others"
"""Why such rows are set aside."""
_ODD = 0.05
"""Share of the moments that may be wrong: more are no slips of the pen."""
_LEAST = 20
"""With fewer moments nothing says which of them are the usual ones."""
_YEAR = 365 * DAY


def far_off(moments: Floats) -> Flags:
    """Which moments lie apart from the others by a year or more, where these are a small minority.

    The others are the most moments without an empty year between two of them: a log that is truly
    about years has rows in each. None is far off where more than 5 % would be, because then the
    log is about several times.

    Parameters
    ----------
    moments
        In seconds since any midnight, NaN where there is none, shape (n,).
    """
    known = np.sort(moments[np.isfinite(moments)])
    if len(known) < _LEAST:
        return np.zeros(len(moments), dtype=np.bool_)
    edges = np.concatenate([[0], np.flatnonzero(np.diff(known) >= _YEAR) + 1, [len(known)]])
    usual = int(np.argmax(np.diff(edges)))
    first, last = known[edges[usual]], known[edges[usual + 1] - 1]
    far = (moments < first) | (moments > last)
    return np.asarray(far & (far.sum() <= _ODD * len(known)), dtype=np.bool_)
