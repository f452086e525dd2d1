"""Moments of a log that lie absurdly far from all others: a year that was typed wrong."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import DAY, Flags, Floats

FAR_OFF = "time a year or more away from the others"
"""Why such rows are set aside."""
_ODD = 0.005
"""Share of the moments at either end that may be wrong: more are no slips of the pen."""
_LEAST = 20
"""With fewer moments nothing says which of them are the usual ones."""
_YEAR = 365 * DAY


def far_off(moments: Floats) -> Flags:
    """Which moments lie farther from the bulk than a year, and than the bulk is long.

    The bulk is what is left without the first and the last 0.5 % (one moment at the least): what
    lies so far from it is so little that it cannot be part of what the log is about, and a log of
    several years with rare cases has a bulk of several years.

    Parameters
    ----------
    moments
        In seconds since any midnight, NaN where there is none, shape (n,).
    """
    known = np.sort(moments[np.isfinite(moments)])
    if len(known) < _LEAST:
        return np.zeros(len(moments), dtype=np.bool_)
    odd = max(1, int(_ODD * len(known)))
    first, last = known[odd], known[-1 - odd]
    far = max(_YEAR, last - first)
    return np.asarray((moments < first - far) | (moments > last + far), dtype=np.bool_)
