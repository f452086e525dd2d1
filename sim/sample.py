"""Times of one kind, put in order once for all that is asked of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.variates import Floats


@dataclass(frozen=True, slots=True)
class Sample:
    """Times that are there, in order."""

    total: float
    """Their sum [s]."""
    ordered: Floats
    """The times from the shortest to the longest [s]."""

    @property
    def size(self) -> int:
        """How many they are."""
        return self.ordered.size

    @property
    def longest(self) -> float:
        """The longest [s], NaN of none."""
        return float(self.ordered[-1]) if self.size else math.nan

    def percentile(self, percent: float) -> float:
        """Time [s] that so many percent keep within, NaN of none.

        Between neighbours it lies on a straight line: method 7 of Hyndman and Fan (1996),
        "Sample quantiles in statistical packages", to the bit as `numpy.percentile` has it.
        """
        if not self.size:
            return math.nan
        place = (self.size - 1) * (percent / 100)
        k = int(place)
        low, high = float(self.ordered[k]), float(self.ordered[min(k + 1, self.size - 1)])
        part = place - k
        # Counted from the nearer neighbour, so that rounding never passes either.
        return high - (high - low) * (1 - part) if part >= 0.5 else low + (high - low) * part

    def within(self, time: float) -> int:
        """How many are at most so long."""
        return int(np.searchsorted(self.ordered, time, side="right"))


class Samples:
    """The samples of one replication, each put in order once.

    Many are the same: of all services and of the only one, of a queue and of its only activity,
    of hall time and completion time where nobody comes twice. Comparing is cheaper than sorting.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, float], tuple[Floats, Sample]] = {}

    def of(self, times: Floats) -> Sample:
        """The finite ones of some times; what did not end is NaN."""
        there = np.isfinite(times)
        if not there.all():
            times = times[there]
        about = times.size, float(times.sum())
        known = self._known.get(about)
        if known is None or not np.array_equal(known[0], times):
            known = self._known[about] = times, Sample(about[1], np.sort(times))
        return known[1]
