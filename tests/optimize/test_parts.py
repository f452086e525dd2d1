"""What nothing couples is solved apart, at the cost of the whole, and once."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pulp
import pytest

from optimize import near_relaxation
from optimize.near_relaxation import solve_near
from optimize.need import Need
from optimize.parts import Seen, parts_of, solve_apart
from optimize.shift_plan import ShiftPlan
from optimize.shifts import plan_shifts
from optimize.solved import Solved
from optimize.solver import solve
from scenarios.shifts import ShiftRules
from tests.optimize.day_of_shifts import kind, pause, rules

DAYS = 3


def week(seed: int = 1) -> Need:
    """Days of a need of their own from 8 to 16 o'clock."""
    required = np.zeros((DAYS, 24), dtype=np.int64)
    required[:, 8:16] = np.random.default_rng(seed).integers(1, 7, (DAYS, 8))
    return Need(required)


def shifts(share: float | None = 0.5) -> ShiftRules:
    """Whole days, and halves for some."""
    return rules(
        full=kind(8, length=8, breaks={"lunch": pause(3, 6, paid=False)}),
        short=kind(8, 12, share_at_most=share),
    )


def at_night(day: Need) -> Need:
    required = day.required.copy()
    required[:, 23] = 1
    return Need(required)


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Columns of each problem in whole numbers that is solved."""
    asked: list[tuple[str, ...]] = []

    def counted(problem: Any, *args: Any, **given: Any) -> Any:
        if given.get("mip", True):
            asked.append(tuple(v.name for v in problem.variables()))
        return solve(problem, *args, **given)

    monkeypatch.setattr(near_relaxation, "solve", counted)
    return asked


def short_share(plan: ShiftPlan) -> float:
    return sum(one.kind == "short" for one in plan.shifts) / len(plan.shifts)


def test_a_day_that_is_as_before_is_not_solved_for_again(solved: list[tuple[str, ...]]) -> None:
    seen: Seen = {}
    first = plan_shifts(week(), shifts(1.0), gap=0.0, seen=seen)
    assert len(solved) == DAYS
    assert len(set(itertools.chain(*solved))) == sum(map(len, solved))
    required = week().required.copy()
    required[1, 8:16] += 1
    solved.clear()
    more = plan_shifts(Need(required), shifts(1.0), gap=0.0, seen=seen)
    assert len(solved) == 1
    assert (more.staffed >= required).all()
    assert more.cost > first.cost
    solved.clear()
    assert plan_shifts(week(), shifts(1.0), gap=0.0, seen=seen).cost == first.cost
    assert not solved


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
@pytest.mark.parametrize("seed", range(4))
def test_parts_cost_what_the_whole_costs(
    seed: int, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = plan_shifts(week(seed), shifts(share), gap=0.0)
    monkeypatch.setattr(near_relaxation, "parts_of", lambda problem, _: [problem.variables()])
    whole = plan_shifts(week(seed), shifts(share), gap=0.0)
    assert (apart.status, whole.status) == ("optimal", "optimal")
    assert apart.cost == pytest.approx(whole.cost)
    assert short_share(apart) <= share
    assert (apart.staffed >= week(seed).required).all()


def test_a_shift_into_the_hours_of_the_next_day_couples_both(solved: list[tuple[str, ...]]) -> None:
    late = shifts(1.0).replace(kinds={**shifts(1.0).kinds, "late": kind(15, length=18)})
    plan_shifts(at_night(week()), late, gap=0.0)
    assert len(solved) == 1


def two(joint: str) -> Any:
    """Least cost of 3 in each of two parts, by a dear column or by a cheap one that is limited."""
    problem = pulp.LpProblem("two", pulp.LpMinimize)
    dear, cheap = ([pulp.LpVariable(f"{w}{k}", 0, 9, pulp.LpInteger) for k in "ab"] for w in "dc")
    problem.setObjective(pulp.lpSum(3 * d + c for d, c in zip(dear, cheap, strict=True)) + 10)
    for k, (d, c) in enumerate(zip(dear, cheap, strict=True)):
        problem.addConstraint(d + c >= 3, f"enough{k}")
    problem.addConstraint(pulp.lpSum(cheap) - 2 * pulp.lpSum(dear) <= 0, joint)
    return problem


def test_only_joint_rows_do_not_couple() -> None:
    names = [sorted(v.name for v in part) for part in parts_of(two("joint"), ["joint"])]
    assert sorted(names) == [["ca", "da"], ["cb", "db"]]
    assert len(parts_of(two("joint"), [])) == 1


@pytest.mark.parametrize("spare", [True, False])
def test_parts_without_a_joint_row_bound_the_whole_and_are_not_it(spare: bool) -> None:
    problem, asked = two("joint"), []
    values = {"da": 9.0 if spare else 1.0, "db": 1.0, "ca": 2.0, "cb": 2.0}
    relaxed = Solved("optimal", "proved", "HiGHS", 0.0, 12.0, 12.0, values)

    def by_itself(part: Any, seconds: float) -> Any:
        asked.append(sorted(part.constraints))
        return solve_near(part, "HiGHS", time_limit=seconds, gap=0.0)

    parts = parts_of(problem, ["joint"])
    found = solve_apart(
        problem, parts, ["joint"], relaxed, by_itself, time_limit=20.0, gap=0.0, seen={}
    )  # fmt: skip
    assert found.solved is not None
    assert found.solved.values == {"da": 1, "ca": 2, "db": 1, "cb": 2}
    # Each part pays 3 + 2, and 3 where nothing limits the cheap one: then it bounds the whole.
    assert found.solved.objective == pytest.approx(20)
    assert found.bound == pytest.approx(16 if spare else 12)
    assert len(asked) == (4 if spare else 2)


def test_a_constant_cost_is_kept() -> None:
    found = solve_near(two("joint"), "HiGHS", time_limit=20, gap=0.0, joint=["joint"])
    assert (found.status, found.objective, found.bound) == ("optimal", 20, 20)
