"""Shifts of least cost that cover a requirement, with a proven bound."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from optimize.break_assignment import planned_shifts
from optimize.cover import Cover, cover_of
from optimize.highs import Told
from optimize.least_missing import least_missing
from optimize.least_outside import least_outside
from optimize.near_relaxation import solve_near
from optimize.need import Ints, Need
from optimize.parts import Seen
from optimize.shift_model import shift_model
from optimize.shift_pay import pay_by_slot
from optimize.shift_plan import PlannedShift, ShiftPlan
from optimize.shift_refusals import refusals
from optimize.shift_templates import kinds_of
from optimize.slot_grid import SlotGrid, grid_of
from optimize.solved import Solved
from optimize.solver_names import solver_named
from optimize.tour_assignment import with_persons
from scenarios.errors import InfeasibleError, Interrupted, SolverError
from scenarios.shifts import ShiftRules

GAP = 0.002
"""Relative gap that is good enough: a fifth of a percent of the cost."""
ON_TIES = 0.25
"""Share of the time limit that may be spent after it on choosing among plans of equal cost."""


def plan_shifts(
    need: Need | ArrayLike,
    rules: ShiftRules,
    *,
    seats: float = math.inf,
    solver: str | None = None,
    time_limit: float = 60.0,
    gap: float = GAP,
    progress: Told | None = None,
    seen: Seen | None = None,
) -> ShiftPlan:
    """Plan shifts that cover a requirement at least cost.

    Cost is paid hours at their rates, people missing and people too many at their prices, and
    a price for each different shift; see `ShiftRules`. Of plans that cost the same it is one with
    little time at which nobody is required.

    Parameters
    ----------
    need
        People required on position; numbers of shape (days, intervals a day) stand for days from a
        Monday on that repeat.
    rules
        What shifts there may be, what they cost, what has to hold for all.
    seats
        Most people on position at once.
    solver
        A solver that PuLP knows: ``highs``, ``cbc``, or any name of ``pulp.listSolvers()``; HiGHS
        when left out, or CBC where HiGHS is missing.
    time_limit
        Most seconds of search; choosing among plans of equal cost may take a quarter more.
    gap
        Relative gap between cost and bound at which the search ends; 0 proves the optimum.
    progress
        Told (seconds over, time limit). Where it is given, Ctrl-C ends the search with the best
        plan so far, whose ``termination`` is ``interrupted``.
    seen
        Days that have been planned already, to which those of this plan are added: where nothing
        couples them, a day of which nothing has changed is not solved for again.

    Raises
    ------
    InfeasibleError
        No plan keeps the rules; the text says when, how many are missing and what would mend it.
    SolverError
        The solver is missing, failed, or found nothing in its time.
    Interrupted
        Ctrl-C came before there was a plan.
    ModelError
        The rules do not go with the requirement.
    """
    name = solver_named(solver)
    need = need if isinstance(need, Need) else Need(np.asarray(need))
    days = need.required.shape[0]
    grid = grid_of(need.interval, days, need.first_weekday, need.before is None, rules)
    kinds, cover = kinds_of(rules, grid), cover_of(need, rules, seats, grid)
    if problems := refusals(kinds, cover, rules, grid):
        raise InfeasibleError(problems)
    model = shift_model(kinds, cover, pay_by_slot(rules, grid), rules, grid)
    solved = solve_near(
        model.problem, name, time_limit=time_limit, gap=gap, progress=progress,
        joint=model.joint, across=model.across, seen=seen,
    )  # fmt: skip
    if solved.status == "infeasible":
        raise InfeasibleError(least_missing(kinds, cover, rules, grid, name, time_limit))
    if solved.termination == "interrupted" and not solved.found:
        raise Interrupted("stopped before there was a plan to keep.")
    if solved.values is None:
        raise SolverError(_nothing(solved, time_limit))
    if solved.termination != "interrupted":
        solved = least_outside(
            model, solved, cover, grid, time_limit=ON_TIES * time_limit, progress=progress
        )
    assert solved.values is not None
    shifts = planned_shifts(kinds, model, solved.values, grid)
    if model.tours is not None:
        shifts = with_persons(shifts, model.tours, solved.values, grid)
    return _plan(shifts, solved, cover, grid)


def _nothing(solved: Solved, time_limit: float) -> str:
    """Why there is no plan, though nobody proved that there is none."""
    if solved.status == "failed":
        return f"solver: expected a plan, got none: {solved.why} Try again, or another solver."
    if solved.termination == "time_limit":
        return (
            f"solver: expected a plan within {time_limit:g} s, got none yet. Give it more time, or "
            "allow fewer starts and lengths of shifts, such as those within the opening hours."
        )
    return f"solver: expected a plan, got nothing from {solved.solver}. Try another solver."


def _plan(
    shifts: tuple[PlannedShift, ...], solved: Solved, cover: Cover, grid: SlotGrid
) -> ShiftPlan:
    assert solved.status in ("optimal", "feasible")
    shape = (grid.days, grid.per_day)
    return ShiftPlan(
        status="optimal" if solved.status == "optimal" else "feasible",
        termination=solved.termination,
        solver=solved.solver,
        seconds=solved.seconds,
        cost=solved.objective,
        bound=solved.bound,
        gap=solved.gap,
        shifts=shifts,
        interval=float(grid.slot),
        first_weekday=grid.first_weekday,
        required=cover.need.reshape(shape),
        staffed=(cover.before + on_position(shifts, grid)).reshape(shape),
    )


def on_position(shifts: tuple[PlannedShift, ...], grid: SlotGrid) -> Ints:
    """People on a shift and not on a break, counted shift by shift, shape (slots planned,)."""
    change = np.zeros(2 * grid.around + 1, dtype=np.int64)
    for shift in shifts:
        for begin, end, people in (
            (shift.start, shift.end, 1),
            *((pause.start, pause.end, -1) for pause in shift.breaks),
        ):
            change[round(begin / grid.slot)] += people
            change[round(end / grid.slot)] -= people
    there = np.cumsum(change[:-1])
    return (there[: grid.around] + there[grid.around :])[: grid.planned]
