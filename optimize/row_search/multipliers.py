"""Lagrange multipliers on what is counted: a bound, and rows that are come across on the way."""

from __future__ import annotations

import numpy as np

from optimize.row_search.bounds import fill_bounds, walk
from optimize.row_search.charges import charge, conjugate
from optimize.row_search.compiling import compiled
from optimize.row_search.given import TINY, Counted, Floats, Graph, Priced, Shorts, Steps


@compiled
def climb(
    graph: Graph,
    counted: Counted,
    priced: Priced,
    cut: float,
    rounds: int,
    steps: Steps,
    row: Shorts,
) -> tuple[float, float]:
    """Raise the bound by steps of the factors, until it is at the cut (Held and Karp 1971).

    Returns
    -------
    The cost of the cheapest row that was met below the cut, written into ``row``, else the cut;
    and the bound, infinite when there is no row. The best factors are left in ``steps``.
    """
    factors, counts, slopes = steps.factors, steps.counts, steps.slopes
    counters = factors.size
    _copy(factors, steps.best)
    bound = -np.inf
    step = 1.0
    for _ in range(rounds):
        fill_bounds(graph, counted, priced, factors)
        value = priced.rest[0, 0]
        if value == np.inf:
            return cut, np.inf
        cost = walk(graph, counted, priced, steps)
        size = 0.0
        for m in range(counters):
            best, where = conjugate(counted, m, factors[m])
            dear = charge(counted, m, float(counts[m]))
            value -= best
            cost += dear
            slopes[m] = counts[m] - where
            if factors[m] * counts[m] - dear >= best - TINY:
                slopes[m] = 0.0
            size += slopes[m] * slopes[m]
        if value > bound:
            if value < bound + 1e-3 * abs(bound):
                step *= 0.9
            bound = value
            _copy(factors, steps.best)
        else:
            step *= 0.7
        if cost < cut - TINY:
            cut = cost
            for d in range(row.size):
                row[d] = steps.path[d]
        if bound >= cut - TINY or size == 0.0:
            break
        aim = cut - value if cut < np.inf else 0.05 * abs(value) + 10.0
        for m in range(counters):
            new = factors[m] + step * aim / size * slopes[m]
            if factors[m] * new < 0.0:
                new = 0.0
            most = np.inf
            if counted.high[m] == np.inf:
                most = 0.0
                for k in range(counted.side_prices.shape[1]):
                    most += counted.side_prices[m, k]
            least = -counted.low_price[m] if counted.low[m] > -np.inf else 0.0
            factors[m] = min(max(new, least), most)
    _copy(steps.best, factors)
    return cut, bound


@compiled
def _copy(one: Floats, other: Floats) -> None:
    """Numbers into another place; ``other[:] = one`` takes as long to compile as all the rest."""
    for m in range(one.size):
        other[m] = one[m]
