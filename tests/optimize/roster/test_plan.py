"""Rosters are made at a price where a rule has one, and kept when Ctrl-C comes."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from optimize.roster.audit import audit
from optimize.roster.plan import plan_roster
from scenarios.errors import InfeasibleError, Interrupted
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import Contract, CoverNeed, LawLimits, Person, RosterCase, Wish

HOUR = 3600.0
MONDAY = dt.date(2026, 3, 2)
DAY = RosterKind(start=9 * HOUR, length=8 * HOUR)
LONG = RosterKind(start=9 * HOUR, length=10 * HOUR)


def needed(days: int, kind: str, required: int = 1, under: float = 100.0) -> tuple[CoverNeed, ...]:
    return tuple(CoverNeed(day=d, kind=kind, required=required, under=under) for d in range(days))


def test_a_priced_rule_is_broken_where_that_is_cheaper() -> None:
    # Six days are 48 h: 8 h too many at 10 each are dearer than a day short at 60, not at 100.
    for under, total in ((100.0, 80.0), (60.0, 60.0)):
        case = RosterCase(
            first_day=MONDAY, days=6, kinds={"D": DAY}, people={"A": Person()},
            needs=needed(6, "D", under=under), strengths={"week_hours": 10.0},
        )  # fmt: skip
        plan = plan_roster(case)
        assert (plan.status, plan.cost.total) == ("optimal", total)


def test_overtime_of_a_month_is_the_larger_of_its_weeks_and_of_its_days() -> None:
    # Four days of 10 h are 40 h and yet 8 h of overtime; a fifth day makes it 10 h.
    case = RosterCase(
        first_day=MONDAY, days=5, kinds={"X": LONG},
        people={"A": Person(contract=Contract(overtime=True))}, needs=needed(5, "X"),
        law=LawLimits(month_overtime=9),
    )  # fmt: skip
    plan = plan_roster(case)
    assert (plan.status, plan.cost.total) == ("optimal", 100)
    assert not audit(case, plan.roster)


def test_where_no_row_is_legal_it_says_whose() -> None:
    li = Person(contract=Contract(least_hours=9 * HOUR), leave=(0,))
    people = {"Wang": Person(), "Li": li}
    case = RosterCase(first_day=MONDAY, days=2, kinds={"D": DAY}, people=people)
    with pytest.raises(InfeasibleError, match=r"roster\.Li: .* proof that there are none"):
        plan_roster(case)


def test_people_without_any_day_are_infeasible_too() -> None:
    people = {"Li": Person(contract=Contract(least_hours=9 * HOUR), leave=(0, 1))}
    with pytest.raises(InfeasibleError, match=r"roster\.Li"):
        plan_roster(RosterCase(first_day=MONDAY, days=2, kinds={"D": DAY}, people=people))


def week() -> RosterCase:
    people = {
        name: Person(wishes=(Wish(day=k, works=False, weight=3.0),), contract=Contract())
        for k, name in enumerate("ABC")
    }
    return RosterCase(
        first_day=MONDAY, days=7, kinds={"D": DAY}, people=people, needs=needed(7, "D", 2)
    )


def test_the_search_begins_with_what_is_given_and_mends_it() -> None:
    # 14 shifts for three people of five each: all is covered, and nobody works against a wish.
    case = week()
    last = dict.fromkeys("ABC", ("D",) * 7)
    plan = plan_roster(case, start=last, iterations=6)
    assert (plan.status, plan.cost.total) == ("optimal", 0)
    assert not audit(case, plan.roster)


def test_ctrl_c_keeps_the_best_so_far() -> None:
    told: list[float] = []

    def tell(done: int, asked: int, cost: float, bound: float) -> None:
        told.append(cost)
        if cost < math.inf:
            raise KeyboardInterrupt

    plan = plan_roster(week(), iterations=50, progress=tell)
    assert plan.termination == "interrupted"
    assert not audit(week(), plan.roster)
    assert plan.cost.total == told[-1]


def test_ctrl_c_before_there_is_a_roster_says_so() -> None:
    def tell(done: int, asked: int, cost: float, bound: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        plan_roster(week(), progress=tell)
