"""A PuLP problem whose HiGHS model is kept, and given columns one after the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from optimize.highs import Highs

DUAL, PRIMAL = 1, 4
"""HiGHS's names of its simplex methods."""


class ColumnModel:
    """A linear problem that grows; each solve begins with the basis of the last.

    New columns leave the last solution one that can be had, and a column taken leaves its duals
    so: the primal simplex goes on from the one, the dual simplex from the other. Tens of thousands
    of columns at once are for the dual simplex too: seconds, where the other takes minutes.
    """

    def __init__(self, problem: Any) -> None:
        import highspy

        engine: Any = Highs(
            mip=False, threads=1, presolve="off", solver="simplex", simplex_strategy=PRIMAL
        )
        engine.createAndConfigureSolver(problem)
        engine.buildSolverModel(problem)
        self._model: Any = problem.solverModel
        self._infinite = float(highspy.kHighsInf)
        self._stated = len(problem.variables())
        self._waiting: list[tuple[float, list[int], list[float]]] = []

    def add(self, cost: float, lines: list[int], factors: list[float]) -> None:
        """A column with a share from 0 on, in these lines with these factors."""
        self._waiting.append((cost, lines, factors))

    def solve(self) -> tuple[float, npt.NDArray[np.float64]]:
        """Least cost, and by line what one more of its side would add to it."""
        self._add_waiting()
        self._model.run()
        self._model.setOptionValue("simplex_strategy", PRIMAL)
        solution = self._model.getSolution()
        return float(self._model.getObjectiveValue()), np.array(solution.row_dual)

    def shares(self) -> npt.NDArray[np.float64]:
        """Of the columns added, in their order, as last solved."""
        return np.array(self._model.getSolution().col_value)[self._stated :]

    def reduced(self) -> npt.NDArray[np.float64]:
        """Reduced costs of the columns added, in their order, as last solved."""
        return np.array(self._model.getSolution().col_dual)[self._stated :]

    def fix(self, number: int, instead_of: list[int]) -> None:
        """Take the whole of a column added, and nothing of others."""
        self._model.changeColBounds(self._stated + number, 1.0, 1.0)
        for other in instead_of:
            if other != number:
                self._model.changeColBounds(self._stated + other, 0.0, 0.0)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Solve next as though nothing were known of the solution."""
        self._model.setOptionValue("simplex_strategy", DUAL)

    def _add_waiting(self) -> None:
        """Columns are handed over together: HiGHS takes as long for one as for a hundred."""
        if not self._waiting:
            return
        many = len(self._waiting)
        costs = np.array([cost for cost, _, _ in self._waiting])
        sizes = [len(lines) for _, lines, _ in self._waiting]
        self._model.addCols(
            many,
            costs,
            np.zeros(many),
            np.full(many, self._infinite),
            sum(sizes),
            np.cumsum([0, *sizes[:-1]]).astype(np.int32),
            np.array([line for _, lines, _ in self._waiting for line in lines], np.int32),
            np.array([factor for _, _, factors in self._waiting for factor in factors]),
        )
        self._waiting.clear()
