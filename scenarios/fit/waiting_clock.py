"""A clock that runs while somebody waits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Floats


@dataclass(frozen=True, slots=True)
class WaitingClock:
    """Time during which somebody waited, up to each moment."""

    times: Floats
    """Moments at which it begins or ceases to run [s], in order, one at least."""
    read: Floats
    """What it shows then [s], shape as ``times``."""

    @classmethod
    def of(cls, begin: Floats, until: Floats) -> WaitingClock:
        """The clock of some waits, from ``begin`` to ``until`` each [s], shape (waits,)."""
        times = np.concatenate([begin, until])
        change = np.concatenate([np.ones(len(begin)), -np.ones(len(until))])
        order = np.argsort(times, kind="stable")
        times, number = times[order], np.cumsum(change[order])
        if not len(times):
            return cls(np.zeros(1), np.zeros(1))
        return cls(times, np.concatenate([[0.0], np.cumsum(np.diff(times) * (number[:-1] > 0))]))

    def at(self, moments: Floats) -> Floats:
        """What it shows at some moments [s]."""
        return np.asarray(np.interp(moments, self.times, self.read), dtype=np.float64)

    def runs_until(self, moments: Floats) -> Floats:
        """When it ceases to run after some moments; the moment itself where it does not run [s]."""
        # Changes at one moment are no pause.
        stands = (np.diff(self.read) <= 0) & (np.diff(self.times) > 0)
        ceases = np.append(self.times[:-1][stands], self.times[-1])
        within = np.searchsorted(self.times, moments, side="right") - 1
        paused = (within < 0) | np.append(stands, True)[within]
        found = ceases[np.minimum(np.searchsorted(ceases, moments), len(ceases) - 1)]
        return np.where(paused, moments, found)

    def last_with(self, waited: float, before: Floats) -> Floats:
        """The last moments from which it runs for so long until ``before`` [s]; -inf where none."""
        wanted = self.at(before) - waited
        k = np.searchsorted(self.read, wanted, side="right") - 1
        found = self.times[np.maximum(k, 0)] + wanted - self.read[np.maximum(k, 0)]
        return np.where(k >= 0, found, -np.inf)

    def first_with(self, waited: float, after: Floats) -> Floats:
        """The first moments until which it runs for so long from ``after`` [s]; inf where none."""
        wanted = self.at(after) + waited
        k = np.searchsorted(self.read, wanted, side="left")
        before = np.maximum(np.minimum(k, len(self.read) - 1) - 1, 0)
        return np.where(k < len(self.read), self.times[before] + wanted - self.read[before], np.inf)
