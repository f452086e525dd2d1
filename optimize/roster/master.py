"""Column generation: whole rows for some units, chosen against the cover that all need.

The master is stated in PuLP (`Statement`); rows that price out are added to the model that HiGHS
holds, so that each solve begins where the last one ended (Dantzig and Wolfe 1960; Desaulniers,
Desrosiers and Solomon 2005). Duals are smoothed towards those of the best bound (Wentges 1997).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimize.roster.choice import Near
from optimize.roster.column_model import ColumnModel
from optimize.roster.rows import Choices, Prices, Rows
from optimize.roster.statement import Column, Statement

CLOSE = 1e-6
MOST_ROUNDS, NEAR = 20, 1e-4
"""Most rounds between two steps of a dive, and how near to their bound is near enough."""
SEEDS = 60
"""Rows of the pool that a unit begins with, where some are chosen among few units."""
TURNS = 10
"""Steps of the multipliers for a row; few, as the last ones of the unit are near."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What the rows of a master come to when they may be mixed."""

    cost: float
    bound: float
    """Nothing costs less."""


class Master:
    """The rows of some units on some days, all else being as it stands."""

    def __init__(
        self,
        rows: Rows,
        units: list[int],
        days: range,
        tick: Callable[[], None],
        seeds: int = SEEDS,
    ) -> None:
        self._rows, self._units, self._days, self._tick = rows, units, days, tick
        self.was = {unit: rows.take(unit) for unit in units}
        self._known: set[tuple[int, bytes]] = set()
        self._rows_of: dict[int, list[Choices]] = {unit: [] for unit in units}
        self._costs_of: dict[int, list[float]] = {unit: [] for unit in units}
        self._numbers_of: dict[int, list[int]] = {unit: [] for unit in units}
        self._columns: list[Column] = []
        self.chosen: dict[int, Choices] = {}
        self._stated = Statement(rows, units, days, self.was)
        self._model = ColumnModel(self._stated.problem())
        for unit, row in self.was.items():
            self.add(unit, row)
        self.cost, _ = self._model.solve()
        self.bound = -math.inf
        if len(days) == rows.case.days:
            for unit in units:
                for row in rows.pool.cheapest(unit, rows.prices(unit), seeds):
                    self.add(unit, row)
            self._model.begin_anew()

    def add(self, unit: int, row: Choices) -> bool:
        """Make a row one that can be chosen; False when it was."""
        key = unit, row.tobytes()
        if key in self._known:
            return False
        self._known.add(key)
        cost = self._rows.price_of(unit, row, self._stated.base[unit])
        self._model.add(cost, *self._stated.terms(unit, row))
        self._rows_of[unit].append(row)
        self._costs_of[unit].append(cost)
        self._numbers_of[unit].append(len(self._columns))
        self._columns.append((unit, row, cost))
        self._rows.keep(unit, row)
        return True

    def relax(
        self,
        *,
        rounds: int,
        labels: int,
        smooth: float = 0.5,
        enough: float = math.inf,
        within: float = CLOSE,
        good: float = -math.inf,
    ) -> Relaxed:
        """Add rows until none prices out; at most so many rounds.

        Parameters
        ----------
        rounds
            Most rounds.
        labels
            Where quick searches find no more rows thorough ones go on, until so many were made.
        smooth
            Share of the best duals so far in those that rows are priced at.
        enough
            Stop when the bound is above this.
        within
            Stop when cost and bound are no further apart, as a share of the cost.
        good
            Stop when the cost is no higher than this.
        """
        best, center = -math.inf, None
        cost = math.inf
        room = self._rows.room
        last = room.labels + labels
        for _ in range(rounds):
            self._tick()
            cost, duals = self._model.solve()
            if cost <= good:
                break
            if center is None:
                center = duals
            share, quick = smooth, True
            while True:
                priced = share * center + (1 - share) * duals
                bound, added = self._price(priced, duals, quick)
                if bound > best:
                    best, center = bound, priced
                    self.bound = max(self.bound, best)
                if added:
                    break
                if share > 0.0:
                    share = 0.0 if share < 0.1 else share / 2
                elif quick and labels and room.labels < last:
                    quick = False
                else:
                    break
            if not added or cost - best <= within * max(1.0, abs(cost)) or best >= enough:
                break
        return Relaxed(cost, best)

    def _price(
        self, smoothed: npt.NDArray[np.float64], duals: npt.NDArray[np.float64], quick: bool
    ) -> tuple[float, int]:
        """Cheapest rows at smoothed duals: the bound they prove, and how many are new and good."""
        bound = float(smoothed @ self._stated.sides)
        bound -= float(smoothed[: len(self._units)].sum())
        at, true = self._stated.cell_prices(smoothed), self._stated.cell_prices(duals)
        added = 0
        for unit in self._units:
            extra = self._stated.extra(unit, at, smoothed)
            prices = self._stated.base[unit] + extra
            if unit in self.chosen:
                bound += self._rows.price_of(unit, self.chosen[unit], prices)
                continue
            known = self._known_at(unit, extra).min(initial=math.inf)
            found = self._rows.cheapest(unit, prices, cut=known, rounds=TURNS, quick=quick)
            bound += min(found.bound, known)
            if found.row is None:
                continue
            row = found.row.choices
            at_duals = self._stated.base[unit] + self._stated.extra(unit, true, duals)
            reduced = self._rows.price_of(unit, row, at_duals)
            if reduced < duals[self._stated.place[unit]] - CLOSE and self.add(unit, row):
                added += 1
        return bound, added

    def _known_at(self, unit: int, extra: Prices) -> npt.NDArray[np.float64]:
        """What the rows that can be chosen cost with something added to each choice."""
        rows = self._rows_of[unit]
        if not rows:
            return np.empty(0)
        off = extra[self._rows.days, np.array(rows)].sum(axis=1)
        found: npt.NDArray[np.float64] = np.array(self._costs_of[unit]) + off
        return found

    def undo(self) -> None:
        """Give the units back their rows."""
        for unit, row in self.was.items():
            self._rows.put(unit, row)

    def near(self) -> Near:
        """All rows there are, with what each would add to the cost of the relaxation."""
        cost, _ = self._model.solve()
        return Near(self._stated, tuple(self._columns), self._model.reduced(), cost)

    def dive(
        self, *, rng: np.random.Generator, steps: int, rounds: int, most: float = math.inf
    ) -> dict[int, Choices] | None:
        """Choose rows by their share, pricing in between; None when they would cost too much.

        Joncour et al. (2010): column generation based primal heuristics. Several rows are chosen
        at once while many units are left, as that hardly hurts then; the fewer are left, the more
        rounds go into their rows, as each of them costs little and the last ones matter most.

        Parameters
        ----------
        rng
            Breaks ties.
        steps
            Of the units left, one in so many has its row chosen at a step.
        rounds
            Fewest rounds of pricing between two steps that may be asked for.
        most
            What the rows may cost: when the relaxation is above, no end of the dive is below.
        """
        least, _ = self._model.solve()
        good = least + NEAR * max(1.0, abs(least))
        while len(self.chosen) < len(self._units):
            left = len(self._units) - len(self.chosen)
            now = min(max(rounds, 2 * len(self._units) // left), MOST_ROUNDS)
            # Rows are needed only where those chosen have made the others dearer.
            self.relax(rounds=now, labels=0, smooth=0.0, within=NEAR, good=good)
            cost, _ = self._model.solve()
            if cost > most:
                return None
            shares = self._model.shares()
            best: dict[int, tuple[float, int]] = {}
            for number, (unit, _, _) in enumerate(self._columns):
                if unit not in self.chosen:
                    share = shares[number] + 1e-9 * rng.random()
                    if unit not in best or share > best[unit][0]:
                        best[unit] = share, number
            if len(best) < left:
                return None
            order = sorted(best.items(), key=lambda one: -one[1][0])
            sure = sum(share > 1 - 1e-6 for share, _ in best.values())
            for unit, (_, number) in order[: max(sure, -(-left // steps))]:
                self._model.fix(number, self._numbers_of[unit])
                self.chosen[unit] = self._columns[number][1]
        return self.chosen
