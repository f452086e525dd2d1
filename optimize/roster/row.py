"""One unit's rows: the cheapest at given prices of its shifts."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from optimize.roster.automaton import Automaton, automaton
from optimize.roster.units import DailySum, RowLimit, Unit
from optimize.row_search.cheapest import EXACT, NONE, cheapest_row
from optimize.row_search.given import Counted, Graph, Labels, Priced, Steps, Windows

ROUNDS = 40
"""Steps of the multipliers for one row."""
ROOM = 1 << 20
"""Most labels."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row, by day its choice: 0 for a day off."""

    choices: npt.NDArray[np.int32]
    cost: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for a row came to."""

    row: Row | None
    """Cheaper than the cut; None when none was found."""
    bound: float
    """No row costs less; at least the cut when nothing is below that."""
    exact: bool
    """Whether nothing was lost: the row is the cheapest, or there is none."""


class RowFinder:
    """Finds rows of one unit."""

    def __init__(self, unit: Unit, days: int) -> None:
        self.unit = unit
        self.counted, scale = counters(unit, days)
        a = automaton(unit, days, scale)
        self._graph = Graph(
            a.type_of_day, a.next, a.price, a.emitted, a.offsets, a.nodes, _range(a)
        )
        self._steps, self._within, self._priced = self._space(days)
        self._row = np.zeros(days, np.int32)

    def _space(self, days: int) -> tuple[Steps, Windows, Priced]:
        """Space for the searches, which one unit's all share."""
        counters, choices = self.counted.low.size, self.unit.costs.shape[1]
        factors, best, slopes = (np.zeros(counters) for _ in range(3))
        counts, keyed = np.zeros(counters, np.int64), np.zeros(counters, np.bool_)
        steps = Steps(factors, best, slopes, counts, keyed, np.zeros(days, np.int32))
        windows = Windows(*(np.zeros((days, counters), np.int64) for _ in range(4)))
        priced = Priced(
            self.unit.costs,
            np.zeros(days, np.int64),
            np.zeros((days, choices), np.int32),
            np.zeros((days, choices)),
            np.full((days + 1, self._graph.following.shape[1]), np.inf),
        )
        return steps, windows, priced

    def cheapest(
        self,
        costs: npt.NDArray[np.float64],
        room: Room,
        *,
        cut: float = math.inf,
        rounds: int = ROUNDS,
        quick: bool = False,
    ) -> Found:
        """The cheapest row below a cut.

        Parameters
        ----------
        costs
            By day and choice, with those of the unit itself; infinite where it is not allowed.
        room
            Where labels are kept.
        cut
            Only rows that cost less are wanted.
        rounds
            Steps of the multipliers.
        quick
            Be content with a row that they come across.
        """
        status, cost, bound, labels = cheapest_row(
            self._graph, self.counted, self._priced._replace(costs=costs), self._steps,
            self._within, room.of(self.counted.low.size), float(cut), rounds, quick, self._row,
        )  # fmt: skip
        room.labels += labels
        if status == NONE:
            return Found(None, bound, bound >= cut - 1e-9)
        return Found(Row(self._row.copy(), cost), bound, status == EXACT)


class Room:
    """Space for labels, the same for all units."""

    def __init__(self, labels: int = ROOM) -> None:
        size = 1 << (labels * 2 - 1).bit_length()
        self._labels = labels
        self._node = np.zeros(labels, np.int32)
        self._parent = np.zeros(labels, np.int32)
        self._choice = np.zeros(labels, np.int32)
        self._cost = np.zeros(labels)
        self._total = np.zeros(labels)
        self._counts = np.zeros(labels, np.int32)
        self._table = np.zeros(size, np.int32)
        self._stamps = np.zeros(size + 1, np.int64)
        self.labels = 0
        """Labels made in all."""

    def of(self, counters: int) -> Labels:
        """For labels with so many counters."""
        if self._counts.size < (self._labels + 1) * counters:
            self._counts = np.zeros((self._labels + 1) * counters, np.int32)
        return Labels(
            self._node, self._parent, self._choice, self._cost, self._total, self._counts,
            self._table, self._stamps,
        )  # fmt: skip


@dataclass(slots=True)
class _Counter:
    """One sum, while its sides are gathered."""

    limit: RowLimit
    scale: float
    low: float = -math.inf
    low_price: float = math.inf
    high: float = math.inf
    above: list[tuple[float, float]] = field(default_factory=list)

    def takes(self, limit: RowLimit) -> bool:
        """Whether a limit is one on this sum; its side is noted then."""
        mine = self.limit
        if mine.largest or limit.largest or mine.sum.first != limit.sum.first:
            return False
        if mine.sum.table == limit.sum.table:
            self.note(limit)
            return True
        if self.low > -math.inf or not _opposite(mine.sum, limit.sum):
            return False
        side = (limit.sum.constant - limit.side) * self.scale
        self.low_price = limit.price / self.scale
        self.low = math.ceil(side - 1e-6) if math.isinf(limit.price) else side
        return True

    def note(self, limit: RowLimit) -> None:
        """Note a side that the sum should not be above."""
        side = (limit.side - limit.sum.constant) * self.scale
        if math.isinf(limit.price):
            self.high = min(self.high, math.floor(side + 1e-6))
        else:
            self.above.append((side, limit.price / self.scale))


def counters(unit: Unit, days: int) -> tuple[Counted, list[float]]:
    """Counters of a unit's long limits, all limits on one sum being one counter.

    Those with a largest come first; the second are their scales, by which they are whole numbers.
    """
    found: list[_Counter] = []
    for limit in sorted(unit.long, key=lambda one: not one.largest):
        if not any(one.takes(limit) for one in found):
            found.append(_Counter(limit, _scale(limit)))
            found[-1].note(limit)
    adds = np.zeros((days, unit.costs.shape[1], len(found)), np.int64)
    pieces = max((len(one.above) for one in found), default=0)
    sides, prices = np.full((len(found), pieces), np.inf), np.zeros((len(found), pieces))
    for m, one in enumerate(found):
        for k, row in enumerate(one.limit.sum.table):
            adds[one.limit.sum.first + k, :, m] = [round(x * one.scale) for x in row]
        for k, (side, price) in enumerate(one.above):
            sides[m, k], prices[m, k] = side, price
    counted = Counted(
        adds,
        np.array([one.low for one in found]),
        np.array([one.low_price for one in found]),
        np.array([one.high for one in found]),
        sides,
        prices,
    )
    return counted, [one.scale for one in found if one.limit.largest]


def _opposite(one: DailySum, other: DailySum) -> bool:
    return len(one.table) == len(other.table) and all(
        x == -y
        for a, b in zip(one.table, other.table, strict=True)
        for x, y in zip(a, b, strict=True)
    )


def _scale(limit: RowLimit) -> float:
    """What makes whole numbers of all that a limit counts, as small as can be."""
    values = {x for row in limit.sum.table for x in row}
    for parts in limit.largest:
        for part in parts:
            values |= {part.constant, *(x for row in part.table for x in row)}
    fractions = [Fraction(x).limit_denominator(3600) for x in values if x]
    if not fractions:
        return 1.0
    below = math.lcm(*(f.denominator for f in fractions))
    return below / math.gcd(*(int(f * below) for f in fractions))


def _range(one: Automaton) -> npt.NDArray[np.int64]:
    """By type of day and counter the least and the most that is emitted."""
    there = one.next >= 0
    types, counters_ = one.emitted.shape[0], one.emitted.shape[3]
    found = np.zeros((types, counters_, 2), np.int64)
    for t in range(types):
        if there[t].any():
            some = one.emitted[t][there[t]]
            found[t, :, 0], found[t, :, 1] = some.min(axis=0), some.max(axis=0)
    return found
