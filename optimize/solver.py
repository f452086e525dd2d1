"""One call of a solver: nothing is read before its status, and nothing believed unlooked-at."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from typing import Any

import pulp

from optimize.highs import Highs, Told, bound_of, has_solution
from optimize.nonsense import nonsense_in
from optimize.solved import Solved, Status, Termination, relative_gap

EXACT = 1e-9
"""Relative gap below which nothing is left to be proved."""


def solve(
    problem: Any,
    solver: str,
    *,
    time_limit: float,
    gap: float = 0.0,
    mip: bool = True,
    start: Mapping[str, float] | None = None,
    progress: Told | None = None,
    nodes: int | None = None,
) -> Solved:
    """Solve a PuLP problem (to be minimised) and say how it went.

    Parameters
    ----------
    problem
        The problem; the values its variables are left with are not to be read.
    solver
        PuLP's name of an installed solver.
    time_limit
        Most seconds.
    gap
        Relative gap that is good enough.
    mip
        False for its relaxation, in which whole numbers may be broken.
    start
        A solution to begin with, by variable; only HiGHS takes it.
    progress
        Told (seconds over, time limit); whoever listens has Ctrl-C answered with an answer, whose
        termination is ``interrupted`` even where it came too late to change it.
    nodes
        Most nodes of the search, so that the answer does not hang on the clock; only HiGHS counts
        them.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C, where nobody listens to the progress.
    """
    engine = _engine(solver, time_limit, gap, mip, start, progress, nodes)
    begun = time.monotonic()
    # Asked once: PuLP goes through all rows each time.
    columns = problem.variables()
    for variable in columns:
        variable.varValue = None
    try:
        problem.solve(engine)
    except (pulp.PulpSolverError, OSError) as error:
        why = f"{solver} ended without an answer: {error}"
        return Solved("failed", "killed", solver, time.monotonic() - begun, why=why)
    except (IndexError, KeyError, ValueError):
        # PuLP stumbles so over a file that is no solution.
        why = f"{solver} wrote what cannot be read as a solution."
        return Solved("failed", "nonsense", solver, time.monotonic() - begun, why=why)
    except KeyboardInterrupt:
        if progress is None:
            raise
        return Solved("nothing_found", "interrupted", solver, time.monotonic() - begun)
    return _read(problem, columns, engine, solver, time.monotonic() - begun, time_limit, gap, mip)


def _engine(
    solver: str,
    time_limit: float,
    gap: float,
    mip: bool,
    start: Mapping[str, float] | None,
    progress: Told | None,
    nodes: int | None = None,
) -> Any:
    options: dict[str, Any] = {"mip": mip, "timeLimit": max(time_limit, 0.0)}
    if solver == "HiGHS":
        if not mip:
            # Three times as fast as the simplex on a week of quarter-hours.
            options["solver"] = "ipm"
        if nodes is not None:
            options["mip_max_nodes"] = nodes
        return Highs(start=start, progress=progress, gapRel=gap, threads=1, **options)
    if solver == "PULP_CBC_CMD":
        options |= {"threads": 1}
    return pulp.getSolver(solver, msg=False, gapRel=gap, **options)


def _read(
    problem: Any,
    columns: Sequence[Any],
    engine: Any,
    solver: str,
    seconds: float,
    limit: float,
    gap: float,
    mip: bool,
) -> Solved:
    """The answer in our words."""
    if problem.sol_status == pulp.LpSolutionInfeasible:
        return Solved("infeasible", "proved", solver, seconds)
    if problem.sol_status == pulp.LpSolutionUnbounded:
        why = f"{solver} says that cost has no least."
        return Solved("failed", "unbounded", solver, seconds, why=why)
    claimed = problem.sol_status in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)
    ours = isinstance(engine, Highs)
    ended: Termination = "time_limit" if seconds >= 0.95 * limit else "stopped"
    stopped = ours and engine.interrupted
    if stopped:
        ended = "interrupted"
    bound = bound_of(problem) if ours and mip else -math.inf
    if not claimed or (ours and not has_solution(problem)):
        return Solved("nothing_found", ended, solver, seconds, bound=bound)
    values = {variable.name: variable.varValue for variable in columns}
    if why := nonsense_in(problem, columns, values, mip):
        return Solved("failed", "nonsense", solver, seconds, why=f"{solver} gave {why}")
    clean = _clean(columns, values, mip)
    objective = _cost(problem, clean)
    done = problem.sol_status == pulp.LpSolutionOptimal
    if done and not ours:
        # Others do not tell PuLP their bound: done means within the gap asked for.
        bound = objective - gap * abs(objective)
    if done and not (mip and problem.isMIP()):
        # HiGHS tells of no bound where nothing has to be whole.
        bound = objective
    if bound > objective + 1e-6 * max(1.0, abs(objective)):
        why = f"{solver} gave a bound of {bound:g} above its own solution of {objective:g}."
        return Solved("failed", "nonsense", solver, seconds, why=why)
    left = relative_gap(objective, bound)
    status: Status = "optimal" if left <= EXACT else "feasible"
    if not stopped and (status == "optimal" or done):
        ended = "proved" if status == "optimal" else "gap"
    return Solved(status, ended, solver, seconds, objective, min(bound, objective), clean)


def _clean(
    columns: Sequence[Any], values: Mapping[str, float | None], mip: bool
) -> dict[str, float]:
    """Values with whole numbers whole."""
    found: dict[str, float] = {}
    for variable in columns:
        value = values[variable.name] or 0.0
        is_whole = mip and variable.cat == pulp.LpInteger
        found[variable.name] = float(round(value)) if is_whole else float(value)
    return found


def _cost(problem: Any, values: Mapping[str, float]) -> float:
    """What the objective says of these values."""
    terms = [factor * values[variable.name] for variable, factor in problem.objective.items()]
    return math.fsum(terms) + float(problem.objective.constant)
