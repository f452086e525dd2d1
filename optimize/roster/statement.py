"""What rows are chosen against: a line a unit, a need and a pair, stated in PuLP.

Set partitioning with elastic cover (Dantzig and Wolfe 1960): each unit takes one row; people
missing and too many, and pairs that are broken, have their prices.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pulp

from optimize.roster.pairs import PairLimit
from optimize.roster.rows import Choices, Prices, Rows
from optimize.rows import Row, add_rows, column

NOBODY = 1e6
"""Price of a unit without a row, beside which all else is cheap."""
Column = tuple[int, Choices, float]
"""A unit, a row of it, and what the row costs by itself."""


class Statement:
    """The lines of some units, which are away, on some days, all else being as it stands."""

    def __init__(
        self, rows: Rows, units: list[int], days: range, was: Mapping[int, Choices]
    ) -> None:
        self.units = units
        self.place = {unit: k for k, unit in enumerate(units)}
        self._rows, self._days, self._was = rows, days, was
        case = rows.case
        self._fixed = rows.counts.copy()
        numbers = {kind: k + 1 for k, kind in enumerate(case.kinds)}
        self._needs = [need for need in case.cover if need.day in days]
        self._need_cells = np.array(
            [(need.day, numbers[need.kind]) for need in self._needs], np.int64
        ).reshape(-1, 2)
        self._lines_of: dict[tuple[int, int], list[int]] = {}
        for line, need in enumerate(self._needs, len(units)):
            self._lines_of.setdefault((need.day, numbers[need.kind]), []).append(line)
        self._pairs: list[PairLimit] = []
        self._pair_lines: dict[int, list[tuple[PairLimit, int]]] = {unit: [] for unit in units}
        for pair in {id(p): p for u in units for p in rows.pairs[u]}.values():
            if pair.day in days and all(unit in self.place for unit in pair.units):
                for unit in pair.units:
                    line = len(units) + len(self._needs) + len(self._pairs)
                    self._pair_lines[unit].append((pair, line))
                self._pairs.append(pair)
        self.sides = np.array([
            *[1.0] * len(units),
            *(need.required - int(self._fixed[tuple(cell)])
              for need, cell in zip(self._needs, self._need_cells, strict=True)),
            *(pair.side for pair in self._pairs),
        ])  # fmt: skip
        self.base = {unit: self._standing(unit) for unit in units}
        """Prices of a unit's own choices, with pairs whose other one keeps its row."""

    def problem(self, columns: Iterable[Column] = ()) -> Any:
        """The problem in PuLP; rows given are taken whole or not at all, as ``row_0`` and on."""
        costs: list[tuple[Any, float]] = []
        terms: list[list[tuple[Any, float]]] = [[] for _ in self.sides]
        for k, _ in enumerate(self.units):
            nobody = column(f"nobody_{k}", whole=False)
            costs.append((nobody, NOBODY))
            terms[k].append((nobody, 1.0))
        for k, need in enumerate(self._needs):
            under, over = column(f"under_{k}", whole=False), column(f"over_{k}", whole=False)
            costs += [(under, need.under), (over, need.over)]
            terms[len(self.units) + k] += [(under, 1.0), (over, -1.0)]
        for k, pair in enumerate(self._pairs):
            broken = column(f"pair_{k}", whole=False)
            costs.append((broken, min(pair.price, NOBODY)))
            terms[len(self.units) + len(self._needs) + k].append((broken, -1.0))
        for k, (unit, row, cost) in enumerate(columns):
            taken = column(f"row_{k}", 0.0, 1.0)
            costs.append((taken, cost))
            for line, factor in zip(*self.terms(unit, row), strict=True):
                terms[line].append((taken, factor))
        pairs_from = len(self.units) + len(self._needs)
        lines = [
            Row(f"line_{k}", those, "==" if k < pairs_from else "<=", float(self.sides[k]))
            for k, those in enumerate(terms)
        ]
        problem = pulp.LpProblem("rows", pulp.LpMinimize)
        problem.setObjective(pulp.LpAffineExpression(costs))
        add_rows(problem, lines)
        return problem

    def terms(self, unit: int, row: Choices) -> tuple[list[int], list[float]]:
        """The lines that a row is in, and how many times."""
        many = float(len(self._rows.units[unit].names))
        lines, factors = [self.place[unit]], [1.0]
        for day, choice in enumerate(row.tolist()):
            for line in self._lines_of.get((day, choice), ()):
                lines.append(line)
                factors.append(many)
        for pair, line in self._pair_lines[unit]:
            factor = pair.factors[pair.units.index(unit)][row[pair.day]]
            if factor:
                lines.append(line)
                factors.append(factor)
        return lines, factors

    def cell_prices(self, duals: npt.NDArray[np.float64]) -> Prices:
        """By day and choice, what one more there would save at these duals of the lines."""
        prices = np.zeros(self._fixed.shape)
        first = len(self.units)
        here = duals[first : first + len(self._need_cells)]
        np.add.at(prices, (self._need_cells[:, 0], self._need_cells[:, 1]), here)
        return prices

    def extra(self, unit: int, cells: Prices, duals: npt.NDArray[np.float64]) -> Prices:
        """What the duals add to the prices of a unit's choices."""
        extra: Prices = -len(self._rows.units[unit].names) * cells
        for pair, line in self._pair_lines[unit]:
            extra[pair.day] -= duals[line] * np.array(pair.factors[pair.units.index(unit)])
        return extra

    def _standing(self, unit: int) -> Prices:
        rows = self._rows
        prices = rows.units[unit].costs
        for pair in rows.pairs[unit]:
            other = sum(pair.units) - unit
            kept = rows.rows[other]
            if other not in self.place and kept is not None:
                prices = prices.copy()
                prices[pair.day] += pair.penalties(unit, int(kept[pair.day]))
        row = self._was[unit]
        if len(self._days) < len(row):
            only = np.full_like(prices, math.inf)
            only[rows.days, row] = prices[rows.days, row]
            only[self._days.start : self._days.stop] = prices[self._days.start : self._days.stop]
            prices = only
        return prices
