"""Where no plan keeps all rules: the plan that misses least says when and how many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimize.cover import Cover
from optimize.near_relaxation import solve_near
from optimize.shift_model import shift_model
from optimize.shift_templates import Kind
from optimize.slot_grid import SlotGrid
from scenarios.errors import Problem
from scenarios.shifts import ShiftRules

CLOSE = 0.01
"""Relative gap that is good enough for a sentence."""
NONE = "expected a plan that keeps all rules, got the proof that there is none. "
MEND = "Require fewer there, allow more shifts that cover it, or give under a price."


def least_missing(
    kinds: tuple[Kind, ...],
    cover: Cover,
    rules: ShiftRules,
    grid: SlotGrid,
    solver: str,
    time_limit: float,
) -> Problem:
    """The worst slot of the plan with the fewest missing hours, in a sentence.

    The same rules, where people may be missing and nothing but that costs: such a plan there
    always is, because nobody need work.
    """
    free = {"hour_cost": 0.0, "distinct_cost": 0.0, "over": 0.0, "under": 1.0}
    wanted = np.maximum(cover.need, cover.lowest)
    elastic = replace(cover, need=wanted, lowest=np.zeros_like(wanted))
    priced = rules.replace(**free)
    model = shift_model(kinds, elastic, np.zeros(grid.around), priced, grid)
    solved = solve_near(model.problem, solver, time_limit=time_limit, gap=CLOSE)
    if solved.values is None:
        return Problem("shifts", f"{NONE}When people are missing was not found in time. {MEND}")
    missing = [
        round(solved.values[f"under_{grid.name(t)}"]) if wanted[t] else 0
        for t in range(grid.planned)
    ]
    worst = int(np.argmax(missing))
    hours = sum(missing) * grid.slot / 3600
    return Problem(
        grid.clock(worst),
        f"expected {wanted[worst]} on position, got {wanted[worst] - missing[worst]} in the plan "
        f"that misses least: {missing[worst]} too few there, {hours:g} hours of one person in all. "
        f"{MEND}",
    )
