"""People who share one row of the roster, and what their limits say of each day of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimize.roster.limits import Limit, Linear
from optimize.roster.rules import limits_of_people
from scenarios.roster.rosters import RosterCase

Table = tuple[tuple[float, ...], ...]
"""By day in a row and choice, a day off being choice 0 and the kinds the others in their order."""
LONG = 8
"""Days; a limit that speaks of more, and that no like limit overlaps, is counted by itself."""


@dataclass(frozen=True, slots=True)
class DailySum:
    """What each choice of each day adds to a sum, the days before the first being settled."""

    first: int
    table: Table
    constant: float

    @property
    def end(self) -> int:
        """The day after the last one that it speaks of."""
        return self.first + len(self.table)


@dataclass(frozen=True, slots=True)
class RowLimit:
    """A limit on one row: sum + the largest of each of the others <= side."""

    sum: DailySum
    largest: tuple[tuple[DailySum, ...], ...]
    side: float
    price: float
    """Of each unit beyond; infinite where it has to be kept."""

    @property
    def first(self) -> int:
        """Its first day."""
        return min(one.first for one in self._sums() if one.table)

    @property
    def end(self) -> int:
        """The day after its last one."""
        return max(one.end for one in self._sums() if one.table)

    def _sums(self) -> Iterator[DailySum]:
        yield self.sum
        for parts in self.largest:
            yield from parts


@dataclass(frozen=True, slots=True)
class Unit:
    """People who work the same shifts, one as a rule, and the limits of their row."""

    names: tuple[str, ...]
    costs: npt.NDArray[np.float64]
    """By day and choice: for wishes not met and priced rules broken; infinite where forbidden."""
    short: tuple[RowLimit, ...]
    """Limits on some days in a row."""
    long: tuple[RowLimit, ...]
    """Limits on most of the days, and those with something that is the largest."""
    constant: float
    """Cost that no row changes; infinite when a rule that has to be kept is broken already."""
    priced: bool
    """Whether a row costs more than its days do."""


def units_of(case: RosterCase) -> list[Unit]:
    """Everybody, in their order; those who always work together make one unit."""
    return [_unit(case, names) for names in tied(case.people, _always_together(case))]


def _always_together(case: RosterCase) -> tuple[tuple[str, str], ...]:
    return case.together if case.strength("together") == "hard" else ()


def tied(people: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """People with all to whom a pair ties them, in the order of the first of them."""
    head = {name: name for name in people}
    for one, other in pairs:
        old, new = head[other], head[one]
        head = {name: new if was == old else was for name, was in head.items()}
    found: dict[str, list[str]] = {}
    for name, first in head.items():
        found.setdefault(first, []).append(name)
    return [tuple(names) for names in found.values()]


def _unit(case: RosterCase, names: tuple[str, ...]) -> Unit:
    choices: dict[str | None, int] = {None: 0}
    choices |= {kind: k + 1 for k, kind in enumerate(case.kinds)}
    costs = np.zeros((case.days, len(choices)))
    for name in names:
        for wish in case.people[name].wishes:
            met = np.zeros(len(choices), bool)
            met[1:] = wish.kind is None
            if wish.kind is not None:
                met[choices[wish.kind]] = True
            costs[wish.day, met != wish.works] += wish.weight
    constant = 0.0
    several: list[RowLimit] = []
    for limit in limits_of_people(case, names):
        for one in _split(_row_limit(case, limit, choices)):
            if one.largest or len(one.sum.table) > 1:
                several.append(one)
            elif one.sum.table:
                for choice, factor in enumerate(one.sum.table[0]):
                    costs[one.sum.first, choice] += _beyond(one, one.sum.constant + factor)
            else:
                constant += _beyond(one, one.sum.constant)
    short, long = _sorted_by_length(several)
    priced = any(math.isfinite(limit.price) for limit in several)
    return Unit(names, costs, short, long, constant, priced)


def _split(limit: RowLimit) -> list[RowLimit]:
    """A priced sum of things that never are below the side, as one limit for each of them.

    What is the larger of a number and of a sum is a limit of that sum.
    """
    if not limit.largest or math.isinf(limit.price):
        return [limit]
    fixed = [
        max(p.constant for p in parts if not p.table) for parts in limit.largest if _one_sum(parts)
    ]
    if len(fixed) < len(limit.largest):
        return [limit]
    least = limit.sum.constant + sum(min(row) for row in limit.sum.table) + sum(fixed)
    if least < limit.side - 1e-9:
        return [limit]
    found = [
        RowLimit(DailySum(limit.sum.first + k, (row,), 0.0), (), 0.0, limit.price)
        for k, row in enumerate(limit.sum.table)
    ]
    found.append(RowLimit(DailySum(0, (), least), (), limit.side, limit.price))
    for parts, number in zip(limit.largest, fixed, strict=True):
        rest = next(p for p in parts if p.table)
        found.append(RowLimit(rest, (), number, limit.price))
    return found


def _one_sum(parts: tuple[DailySum, ...]) -> bool:
    """Whether they are numbers, and one sum."""
    return sum(bool(p.table) for p in parts) == 1 < len(parts)


def _beyond(limit: RowLimit, value: float) -> float:
    off = value - limit.side
    return limit.price * off if off > 1e-9 else 0.0


def _row_limit(case: RosterCase, limit: Limit, choices: dict[str | None, int]) -> RowLimit:
    strength = case.strength(limit.rule)
    sign = 1.0 if limit.sense == "<=" else -1.0
    total = _daily(case, limit.sum, choices, sign)
    largest = []
    for parts in limit.largest:
        those = tuple(_daily(case, part, choices, 1.0) for part in parts)
        if any(part.table for part in those):
            largest.append(those)
        else:
            settled = total.constant + max(part.constant for part in those)
            total = DailySum(total.first, total.table, settled)
    price = strength if isinstance(strength, float) else math.inf
    return RowLimit(total, tuple(largest), sign * limit.side, price)


def _daily(
    case: RosterCase, linear: Linear, choices: dict[str | None, int], sign: float
) -> DailySum:
    constant = sign * linear.constant
    days: dict[int, list[float]] = {}
    for (name, day, kind), factor in linear.terms:
        if day < 0:
            was = case.people[name].history[day]
            worked = was is not None if kind is None else was == kind
            constant += sign * factor * worked
            continue
        row = days.get(day)
        if row is None:
            row = days[day] = [0.0] * len(choices)
        if kind is None:
            for choice in range(1, len(choices)):
                row[choice] += sign * factor
        else:
            row[choices[kind]] += sign * factor
    if not days:
        return DailySum(0, (), constant)
    nothing = (0.0,) * len(choices)
    first, last = min(days), max(days)
    table = tuple(tuple(days[d]) if d in days else nothing for d in range(first, last + 1))
    return DailySum(first, table, constant)


def _sorted_by_length(
    limits: list[RowLimit],
) -> tuple[tuple[RowLimit, ...], tuple[RowLimit, ...]]:
    """Those that are followed day by day, and those that are counted over the whole row."""
    before: dict[Table, RowLimit] = {}
    overlapping: set[Table] = set()
    for limit in sorted((one for one in limits if not one.largest), key=lambda one: one.first):
        table = limit.sum.table
        # Several sides of one sum on the same days are one thing to count.
        if table in before and before[table].first < limit.first < before[table].end:
            overlapping.add(table)
        before[table] = limit
    counted = [
        bool(one.largest) or (len(one.sum.table) > LONG and one.sum.table not in overlapping)
        for one in limits
    ]
    return (
        tuple(one for one, alone in zip(limits, counted, strict=True) if not alone),
        tuple(one for one, alone in zip(limits, counted, strict=True) if alone),
    )
