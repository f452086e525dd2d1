"""A PuLP problem whose HiGHS model is kept, and given columns one after the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from optimize.highs import Highs


class ColumnModel:
    """A linear problem that grows; each solve begins with the basis of the last."""

    def __init__(self, problem: Any) -> None:
        import highspy

        engine: Any = Highs(
            mip=False, threads=1, presolve="off", solver="simplex", simplex_strategy=4
        )
        engine.createAndConfigureSolver(problem)
        engine.buildSolverModel(problem)
        self._model: Any = problem.solverModel
        self._infinite = float(highspy.kHighsInf)
        self._stated = len(problem.variables())

    def add(self, cost: float, lines: list[int], factors: list[float]) -> None:
        """A column with a share from 0 on, in these lines with these factors."""
        self._model.addCol(
            cost, 0.0, self._infinite, len(lines), np.array(lines, np.int32), np.array(factors)
        )

    def solve(self) -> tuple[float, npt.NDArray[np.float64]]:
        """Least cost, and by line what one more of its side would add to it."""
        self._model.run()
        solution = self._model.getSolution()
        return float(self._model.getObjectiveValue()), np.array(solution.row_dual)

    def shares(self) -> npt.NDArray[np.float64]:
        """Of the columns added, in their order, as last solved."""
        return np.array(self._model.getSolution().col_value)[self._stated :]

    def fix(self, number: int) -> None:
        """Take the whole of a column added."""
        self._model.changeColBounds(self._stated + number, 1.0, 1.0)
