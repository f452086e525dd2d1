"""Posted rosters are mended with the fewest changes there can be: all of tiny cases say so."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimize.roster.audit import audit
from optimize.roster.changes import Asked, with_absences
from optimize.roster.repair import WORTH, repair_roster
from scenarios.errors import DataError
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import ASKED_FOR, Contract, CoverNeed, Person, RosterCase
from tests.optimize.roster.test_rosters_against_all import DAYS, cases, few
from tests.optimize.rosters_by_force import Judge, cost, rows

HOUR = 3600.0
MONDAY = dt.date(2026, 3, 2)
KINDS = {
    "E": RosterKind(start=7 * HOUR, length=8 * HOUR),
    "L": RosterKind(start=15 * HOUR, length=8 * HOUR),
}


def breaks(case: RosterCase, roster: Any, judge: Judge | None = None) -> set[Any]:
    found = (judge or Judge(case)).broken(roster)
    return {one for one in found if one[1] not in ASKED_FOR}


def missing(case: RosterCase, posted: Any, roster: Any, now: int) -> int:
    """People who are missing and were not in the posted roster."""
    total = 0
    for need in case.needs:
        had, has = (
            sum(row[need.day] == need.kind for row in one.values()) for one in (posted, roster)
        )
        if need.day >= now and need.under > 0:
            total += max(0, min(need.required, had) - has)
    return total


@few
@given(cases, st.data())
def test_no_roster_of_all_is_nearer_to_the_posted_one(case: RosterCase, data: Any) -> None:
    every = rows(case)
    posted = {name: data.draw(st.sampled_from(every)) for name in case.people}
    day = data.draw(st.integers(0, DAYS - 1))
    now = data.draw(st.integers(0, day))
    asked = Asked({"A": frozenset({day})}, now=now)
    after = with_absences(case, posted, asked.absences)
    found = repair_roster(case, posted, asked)
    best, judge = None, Judge(after)
    possible = {n: [row for row in every if row[:now] == posted[n][:now]] for n in case.people}
    possible["A"] = [row for row in possible["A"] if row[day] is None]
    for some in product(*possible.values()):
        roster = dict(zip(case.people, some, strict=True))
        changed = sum(
            roster[n][d] != posted[n][d]
            for n in roster
            for d in range(DAYS)
            if (n, d) != ("A", day)
        )
        weight = changed + WORTH * missing(after, posted, roster, now)
        key = (weight, round(judge.cost(roster), 6))
        if (best is None or key < best) and not breaks(after, roster, judge):
            best = key
    roster = dict(found.roster)
    if best is None:
        assert breaks(after, roster)
        return
    assert not breaks(after, roster)
    assert found.fewest
    assert found.count + WORTH * missing(after, posted, roster, now) == pytest.approx(best[0])
    assert cost(after, roster) == pytest.approx(best[1])


def week(**people: Person) -> RosterCase:
    needs = tuple(CoverNeed(day=d, kind=k, required=1) for d in range(5) for k in KINDS)
    return RosterCase(first_day=MONDAY, days=5, kinds=KINDS, people=people, needs=needs)


def test_what_a_later_day_breaks_is_mended_too() -> None:
    case = week(Ann=Person(), Bob=Person(), Cho=Person())
    posted = {"Ann": (None,) * 3 + ("L", "E"), "Bob": ("L",) * 3 + (None, "L"), "Cho": ("E",) * 5}
    assert breaks(case, posted)
    found = repair_roster(case, posted, Asked({"Ann": frozenset({0})}, now=0))
    assert not breaks(found.case, dict(found.roster))
    # Ann may not work from 08:00 after 22:00: one day off, and Cho is there already.
    assert (found.fewest, found.count) == (True, 1)


def test_who_is_free_steps_in() -> None:
    case = week(Ann=Person(), Bob=Person(), Cho=Person())
    posted = {"Ann": ("E",) * 5, "Bob": ("L",) * 5, "Cho": (None,) * 5}
    found = repair_roster(case, posted, Asked({"Ann": frozenset({1, 2})}, now=1))
    told = [(c.person, c.day, c.before, c.after, c.why) for c in found.changes]
    assert told == [
        ("Ann", 1, "E", None, "absent"),
        ("Cho", 1, None, "E", "cover"),
        ("Ann", 2, "E", None, "absent"),
        ("Cho", 2, None, "E", "cover"),
    ]
    assert (found.count, found.fewest, found.cheapest, found.uncovered) == (2, True, True, {})


def test_a_chain_is_found_where_nobody_may_simply_step_in() -> None:
    # On Tuesday Bob is the only one left; early after Monday's late is too short a rest, so he
    # gives his Monday late to Ann, who had it off.
    case = week(Ann=Person(), Bob=Person(), Cho=Person(leave=(1,)))
    needs = (CoverNeed(day=0, kind="L", required=1), CoverNeed(day=1, kind="E", required=1))
    case = case.replace(needs=needs)
    off = (None,) * 3
    posted = {"Ann": (None, "E", *off), "Bob": ("L", None, *off), "Cho": (None, None, *off)}
    found = repair_roster(case, posted, Asked({"Ann": frozenset({1})}))
    assert {(c.person, c.day, c.after) for c in found.changes if c.why != "absent"} in (
        {("Bob", 0, None), ("Ann", 0, "L"), ("Bob", 1, "E")},
        {("Bob", 0, None), ("Cho", 0, "L"), ("Bob", 1, "E")},
    )
    assert (found.count, found.fewest, found.uncovered) == (3, True, {})
    assert not audit(found.case, found.roster)


def test_what_nobody_may_cover_stays_open_and_the_past_stays() -> None:
    case = week(Ann=Person(), Bob=Person(leave=(1,)))
    posted = {"Ann": ("E", "E", None, None, None), "Bob": (None, None, "L", None, None)}
    found = repair_roster(case, posted, Asked({"Ann": frozenset({1})}, now=1))
    assert found.uncovered == {(1, "E"): 1}
    assert found.count == 0
    assert [found.roster[name][0] for name in found.roster] == ["E", None]


def test_a_swap_is_made_and_what_it_breaks_is_mended() -> None:
    # Bob's early on Wednesday would follow his late on Tuesday.
    case = week(Ann=Person(), Bob=Person(), Cho=Person())
    posted = {
        "Ann": ("E", "E", "E", "E", "E"),
        "Bob": ("L", "L", "L", "L", "L"),
        "Cho": (None,) * 5,
    }
    found = repair_roster(case, posted, Asked({}, (("Ann", "Bob", 2),)))
    assert [found.roster[name][2] for name in ("Ann", "Bob")] == ["L", "E"]
    assert not audit(found.case, found.roster)
    counts = Counter(kind for row in found.roster.values() for kind in row)
    assert (counts["E"], counts["L"], found.uncovered) == (5, 5, {})
    # Both rests ask for one day each: Tuesday's late to Cho, and Ann's early on Thursday too.
    assert (found.count, found.fewest) == (4, True)


def test_a_swap_for_what_one_may_never_work_is_refused() -> None:
    case = week(Ann=Person(), Bob=Person(leave=(0,)))
    posted = {"Ann": ("E", *[None] * 4), "Bob": (None,) * 5}
    with pytest.raises(DataError, match="expected a shift that Bob may work on 2026-03-02, got E"):
        repair_roster(case, posted, Asked({}, (("Ann", "Bob", 0),)))


def test_lost_shifts_count_for_the_least_hours_of_a_contract() -> None:
    case = week(Ann=Person(contract=Contract(least_hours=16 * HOUR)), Bob=Person())
    posted = {"Ann": ("E", "E", None, None, None), "Bob": (None,) * 5}
    found = repair_roster(case, posted, Asked({"Ann": frozenset({1})}))
    assert [(c.person, c.why) for c in found.changes] == [("Ann", "absent"), ("Bob", "cover")]
    assert not audit(found.case, found.roster)
