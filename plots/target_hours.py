"""At which intervals of the day a service-level target holds, and how its hours are told."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plots.amounts import clock
from plots.language import Lang, say
from plots.presence import length
from scenarios.targets import ServiceLevelTarget
from scenarios.units import SECONDS

_DAY = SECONDS["day"]


def holds(
    target: ServiceLevelTarget, starts: NDArray[np.float64], interval: float
) -> NDArray[np.bool_]:
    """Whether a target holds for the whole of each interval of the day.

    Parameters
    ----------
    target
        Without times of day it holds always.
    starts
        Starts of the intervals [s since midnight], shape (n,).
    interval
        Their length [s].

    Returns
    -------
    NDArray
        Shape (n,).
    """
    # Hours past midnight are the next day's, so each span also stands a day earlier.
    spans = [(a - back, b - back) for a, b in target.between for back in (0.0, _DAY)]
    return np.array(
        [
            not target.between
            or length([(max(a, t), min(b, t + interval)) for a, b in spans]) > interval - 1e-6
            for t in starts
        ],
        dtype=np.bool_,
    )


def told_hours(target: ServiceLevelTarget, lang: Lang) -> str:
    """The times of day a target holds for: ``08:30–11:00``; empty when it is all day."""
    spans = [f"{clock(a)}–{clock(b % _DAY or b)}" for a, b in target.between]
    return say(lang, "、", ", ").join(spans)
