"""HiGHS as PuLP drives it, with what PuLP leaves out: a start, its bound, and a way to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pulp

from optimize.interrupt_heard import InterruptHeard

Told = Callable[[int, int], None]
"""Told how many seconds of how many are over."""


class Highs(pulp.HiGHS):
    """HiGHS that begins with a given solution, tells of its time and stops at Ctrl-C.

    PuLP ignores ``warmStart`` for HiGHS, and HiGHS answers "not solved" without a word when
    another number of threads was used before in the same process; both are mended here.
    """

    def __init__(
        self,
        *,
        start: Mapping[str, float] | None = None,
        progress: Told | None = None,
        **options: Any,
    ) -> None:
        super().__init__(msg=False, **options)
        self._start = start
        self._progress = progress
        self._heard = InterruptHeard()
        self._told_to_end = False

    @property
    def interrupted(self) -> bool:
        """Ctrl-C came while it ran."""
        return self._told_to_end or self._heard.pressed

    def createAndConfigureSolver(self, lp: Any) -> None:
        """Called by PuLP."""
        import highspy

        highspy.Highs.resetGlobalScheduler(True)
        super().createAndConfigureSolver(lp)
        if self.mip and self._progress is not None:
            self._begun = time.monotonic()
            lp.solverModel.setCallback(self._look_up, None)
            lp.solverModel.startCallback(highspy.cb.HighsCallbackType.kCallbackMipInterrupt)

    def buildSolverModel(self, lp: Any) -> None:
        """Called by PuLP, which would add whole columns one by one, each slower than the last."""
        import highspy

        columns, rows = lp.variables(), list(lp.constraints.values())
        for k, one in [*enumerate(columns), *enumerate(rows)]:
            one.index = k  # PuLP reads the solution by it
        given = highspy.HighsLp()
        given.num_col_, given.num_row_ = len(columns), len(rows)
        given.col_cost_ = [lp.sense * lp.objective.get(v, 0.0) for v in columns]
        given.col_lower_ = _bounds([v.lowBound for v in columns], -highspy.kHighsInf)
        given.col_upper_ = _bounds([v.upBound for v in columns], highspy.kHighsInf)
        given.row_lower_ = _bounds([row.getLb() for row in rows], -highspy.kHighsInf)
        given.row_upper_ = _bounds([row.getUb() for row in rows], highspy.kHighsInf)
        terms = [[(v.index, factor) for v, factor in row.items() if factor] for row in rows]
        matrix = given.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *map(len, terms)])
        matrix.index_ = [k for row in terms for k, _ in row]
        matrix.value_ = [factor for row in terms for _, factor in row]
        if self.mip:
            kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
            given.integrality_ = [kinds[v.cat == pulp.LpInteger] for v in columns]
        lp.solverModel.passModel(given)

    def callSolver(self, lp: Any) -> None:
        """Called by PuLP."""
        import highspy

        if self._start is not None:
            given = highspy.HighsSolution()
            given.col_value = [self._start.get(v.name, 0.0) for v in lp.variables()]
            lp.solverModel.setSolution(given)
        if self._progress is None:
            lp.solverModel.run()
            return
        with self._heard:
            lp.solverModel.run()

    def findSolutionValues(self, lp: Any) -> tuple[int, int]:
        """Called by PuLP, which does not know how a search ends that has seen enough nodes."""
        import highspy

        if lp.solverModel.getModelStatus() != highspy.HighsModelStatus.kSolutionLimit:
            return super().findSolutionValues(lp)
        values = lp.solverModel.getSolution().col_value
        for variable in lp.variables():
            variable.varValue = values[variable.index] if values else None
        return pulp.LpStatusOptimal, pulp.LpSolutionIntegerFeasible

    def _look_up(self, kind: Any, message: str, out: Any, back: Any, data: Any) -> None:
        """Asked from inside HiGHS whether to go on."""
        # An exception is not to travel through compiled code: it becomes a word to HiGHS.
        try:
            limit = round(self.timeLimit or 0)
            if self._progress is not None:
                self._progress(min(round(time.monotonic() - self._begun), limit), limit)
        except KeyboardInterrupt:
            self._told_to_end = True
        if self.interrupted:
            back.user_interrupt = True


def _bounds(given: list[float | None], none: float) -> list[float]:
    return [none if one is None else one for one in given]


def bound_of(lp: Any) -> float:
    """The least that any solution can cost, as HiGHS proved it."""
    info = lp.solverModel.getInfo()
    constant = lp.objective.constant if lp.objective is not None else 0.0
    return float(info.mip_dual_bound) + float(constant)


def has_solution(lp: Any) -> bool:
    """Whether HiGHS says that the values it left are a solution."""
    import highspy

    feasible = highspy.SolutionStatus.kSolutionStatusFeasible
    return bool(lp.solverModel.getInfo().primal_solution_status == int(feasible))
