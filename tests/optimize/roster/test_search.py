"""The search does the same with the same seed, and goes on from what it is given."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.roster_hotline import hotline
from optimize.roster.audit import audit, roster_cost
from optimize.roster.master import Master
from optimize.roster.plan import plan_roster
from optimize.roster.search import Search, step_of
from scenarios.roster.rosters import CoverNeed, RosterCase, Wish

CASE = hotline(10)


def test_same_seed_and_parts_same_roster() -> None:
    one, two = (plan_roster(CASE, seed=5, iterations=4) for _ in range(2))
    assert one.roster == two.roster
    assert (one.bound, one.iterations) == (two.bound, two.iterations)
    assert not audit(CASE, one.roster)
    assert one.bound <= one.cost.total


def test_a_last_roster_is_never_made_worse() -> None:
    last = plan_roster(CASE, seed=1, iterations=2)
    plan = plan_roster(CASE, start=last.roster, seed=2, iterations=2)
    assert plan.cost.total <= last.cost.total


def test_pairs_are_kept_apart_and_together() -> None:
    names = list(CASE.people)
    case = CASE.replace(apart=((names[0], names[1]),), together=((names[2], names[3]),))
    plan = plan_roster(case, iterations=2)
    assert not audit(case, plan.roster)
    assert plan.roster[names[2]] == plan.roster[names[3]]


def test_priced_pairs_cost_what_the_auditor_says() -> None:
    names = list(CASE.people)
    case = CASE.replace(
        apart=((names[0], names[1]),),
        together=((names[2], names[3]),),
        strengths={"apart": 5.0, "together": 2.0, "even_hours": 0.5},
    )
    search = Search(case, seed=0, asked=1, progress=None)
    search.run(None)
    assert search.best is not None
    assert search.best.cost == pytest.approx(roster_cost(case, search.roster).total)
    assert search.bound <= search.best.cost


@pytest.mark.parametrize(
    ("under", "weight", "step"), [(100.0, 2.0, 2.0), (1.5, 1.0, 0.5), (math.pi, 1.0, 0.0)]
)
def test_costs_come_in_steps_of_what_prices_share(under: float, weight: float, step: float) -> None:
    people = dict(CASE.people)
    first = next(iter(people))
    people = {first: people[first].replace(wishes=(Wish(day=1, works=False, weight=weight),))}
    need = CoverNeed(day=0, kind="day", required=1, under=under, over=2 * weight)
    case: RosterCase = CASE.replace(people=people, needs=(need,))
    assert step_of(case) == step


def test_ctrl_c_before_there_is_a_bound_keeps_the_roster(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: Master, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Master, "relax", stop)
    plan = plan_roster(CASE, iterations=4, progress=lambda *_: None)
    assert plan.termination == "interrupted"
    assert not audit(CASE, plan.roster)
    assert plan.bound <= plan.cost.total


def test_what_a_row_costs_beside_its_choices_is_the_same_at_all_prices() -> None:
    case = CASE.replace(strengths={"even_hours": 0.5, "extra_pay": 1.0})
    search = Search(case, seed=0, asked=1, progress=None)
    search.begin(None)
    rows, rng = search.rows, np.random.default_rng(1)
    assert any(one.priced for one in rows.units)
    for unit, row in enumerate(rows.rows):
        assert row is not None
        prices = rows.units[unit].costs + rng.uniform(0.0, 9.0, rows.units[unit].costs.shape)
        assert rows.price_of(unit, row, prices) == pytest.approx(rows.judged(unit, row, prices))
