"""Column generation: whole rows for some units, chosen against the cover that all need.

The master is stated in PuLP; rows that price out are added to the model that HiGHS holds, so that
each solve begins where the last one ended (Dantzig and Wolfe 1960; Desaulniers, Desrosiers and
Solomon 2005). Duals are smoothed towards those of the best bound (Wentges 1997).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pulp

from optimize.column_model import ColumnModel
from optimize.roster_pairs import PairLimit
from optimize.roster_rows import Choices, Prices, Rows
from optimize.rows import Row, add_rows, column

NOBODY = 1e6
"""Price of a unit without a row, beside which all else is cheap."""
CLOSE = 1e-6
FEWEST_ROUNDS, MOST_ROUNDS, NEAR = 3, 20, 1e-4
"""Rounds between two steps of a dive, and how near to their bound is near enough."""
STEPS = 15
"""Of the units left, one in so many has its row chosen at a step of a dive."""
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
        self._place = {unit: k for k, unit in enumerate(units)}
        self._known: set[tuple[int, bytes]] = set()
        self._rows_of: dict[int, list[Choices]] = {unit: [] for unit in units}
        self._costs_of: dict[int, list[float]] = {unit: [] for unit in units}
        self._numbers_of: dict[int, list[int]] = {unit: [] for unit in units}
        self._columns: list[tuple[int, Choices]] = []
        self.chosen: dict[int, Choices] = {}
        self._statement()
        for unit, row in self.was.items():
            self.add(unit, row)
        self.cost, _ = self._model.solve()
        self.bound = -math.inf
        if len(days) == rows.case.days:
            for unit in units:
                for row in rows.pool.cheapest(unit, rows.prices(unit), seeds):
                    self.add(unit, row)

    def _statement(self) -> None:
        """One line a unit, one a need, one a pair; people missing and too many at their price."""
        rows, case = self._rows, self._rows.case
        there = rows.counts.copy()
        self._fixed = there
        problem = pulp.LpProblem("rows", pulp.LpMinimize)
        costs: list[tuple[Any, float]] = []
        lines: list[Row] = []
        for k, _ in enumerate(self._units):
            nobody = column(f"nobody_{k}", whole=False)
            costs.append((nobody, NOBODY))
            lines.append(Row(f"unit_{k}", [(nobody, 1.0)], "==", 1.0))
        numbers = {kind: k + 1 for k, kind in enumerate(case.kinds)}
        self._cell_lines: dict[tuple[int, int], list[int]] = {}
        needs = [need for need in case.needs if need.day in self._days]
        for k, need in enumerate(needs):
            cell = need.day, numbers[need.kind]
            self._cell_lines.setdefault(cell, []).append(len(lines))
            under, over = column(f"under_{k}", whole=False), column(f"over_{k}", whole=False)
            costs += [(under, need.under), (over, need.over)]
            side = need.required - int(there[cell])
            lines.append(Row(f"need_{k}", [(under, 1.0), (over, -1.0)], "==", side))
        self._pair_lines: dict[int, list[tuple[PairLimit, int]]] = {u: [] for u in self._units}
        for pair in {id(p): p for u in self._units for p in rows.pairs[u]}.values():
            if pair.day in self._days and all(unit in self._place for unit in pair.units):
                broken = column(f"pair_{len(lines)}", whole=False)
                costs.append((broken, min(pair.price, NOBODY)))
                for unit in pair.units:
                    self._pair_lines[unit].append((pair, len(lines)))
                lines.append(Row(f"pair_{len(lines)}", [(broken, -1.0)], "<=", pair.side))
        problem.setObjective(pulp.LpAffineExpression(costs))
        add_rows(problem, lines)
        self._sides = np.array([line.side for line in lines])
        self._model = ColumnModel(problem)
        self._need_cells = np.array(
            [(need.day, numbers[need.kind]) for need in needs], np.int64
        ).reshape(-1, 2)
        self._base = {unit: self._standing(unit) for unit in self._units}

    def _standing(self, unit: int) -> Prices:
        """Prices of a unit's own choices, with pairs whose other one keeps its row."""
        rows = self._rows
        prices = rows.units[unit].costs
        for pair in rows.pairs[unit]:
            other = sum(pair.units) - unit
            kept = rows.rows[other]
            if other not in self._place and kept is not None:
                prices = prices.copy()
                prices[pair.day] += pair.penalties(unit, int(kept[pair.day]))
        row = self.was[unit]
        if len(self._days) < len(row):
            only = np.full_like(prices, math.inf)
            only[rows.days, row] = prices[rows.days, row]
            only[self._days.start : self._days.stop] = prices[self._days.start : self._days.stop]
            prices = only
        return prices

    def add(self, unit: int, row: Choices) -> bool:
        """Make a row one that can be chosen; False when it was."""
        key = unit, row.tobytes()
        if key in self._known:
            return False
        self._known.add(key)
        many = float(len(self._rows.units[unit].names))
        lines, factors = [self._place[unit]], [1.0]
        for day, choice in enumerate(row.tolist()):
            for line in self._cell_lines.get((day, choice), ()):
                lines.append(line)
                factors.append(many)
        for pair, line in self._pair_lines[unit]:
            factor = pair.factors[pair.units.index(unit)][row[pair.day]]
            if factor:
                lines.append(line)
                factors.append(factor)
        cost = self._rows.price_of(unit, row, self._base[unit])
        self._model.add(cost, lines, factors)
        self._rows_of[unit].append(row)
        self._costs_of[unit].append(cost)
        self._numbers_of[unit].append(len(self._columns))
        self._columns.append((unit, row))
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
        """
        best, center = -math.inf, None
        cost = math.inf
        room = self._rows.room
        last = room.labels + labels
        for _ in range(rounds):
            self._tick()
            cost, duals = self._model.solve()
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
        bound = float(smoothed @ self._sides)
        bound -= float(smoothed[: len(self._units)].sum())
        at, true = self._cell_prices(smoothed), self._cell_prices(duals)
        added = 0
        for unit in self._units:
            extra = self._extra(unit, at, smoothed)
            prices = self._base[unit] + extra
            if unit in self.chosen:
                bound += self._rows.price_of(unit, self.chosen[unit], prices)
                continue
            known = self._known_at(unit, extra).min(initial=math.inf)
            found = self._rows.cheapest(unit, prices, cut=known, rounds=TURNS, quick=quick)
            bound += min(found.bound, known)
            if found.row is None:
                continue
            row = found.row.choices
            at_duals = self._base[unit] + self._extra(unit, true, duals)
            reduced = self._rows.price_of(unit, row, at_duals)
            if reduced < duals[self._place[unit]] - CLOSE and self.add(unit, row):
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

    def _cell_prices(self, duals: npt.NDArray[np.float64]) -> Prices:
        prices = np.zeros(self._fixed.shape)
        first = len(self._units)
        here = duals[first : first + len(self._need_cells)]
        np.add.at(prices, (self._need_cells[:, 0], self._need_cells[:, 1]), here)
        return prices

    def _extra(self, unit: int, cells: Prices, duals: npt.NDArray[np.float64]) -> Prices:
        """What the duals add to the prices of a unit's choices."""
        extra: Prices = -len(self._rows.units[unit].names) * cells
        for pair, line in self._pair_lines[unit]:
            extra[pair.day] -= duals[line] * np.array(pair.factors[pair.units.index(unit)])
        return extra

    def undo(self) -> None:
        """Give the units back their rows."""
        for unit, row in self.was.items():
            self._rows.put(unit, row)

    def dive(self, *, rng: np.random.Generator) -> dict[int, Choices] | None:
        """Choose rows by their share, pricing in between; None when some unit has none.

        Joncour et al. (2010): column generation based primal heuristics. Several rows are chosen
        at once while many units are left, as that hardly hurts then; the fewer are left, the more
        rounds go into their rows, as each of them costs little and the last ones matter most.
        """
        while len(self.chosen) < len(self._units):
            left = len(self._units) - len(self.chosen)
            rounds = min(max(FEWEST_ROUNDS, 2 * len(self._units) // left), MOST_ROUNDS)
            self.relax(rounds=rounds, labels=0, smooth=0.0, within=NEAR)
            self._model.solve()
            shares = self._model.shares()
            best: dict[int, tuple[float, int]] = {}
            for number, (unit, _) in enumerate(self._columns):
                if unit not in self.chosen:
                    share = shares[number] + 1e-9 * rng.random()
                    if unit not in best or share > best[unit][0]:
                        best[unit] = share, number
            if len(best) < left:
                return None
            order = sorted(best.items(), key=lambda one: -one[1][0])
            sure = sum(share > 1 - 1e-6 for share, _ in best.values())
            for unit, (_, number) in order[: max(sure, -(-left // STEPS))]:
                self._model.fix(number, self._numbers_of[unit])
                self.chosen[unit] = self._columns[number][1]
        return self.chosen
