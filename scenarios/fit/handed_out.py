"""The starts of a log handed out in another order: what each would then have waited."""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np

from scenarios.fit.contacts import Floats, Ints


def waits_by_rank(arrival: Floats, start: Floats, rank: Ints) -> Floats:
    """Waits if each start had gone to whoever waits with the smallest rank, then came first [s].

    Starts stay when they were and no line is left empty more or less often: what changes is who
    waits, which is all that an order changes (Kleinrock 1976, *Queueing Systems* II, conservation).

    Parameters
    ----------
    arrival, start
        Of those who were served, in order of arrival; shape (people,).
    rank
        Of each: smaller goes first.
    """
    ranks, arrivals = rank.tolist(), arrival.tolist()
    line: list[tuple[int, int]] = []
    waits = np.empty(len(arrivals))
    come = 0
    for moment in np.sort(start).tolist():
        while come < len(arrivals) and arrivals[come] <= moment:
            heappush(line, (ranks[come], come))
            come += 1
        _, taken = heappop(line)
        waits[taken] = moment - arrivals[taken]
    return waits
