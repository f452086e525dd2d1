"""From each node and day the least to the end, at given factors on what is counted."""

from __future__ import annotations

import numpy as np

from optimize.row_search.compiling import compiled
from optimize.row_search.given import Counted, Floats, Graph, Priced, Steps


@compiled
def fill_bounds(graph: Graph, counted: Counted, priced: Priced, factors: Floats) -> None:
    """Least of cost and factors times counters from each node and day to the end, into rest."""
    following, price, emitted, nodes = graph.following, graph.price, graph.emitted, graph.nodes
    costs, many, allowed, rest = priced.costs, priced.many, priced.allowed, priced.rest
    weighed, adds = priced.weighed, counted.adds
    days, largest = costs.shape[0], emitted.shape[3]
    for d in range(days):
        for a in range(many[d]):
            o = allowed[d, a]
            c = costs[d, o]
            for m in range(factors.size):
                c += factors[m] * adds[d, o, m]
            weighed[d, o] = c
    for k in range(graph.offsets[days], graph.offsets[days + 1]):
        rest[days, nodes[k]] = 0.0
    for d in range(days - 1, -1, -1):
        t = graph.type_of_day[d]
        for k in range(graph.offsets[d], graph.offsets[d + 1]):
            n = nodes[k]
            best = np.inf
            for a in range(many[d]):
                o = allowed[d, a]
                n2 = following[t, n, o]
                if n2 < 0:
                    continue
                c = weighed[d, o] + price[t, n, o] + rest[d + 1, n2]
                for g in range(largest):
                    c += factors[g] * emitted[t, n, o, g]
                best = min(best, c)
            rest[d, n] = best


@compiled
def walk(graph: Graph, counted: Counted, priced: Priced, steps: Steps) -> float:
    """Follow the bounds to the end: into path the choices, into counts what they sum up to."""
    factors, counts, path = steps.factors, steps.counts, steps.path
    following, price, emitted = graph.following, graph.price, graph.emitted
    many, allowed, weighed, rest = priced.many, priced.allowed, priced.weighed, priced.rest
    largest = emitted.shape[3]
    for m in range(counts.size):
        counts[m] = 0
    cost = 0.0
    n = 0
    for d in range(path.size):
        t = graph.type_of_day[d]
        best = np.inf
        chosen = -1
        for a in range(many[d]):
            o = allowed[d, a]
            n2 = following[t, n, o]
            if n2 < 0:
                continue
            c = weighed[d, o] + price[t, n, o] + rest[d + 1, n2]
            for g in range(largest):
                c += factors[g] * emitted[t, n, o, g]
            if c < best:
                best, chosen = c, o
        path[d] = chosen
        cost += priced.costs[d, chosen] + price[t, n, chosen]
        for m in range(counts.size):
            counts[m] += counted.adds[d, chosen, m]
        for g in range(largest):
            counts[g] += emitted[t, n, chosen, g]
        n = following[t, n, chosen]
    return cost
