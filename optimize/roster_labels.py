"""The cheapest row of a roster: a shortest path under counted limits, compiled.

Lagrange multipliers on the counters give a bound from each node and day to the end; then labels
(node, counters) are followed day by day, and all that cannot end below the cut are dropped
(Carlyle, Royset and Wood 2008: Lagrangian relaxation and enumeration for solving constrained
shortest-path problems). What comes out is the best row when no label was lost for want of room.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Shorts = npt.NDArray[np.int32]
F = TypeVar("F", bound=Callable[..., Any])
EXACT, TRUNCATED, NONE = 0, 1, 2
"""The best row; a row, labels having been lost or merged; no row below the cut."""
_TINY = 1e-9
_ANY = 1 << 40
_BEAM = 800
"""Labels of a day that a quick search goes on from."""


def compiled(function: F) -> F:
    """Compile at the first call, and keep it on disk for the next time."""
    return cast(F, numba.njit(cache=True)(function))


@compiled
def _fill_bounds(
    type_of_day: Ints,
    following: Shorts,
    price: Floats,
    emitted: Ints,
    offsets: Ints,
    nodes: Shorts,
    costs: Floats,
    adds: Ints,
    factors: Floats,
    many: Ints,
    allowed: Shorts,
    priced: Floats,
    rest: Floats,
) -> None:
    """Least of cost and factors times counters from each node and day to the end, into rest."""
    days = costs.shape[0]
    counters = adds.shape[2]
    largest = emitted.shape[3]
    for d in range(days):
        for a in range(many[d]):
            o = allowed[d, a]
            c = costs[d, o]
            for m in range(counters):
                c += factors[m] * adds[d, o, m]
            priced[d, o] = c
    for k in range(offsets[days], offsets[days + 1]):
        rest[days, nodes[k]] = 0.0
    for d in range(days - 1, -1, -1):
        t = type_of_day[d]
        for k in range(offsets[d], offsets[d + 1]):
            n = nodes[k]
            best = np.inf
            for a in range(many[d]):
                o = allowed[d, a]
                n2 = following[t, n, o]
                if n2 < 0:
                    continue
                c = priced[d, o] + price[t, n, o] + rest[d + 1, n2]
                for g in range(largest):
                    c += factors[g] * emitted[t, n, o, g]
                best = min(best, c)
            rest[d, n] = best


@compiled
def _walk(
    type_of_day: Ints,
    following: Shorts,
    price: Floats,
    emitted: Ints,
    costs: Floats,
    adds: Ints,
    factors: Floats,
    many: Ints,
    allowed: Shorts,
    priced: Floats,
    rest: Floats,
    row: Shorts,
    counts: Ints,
) -> float:
    """Follow the bounds to the end: into row the choices, into counts what they sum up to."""
    days = costs.shape[0]
    largest = emitted.shape[3]
    counts[:] = 0
    cost = 0.0
    n = 0
    for d in range(days):
        t = type_of_day[d]
        best = np.inf
        chosen = -1
        for a in range(many[d]):
            o = allowed[d, a]
            n2 = following[t, n, o]
            if n2 < 0:
                continue
            c = priced[d, o] + price[t, n, o] + rest[d + 1, n2]
            for g in range(largest):
                c += factors[g] * emitted[t, n, o, g]
            if c < best:
                best, chosen = c, o
        row[d] = chosen
        cost += costs[d, chosen] + price[t, n, chosen]
        for m in range(adds.shape[2]):
            counts[m] += adds[d, chosen, m]
        for g in range(largest):
            counts[g] += emitted[t, n, chosen, g]
        n = following[t, n, chosen]
    return cost


@compiled
def _charge(
    m: int,
    value: float,
    low: Floats,
    low_price: Floats,
    high: Floats,
    sides: Floats,
    side_prices: Floats,
) -> float:
    """What a counter costs at a value; infinite where a side has to be kept."""
    if value > high[m] + _TINY:
        return np.inf
    total = 0.0
    if value < low[m] - _TINY:
        total = low_price[m] * (low[m] - value)
    for k in range(sides.shape[1]):
        if value > sides[m, k]:
            total += side_prices[m, k] * (value - sides[m, k])
    return total


@compiled
def _conjugate(
    m: int,
    factor: float,
    low: Floats,
    low_price: Floats,
    high: Floats,
    sides: Floats,
    side_prices: Floats,
) -> tuple[float, float]:
    """The largest of factor times value less its charge, and where it is."""
    best, where = -np.inf, 0.0
    for k in range(sides.shape[1] + 2):
        if k == 0:
            value = low[m]
        elif k == 1:
            value = high[m]
        else:
            value = sides[m, k - 2]
        if -np.inf < value < np.inf:
            charge = _charge(m, value, low, low_price, high, sides, side_prices)
            if factor * value - charge > best:
                best, where = factor * value - charge, value
    return best, where


@compiled
def cheapest_row(
    type_of_day: Ints,
    following: Shorts,
    price: Floats,
    emitted: Ints,
    offsets: Ints,
    nodes: Shorts,
    emitted_range: Ints,
    adds: Ints,
    low: Floats,
    low_price: Floats,
    high: Floats,
    sides: Floats,
    side_prices: Floats,
    costs: Floats,
    cut: float,
    rounds: int,
    quick: bool,
    factors: Floats,
    label_node: Shorts,
    label_parent: Shorts,
    label_choice: Shorts,
    label_cost: Floats,
    label_total: Floats,
    label_counts: Shorts,
    table: Shorts,
    stamps: Ints,
    row: Shorts,
) -> tuple[int, float, float, int]:
    """The cheapest row that costs less than the cut.

    Returns
    -------
    What it is, its cost, a bound that no row is below, and how many labels were made. The row is
    written into ``row``; the multipliers, into ``factors``, are where the next search may begin. A
    quick search is content with what the multipliers come across.
    """
    days, choices = costs.shape
    counters = adds.shape[2]
    largest = emitted.shape[3]
    many = np.zeros(days, np.int64)
    allowed = np.zeros((days, choices), np.int32)
    for d in range(days):
        for o in range(choices):
            if costs[d, o] < np.inf:
                allowed[d, many[d]] = o
                many[d] += 1
        if many[d] == 0:
            return NONE, np.inf, np.inf, 0
    # What the days from each on can still add to each counter.
    least = np.zeros((days + 1, counters), np.int64)
    most = np.zeros((days + 1, counters), np.int64)
    for d in range(days - 1, -1, -1):
        t = type_of_day[d]
        for m in range(counters):
            small = adds[d, allowed[d, 0], m]
            large = small
            for a in range(1, many[d]):
                small = min(small, adds[d, allowed[d, a], m])
                large = max(large, adds[d, allowed[d, a], m])
            if m < largest:
                small += emitted_range[t, m, 0]
                large += emitted_range[t, m, 1]
            least[d, m] = least[d + 1, m] + small
            most[d, m] = most[d + 1, m] + large
    rest = np.full((days + 1, following.shape[1]), np.inf)
    priced = np.zeros((days, choices))
    counts = np.zeros(counters, np.int64)
    slopes = np.zeros(counters)
    path = np.zeros(days, np.int32)
    best_factors = factors.copy()
    bound = -np.inf
    found = False
    given = cut
    step = 1.0
    for _ in range(rounds):
        _fill_bounds(
            type_of_day, following, price, emitted, offsets, nodes, costs, adds, factors,
            many, allowed, priced, rest,
        )  # fmt: skip
        if rest[0, 0] == np.inf:
            return NONE, np.inf, np.inf, 0
        value = rest[0, 0]
        for m in range(counters):
            value -= _conjugate(m, factors[m], low, low_price, high, sides, side_prices)[0]
        if value > bound:
            if value < bound + 1e-3 * abs(bound):
                step *= 0.9
            bound = value
            best_factors[:] = factors
        else:
            step *= 0.7
        cost = _walk(
            type_of_day, following, price, emitted, costs, adds, factors, many, allowed, priced,
            rest, path, counts,
        )  # fmt: skip
        for m in range(counters):
            cost += _charge(m, counts[m], low, low_price, high, sides, side_prices)
        if cost < cut - _TINY:
            cut = cost
            found = True
            row[:] = path
        if bound >= cut - _TINY:
            break
        size = 0.0
        for m in range(counters):
            best, where = _conjugate(m, factors[m], low, low_price, high, sides, side_prices)
            charge = _charge(m, counts[m], low, low_price, high, sides, side_prices)
            slopes[m] = counts[m] - where
            if factors[m] * counts[m] - charge >= best - _TINY:
                slopes[m] = 0.0
            size += slopes[m] * slopes[m]
        if size == 0.0:
            break
        aim = cut - value if cut < np.inf else 0.05 * abs(value) + 10.0
        for m in range(counters):
            new = factors[m] + step * aim / size * slopes[m]
            if factors[m] * new < 0.0:
                new = 0.0
            most_factor = np.inf if high[m] < np.inf else side_prices[m].sum()
            least_factor = -low_price[m] if low[m] > -np.inf else 0.0
            factors[m] = min(max(new, least_factor), most_factor)
    factors[:] = best_factors
    if bound >= cut - _TINY:
        return (EXACT if found else NONE), cut, min(bound, cut), 0
    if found and quick:
        return TRUNCATED, cut, min(bound, cut), 0
    _fill_bounds(
        type_of_day, following, price, emitted, offsets, nodes, costs, adds, factors,
        many, allowed, priced, rest,
    )  # fmt: skip
    constant = 0.0
    first_side = high.copy()
    for m in range(counters):
        constant += _conjugate(m, factors[m], low, low_price, high, sides, side_prices)[0]
        for k in range(sides.shape[1]):
            first_side[m] = min(first_side[m], sides[m, k])
    # Per day, counts that can still end well, and counts beyond which all are alike.
    ceiling = np.full((days, counters), _ANY, np.int64)
    ground = np.full((days, counters), -_ANY, np.int64)
    raised = np.full((days, counters), -_ANY, np.int64)
    lowered = np.full((days, counters), _ANY, np.int64)
    for d in range(days):
        for m in range(counters):
            if high[m] < np.inf:
                ceiling[d, m] = np.int64(np.floor(high[m] + _TINY)) - least[d + 1, m]
            if low[m] > -np.inf and low_price[m] == np.inf:
                ground[d, m] = np.int64(np.ceil(low[m] - _TINY)) - most[d + 1, m]
            if low[m] == -np.inf:
                raised[d, m] = np.int64(np.floor(first_side[m] + _TINY)) - most[d + 1, m]
            elif first_side[m] == np.inf:
                lowered[d, m] = np.int64(np.ceil(low[m] - _TINY)) - least[d + 1, m]
    # A quick search holds labels for one that differ only where no multiplier weighs.
    keyed = np.ones(counters, np.bool_)
    merged = False
    if quick:
        for m in range(counters):
            if low[m] == -np.inf and factors[m] == 0.0:
                keyed[m] = False
                merged = True
    room = label_node.size
    mask = table.size - 1
    width = max((cut - bound) / 8.0, 1e-6) if cut < np.inf else 0.01 * abs(bound) + 1.0
    floor = bound
    labels = 0
    lost = False
    while True:
        limit = min(cut, floor + width)
        label_node[0] = 0
        label_cost[0] = 0.0
        label_total[0] = 0.0
        label_parent[0] = -1
        for m in range(counters):
            label_counts[m] = 0
        begin, end = 0, 1
        full = False
        for d in range(days):
            t = type_of_day[d]
            stamps[0] += 1
            stamp = stamps[0]
            new = end
            worst = np.inf
            if quick and end - begin > _BEAM:
                worst = np.partition(label_total[begin:end], _BEAM)[_BEAM]
                merged = True
            for here in range(begin, end):
                if label_total[here] > worst:
                    continue
                n = label_node[here]
                for a in range(many[d]):
                    o = allowed[d, a]
                    n2 = following[t, n, o]
                    if n2 < 0:
                        continue
                    far = rest[d + 1, n2]
                    if far == np.inf:
                        continue
                    c = label_cost[here] + costs[d, o] + price[t, n, o]
                    total = c + far - constant
                    if new >= room:
                        full = True
                        break
                    legal = True
                    for m in range(counters):
                        v = label_counts[here * counters + m] + adds[d, o, m]
                        if m < largest:
                            v += emitted[t, n, o, m]
                        if v > ceiling[d, m] or v < ground[d, m]:
                            legal = False
                            break
                        v = min(max(v, raised[d, m]), lowered[d, m])
                        total += factors[m] * v
                        label_counts[new * counters + m] = v
                    if not legal or total >= limit - _TINY:
                        continue
                    code = np.uint64(n2 + 1) * np.uint64(0x9E3779B97F4A7C15)
                    for m in range(counters):
                        if keyed[m]:
                            v = label_counts[new * counters + m]
                            code = (code ^ np.uint64(v)) * np.uint64(0xC2B2AE3D27D4EB4F)
                            code ^= code >> np.uint64(29)
                    slot = np.int64(code >> np.uint64(7)) & mask
                    while True:
                        if stamps[slot + 1] != stamp:
                            stamps[slot + 1] = stamp
                            table[slot] = new
                            label_node[new] = n2
                            label_cost[new] = c
                            label_total[new] = total
                            label_parent[new] = here
                            label_choice[new] = o
                            new += 1
                            break
                        other = table[slot]
                        same = label_node[other] == n2
                        for m in range(counters):
                            same &= not keyed[m] or (
                                label_counts[other * counters + m]
                                == label_counts[new * counters + m]
                            )
                        if same:
                            if c < label_cost[other] - _TINY:
                                label_cost[other] = c
                                label_total[other] = total
                                label_parent[other] = here
                                label_choice[other] = o
                                for m in range(counters):
                                    label_counts[other * counters + m] = label_counts[
                                        new * counters + m
                                    ]
                            break
                        slot = (slot + 1) & mask
                if full:
                    break
            begin, end = end, new
            if full or begin == end:
                break
        labels += end
        if full:
            lost = True
            if quick or width < 1e-4 * (1.0 + abs(bound)):
                break
            width /= 4.0
            continue
        winner = -1
        best = limit
        for here in range(begin, end):
            for m in range(counters):
                counts[m] = label_counts[here * counters + m]
            c = label_cost[here]
            for m in range(counters):
                c += _charge(m, counts[m], low, low_price, high, sides, side_prices)
            if c < best - _TINY:
                best = c
                winner = here
        if winner >= 0:
            cut = best
            found = True
            here = winner
            for d in range(days - 1, -1, -1):
                row[d] = label_choice[here]
                here = label_parent[here]
            if not merged:
                bound = cut
            lost = merged
            break
        if not merged:
            bound = max(bound, limit)
        if limit >= cut - _TINY or lost:
            break
        width *= 4.0
    if found:
        return (TRUNCATED if lost else EXACT), cut, min(bound, cut), labels
    return NONE, given, bound, labels
