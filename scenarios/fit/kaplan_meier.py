"""How many have not ended yet by each moment, where some were not followed to their end."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import Flags, Floats


def kaplan_meier(time: Floats, ended: Flags) -> tuple[Floats, Floats]:
    """Times at which somebody ended, and the share that lasts longer right after them.

    Kaplan & Meier (1958): the product of 1 - d / n over these times, with d who ended of n who had
    been followed so long. The others tell only that they lasted longer.

    Parameters
    ----------
    time
        For which each was followed [s], shape (n,).
    ended
        Whether it ended then, shape (n,).
    """
    times, d = np.unique(time[ended], return_counts=True)
    at_risk = len(time) - np.searchsorted(np.sort(time), times, side="left")
    survival: Floats = np.cumprod(1 - d / at_risk).astype(np.float64)
    return times, survival
