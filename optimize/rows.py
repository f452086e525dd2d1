"""Rows of a model with their names, before PuLP has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import pulp

Terms = list[tuple[Any, float]]
"""Variables with their factors."""
Sense = Literal["<=", "==", ">="]
_SENSES = {"<=": pulp.LpConstraintLE, "==": pulp.LpConstraintEQ, ">=": pulp.LpConstraintGE}


@dataclass(frozen=True, slots=True)
class Row:
    """Terms against a number; the name says what the row is for."""

    name: str
    terms: Terms
    sense: Sense
    side: float = 0.0
    joint: bool = False
    """A row over all days, at most 0, that holds for them together once it holds on each."""


def add_rows(problem: Any, rows: Iterable[Row]) -> None:
    """Put rows into a PuLP problem; those without terms say nothing."""
    for row in rows:
        if row.terms:
            left = pulp.LpAffineExpression(row.terms)
            problem.addConstraint(pulp.LpConstraint(left, _SENSES[row.sense], row.name, row.side))


def negative(terms: Terms) -> Terms:
    """The terms with the other sign."""
    return [(variable, -factor) for variable, factor in terms]


def column(name: str, least: float = 0.0, most: float | None = None, *, whole: bool = True) -> Any:
    """A variable, whole unless said otherwise."""
    return pulp.LpVariable(name, least, most, pulp.LpInteger if whole else pulp.LpContinuous)
