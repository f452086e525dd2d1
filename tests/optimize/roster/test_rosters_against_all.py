"""Auditor and solver agree with all rosters of tiny cases, each looked at by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from optimize.roster.audit import audit, charges, roster_cost
from optimize.roster.plan import plan_roster
from optimize.roster.search import Search
from optimize.roster.whole import plan_whole
from scenarios.errors import InfeasibleError
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import (
    ASKED_FOR,
    Contract,
    CoverNeed,
    LawLimits,
    Person,
    RosterCase,
    Wish,
)
from tests.optimize.rosters_by_force import Judge, cost, least_cost, rows

HOUR = 3600.0
DAYS = 4
KINDS = {
    "D": RosterKind(start=8 * HOUR, length=9 * HOUR, unpaid_break=HOUR),
    "N": RosterKind(
        start=20 * HOUR, length=10 * HOUR, not_followed_by=("D",), skill="nights", post="hotline"
    ),
}
LAW = LawLimits(week_hours=20, rest_days=5, month_overtime=5, day_overtime=1)
kind = st.sampled_from([None, "D", "N"])
day = st.integers(0, DAYS - 1)


def maybe(*values: Any) -> Any:
    """Mostly nothing, as many rules at once leave no roster."""
    return st.one_of(st.none(), st.none(), st.sampled_from(values))


contracts = st.builds(
    Contract,
    least_hours=st.sampled_from([0.0, 0.0, 8 * HOUR]),
    most_hours=maybe(18 * HOUR),
    overtime=st.booleans(),
    most_of_kind=st.sampled_from([{}, {"N": 1}, {"D": 0}]),
    work_run_most=maybe(1, 2),
    work_run_least=st.sampled_from([1, 1, 2, 3]),
    off_run_least=st.sampled_from([1, 1, 2, 3]),
    off_run_most=maybe(1, 2),
    weekends_most=maybe(0, 1),
    nights_most=maybe(0, 1, 2),
    night_run_most=maybe(1, 2),
    post_most=maybe(1, 2),
    same_kind_run=maybe(1, 2),
)
wishes = st.builds(Wish, day=day, kind=kind, works=st.booleans(), weight=st.integers(1, 5))
people = st.builds(
    Person,
    contract=contracts,
    skills=st.sampled_from([(), ("nights",), ("nights",)]),
    leave=st.sampled_from([(), (), (1,)]),
    unavailable=st.sampled_from([{}, {}, {2: ("D",)}]),
    wishes=st.lists(wishes, max_size=2).map(tuple),
    history=(st.lists(kind, max_size=3) | st.lists(kind, min_size=9, max_size=9)).map(tuple),
    protected=maybe("pregnant", "nursing"),
    nights_before=st.integers(0, 2),
    weekends_before=st.integers(0, 1),
    holidays_before=st.integers(0, 2),
    new=st.booleans(),
)
RULES = ("week_hours", "day_hours", "day_overtime", "rest", "rest_day", "protected", "skill")
MARKS = st.sampled_from(["statutory", "rest", "work", "work"])


def on_days(first_day: dt.date, marks: dict[int, str], **more: Any) -> RosterCase:
    """A case of whose days it is said what they are; those before the first are negative."""
    holidays = {first_day + dt.timedelta(days=day): kind for day, kind in marks.items()}
    return RosterCase(first_day=first_day, holidays=holidays, **more)


cases = st.builds(
    on_days,
    # A Friday and a Saturday: weekends and the ends of weeks and months lie inside.
    first_day=st.sampled_from([dt.date(2026, 2, 27), dt.date(2026, 2, 28), dt.date(2026, 3, 6)]),
    days=st.just(DAYS),
    kinds=st.just(KINDS),
    people=st.fixed_dictionaries({"A": people, "B": people}),
    needs=st.lists(
        st.builds(CoverNeed, day=day, kind=st.sampled_from(["D", "N"]), required=st.integers(0, 2)),
        max_size=4,
        unique_by=lambda need: (need.day, need.kind),
    ).map(tuple),
    law=st.sampled_from([LAW, LawLimits()]),
    apart=st.sampled_from([(), (), (("A", "B"),)]),
    together=st.sampled_from([(), (), (), (("A", "B"),)]),
    marks=st.just({}) | st.dictionaries(st.integers(-9, DAYS - 1), MARKS, max_size=6),
    strengths=st.builds(
        lambda off, priced: dict.fromkeys(off, "off") | priced,
        st.sets(st.sampled_from(RULES)),
        st.dictionaries(st.sampled_from(sorted(ASKED_FOR)), st.sampled_from([0.5, 3.0])),
    ),
)
unasked = st.sampled_from([0.0, 1.0, 2.5])
"""Prices of people on shifts that no need names."""
few = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


@few
@given(cases, st.data())
def test_the_auditor_finds_what_is_broken(case: RosterCase, data: Any) -> None:
    all_rows = rows(case)
    other, judge = data.draw(st.sampled_from(all_rows)), Judge(case)
    for row in all_rows:
        for roster in ({"A": row, "B": other}, {"A": other, "B": row}):
            every = (*audit(case, roster), *charges(case, roster))
            # Of a pair both may be alone on a shift of theirs, which is told once.
            both = {(v.people[1], v.rule) for v in every if v.rule == "together" and v.priced > 1}
            found = {(v.people[0], v.rule) for v in every} | both
            assert found == judge.broken(roster)


@few
@given(cases, unasked)
def test_the_solver_finds_the_best_there_is(case: RosterCase, price: float) -> None:
    case = case.replace(unasked=price)
    least = least_cost(case)
    if least is None:
        with pytest.raises(InfeasibleError, match="expected rows that keep every hard rule"):
            plan_roster(case)
        return
    plan = plan_roster(case)
    assert plan_whole(case).cost.total == pytest.approx(least)
    assert plan.status == "optimal"
    assert plan.cost.total == pytest.approx(least)
    assert plan.bound == pytest.approx(least)
    assert not audit(case, plan.roster)
    found = roster_cost(case, plan.roster).total
    assert cost(case, dict(plan.roster)) == pytest.approx(found)
    # The search by itself: never below the least, and its bound never above.
    search = Search(case, seed=1, asked=2, progress=None)
    search.run(None)
    assert search.best is not None
    assert not audit(case, search.roster)
    assert search.best.cost == pytest.approx(roster_cost(case, search.roster).total)
    assert search.bound <= least + 1e-6
    assert search.best.cost >= least - 1e-6
