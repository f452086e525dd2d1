"""What is promised to callers and visitors, and over which intervals it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenarios.targets import Formula

Measure = Literal["service_level", "answered_fraction", "mean_wait"]
"""What is counted: calls answered in time, calls answered at all (接通率), or the mean wait of the
answered. "The 90th percentile of the wait is at most 20 s" is a service level: 90 % of the answered
within 20 s."""
Per = Literal["interval", "peak", "day"]
"""Over what it is kept: each interval, each peak over its calls, or each day over its calls."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A number to be reached, and over what."""

    measure: Measure
    goal: float
    """Share to be reached at least, within [0, 1]; for ``mean_wait`` seconds at most."""
    within: float = 0.0
    """Acceptable wait of a service level [s]."""
    formula: Formula = "of_offered"
    """How a service level counts the share."""
    per: Per = "interval"

    @property
    def is_time(self) -> bool:
        """True where less is better."""
        return self.measure == "mean_wait"

    def is_kept(self, level: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each level keeps it; where nobody comes (NaN) there is nothing to keep."""
        met = level <= self.goal if self.is_time else level >= self.goal
        return met | np.isnan(level)
