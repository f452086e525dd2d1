"""A clock that runs while somebody waits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Floats


@dataclass(frozen=True, slots=True)
class WaitingClock:
    """Time during which somebody waited, up to each moment."""

    times: Floats
    """Moments at which it begins and ceases to run, by turns [s], in order, two at least."""
    read: Floats
    """What it shows then [s], shape as ``times``."""

    @classmethod
    def of(cls, begin: Floats, until: Floats) -> WaitingClock:
        """The clock of some waits, from ``begin`` to ``until`` each [s], shape (waits,)."""
        times = np.concatenate([begin, until])
        if not len(times):
            return cls(np.zeros(2), np.zeros(2))
        change = np.repeat([1, -1], len(begin))
        # At one moment others begin to wait before some cease to: it is no pause.
        order = np.argsort(times, kind="stable")
        runs = np.cumsum(change[order]) > 0
        times = times[order][np.diff(runs, prepend=False)]
        lasting = np.diff(times)
        lasting[1::2] = 0.0
        return cls(times, np.concatenate([[0.0], np.cumsum(lasting)]))

    def at(self, moments: Floats) -> Floats:
        """What it shows at some moments [s]."""
        return np.asarray(np.interp(moments, self.times, self.read), dtype=np.float64)

    def runs_until(self, moments: Floats) -> Floats:
        """When it ceases to run after some moments; the moment itself where it does not run [s]."""
        changes = np.searchsorted(self.times, moments, side="right")
        return np.where(changes % 2, self.times[np.minimum(changes, len(self.times) - 1)], moments)

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
