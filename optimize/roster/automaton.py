"""Limits on days in a row as one automaton: what of the days before matters, and what may follow.

A node is what the limits still open have summed up. A limit that can no longer be broken is
dropped, so that of ten windows of six days nothing is left but how long one has been at work.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from optimize.roster.units import DailySum, RowLimit, Table, Unit

Open = tuple[int, int, tuple[float, ...]]
"""A pattern, how many of its days are over, and its sums so far."""
Node = tuple[Open, ...]


@dataclass(frozen=True, slots=True)
class Automaton:
    """Nodes and where they lead; the days are of some types, by what begins on them."""

    type_of_day: npt.NDArray[np.int64]
    """Of each day."""
    next: npt.NDArray[np.int32]
    """By type, node and choice the node of the next day; -1 where it is forbidden."""
    price: npt.NDArray[np.float64]
    """By type, node and choice, for priced limits broken."""
    emitted: npt.NDArray[np.int64]
    """By type, node, choice and counter: the largest of what has come to an end on that day."""
    offsets: npt.NDArray[np.int64]
    """By day where its nodes begin in ``nodes``."""
    nodes: npt.NDArray[np.int32]
    """Nodes that can be reached, by day."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A limit, or parts of which the largest counts, without the day on which it begins."""

    tables: tuple[Table, ...]
    constants: tuple[float, ...]
    side: float
    price: float
    counter: int
    """Which one takes the largest; -1 for a limit."""
    least: tuple[tuple[float, ...], ...] = field(compare=False, repr=False, default=())
    """By part, least that the days from each on can add."""
    most: tuple[tuple[float, ...], ...] = field(compare=False, repr=False, default=())


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that an automaton hangs on; leave, wishes and hours are no part of it."""

    short: tuple[RowLimit, ...]
    largest: tuple[RowLimit, ...]
    usable: tuple[bool, ...]
    """By choice, whether it can ever be worked."""
    days: int
    scale: tuple[float, ...]


def automaton(unit: Unit, days: int, scale: list[float]) -> Automaton:
    """The automaton of a unit; what is emitted is multiplied by the scale of its counter."""
    largest = tuple(one for one in unit.long if one.largest)
    finite = np.isfinite(unit.costs)
    usable = tuple(bool(finite[:, choice].any()) for choice in range(finite.shape[1]))
    return _built(_Asked(unit.short, largest, usable, days, tuple(scale)))


# Most people of a roster share one of a few: 40 people with 20 kinds took a minute without it.
@lru_cache(maxsize=64)
def _built(asked: _Asked) -> Automaton:
    building = _Building(asked)
    building.explore()
    return building.merged()


def _patterns(asked: _Asked) -> list[tuple[_Pattern, int]]:
    found = [
        (_Pattern((one.sum.table,), (one.sum.constant,), one.side, one.price, -1), one.first)
        for one in asked.short
    ]
    for counter, limit in enumerate(asked.largest):
        found += [_largest(parts, counter) for parts in limit.largest]
    return found


def _largest(parts: tuple[DailySum, ...], counter: int) -> tuple[_Pattern, int]:
    first = min(part.first for part in parts if part.table)
    end = max(part.end for part in parts)
    width = next(len(part.table[0]) for part in parts if part.table)
    nothing = (0.0,) * width
    tables = tuple(
        tuple(
            part.table[day - part.first] if part.first <= day < part.end else nothing
            for day in range(first, end)
        )
        for part in parts
    )
    return _Pattern(tables, tuple(p.constant for p in parts), 0.0, 0.0, counter), first


class _Building:
    def __init__(self, asked: _Asked) -> None:
        self.days, self.scale, self.usable = asked.days, asked.scale, asked.usable
        self.choices = len(asked.usable)
        self.patterns: list[_Pattern] = []
        numbers: dict[_Pattern, int] = {}
        starts: list[list[int]] = [[] for _ in range(asked.days)]
        for pattern, first in _patterns(asked):
            if pattern not in numbers:
                numbers[pattern] = len(self.patterns)
                self.patterns.append(self._with_rest(pattern))
            starts[first].append(numbers[pattern])
        self.starts = [tuple(sorted(some)) for some in starts]
        self.nodes: dict[Node, int] = {(): 0}
        self.listed: list[Node] = [()]
        self.types: dict[tuple[int, ...], int] = {}
        self.moves: dict[tuple[int, int], list[tuple[int, float, tuple[float, ...]]]] = {}
        self.reached: list[list[int]] = []
        self.counters = len(asked.scale)

    def _with_rest(self, pattern: _Pattern) -> _Pattern:
        least, most = [], []
        for table in pattern.tables:
            low = [0.0]
            high = [0.0]
            for row in reversed(table):
                some = [x for x, usable in zip(row, self.usable, strict=True) if usable]
                low.append(low[-1] + min(some))
                high.append(high[-1] + max(some))
            least.append(tuple(reversed(low)))
            most.append(tuple(reversed(high)))
        return _Pattern(
            pattern.tables, pattern.constants, pattern.side, pattern.price, pattern.counter,
            tuple(least), tuple(most),
        )  # fmt: skip

    def explore(self) -> None:
        here = [0]
        for day in range(self.days):
            self.reached.append(here)
            kind = self.types.setdefault(self.starts[day], len(self.types))
            found: set[int] = set()
            for number in here:
                moves = self.moves.get((kind, number))
                if moves is None:
                    moves = self.moves[kind, number] = self._moves(number, self.starts[day])
                found.update(move[0] for move in moves)
            found.discard(-1)
            here = sorted(found)
        self.reached.append(here)

    def _moves(
        self, number: int, starts: tuple[int, ...]
    ) -> list[tuple[int, float, tuple[float, ...]]]:
        opened = [(p, 0, self.patterns[p].constants) for p in starts]
        now = [*self.listed[number], *opened]
        return [
            self._move(now, choice) if self.usable[choice] else (-1, 0.0, ())
            for choice in range(self.choices)
        ]

    def _move(self, now: Iterable[Open], choice: int) -> tuple[int, float, tuple[float, ...]]:
        later: list[Open] = []
        price = 0.0
        emitted = [0.0] * self.counters
        for p, before, sums in now:
            pattern = self.patterns[p]
            new = tuple(
                round(value + table[before][choice], 9)
                for value, table in zip(sums, pattern.tables, strict=True)
            )
            over = before + 1
            ends = over == len(pattern.tables[0])
            if pattern.counter >= 0:
                if ends:
                    emitted[pattern.counter] += max(new)
                else:
                    later.append((p, over, self._canonical(pattern, over, new)))
                continue
            if new[0] + pattern.most[0][over] <= pattern.side + 1e-9:
                continue
            if math.isinf(pattern.price):
                if new[0] + pattern.least[0][over] > pattern.side + 1e-9:
                    return -1, 0.0, ()
            elif ends:
                price += pattern.price * (new[0] - pattern.side)
            if not ends:
                later.append((p, over, new))
        node = tuple(sorted(later))
        number = self.nodes.get(node)
        if number is None:
            number = self.nodes[node] = len(self.listed)
            self.listed.append(node)
        return number, price, tuple(emitted)

    @staticmethod
    def _canonical(pattern: _Pattern, over: int, sums: tuple[float, ...]) -> tuple[float, ...]:
        """Parts that can no longer be the largest are as low as can be."""
        sure = max(value + low[over] for value, low in zip(sums, pattern.least, strict=True))
        return tuple(
            -math.inf if value + high[over] < sure - 1e-9 else value
            for value, high in zip(sums, pattern.most, strict=True)
        )

    def merged(self) -> Automaton:
        """Nodes from which all goes on alike are one."""
        classes = self._classes()
        count = max(classes) + 1 if classes else 1
        shape = (len(self.types), count, self.choices)
        following = np.full(shape, -1, np.int32)
        price = np.zeros(shape)
        emitted = np.zeros((*shape, self.counters), np.int64)
        for (kind, number), moves in self.moves.items():
            for choice, (node, cost, largest) in enumerate(moves):
                if node >= 0 and classes[node] >= 0:
                    at = kind, classes[number], choice
                    following[at], price[at] = classes[node], cost
                    for k, value in enumerate(largest):
                        emitted[*at, k] = round(value * self.scale[k])
        per_day = [sorted({classes[n] for n in some} - {-1}) for some in self.reached]
        return Automaton(
            np.array([self.types[one] for one in self.starts], np.int64),
            following,
            price,
            emitted,
            np.cumsum([0, *(len(some) for some in per_day)]).astype(np.int64),
            np.array([n for some in per_day for n in some], np.int32),
        )

    def _classes(self) -> list[int]:
        """Moore's refinement, over all types of days in which a node was met."""
        met: list[list[int]] = [[] for _ in self.listed]
        for kind, number in self.moves:
            met[number].append(kind)
        classes = [0] * len(self.listed)
        count = 1
        while True:
            found: dict[tuple[object, ...], int] = {}
            new = []
            for number, kinds in enumerate(met):
                what = tuple(
                    (
                        kind,
                        *(
                            (classes[n] if n >= 0 else -1, c, e)
                            for n, c, e in self.moves[kind, number]
                        ),
                    )
                    for kind in sorted(kinds)
                )
                new.append(found.setdefault((classes[number], what), len(found)))
            if len(found) == count:
                return new
            classes, count = new, len(found)
