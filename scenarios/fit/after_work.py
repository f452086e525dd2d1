"""Work after a service, which a log shows only while somebody waits for the server."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Flags, Floats
from scenarios.fit.kaplan_meier import kaplan_meier
from scenarios.fit.services_in_order import ServicesInOrder
from scenarios.fit.waiting_clock import WaitingClock

MOST = 300.0
"""A gap longer than this is no work after a service [s]."""
_HARDLY = 0.99
"""Share of the times that the longest is not shorter than: what is beyond are breaks."""
_CLOSE = 0.05
"""Share of a gap in which nobody may have waited: moments are rounded."""


@dataclass(frozen=True, slots=True)
class AfterWork:
    """Gaps after services at whose end somebody waited, followed for as long as somebody does.

    Whoever is ready takes the next at once while somebody waits. When nobody waits any more, it is
    known only that the work was not done yet (censored on the right); gaps seen to their end
    alone would be the short ones.
    """

    of_gap: Flags
    """Which gaps of the services in order they are, shape (services - 1,)."""
    followed: Floats
    """For how long [s], shape (gaps,)."""
    ended: Flags
    """Whether it was done then, shape (gaps,)."""

    @classmethod
    def of(cls, services: ServicesInOrder, clock: WaitingClock) -> AfterWork:
        """Those of some services.

        Parameters
        ----------
        services
            In order.
        clock
            It runs while somebody waits.
        """
        end, gap = services.end[:-1], services.gaps
        waited = clock.runs_until(end + 1) - end
        of_gap: Flags = services.same_day & (waited > 1)
        gap, waited = gap[of_gap], waited[of_gap]
        return cls(of_gap, np.minimum(gap, waited), waited >= (1 - _CLOSE) * gap)

    def longest(self) -> float:
        """What hardly any is longer than [s]."""
        seen = self.followed[self.ended & (self.followed <= MOST)]
        return float(np.quantile(seen, _HARDLY)) if len(seen) else 0.0

    def times(self, breaks: Flags, longest: float) -> Floats:
        """Times that stand for all, as many as were seen to their end [s], shape (times,).

        Quantiles of the distribution of Kaplan and Meier, at the middles of equal shares.

        Parameters
        ----------
        breaks
            Gaps in which the server was away, shape (services - 1,).
        longest
            Longer ones are none [s].
        """
        kept = ~breaks[self.of_gap]
        followed, ended = self.followed[kept], self.ended[kept] & (self.followed[kept] <= longest)
        if not ended.any():
            return np.zeros(0)
        at, lasting = kaplan_meier(followed, ended)
        done = (1 - lasting) / (1 - lasting[-1])
        number = int(ended.sum())
        shares = (np.arange(number) + 0.5) / number
        return at[np.minimum(np.searchsorted(done, shares), len(at) - 1)]
