"""Parts of a problem that hardly anything couples, such as the days of a week: each by itself."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pulp

from optimize.solved import Solved, relative_gap

Seen = dict[Hashable, Solved]
"""Answers to parts, by what was asked: of a week of which one day has changed one is new."""
SolvePart = Callable[[Any, float], Solved]
"""Solves a problem in so many seconds."""
TOLERANCE = 1e-6
"""How far a row may be passed by numbers that are whole."""


@dataclass(frozen=True, slots=True)
class Together:
    """What the parts are as a whole."""

    solved: Solved | None
    """All parts as one solution of the whole problem; None where one has none, or they break a row
    that couples them. It says that it was interrupted if one of them was."""
    bound: float
    """No solution of the whole problem costs less."""


def parts_of(problem: Any, joint: Collection[str]) -> list[list[Any]]:
    """Columns that hang together by rows other than the joint ones, in the order of the problem."""
    columns = problem.variables()
    above = list(range(len(columns)))
    at = {variable: k for k, variable in enumerate(columns)}

    def top(k: int) -> int:
        while above[k] != k:
            above[k] = above[above[k]]
            k = above[k]
        return k

    for name, row in problem.constraints.items():
        if row and name not in joint:
            first, *others = (at[variable] for variable in row)
            for other in others:
                above[top(other)] = top(first)
    found: dict[int, list[Any]] = {}
    for k, variable in enumerate(columns):
        found.setdefault(top(k), []).append(variable)
    return list(found.values())


def solve_apart(
    problem: Any,
    parts: list[list[Any]],
    joint: Collection[str],
    relaxed: Solved,
    solve: SolvePart,
    *,
    time_limit: float,
    gap: float,
    seen: Seen,
) -> Together:
    """Solve part by part.

    Each part keeps the joint rows by itself, so that their sum does. That may cost a little, which
    the bound of the relaxation tells. If it is more than the gap asked for, and the relaxation has
    something to spare in all joint rows, the parts are solved without them: they bound the whole
    then, and may be it.

    Parameters
    ----------
    problem
        The whole problem, to be minimised.
    parts
        Its parts, as of `parts_of`.
    joint
        Names of the rows between parts; each asks for at most 0.
    relaxed
        The relaxation of the whole problem.
    solve
        Solves one part.
    time_limit
        Most seconds for all.
    gap
        Relative gap that is good enough.
    seen
        Parts solved before, which are not solved again; new ones are added.
    """
    assert relaxed.values is not None
    end, bound = time.monotonic() + time_limit, relaxed.objective
    constant = float(problem.objective.constant)
    best: Solved | None = None
    spared = all(_left(problem, name, relaxed.values) < -TOLERANCE for name in joint)
    for kept in dict.fromkeys((tuple(joint), ()) if spared else (tuple(joint),)):
        found = _each(_problems(problem, parts, joint, kept), solve, end, seen)
        if found and found[-1].termination == "interrupted":
            # Some parts without the others are no solution.
            stopped = best or found[-1].without_values()
            return Together(replace(stopped, termination="interrupted"), bound)
        if len(found) < len(parts):
            continue
        if not kept:
            bound = max(bound, math.fsum([constant, *(one.bound for one in found)]))
        one = _joined(found, constant)
        assert one.values is not None
        if all(_left(problem, name, one.values) <= TOLERANCE for name in joint) and (
            best is None or one.objective < best.objective
        ):
            best = one
        if best is not None and relative_gap(best.objective, bound) <= gap:
            break
    return Together(best, bound)


def _each(problems: list[Any], solve: SolvePart, end: float, seen: Seen) -> list[Solved]:
    """Answers to one part after the other, as far as they have one."""
    found: list[Solved] = []
    for k, part in enumerate(problems):
        asked = _what(part)
        if asked in seen:
            found.append(seen[asked])
            continue
        # One that takes longer than the others may have some of their time, unless they all do.
        late = any(one.termination == "time_limit" for one in found)
        share = 1 / (len(problems) - k) if late else 2 / (len(problems) - k + 1)
        one = solve(part, share * max(0.0, end - time.monotonic()))
        if one.found and one.termination in ("proved", "gap"):
            # What time was too short for may have more of it the next time.
            seen[asked] = one
        if one.found or one.termination == "interrupted":
            found.append(one)
        if not one.found or one.termination == "interrupted":
            break
    return found


def _problems(
    problem: Any, parts: list[list[Any]], joint: Collection[str], kept: Collection[str]
) -> list[Any]:
    """A problem for each part, with what is in it of the joint rows that are kept."""
    of = {variable: k for k, columns in enumerate(parts) for variable in columns}
    found = []
    for columns in parts:
        costs = [(v, problem.objective[v]) for v in columns if v in problem.objective]
        part = pulp.LpProblem(problem.name, problem.sense)
        part.setObjective(pulp.LpAffineExpression(costs))
        part.addVariables(columns)
        found.append(part)
    for name, row in problem.constraints.items():
        if not row or (name in joint and name not in kept):
            continue
        if name not in joint:
            found[of[next(iter(row))]].addConstraint(row)
            continue
        terms: dict[int, list[tuple[Any, float]]] = {}
        for variable, factor in row.items():
            terms.setdefault(of[variable], []).append((variable, factor))
        for k, own in terms.items():
            left = pulp.LpAffineExpression(own)
            found[k].addConstraint(pulp.LpConstraint(left, row.sense, name, 0.0))
    return found


def _what(part: Any) -> Hashable:
    """All that a problem says."""
    return (
        tuple((v.name, v.lowBound, v.upBound, v.cat) for v in part.variables()),
        tuple((v.name, factor) for v, factor in part.objective.items()),
        tuple(
            (name, row.sense, row.constant, *((v.name, factor) for v, factor in row.items()))
            for name, row in part.constraints.items()
        ),
    )


def _joined(found: list[Solved], constant: float) -> Solved:
    """Answers to all parts as one."""
    values: dict[str, float] = {}
    for one in found:
        assert one.values is not None
        values |= one.values
    ended = {one.termination for one in found} - {"proved", "gap"}
    proved = all(one.status == "optimal" for one in found)
    return Solved(
        "optimal" if proved else "feasible",
        min(ended, default="proved" if proved else "gap"),
        found[0].solver,
        sum(one.seconds for one in found),
        math.fsum([constant, *(one.objective for one in found)]),
        math.fsum([constant, *(one.bound for one in found)]),
        values,
    )


def _left(problem: Any, name: str, values: Mapping[str, float]) -> float:
    """The left side of a row."""
    return math.fsum(factor * values[v.name] for v, factor in problem.constraints[name].items())
