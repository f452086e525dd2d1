"""What a solver calls a solution has to be one: looked at value by value, row by row."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pulp

TOLERANCE = 1e-5
"""How far off a value or a row may be, against its own size; solvers promise 1e-6."""


def nonsense_in(
    problem: Any, columns: Sequence[Any], values: Mapping[str, float | None], mip: bool
) -> str:
    """What is wrong with a solution, in a sentence; empty when nothing is.

    Parameters
    ----------
    problem
        The PuLP problem that was solved.
    columns
        Its variables.
    values
        Value of each variable by name.
    mip
        Whether whole numbers were asked for.
    """
    for variable in columns:
        value = values.get(variable.name)
        if value is None or not math.isfinite(value):
            return f"{variable.name}: expected a number, got {value}."
        near = TOLERANCE * max(1.0, abs(value))
        low, high = variable.lowBound, variable.upBound
        if (low is not None and value < low - near) or (high is not None and value > high + near):
            return f"{variable.name}: expected within [{low}, {high}], got {value:g}."
        if mip and variable.cat == pulp.LpInteger and abs(value - round(value)) > near:
            return f"{variable.name}: expected a whole number, got {value:g}."
    for name, row in problem.constraints.items():
        terms = [c * _number(values, v.name) for v, c in row.items()]
        side = -row.constant
        off, near = sum(terms) - side, TOLERANCE * max(1.0, abs(side), *map(abs, terms))
        if (
            (row.sense == pulp.LpConstraintEQ and abs(off) > near)
            or (row.sense == pulp.LpConstraintGE and off < -near)
            or (row.sense == pulp.LpConstraintLE and off > near)
        ):
            sign = pulp.LpConstraintSenses[row.sense]
            return f"{name}: expected {sign} {side:g}, got {off + side:g}."
    return ""


def _number(values: Mapping[str, float | None], name: str) -> float:
    value = values[name]
    assert value is not None
    return value
