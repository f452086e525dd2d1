"""Weeks around the clock: found night by night and day by day, near what the whole would cost."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pulp
import pytest

from optimize import near_relaxation, nights
from optimize.cover import cover_of
from optimize.need import Need
from optimize.nights import solve_cut
from optimize.parts import Seen, parts_of
from optimize.shift_model import ShiftModel, shift_model
from optimize.shift_pay import pay_by_slot
from optimize.shift_templates import kinds_of
from optimize.shifts import plan_shifts
from optimize.slot_grid import grid_of
from optimize.solver import solve
from scenarios.shifts import Break, ShiftRules
from tests.optimize.day_of_shifts import kind, pause, rules

DAYS = 4


def need(seed: int = 1) -> Need:
    """People at all hours, the fewest in the early morning."""
    clock = np.arange(24)
    usual = 2 + 6 * np.exp(-(((clock - 11) / 4.0) ** 2)) + 2 * (clock > 15) * (clock < 22)
    required = np.random.default_rng(seed).poisson(usual, (DAYS, 24)) + 1
    required[:, 4] = 1
    return Need(required)


def shifts(share: float | None = 0.5, **more: Break) -> ShiftRules:
    """Eight hours with lunch and more breaks, and four for some, from every hour."""
    breaks = {**more, "lunch": pause(3, 6, paid=False)}
    full = kind(0, 23, length=8, breaks=breaks)
    return rules(full=full, short=kind(0, 23, share_at_most=share))


def model_of(day: Need, given: ShiftRules) -> ShiftModel:
    grid = grid_of(day.interval, len(day.required), 0, True, given)
    kinds, cover = kinds_of(given, grid), cover_of(day, given, math.inf, grid)
    return shift_model(kinds, cover, pay_by_slot(given, grid), given, grid)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_relaxation, "LARGE", 0)


@pytest.mark.parametrize("seed", range(3))
def test_without_what_runs_over_the_cuts_days_have_nothing_in_common(seed: int) -> None:
    model = model_of(need(seed), shifts(first=pause(1, 3)))
    assert len(parts_of(model.problem, model.joint)) == 1
    hold = set(model.across)
    rest = pulp.LpProblem()
    rest.addVariables([v for v in model.problem.variables() if v.name not in hold])
    for name, row in model.problem.constraints.items():
        left = [(v, factor) for v, factor in row.items() if v.name not in hold]
        rest.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression(left), row.sense, name, 0.0))
    assert len(parts_of(rest, model.joint)) == DAYS


@pytest.mark.parametrize("seed", range(2))
def test_the_plan_covers_the_week_and_costs_what_the_whole_would(
    seed: int, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All rows hold; its cost lies within the gap of the days above a bound of the whole."""
    asked = need(seed)
    cut: list[Any] = []

    def kept(problem: Any, *args: Any, **given: Any) -> Any:
        cut.append(solve_cut(problem, *args, **given))
        assert cut[-1].found
        left = {name: row.value() for name, row in _at(problem, cut[-1].values).items()}
        for name, row in problem.constraints.items():
            assert row.sense * left[name] >= -1e-6 if row.sense else abs(left[name]) < 1e-6
        return cut[-1]

    monkeypatch.setattr(near_relaxation, "solve_cut", kept)
    plan = plan_shifts(asked, shifts(), gap=0.02)
    assert len(cut) == 1
    whole = solve(model_of(asked, shifts()).problem, "HiGHS", time_limit=60.0, gap=0.02)
    assert whole.bound - 1e-6 <= cut[0].objective <= whole.bound / (1 - 0.04)
    assert (plan.staffed >= asked.required).all()


def _at(problem: Any, values: dict[str, float]) -> Any:
    for v in problem.variables():
        v.varValue = values[v.name]
    return problem.constraints


def test_a_day_of_which_nothing_has_changed_is_not_solved_again(
    large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More people required at a noon leave the nights and the other days as they were."""
    asked: list[int] = []

    def counted(problem: Any, *args: Any, **given: Any) -> Any:
        if given.get("mip", True):
            asked.append(len(problem.variables()))
        return solve(problem, *args, **given)

    monkeypatch.setattr(near_relaxation, "solve", counted)
    monkeypatch.setattr(nights, "solve", counted)
    seen: Seen = {}
    first = plan_shifts(need(), shifts(None), gap=0.05, seen=seen)
    once = list(asked)
    assert len(once) == 1 + DAYS
    required = need().required.copy()
    required[1, 12] += 1
    asked.clear()
    more = plan_shifts(Need(required), shifts(None), gap=0.05, seen=seen)
    assert len(asked) == 1
    assert asked[0] < min(once[:1])
    assert more.cost >= first.cost - 1e-9


def test_nights_that_no_longer_do_are_found_anew(large: None) -> None:
    seen: Seen = {}
    plan_shifts(need(), shifts(), gap=0.05, seen=seen)
    required = need().required + 3  # at the cuts too
    plan = plan_shifts(Need(required), shifts(), gap=0.05, seen=seen)
    assert (plan.staffed >= required).all()
