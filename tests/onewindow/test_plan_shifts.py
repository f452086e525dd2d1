"""Shifts from Python, with what the package itself offers."""

from __future__ import annotations

import pytest

import onewindow as ow


def test_a_day_of_hours_and_two_kinds_of_shifts() -> None:
    rules = ow.ShiftRules.model_validate(
        {
            "kinds": {
                "early": {"first_start": "06:00", "last_start": "08:00", "lengths": ["8 h"]},
                "short": {"first_start": "08:00", "last_start": "18:00", "lengths": ["4 h"]},
            }
        }
    )
    required = [[0] * 8 + [2] * 4 + [1] * 4 + [0] * 8]
    plan = ow.plan_shifts(required, rules)
    # One from 8 to 16 and one from 8 to 12; or three short ones: 12 h either way.
    assert (plan.cost, plan.status, plan.under.sum()) == (12, "optimal", 0)
    with pytest.raises(ow.InfeasibleError, match="mon 05:00-06:00: expected a shift that covers"):
        ow.plan_shifts([[0] * 5 + [1] + [0] * 18], rules)
    with pytest.raises(ow.SolverError, match="expected one of"):
        ow.plan_shifts(required, rules, solver="abacus")
    with pytest.raises(ow.DataError, match="expected whole days of equal intervals"):
        ow.plan_shifts([[0] * 7], rules)
