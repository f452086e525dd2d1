"""Of plans that cost the same, the one with the least time at which nobody is required."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pulp

from optimize.cover import Cover
from optimize.highs import Told
from optimize.rows import Terms
from optimize.shift_model import ShiftModel, slots_of
from optimize.slot_grid import SlotGrid
from optimize.solved import Solved
from optimize.solver import solve

NODES = 200
"""Most nodes of the search: the root mostly has it, and a tie is not worth more."""
ROUNDING = 1e-9
"""Relative error of a cost that is a sum of floats."""


def least_outside(
    model: ShiftModel,
    solved: Solved,
    cover: Cover,
    grid: SlotGrid,
    *,
    time_limit: float,
    progress: Told | None = None,
) -> Solved:
    """A solution that costs no more, with fewer hours of people before, between and after the need.

    A shift that begins before anybody can come costs what one costs that begins with the hours, and
    a solver takes either. Two solves in turn, cost first, because a small price on such hours would
    be lost in the gap and blur the bound.

    Parameters
    ----------
    model
        The model of which ``solved`` is a solution; it is changed, and of no use after.
    solved
        Its cheapest solution, with values.
    cover
        What each slot needs.
    grid
        The time line.
    time_limit
        Most seconds.
    progress
        As for `optimize.solver.solve`.
    """
    assert solved.values is not None
    idle = np.ones(grid.around, dtype=np.bool_)
    idle[: grid.planned] = np.maximum(cover.need, cover.lowest) == 0
    counted = {
        variable: float(idle[slots_of(template, day, grid)].sum())
        for (template, day), variable in model.shifts.items()
    }
    outside: Terms = [(variable, slots) for variable, slots in counted.items() if slots]
    if not any(solved.values[variable.name] for variable, _ in outside):
        return solved
    costs = list(model.problem.objective.items())
    most = solved.objective + ROUNDING * max(1.0, abs(solved.objective))
    model.problem.setObjective(pulp.LpAffineExpression(outside))
    left = pulp.LpAffineExpression(costs)
    model.problem.addConstraint(pulp.LpConstraint(left, pulp.LpConstraintLE, "no_dearer", most))
    found = solve(
        model.problem, solved.solver, time_limit=time_limit, start=solved.values,
        progress=progress, nodes=NODES,
    )  # fmt: skip
    if found.termination == "interrupted":
        return replace(solved, termination="interrupted")
    if found.values is None:
        return solved
    cost = math.fsum(factor * found.values[variable.name] for variable, factor in costs)
    return replace(
        solved, values=found.values, objective=cost, bound=min(solved.bound, cost),
        seconds=solved.seconds + found.seconds,
    )  # fmt: skip
