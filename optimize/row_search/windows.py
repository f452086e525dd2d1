"""What labels may have counted by each day, and beyond which all counts are alike."""

from __future__ import annotations

import numpy as np

from optimize.row_search.compiling import compiled
from optimize.row_search.given import TINY, Counted, Graph, Priced, Windows

_ANY = 1 << 40


@compiled
def fill_windows(graph: Graph, counted: Counted, priced: Priced, within: Windows) -> None:
    """Windows from what the days to come can still add."""
    days, counters = priced.costs.shape[0], counted.low.size
    for m in range(counters):
        low, high = counted.low[m], counted.high[m]
        first_side = high
        for k in range(counted.sides.shape[1]):
            first_side = min(first_side, counted.sides[m, k])
        least, most = 0, 0
        for d in range(days - 1, -1, -1):
            within.ceiling[d, m] = within.lowered[d, m] = _ANY
            within.ground[d, m] = within.raised[d, m] = -_ANY
            if high < np.inf:
                within.ceiling[d, m] = int(np.floor(high + TINY)) - least
            if low > -np.inf and counted.low_price[m] == np.inf:
                within.ground[d, m] = int(np.ceil(low - TINY)) - most
            if low == -np.inf:
                within.raised[d, m] = int(np.floor(first_side + TINY)) - most
            elif first_side == np.inf:
                within.lowered[d, m] = int(np.ceil(low - TINY)) - least
            small = counted.adds[d, priced.allowed[d, 0], m]
            large = small
            for a in range(1, priced.many[d]):
                small = min(small, counted.adds[d, priced.allowed[d, a], m])
                large = max(large, counted.adds[d, priced.allowed[d, a], m])
            if m < graph.emitted.shape[3]:
                small += graph.emitted_range[graph.type_of_day[d], m, 0]
                large += graph.emitted_range[graph.type_of_day[d], m, 1]
            least += small
            most += large
