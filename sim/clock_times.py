"""Which moments lie within some times of the day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scenarios.units import SECONDS
from sim.variates import Floats

DAY = SECONDS["day"]


def within_hours(times: Floats, spans: Sequence[tuple[float, float]]) -> NDArray[np.bool_]:
    """Whether each moment lies in one of the spans of its day, or of the day before.

    Parameters
    ----------
    times
        Seconds since midnight of the first day.
    spans
        From and to [s since midnight], to beyond a day when past midnight; none is all day.
    """
    if not spans:
        return np.ones(times.shape, dtype=np.bool_)
    clock = times % DAY
    # What a span has past midnight belongs to the day after.
    inside = [(c >= open_) & (c < close) for open_, close in spans for c in (clock, clock + DAY)]
    return np.asarray(np.logical_or.reduce(inside))
