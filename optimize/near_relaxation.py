"""Large plans in seconds: solve with broken people, then part by part or near that, then all."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from optimize.highs import Told
from optimize.near_values import near_values
from optimize.nights import SHARE as CUT
from optimize.nights import solve_cut
from optimize.parts import Seen, parts_of, solve_apart
from optimize.solved import Solved, Termination, relative_gap
from optimize.solver import EXACT, solve

LARGE = 2000
"""Columns from which the whole problem is not begun with."""
COARSE = 0.1
"""Gap from which no problem is begun with as a whole: a plan that good is mostly near."""
SHARE = 0.5
"""Share of the time that is left for the search near the relaxation."""


def solve_near(
    problem: Any,
    solver: str,
    *,
    time_limit: float,
    gap: float,
    progress: Told | None = None,
    joint: Collection[str] = (),
    across: Collection[str] = (),
    seen: Seen | None = None,
    near: bool = False,
) -> Solved:
    """Solve a problem whose numbers are mostly large, and say how good the answer is.

    The relaxation, in which people may be halved, is solved first: no plan costs less. What falls
    into parts that only joint rows couple is then solved part by part; what would without some
    columns gets these first, and then its parts (`solve_cut`). Of any other large problem,
    and of any where a coarse gap is good enough,
    numbers of people within one of the relaxation's values give a plan, mostly a tenth of a percent
    dearer. Only when the gap asked for is still not reached is the whole problem solved, from that
    plan on. The plan kept is always the cheapest seen (relaxation induced neighbourhoods: Danna,
    Rothberg & Le Pape 2005; here Berthold's RENS, 2014, one wider).

    Parameters
    ----------
    problem, solver, time_limit, gap, progress
        As for `optimize.solver.solve`.
    joint
        Names of rows, at most 0 each, that hold for the whole once they hold in each part.
    across
        Names of columns without which it falls into parts.
    seen
        Parts that have been solved already, to which new ones are added.
    near
        Whether small ones, too, are not begun with as a whole, however long that takes.
    """
    begun = time.monotonic()

    def left() -> float:
        return time_limit - (time.monotonic() - begun)

    def told(done: int, _: int) -> None:
        if progress is not None:
            progress(min(round(time.monotonic() - begun), round(time_limit)), round(time_limit))

    def of_part(part: Any, seconds: float) -> Solved:
        return solve_near(part, solver, time_limit=seconds, gap=gap, progress=told, near=near)

    def of_rest(rest: Any, seconds: float) -> Solved:
        return solve_near(
            rest,
            solver,
            time_limit=seconds,
            gap=(1 - CUT) * gap,
            progress=told,
            joint=joint,
            seen=seen,
            near=True,  # of a day whose ends are fixed the whole is slow to find any good plan
        )

    relaxed = solve(problem, solver, time_limit=time_limit, mip=False, progress=told)
    if relaxed.values is None:
        return relaxed
    if relaxed.termination == "interrupted":
        return relaxed.without_values()  # people may be halved in it
    bound, answers = relaxed.objective, list[Solved]()
    parts = parts_of(problem, joint)
    if len(parts) > 1:
        together = solve_apart(
            problem, parts, joint, relaxed, of_part, time_limit=left(), gap=gap,
            seen={} if seen is None else seen,
        )  # fmt: skip
        bound = together.bound
        if together.solved is not None:
            answers.append(together.solved)
    elif across and problem.numVariables() > LARGE:
        cut = solve_cut(
            problem, solver, across, joint, relaxed, of_rest, time_limit=left(), gap=gap,
            seen={} if seen is None else seen, progress=told,
        )  # fmt: skip
        if cut.found or cut.termination == "interrupted":
            answers.append(cut)
    if not answers and (near or problem.numVariables() > LARGE or gap >= COARSE):
        with near_values(problem, relaxed.values):
            seconds = left() if near else SHARE * left()
            one = solve(problem, solver, time_limit=seconds, gap=gap / 2, progress=told)
        if one.found or one.termination == "interrupted":
            answers.append(one)
    if not answers or _goes_on(answers[0], bound, gap):
        start = answers[0].values if answers else None
        answers.append(
            solve(problem, solver, time_limit=left(), gap=gap, start=start, progress=told)
        )
        bound = max(bound, answers[-1].bound)
    best = min((one for one in answers if one.found), key=_cost, default=answers[-1])
    return _judged(best, answers[-1], bound, gap, time.monotonic() - begun)


def _goes_on(near: Solved, bound: float, gap: float) -> bool:
    return near.termination != "interrupted" and relative_gap(near.objective, bound) > gap


def _cost(one: Solved) -> float:
    return one.objective


def _judged(best: Solved, last: Solved, bound: float, gap: float, seconds: float) -> Solved:
    """The best answer with the bound of the whole problem, and why nothing came after it."""
    if not best.found:
        return replace(best, seconds=seconds)
    bound = min(bound, best.objective)
    left = relative_gap(best.objective, bound)
    is_best = left <= EXACT
    ended: Termination = "proved" if is_best else "gap" if left <= gap else last.termination
    return replace(
        best,
        status="optimal" if is_best else "feasible",
        termination="interrupted" if last.termination == "interrupted" else ended,
        bound=best.objective if is_best else bound,
        seconds=seconds,
        why=last.why,
    )
