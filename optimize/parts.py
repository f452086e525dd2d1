"""Parts of a problem that hardly anything couples, such as the days of a week: each by itself."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pulp

from optimize.solved import Solved

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
    """No solution of the whole problem costs less; minus infinite where the parts cannot tell."""


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
    relaxed: Mapping[str, float],
    solve: SolvePart,
    *,
    time_limit: float,
    seen: Seen,
) -> Together:
    """Solve part by part.

    A joint row that the relaxation keeps with something to spare is left out: the parts bound the
    whole then. Where it matters, each part keeps it by itself, so that their sum does. That may
    cost a little, which the bound of the relaxation tells.

    Parameters
    ----------
    problem
        The whole problem, to be minimised.
    parts
        Its parts, as of `parts_of`.
    joint
        Names of the rows between parts; each asks for at most 0.
    relaxed
        Values of the relaxation of the whole problem.
    solve
        Solves one part.
    time_limit
        Most seconds for all.
    seen
        Parts solved before, which are not solved again; new ones are added.
    """
    end, bound = time.monotonic() + time_limit, -math.inf
    constant = float(problem.objective.constant)
    tight = tuple(name for name in joint if _left(problem, name, relaxed) > -TOLERANCE)
    for kept in dict.fromkeys((tight, tuple(joint))):
        rows, found = _rows_of(problem, parts, joint, kept), list[Solved]()
        for k, columns in enumerate(parts):
            part = _part(problem, columns, rows[k])
            asked = _what(part)
            if asked not in seen:
                # One that takes longer than the others may have some of their time.
                share = 2 / (len(parts) - k + 1)
                one = solve(part, share * max(0.0, end - time.monotonic()))
                if one.termination == "interrupted":
                    return Together(_of_some(one), bound)
                if not one.found:
                    return Together(None, bound)
                seen[asked] = one
            found.append(seen[asked])
        if not kept:
            bound = math.fsum([constant, *(one.bound for one in found)])
        joined = _joined(found, constant)
        assert joined.values is not None
        if all(_left(problem, name, joined.values) <= TOLERANCE for name in joint):
            return Together(joined, bound)
    return Together(None, bound)


def _of_some(stopped: Solved) -> Solved:
    """Some parts without the others are no solution."""
    return replace(
        stopped, status="nothing_found", objective=math.nan, bound=-math.inf, values=None
    )


def _rows_of(
    problem: Any, parts: list[list[Any]], joint: Collection[str], kept: Collection[str]
) -> list[list[Any]]:
    """Rows of each part; of the joint ones that are kept, what is in it."""
    of = {variable: k for k, columns in enumerate(parts) for variable in columns}
    rows: list[list[Any]] = [[] for _ in parts]
    for name, row in problem.constraints.items():
        if not row or (name in joint and name not in kept):
            continue
        if name not in joint:
            rows[of[next(iter(row))]].append(row)
            continue
        terms: dict[int, list[tuple[Any, float]]] = {}
        for variable, factor in row.items():
            terms.setdefault(of[variable], []).append((variable, factor))
        for k, own in terms.items():
            left = pulp.LpAffineExpression(own)
            rows[k].append(pulp.LpConstraint(left, row.sense, name, 0.0))
    return rows


def _part(problem: Any, columns: list[Any], rows: list[Any]) -> Any:
    """The problem of some columns."""
    part = pulp.LpProblem(problem.name, problem.sense)
    costs = [(v, problem.objective[v]) for v in columns if v in problem.objective]
    part.setObjective(pulp.LpAffineExpression(costs))
    part.addVariables(columns)
    for row in rows:
        part.addConstraint(row)
    return part


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
