"""Several goals, one after the other: the best of the first, among those the best of the second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulp

from optimize.highs import Told
from optimize.rows import Row, Terms, add_rows
from optimize.solver import solve

_KEPT = 1e-6
"""By how much a goal that was reached may be missed later, for the sake of rounding."""


@dataclass(frozen=True, slots=True)
class InTurn:
    """What was reached of each goal."""

    values: Mapping[str, float] | None
    """Value of each variable; None when no solution was found."""
    reached: tuple[float, ...]
    """What each sum came to; 0 for those without terms."""
    proved: tuple[bool, ...]
    """Whether no smaller sum is possible, given those before it."""
    interrupted: bool


def solve_in_turn(
    problem: Any,
    goals: Sequence[Terms],
    start: Mapping[str, float],
    time_limit: float,
    progress: Told | None = None,
) -> InTurn:
    """Solve a PuLP problem for one goal after the other, each within those before it.

    Parameters
    ----------
    problem
        The problem, whose objective is replaced and which gets a row for each goal.
    goals
        Sums to be made as small as can be, in the order of their weight.
    start
        Values to begin with.
    time_limit
        Most seconds for each goal; the best so far is taken then.
    progress
        Told (seconds over, limit) of the goal at hand; Ctrl-C keeps the best so far.
    """
    values: Mapping[str, float] | None = None
    proved: list[bool] = []
    stopped = interrupted = False
    for number, goal in enumerate(goals):
        if stopped or (values is not None and not goal):
            proved.append(not stopped and not goal)
            continue
        problem.setObjective(pulp.LpAffineExpression(goal))
        solved = solve(
            problem, "HiGHS", time_limit=time_limit, start=values or start, progress=progress
        )
        interrupted = solved.termination == "interrupted"
        proved.append(solved.status == "optimal")
        if solved.values is not None:
            values = solved.values
        stopped = interrupted or values is None
        if not stopped and values is not None:
            add_rows(problem, [Row(f"goal_{number}", goal, "<=", _sum(goal, values) + _KEPT)])
    reached = tuple(0.0 if values is None else _sum(goal, values) for goal in goals)
    return InTurn(values, reached, tuple(proved), interrupted)


def _sum(goal: Terms, values: Mapping[str, float]) -> float:
    return sum(factor * values[variable.name] for variable, factor in goal)
