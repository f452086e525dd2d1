"""Times of one kind, put in order once for all that is asked of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.runs import begins_of, totals
from sim.variates import Floats, Ints


@dataclass(frozen=True, slots=True)
class Sample:
    """Times of each of some replications, in order."""

    total: Floats
    """Their sum [s], shape (replications,)."""
    size: Ints
    """How many they are, shape (replications,)."""
    ordered: Floats
    """The times from the shortest to the longest [s], shape (replications, most of them); what is
    over is infinite."""

    @property
    def longest(self) -> Floats:
        """The longest [s], NaN of none; shape (replications,)."""
        return self._at(self.size - 1)

    def percentile(self, percent: float) -> Floats:
        """Time [s] that so many percent keep within, NaN of none; shape (replications,).

        Between neighbours it lies on a straight line: method 7 of Hyndman and Fan (1996),
        "Sample quantiles in statistical packages", to the bit as `numpy.percentile` has it.
        """
        last = np.maximum(self.size - 1, 0)
        place = last * (percent / 100)
        k = place.astype(np.int64)
        low, high = self._at(k), self._at(np.minimum(k + 1, last))
        part, between = place - k, high - low
        # Counted from the nearer neighbour, so that rounding never passes either.
        return np.where(part >= 0.5, high - between * (1 - part), low + between * part)

    def within(self, time: float) -> Ints:
        """How many are at most so long, shape (replications,)."""
        return self.at_most(np.array([time]))[:, 0]

    def at_most(self, times: Floats) -> Ints:
        """How many are at most so long, for each of some times; shape (replications, times)."""
        rows = zip(self.ordered, self.size.tolist(), strict=True)
        return np.array([row[:n].searchsorted(times, side="right") for row, n in rows])

    def _at(self, place: Ints) -> Floats:
        """The times at a place of each replication, NaN where there are none."""
        found = self.ordered[np.arange(self.size.size), place]
        return np.where(self.size > 0, found, np.nan)


def sample_of(times: Floats, run: Ints, runs: int) -> Sample:
    """The sample of some finite times [s]; ``run`` says of which replication each is, in order."""
    begins = begins_of(run, runs)
    size, total = np.diff(begins), totals(times, run, runs)
    if runs == 1:
        ordered = np.sort(times)[None, :] if times.size else np.full((1, 1), np.inf)
        return Sample(total, size, ordered)
    ordered = np.full((runs, max(1, int(size.max(initial=0)))), np.inf)
    ordered[run, np.arange(run.size) - begins[run]] = times
    ordered.sort(axis=1)
    return Sample(total, size, ordered)


class Samples:
    """The samples of some replications, each put in order once.

    Many are the same: of all services and of the only one, of a queue and of its only activity,
    of hall time and completion time where nobody comes twice. Comparing is cheaper than sorting.
    """

    def __init__(self, runs: int) -> None:
        self._runs = runs
        self._known: dict[tuple[int, float], tuple[Floats, Ints, Sample]] = {}

    def of(self, times: Floats, run: Ints) -> Sample:
        """The finite ones of some times; what did not end is NaN.

        Parameters
        ----------
        times
            In order of their replications [s].
        run
            Of which replication each is.
        """
        there = np.isfinite(times)
        if not there.all():
            times, run = times[there], run[there]
        about = times.size, float(times.sum())
        known = self._known.get(about)
        if known and np.array_equal(known[0], times) and np.array_equal(known[1], run):
            return known[2]
        found = sample_of(times, run, self._runs)
        self._known[about] = times, run, found
        return found
