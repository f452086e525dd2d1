"""What is promised to callers and visitors, and over which intervals it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenarios.calendar_days import DAY
from scenarios.errors import DataError
from scenarios.targets import Formula
from scenarios.units import span_text

Floats = NDArray[np.float64]
Measure = Literal["service_level", "answered_fraction", "mean_wait", "completion"]
"""What is counted: calls answered in time, calls answered at all (接通率), the mean wait of the
answered, or those whose service is over in time, of all that come. "The 90th percentile of the wait
is at most 20 s" is a service level: 90 % of the answered within 20 s."""
Per = Literal["interval", "peak", "day"]
"""Over what it is kept: each interval, each peak over its calls, or each day over its calls."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A number to be reached, and over what."""

    measure: Measure
    goal: float
    """Share to be reached at least, within [0, 1]; for ``mean_wait`` seconds at most."""
    within: float = 0.0
    """Acceptable wait of a service level, or time to completion, from joining the line on [s]."""
    formula: Formula = "of_offered"
    """How a service level counts the share."""
    per: Per = "interval"
    peaks: tuple[tuple[float, float], ...] = ()
    """Start and end of each peak [s since midnight], for ``per="peak"``."""

    @property
    def has_limit(self) -> bool:
        """True where ``within`` counts."""
        return self.measure in ("service_level", "completion")

    @property
    def is_time(self) -> bool:
        """True where less is better."""
        return self.measure == "mean_wait"

    def is_kept(self, level: Floats) -> NDArray[np.bool_]:
        """Whether each level keeps it; where nobody comes (NaN) there is nothing to keep."""
        met = level <= self.goal if self.is_time else level >= self.goal
        return met | np.isnan(level)

    def margin(self, part: Floats, whole: Floats) -> Floats:
        """By how much counts are better than the goal: calls, or seconds; kept from 0 on.

        It is linear in the counts, so margins of intervals and replications add up.
        """
        return self.goal * whole - part if self.is_time else part - self.goal * whole

    def scopes(self, starts: Floats) -> NDArray[np.bool_]:
        """Which intervals it has to be kept over together, shape (scopes, intervals).

        Each interval by itself, or each peak of each day, or each day. An interval belongs to the
        peak and the day that it starts in; intervals outside the peaks are in none.

        Raises
        ------
        DataError
            It is per peak and names none, or none in which an interval starts.
        """
        if self.per == "interval":
            return np.eye(starts.size, dtype=np.bool_)
        clock, day = starts % DAY, np.floor(starts / DAY)
        spans = self.peaks if self.per == "peak" else ((0.0, DAY),)
        inside = [(clock >= start) & (clock < end) for start, end in spans]
        scopes = [one & (day == number) for number in np.unique(day) for one in inside]
        kept = [one for one in scopes if one.any()]
        if not kept:
            raise DataError(
                "peaks: expected times of day in which an interval starts, got "
                f"{', '.join(map(span_text, self.peaks)) or 'none'}. Name a peak, such as "
                "08:30-11:00."
            )
        return np.array(kept)
