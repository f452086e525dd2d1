"""What counters cost, and what their multipliers can gain."""

from __future__ import annotations

import numpy as np

from optimize.row_search.compiling import compiled
from optimize.row_search.given import TINY, Counted


@compiled
def charge(counted: Counted, m: int, value: float) -> float:
    """What a counter costs at a value; infinite where a side has to be kept."""
    if value > counted.high[m] + TINY:
        return np.inf
    total = 0.0
    if value < counted.low[m] - TINY:
        total = counted.low_price[m] * (counted.low[m] - value)
    for k in range(counted.sides.shape[1]):
        if value > counted.sides[m, k]:
            total += counted.side_prices[m, k] * (value - counted.sides[m, k])
    return total


@compiled
def conjugate(counted: Counted, m: int, factor: float) -> tuple[float, float]:
    """The largest of factor times value less its charge, and where it is."""
    best, where = -np.inf, 0.0
    for k in range(counted.sides.shape[1] + 2):
        if k == 0:
            value = counted.low[m]
        elif k == 1:
            value = counted.high[m]
        else:
            value = counted.sides[m, k - 2]
        if -np.inf < value < np.inf:
            gain = factor * value - charge(counted, m, value)
            if gain > best:
                best, where = gain, value
    return best, where
