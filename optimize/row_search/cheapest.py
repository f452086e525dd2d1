"""The cheapest row of a roster: a shortest path under counted limits, compiled.

Lagrange multipliers on the counters give a bound from each node and day to the end; then labels
(node, counters) are followed day by day, and all that cannot end below the cut are dropped
(Carlyle, Royset and Wood 2008: Lagrangian relaxation and enumeration for solving constrained
shortest-path problems). What comes out is the best row when no label was lost for want of room.
"""

from __future__ import annotations

import numpy as np

from optimize.row_search.bounds import fill_bounds
from optimize.row_search.charges import charge, conjugate
from optimize.row_search.compiling import compiled, entrance
from optimize.row_search.given import (
    TINY,
    Counted,
    Graph,
    Labels,
    Priced,
    Shorts,
    Steps,
    Windows,
)
from optimize.row_search.labels import follow
from optimize.row_search.multipliers import climb
from optimize.row_search.windows import fill_windows

MOST_BEAM, LEAST_BEAM, QUICK = 800, 40, 1 << 17
"""Labels of a day that a quick search goes on from: fewer where days and choices are many, as
about so many labels are made in all; four times as many where any row will do and they led to
none."""
EXACT, TRUNCATED, NONE = 0, 1, 2
"""The best row; a row, labels having been lost or merged; no row below the cut."""


@entrance
def cheapest_row(
    graph: Graph,
    counted: Counted,
    priced: Priced,
    steps: Steps,
    within: Windows,
    labels: Labels,
    cut: float,
    rounds: int,
    quick: bool,
    row: Shorts,
) -> tuple[int, float, float, int]:
    """The cheapest row that costs less than the cut.

    Returns
    -------
    What it is, its cost, a bound that no row is below, and how many labels were made. The row is
    written into ``row``; the multipliers, into ``factors``, are where the next search may begin. A
    quick search is content with what the multipliers come across.
    """
    if not _note_allowed(priced):
        return NONE, np.inf, np.inf, 0
    best, bound = climb(graph, counted, priced, cut, rounds, steps, row)
    found = best < cut
    if bound >= best - TINY:
        return (EXACT if found else NONE), best, min(bound, best), 0
    if found and quick:
        return TRUNCATED, best, bound, 0
    fill_bounds(graph, counted, priced, steps.factors)
    fill_windows(graph, counted, priced, within)
    return _by_labels(graph, counted, priced, steps, within, labels, cut, best, bound, quick, row)


@compiled
def _note_allowed(priced: Priced) -> bool:
    """Write down which choices each day has; whether each has any."""
    days, choices = priced.costs.shape
    for d in range(days):
        priced.many[d] = 0
        for o in range(choices):
            if priced.costs[d, o] < np.inf:
                priced.allowed[d, priced.many[d]] = o
                priced.many[d] += 1
        if priced.many[d] == 0:
            return False
    return True


@compiled
def _by_labels(
    graph: Graph,
    counted: Counted,
    priced: Priced,
    steps: Steps,
    within: Windows,
    labels: Labels,
    given: float,
    cut: float,
    bound: float,
    quick: bool,
    row: Shorts,
) -> tuple[int, float, float, int]:
    """Follow labels below a limit that is lifted until there is a row below it, or to the cut."""
    factors = steps.factors
    constant = 0.0
    merged = False
    for m in range(factors.size):
        steps.keyed[m] = True
        constant += conjugate(counted, m, factors[m])[0]
        # A quick search holds labels for one that differ only where no multiplier weighs.
        if quick and counted.low[m] == -np.inf and factors[m] == 0.0:
            steps.keyed[m] = False
            merged = True
    found, lost = cut < given, False
    width = max((cut - bound) / 8.0, 1e-6) if cut < np.inf else 0.01 * abs(bound) + 1.0
    floor = bound
    made = 0
    beam = labels.node.size
    if quick:
        beam = min(max(QUICK // priced.costs.size, LEAST_BEAM), MOST_BEAM)
    while True:
        limit = min(cut, floor + width)
        begin, end, full, aside = follow(
            graph, counted, priced, labels, within, steps, constant, limit, beam
        )
        merged |= aside
        made += end
        if full:
            lost = True
            if quick or width < 1e-4 * (1.0 + abs(bound)):
                break
            width /= 4.0
            continue
        best = _best_end(counted, labels, begin, end, limit, row)
        if best < limit:
            cut, found, lost = best, True, merged
            if not merged:
                bound = cut
            break
        if not merged:
            bound = max(bound, limit)
        if limit >= cut - TINY or lost:
            break
        width *= 4.0
        if aside and cut == np.inf:
            beam *= 4
    if found:
        return (TRUNCATED if lost else EXACT), cut, min(bound, cut), made
    return NONE, given, bound, made


@compiled
def _best_end(
    counted: Counted, labels: Labels, begin: int, end: int, limit: float, row: Shorts
) -> float:
    """The cost of the cheapest label of the last day, its row written down; else the limit."""
    counters = counted.low.size
    winner = -1
    best = limit
    for here in range(begin, end):
        cost = labels.cost[here]
        for m in range(counters):
            cost += charge(counted, m, float(labels.counts[here * counters + m]))
        if cost < best - TINY:
            best, winner = cost, here
    if winner < 0:
        return limit
    here = winner
    for d in range(row.size - 1, -1, -1):
        row[d] = labels.choice[here]
        here = labels.parent[here]
    return best
