"""Ways from the first day on, followed day by day while they can end below a limit."""

from __future__ import annotations

import numpy as np

from optimize.row_search.beam import dearest_of
from optimize.row_search.compiling import compiled, inlined
from optimize.row_search.given import (
    TINY,
    Counted,
    Flags,
    Graph,
    Ints,
    Labels,
    Priced,
    Shorts,
    Steps,
    Windows,
)


@compiled
def follow(
    graph: Graph,
    counted: Counted,
    priced: Priced,
    labels: Labels,
    within: Windows,
    steps: Steps,
    constant: float,
    limit: float,
    beam: int,
) -> tuple[int, int, bool, bool]:
    """Fill the labels, going on from about the best ``beam`` of each day.

    Returns
    -------
    Where those of the last day begin and end, whether there was no room for all, and whether some
    were left aside.
    """
    # By names of their own: reached through the tuples at each label, all takes three times as
    # long.
    following, price, emitted = graph.following, graph.price, graph.emitted
    adds, costs, many, allowed, rest = (
        counted.adds, priced.costs, priced.many, priced.allowed, priced.rest
    )  # fmt: skip
    node, parent, choice, table = labels.node, labels.parent, labels.choice, labels.table
    cost, total, counts, stamps = labels.cost, labels.total, labels.counts, labels.stamps
    ceiling, ground, raised, lowered = within
    factors, keyed = steps.factors, steps.keyed
    counters, largest, room = factors.size, emitted.shape[3], node.size
    node[0] = 0
    cost[0] = 0.0
    total[0] = 0.0
    parent[0] = -1
    for m in range(counters):
        counts[m] = 0
    begin, end = 0, 1
    aside = False
    for d in range(costs.shape[0]):
        t = graph.type_of_day[d]
        stamps[0] += 1
        new = end
        worst = np.inf
        if end - begin > beam:
            worst = dearest_of(total, begin, end, beam)
            aside = True
        for here in range(begin, end):
            if total[here] > worst:
                continue
            n = node[here]
            for a in range(many[d]):
                o = allowed[d, a]
                n2 = following[t, n, o]
                if n2 < 0 or rest[d + 1, n2] == np.inf:
                    continue
                if new == room:
                    return begin, new, True, aside
                c = cost[here] + costs[d, o] + price[t, n, o]
                least = c + rest[d + 1, n2] - constant
                legal = True
                for m in range(counters):
                    v = counts[here * counters + m] + adds[d, o, m]
                    if m < largest:
                        v += emitted[t, n, o, m]
                    if v > ceiling[d, m] or v < ground[d, m]:
                        legal = False
                        break
                    v = min(max(v, raised[d, m]), lowered[d, m])
                    least += factors[m] * v
                    counts[new * counters + m] = v
                if not legal or least >= limit - TINY:
                    continue
                slot = _slot_of(node, counts, table, stamps, keyed, n2, new)
                at = new
                if stamps[slot + 1] != stamps[0]:
                    stamps[slot + 1] = stamps[0]
                    table[slot] = at
                    node[at] = n2
                    new += 1
                else:
                    at = table[slot]
                    if c >= cost[at] - TINY:
                        continue
                    for m in range(counters):
                        counts[at * counters + m] = counts[new * counters + m]
                cost[at] = c
                total[at] = least
                parent[at] = here
                choice[at] = o
        begin, end = end, new
        if begin == end:
            break
    return begin, end, False, aside


@inlined
def _slot_of(
    nodes: Shorts, counts: Shorts, table: Shorts, stamps: Ints, keyed: Flags, node: int, new: int
) -> int:
    """Where a label like the new one is, or else the free place where it belongs."""
    width = keyed.size
    code = np.uint64(node + 1) * np.uint64(0x9E3779B97F4A7C15)
    for j in range(width):
        if keyed[j]:
            code = (code ^ np.uint64(counts[new * width + j])) * np.uint64(0xC2B2AE3D27D4EB4F)
            code ^= code >> np.uint64(29)
    mask = table.size - 1
    place = np.int64(code >> np.uint64(7)) & mask
    while stamps[place + 1] == stamps[0]:
        other = table[place]
        same = nodes[other] == node
        for j in range(width):
            if keyed[j]:
                same &= counts[other * width + j] == counts[new * width + j]
        if same:
            break
        place = (place + 1) & mask
    return int(place)
