"""Rows chosen at once from those near the relaxation: a small model in PuLP.

A roster that costs less than the best one has only rows whose reduced costs are below the distance
of the best one to the relaxation (Baldacci, Christofides and Mingozzi 2008: rows that price out
farther cannot be in it). Where few of the rows at hand are that near, all of them are given to the
solver; those not yet found may be missing, so what comes out proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimize.roster.rows import Choices
from optimize.roster.statement import Column, Statement
from optimize.solver import solve

MOST, NODES, SLOW = 4000, 200, 1e5
"""Most rows that are given to the solver, most nodes, and seconds that never pass: it ends by
its nodes, so that it ends alike on every machine."""


@dataclass(frozen=True, slots=True)
class Near:
    """The rows of a relaxation, and what each adds to its cost."""

    statement: Statement
    columns: tuple[Column, ...]
    reduced: npt.NDArray[np.float64]
    """Reduced cost of each."""
    cost: float
    """Of the relaxation."""

    def below(self, cost: float) -> list[Column]:
        """Rows that a choice that costs less can have."""
        within = self.reduced < cost - self.cost
        return [self.columns[k] for k in np.flatnonzero(within).tolist()]


def choose(near: Near, cost: float, told: Callable[[], None]) -> dict[int, Choices] | None:
    """The cheapest choice of rows that costs less, where there are few enough to try.

    Parameters
    ----------
    near
        The rows.
    cost
        What the choice has to be below.
    told
        Called now and then; whoever is told may answer by Ctrl-C.

    Returns
    -------
    dict or None
        A row for each unit; None where nothing cheaper was found.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C.
    """
    columns = near.below(cost)
    if not 0 < len(columns) <= MOST:
        return None
    # The clock of the solver says nothing of the search; whoever looks is only asked.
    solved = solve(
        near.statement.problem(columns), "HiGHS", time_limit=SLOW, nodes=NODES,
        progress=lambda _, __: told(),
    )  # fmt: skip
    if solved.termination == "interrupted":
        raise KeyboardInterrupt
    if solved.values is None or solved.objective >= cost:
        return None
    chosen = {
        unit: row for k, (unit, row, _) in enumerate(columns) if solved.values[f"row_{k}"] > 0.5
    }
    return chosen if len(chosen) == len(near.statement.units) else None
