"""Who is rostered beyond what is needed is counted, and what keeps them there is so."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter

from hypothesis import given

from optimize.roster.extra import extra, extra_sentence
from optimize.roster.plan import plan_roster
from scenarios.roster.case_of import case_of
from scenarios.roster.file import RosterFile
from scenarios.roster.rosters import RosterCase
from tests.optimize.roster.test_rosters_against_all import cases, few, unasked
from tests.optimize.rosters_by_force import broken, cost, least_cost, legal

FILE = {
    "first_day": dt.date(2026, 3, 2),
    "days": 3,
    "kinds": {"D": {"start": "08:00", "length": "8 h"}, "X": {"start": "09:00", "length": "8 h"}},
    "people": {"A": {}, "B": {}},
    "needs": [{"kind": "D", "people": 1, "dates": "2026-03-02"}],
}


def made(**changes: object) -> RosterCase:
    return case_of(RosterFile.model_validate({**FILE, **changes}))


def test_nobody_is_put_on_a_day_or_a_kind_that_no_line_asks_for() -> None:
    """Of all rosters the cheapest has one shift: wishes for others are worth less than a price."""
    wishes = [{"want": kind, "days": "daily", "weight": 0.5} for kind in ("X", "D")]
    case = made(people={"A": {"wishes": wishes}, "B": {}})
    plan = plan_roster(case)
    assert abs(plan.cost.total - (least_cost(case) or 0.0)) < 1e-9
    worked = [(d, k) for row in plan.roster.values() for d, k in enumerate(row) if k is not None]
    assert worked == [(0, "D")]
    assert extra(case, plan.roster) == ()


def test_least_hours_put_people_on_who_are_not_needed_and_it_is_said() -> None:
    contracts = {"full": {"least_hours": "16 h"}}
    case = made(contracts=contracts, people={"A": {"contract": "full"}, "B": {"contract": "full"}})
    plan = plan_roster(case)
    # Four shifts of eight hours, of which one is needed.
    assert plan.cost.over == 3
    found = extra(case, plan.roster)
    assert sum(one.people for one in found) == 3
    told = extra_sentence(case, found)
    assert told is not None
    assert told.en.startswith("3 more on duty than needed: ")
    assert told.en.endswith("Of them 3 kept by least hours (contract).")
    assert told.zh.startswith("比需要多排 3 人次：")
    assert told.zh.endswith("其中 3 人次受限于最低工时（合同约定）。")


def test_who_is_free_to_go_is_named() -> None:
    case = made()
    told = extra_sentence(case, extra(case, {"A": ("D", None, "X"), "B": (None, "D", None)}))
    assert told is not None
    assert told.zh == (
        "比需要多排 2 人次：D 3 月 3 日 1 人、X 3 月 4 日 1 人。其中 2 人次可以撤下（B、A）。"
    )
    assert extra_sentence(case, ()) is None


@few
@given(cases, unasked)
def test_everybody_too_many_is_counted_and_what_keeps_them_is_so(
    case: RosterCase, price: float
) -> None:
    case = case.replace(unasked=price)
    for roster in itertools.islice(legal(case), 3):
        there = Counter((day, kind) for row in roster.values() for day, kind in enumerate(row))
        found = extra(case, roster)
        assert {(one.day, one.kind): one.people for one in found} == {
            (n.day, n.kind): there[n.day, n.kind] - n.required
            for n in case.cover
            if there[n.day, n.kind] > n.required
        }
        for one in found:
            for held in one.hindrances:
                row = list(roster[held.person])
                assert row[one.day] == one.kind
                row[one.day] = None
                without = {**roster, held.person: tuple(row)}
                hard = {r for _, r in broken(case, without) if case.strength(r) == "hard"}
                saved = cost(case, roster) - cost(case, without)
                if held.reason == "free":
                    assert not hard
                    assert saved > 0
                elif held.reason == "price":
                    assert not hard
                    assert saved < 1e-6
                else:
                    assert held.reason in hard
