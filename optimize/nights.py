"""Weeks around the clock: who works through a cut of each day is found first, then each day."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pulp

from optimize.highs import Told
from optimize.near_values import near_values
from optimize.parts import TOLERANCE, Seen
from optimize.solved import Solved, relative_gap
from optimize.solver import solve

SHARE = 1 / 3
"""Share of the gap that finding who works through the cuts may use up."""
TIME = 1 / 4
"""Share of the time that it may take: most of a plan's cost is in the days."""
SolveRest = Callable[[Any, float], Solved]
"""Solves what is left, in so many seconds."""


def solve_cut(
    problem: Any,
    solver: str,
    across: Collection[str],
    joint: Collection[str],
    relaxed: Solved,
    rest: SolveRest,
    *,
    time_limit: float,
    gap: float,
    seen: Seen,
    progress: Told | None = None,
) -> Solved:
    """Solve for the columns across the cuts with all others broken, then for the others.

    Relax and fix (Pochet & Wolsey 2006, "Production planning by mixed integer programming", ch. 3)
    in two steps: once what runs over a cut is whole and fixed, the days on both sides have nothing
    in common. What was found for a requirement a little different is kept where it still does, so
    that a day of which nothing has changed is the same problem as before.

    Parameters
    ----------
    problem
        The problem, to be minimised; left as it was.
    solver, progress
        As for `optimize.solver.solve`.
    across
        Names of the columns without which it falls into parts.
    joint
        Names of rows, at most 0 each, that hold for the whole once they hold in each part: what is
        across is one.
    relaxed
        The relaxation; what is across is kept within one of its values.
    rest
        Solves the problem of the other columns.
    time_limit
        Most seconds for both.
    gap
        Relative gap that is good enough for the whole.
    seen
        Where what is found across is kept.

    Returns
    -------
    Solved
        Its bound is not one of the problem.
    """
    begun = time.monotonic()
    key = ("across", *across)
    before = seen.get(key)
    others = None if before is None else _reduced(problem, _fixed(before, across))
    loss = math.inf
    if others is not None:
        again = solve(others, solver, time_limit=time_limit, mip=False, progress=progress)
        loss = relative_gap(again.objective, relaxed.objective) if again.found else math.inf
    if loss > SHARE * gap:
        assert relaxed.values is not None
        with (
            _whole_only(problem, across),
            near_values(problem, relaxed.values),
            _joint_across(problem, across, joint),
        ):
            cut = solve(
                problem, solver, time_limit=TIME * time_limit, gap=SHARE * gap, progress=progress
            )
        if cut.termination == "interrupted" or (cut.values is None and math.isinf(loss)):
            return replace(cut, status="nothing_found", values=None)
        if cut.values is not None:
            seen[key] = cut
            others = _reduced(problem, _fixed(cut, across))
    assert others is not None
    found = rest(others, time_limit - (time.monotonic() - begun))
    made = replace(found, bound=-math.inf, seconds=time.monotonic() - begun)
    if found.values is None:
        return made
    return replace(made, values=dict(found.values) | _fixed(seen[key], across))


def _fixed(cut: Solved, across: Collection[str]) -> dict[str, float]:
    assert cut.values is not None
    return {name: float(round(cut.values[name])) for name in across}


@contextmanager
def _whole_only(problem: Any, across: Collection[str]) -> Iterator[None]:
    """The problem with whole numbers for these columns alone."""
    kept = [(v, v.cat) for v in problem.variables()]
    try:
        for variable, _ in kept:
            whole = variable.name in across
            variable.cat = pulp.LpInteger if whole else pulp.LpContinuous
        yield
    finally:
        for variable, cat in kept:
            variable.cat = cat


@contextmanager
def _joint_across(problem: Any, across: Collection[str], joint: Collection[str]) -> Iterator[None]:
    """The problem in which these columns keep the joint rows by themselves."""
    added = []
    try:
        for name in joint:
            terms = [(v, f) for v, f in problem.constraints[name].items() if v.name in across]
            if terms:
                added.append(f"across_{name}")
                left, sense = pulp.LpAffineExpression(terms), problem.constraints[name].sense
                problem.addConstraint(pulp.LpConstraint(left, sense, added[-1], 0.0))
        yield
    finally:
        for name in added:
            del problem.constraints[name]


def _reduced(problem: Any, fixed: Mapping[str, float]) -> Any:
    """The problem of the other columns; None where a row has none and does not hold."""
    made = pulp.LpProblem(problem.name, problem.sense)
    free, constant = _without(problem.objective, fixed)
    made.setObjective(pulp.LpAffineExpression(free, problem.objective.constant + constant))
    made.addVariables([v for v in problem.variables() if v.name not in fixed])
    for name, row in problem.constraints.items():
        free, constant = _without(row, fixed)
        constant += row.constant
        if free:
            left = pulp.LpAffineExpression(free, constant)
            made.addConstraint(pulp.LpConstraint(left, row.sense, name, 0.0))
        elif _broken(constant, row.sense):
            return None
    return made


def _without(
    terms: Mapping[Any, float], fixed: Mapping[str, float]
) -> tuple[list[tuple[Any, float]], float]:
    """Terms of the other columns, and what those that are fixed come to."""
    free = [(v, factor) for v, factor in terms.items() if v.name not in fixed]
    held = math.fsum(f * fixed[v.name] for v, f in terms.items() if v.name in fixed)
    return free, held


def _broken(left: float, sense: int) -> bool:
    """Whether a row against 0 does not hold."""
    if sense == pulp.LpConstraintLE:
        return left > TOLERANCE
    if sense == pulp.LpConstraintGE:
        return left < -TOLERANCE
    return abs(left) > TOLERANCE
