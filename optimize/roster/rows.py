"""The rows of all units as they stand: what they cost, and what another shift would."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from optimize.roster.limits import Roster
from optimize.roster.pairs import PairLimit, pair_limits
from optimize.roster.pool import Pool
from optimize.roster.row import ROUNDS, Found, Room, RowFinder
from optimize.roster.units import Unit, units_of
from scenarios.roster.rosters import RosterCase

Prices = npt.NDArray[np.float64]
"""By day and choice."""
Choices = npt.NDArray[np.int32]
"""By day."""
EXTRAS = 1 << 17
"""Rows of which is remembered what they cost beside their choices."""


class Rows:
    """Rows while they are changed; a unit without one is away."""

    def __init__(self, case: RosterCase, room: Room) -> None:
        self.case, self.room = case, room
        self.units: list[Unit] = units_of(case)
        self.finders = [RowFinder(unit, case.days) for unit in self.units]
        self.pairs: list[list[PairLimit]] = [[] for _ in self.units]
        for pair in pair_limits(case, self.units):
            for unit in pair.units:
                self.pairs[unit].append(pair)
        self.rows: list[Choices | None] = [None] * len(self.units)
        self.pool = Pool(len(self.units))
        self.levels = _levels(case)
        self.counts = np.zeros(self.levels.shape[:2], np.int64)
        self._day, self._choice = np.indices(self.counts.shape)
        self.days = np.arange(case.days)
        # Looked up many times for each row, and as dear as a search for one.
        self._extra = lru_cache(maxsize=EXTRAS)(self._extra_of)

    def prices(self, unit: int) -> Prices:
        """What each choice of a unit that is away would cost now, its own wishes with it."""
        many = len(self.units[unit].names)
        now = self.levels[self._day, self._choice, self.counts]
        then = self.levels[self._day, self._choice, self.counts + many]
        prices: Prices = self.units[unit].costs + (then - now)
        for pair in self.pairs[unit]:
            other = self.rows[sum(pair.units) - unit]
            if other is not None:
                prices[pair.day] += pair.penalties(unit, int(other[pair.day]))
        return prices

    def put(self, unit: int, row: Choices) -> None:
        """Give a row to a unit that is away."""
        self.rows[unit] = row
        self.counts[self.days, row] += len(self.units[unit].names)

    def take(self, unit: int) -> Choices:
        """Send a unit away, and say what its row was."""
        row = self.rows[unit]
        assert row is not None
        self.rows[unit] = None
        self.counts[self.days, row] -= len(self.units[unit].names)
        return row

    def cheapest(
        self,
        unit: int,
        prices: Prices,
        *,
        cut: float = math.inf,
        rounds: int = ROUNDS,
        quick: bool = False,
    ) -> Found:
        """The cheapest row of a unit at these prices; see `RowFinder.cheapest`."""
        return self.finders[unit].cheapest(prices, self.room, cut=cut, rounds=rounds, quick=quick)

    def price_of(self, unit: int, row: Choices, prices: Prices) -> float:
        """What a legal row costs at these prices."""
        total = float(prices[self.days, row].sum())
        if not self.units[unit].priced:
            return total
        return total + self._extra(unit, row.astype(np.int32).tobytes())

    def keep(self, unit: int, row: Choices) -> None:
        """Put a legal row into the pool."""
        priced = self.units[unit].priced
        extra = self._extra(unit, row.astype(np.int32).tobytes()) if priced else 0.0
        self.pool.add(unit, row, extra)

    def judged(self, unit: int, row: Choices, prices: Prices) -> float:
        """What a row costs at these prices; infinite when it breaks a hard rule."""
        only = np.full_like(prices, np.inf)
        only[self.days, row] = prices[self.days, row]
        found = self.cheapest(unit, only, rounds=1).row
        return np.inf if found is None else found.cost

    def _extra_of(self, unit: int, row: bytes) -> float:
        """What a row costs beside the prices of its choices, which is the same at all prices."""
        choices = np.frombuffer(row, np.int32)
        costs = self.units[unit].costs
        plain = float(costs[self.days, choices].sum())
        return self.judged(unit, choices, costs) - plain if math.isfinite(plain) else 0.0

    @property
    def cover_costs(self) -> Prices:
        """By day and choice, what people missing or too many cost."""
        found: Prices = self.levels[self._day, self._choice, self.counts]
        return found

    @property
    def cost(self) -> float:
        """What all rows cost, with their cover and their pairs."""
        total = float(self.cover_costs.sum())
        for unit, row in enumerate(self.rows):
            assert row is not None
            total += self.units[unit].constant
            total += self.price_of(unit, row, self.units[unit].costs)
            for pair in self.pairs[unit]:
                other = self.rows[pair.units[1]]
                if pair.units[0] == unit and other is not None:
                    total += float(pair.penalties(unit, int(other[pair.day]))[row[pair.day]])
        return total

    def cost_without(self, away: Mapping[int, Choices]) -> float:
        """What it would be if those who are away had these rows."""
        for unit, row in away.items():
            self.put(unit, row)
        cost = self.cost
        for unit in away:
            self.take(unit)
        return cost

    @property
    def constant(self) -> float:
        """What no row changes."""
        return sum(unit.constant for unit in self.units)

    def replace(self, rows: list[Choices]) -> None:
        """Give all units other rows."""
        for unit, row in enumerate(rows):
            if self.rows[unit] is not None:
                self.take(unit)
            self.put(unit, row)

    def roster_of(self, rows: Iterable[Choices]) -> dict[str, tuple[str | None, ...]]:
        """Rows of all units by person, in the order of the case."""
        kinds = (None, *self.case.kinds)
        by_name: dict[str, tuple[str | None, ...]] = {}
        for unit, row in zip(self.units, rows, strict=True):
            by_name.update(dict.fromkeys(unit.names, tuple(kinds[choice] for choice in row)))
        return {name: by_name[name] for name in self.case.people}

    def choices_of(self, unit: int, roster: Roster) -> Choices:
        """The row of a unit in a roster: that of its first member."""
        numbers: dict[str | None, int] = {None: 0}
        numbers |= {kind: k + 1 for k, kind in enumerate(self.case.kinds)}
        row = roster[self.units[unit].names[0]]
        return np.array([numbers[kind] for kind in row], np.int32)


def _levels(case: RosterCase) -> npt.NDArray[np.float64]:
    """By day, choice and number of people, what the cover costs."""
    people = len(case.people)
    levels = np.zeros((case.days, len(case.kinds) + 1, people + 1))
    numbers = {kind: k + 1 for k, kind in enumerate(case.kinds)}
    there = np.arange(people + 1)
    for need in case.cover:
        short = need.required - there
        cost = np.where(short > 0, short * need.under, -short * need.over)
        levels[need.day, numbers[need.kind]] += cost
    return levels
