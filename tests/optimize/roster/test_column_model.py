"""A master whose columns come one after the other costs what it does by hand."""

from __future__ import annotations

import pulp
import pytest

from optimize.roster.column_model import ColumnModel
from optimize.rows import Row, add_rows, column


def two_shares() -> ColumnModel:
    """One line to be filled; what is missing costs 10."""
    problem = pulp.LpProblem("shares", pulp.LpMinimize)
    missing = column("missing", whole=False)
    problem.setObjective(pulp.LpAffineExpression([(missing, 10.0)]))
    add_rows(problem, [Row("filled", [(missing, 1.0)], "==", 1.0)])
    return ColumnModel(problem)


def test_columns_wait_for_the_next_solve_and_the_cheaper_one_is_used() -> None:
    model = two_shares()
    assert model.solve()[0] == pytest.approx(10)
    model.add(7.0, [0], [1.0])
    model.add(4.0, [0], [1.0])
    cost, duals = model.solve()
    assert cost == pytest.approx(4)
    assert duals[0] == pytest.approx(4)
    assert model.shares().tolist() == pytest.approx([0.0, 1.0])


def test_a_column_is_taken_whole_and_nothing_of_those_it_stands_for() -> None:
    model = two_shares()
    model.add(7.0, [0], [1.0])
    model.add(4.0, [0], [1.0])
    model.solve()
    model.fix(0, [0, 1])
    assert model.solve()[0] == pytest.approx(7)
    assert model.shares().tolist() == pytest.approx([1.0, 0.0])
    model.add(1.0, [0], [1.0])
    assert model.solve()[0] == pytest.approx(7)
