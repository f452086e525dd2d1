"""Each rule of a roster is kept by one roster and broken by one unit by the next."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest

from optimize.roster.audit import audit, charges, roster_cost
from optimize.roster.fairness import holidays_before, weekend_days_before
from optimize.roster.limits import grid_of
from optimize.roster.plan import plan_roster
from optimize.roster.rules import RULES, article_of, limits_of
from optimize.roster.together import implied_limits
from scenarios.errors import DataError
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import (
    ASKED_FOR,
    Contract,
    CoverNeed,
    LawLimits,
    Person,
    RosterCase,
    RuleName,
    Wish,
)
from tests.optimize.rosters_by_force import counts_as_night

MONDAY = dt.date(2026, 3, 2)
HOUR = 3600.0
KINDS = {
    "D": RosterKind(start=8 * HOUR, length=9 * HOUR, unpaid_break=HOUR),
    "L": RosterKind(start=14 * HOUR, length=8 * HOUR, not_followed_by=("D",)),
    "N": RosterKind(start=22 * HOUR, length=8 * HOUR),
    "X": RosterKind(start=8 * HOUR, length=9 * HOUR),
    "Y": RosterKind(start=8 * HOUR, length=11 * HOUR),
    "Z": RosterKind(start=8 * HOUR, length=12 * HOUR),
    "E": RosterKind(start=10 * HOUR, length=8 * HOUR, skill="English"),
    "O": RosterKind(start=9 * HOUR, length=8 * HOUR),
    "P": RosterKind(start=9 * HOUR, length=4 * HOUR, post="window 1"),
    "W": RosterKind(start=13 * HOUR, length=4 * HOUR, post="window 1"),
}


def row(text: str) -> tuple[str | None, ...]:
    """One letter a day, a dot for a day off."""
    return tuple(None if letter == "." else letter for letter in text)


def marked(**days: tuple[int, ...]) -> dict[dt.date, str]:
    """By date what some days are: statutory, rest or work; those before Monday are negative."""
    return {MONDAY + dt.timedelta(days=day): kind for kind, some in days.items() for day in some}


def case(
    rule: RuleName | None, rows: tuple[str, ...], first: dict[str, Any], **more: Any
) -> RosterCase:
    """As many people as rows, the first one special; every other rule off."""
    people = {name: Person() for name, _ in zip("ABC", rows, strict=False)} | {"A": Person(**first)}
    off: dict[RuleName, Any] = {name: "off" for name in RULES if name != rule}
    if rule in ASKED_FOR:
        off[rule] = 1.0
    return RosterCase(
        first_day=MONDAY, days=len(rows[0]), kinds=KINDS, people=people, strengths=off, **more
    )


TWO_NIGHTS = tuple(CoverNeed(day=day, kind="N", required=1) for day in (0, 1))
TWO_DAYS = tuple(CoverNeed(day=day, kind="D", required=1) for day in (0, 1))
WEEKEND = tuple(CoverNeed(day=day, kind="D", required=1) for day in (5, 6))
SUNDAYS = tuple(CoverNeed(day=day, kind="D", required=1) for day in (6, 13))
TWO_HOLIDAYS = {"needs": tuple(CoverNeed(day=day, kind="D", required=1) for day in (3, 4)),
                "holidays": marked(statutory=(3,), rest=(4,))}  # fmt: skip
ENGLISH = tuple(CoverNeed(day=day, kind="E", required=1) for day in (5, 6))
WISHES = (Wish(day=0, works=True), Wish(day=1, works=False), Wish(day=2, works=False))
AVERAGED = {"contract": Contract(averaged_over=2)}
OVERTIME = {"contract": Contract(overtime=True)}
Example = tuple[RuleName, dict[str, Any], dict[str, Any], tuple[str, ...], tuple[str, ...], float]
EXAMPLES: list[Example] = [
    # rule, the first person, the case, a roster that just keeps it, one that does not, by how much
    ("day_hours", {}, {}, ("D",), ("X",), 1),
    ("day_hours", OVERTIME, {}, ("X",), ("X",), 0),
    ("week_hours", {}, {}, ("DDDDD..",), ("DDDDX..",), 1),
    ("week_hours", {}, {}, (".DDDDD.D",), ("DDDDDD..",), 8),
    # Friday is a holiday: 32 h are owed beside it, and it may be worked as what it is.
    ("week_hours", {}, {"holidays": marked(statutory=(4,))}, ("DDDDD..",), ("DDDD.D.",), 8),
    ("week_hours", AVERAGED, {"holidays": marked(statutory=(4,))},
     ("DDDD.D.DDDD...",), ("DDDD.D.DDDDD..",), 8),
    ("protected", {"protected": "pregnant"}, {"holidays": marked(statutory=(4,))}, ("DDDD...",),
     ("DDDD.D.",), 8),
    # Saturday is a make-up workday: offices work six days.
    ("week_hours", {}, {"holidays": marked(work=(5,))}, ("DDDDDD.",), ("DDDDDX.",), 1),
    # The day that it was made up for is in the same week, or in the same weeks taken together.
    ("week_hours", {}, {"holidays": marked(rest=(0,), work=(5,))}, (".DDDDD.",), ("DDDDDD.",), 8),
    ("week_hours", AVERAGED, {"holidays": marked(work=(5,), rest=(7,))},
     ("DDDDDD..DDDD..",), ("DDDDDD..DDDX..",), 1),
    ("week_hours", AVERAGED, {"holidays": marked(work=(5, 12), rest=(7,))},
     ("DDDDDD..DDDDD.",), ("DDDDDD..DDDDX.",), 1),
    ("week_hours", AVERAGED, {}, ("DDDDDD.DDDD...",), ("DDDDDD.DDDX...",), 1),
    ("rest_day", {}, {}, ("DDDDDD.DDDDDD.",), ("DDDDDDDDDDDDD.",), 1),
    ("rest_day", {"history": row("D")}, {"first_day": dt.date(2026, 3, 3)}, ("DDDDD.",),
     ("DDDDDD",), 1),
    ("day_overtime", OVERTIME, {}, ("Y",), ("Z",), 1),
    ("day_overtime", {}, {}, ("Z",), ("Z",), 0),
    # March 2026 has Sundays on the 8th, 15th, 22nd and 29th: 12 + 8 + 8 + 8 hours of overtime.
    ("month_overtime", OVERTIME, {}, ("YYYY...DDDDDD.DDDDDD.DDDDDD.",),
     ("YYYY...DDDDDD.DDDDDD.DDDDDX.",), 1),
    # A week that ends in April is April's.
    ("month_overtime", OVERTIME, {}, ("YYYY...DDDDDD.DDDDDD.DDDDDD.DDDDDD.",),
     ("YYYY...DDDDDX.DDDDDD.DDDDDD.DDDDDD.",), 1),
    # The first week of March is over: 66 h, 26 above 40, so 10 of the 36 h are left.
    ("month_overtime", {**OVERTIME, "history": row("YYYYYY.")},
     {"first_day": dt.date(2026, 3, 9)}, ("DDDDXX.",), ("DDDXXX.",), 1),
    # The week before ends in May, this one in June.
    ("month_overtime", {**OVERTIME, "history": row("YYYYYY.")},
     {"first_day": dt.date(2026, 6, 1)}, ("YYYYYY.",), ("DDDXXX.",), 0),
    ("protected", {"protected": "pregnant"}, {}, ("L",), ("N",), 1),
    ("protected", {"protected": "nursing"}, {}, ("D",), ("X",), 1),
    ("protected", {"protected": "nursing"}, {}, ("DDDDD..",), ("DDDDDD.",), 8),
    ("protected", {}, {}, ("N",), ("N",), 0),
    # From 22:00 to 09:00 are 11 hours, to 08:00 are 10.
    ("rest", {}, {}, ("LO",), ("LD",), 1),
    ("rest", {"history": row("L")}, {}, ("O",), ("D",), 1),
    ("rest", {}, {}, ("N.",), ("NL",), 3),
    ("succession", {}, {}, ("L.D",), ("LD",), 1),
    ("succession", {"history": row("L")}, {}, (".",), ("D",), 1),
    ("available", {"leave": (1,)}, {}, ("D.D",), ("DDD",), 1),
    ("available", {"unavailable": {1: ("D",)}}, {}, ("DLD",), ("DDD",), 1),
    ("skill", {"skills": ("English",)}, {}, ("E",), ("E",), 0),
    ("skill", {}, {}, ("D",), ("E",), 1),
    ("most_of_kind", {"contract": Contract(most_of_kind={"N": 2})}, {}, ("NN.",), ("NNN",), 1),
    ("most_of_kind", {"contract": Contract(most_of_kind={"N": 0})}, {}, ("DD",), ("DN",), 1),
    ("least_hours", {"contract": Contract(least_hours=17 * HOUR)}, {}, ("DX",), ("DD",), 1),
    ("most_hours", {"contract": Contract(most_hours=16 * HOUR)}, {}, ("DD",), ("DX",), 1),
    ("work_run_most", {"contract": Contract(work_run_most=3)}, {}, ("DLN.D",), ("DLND.",), 1),
    ("work_run_most", {"contract": Contract(work_run_most=3), "history": row(".DD")}, {}, ("D.",),
     ("DD",), 1),
    ("work_run_least", {"contract": Contract(work_run_least=3)}, {}, (".DDD.",), (".DD..",), 1),
    ("work_run_least", {"contract": Contract(work_run_least=3)}, {}, ("D....",), (".D...",), 2),
    ("work_run_least", {"contract": Contract(work_run_least=3), "history": row(".D")}, {},
     ("DD.",), ("D..",), 1),
    ("off_run_least", {"contract": Contract(off_run_least=2)}, {}, ("D..D",), ("D.DD",), 1),
    ("off_run_least", {"contract": Contract(off_run_least=2)}, {}, (".D..",), ("D.D.",), 1),
    ("off_run_least", {"contract": Contract(off_run_least=2), "history": row("D.")}, {}, (".D",),
     ("D.",), 1),
    ("weekends_most", {"contract": Contract(weekends_most=1)}, {}, ("DDDDDDDDDDDD..",),
     (".....DD.....DD",), 1),
    ("weekends_most", {"contract": Contract(weekends_most=1)}, {}, ("......D.......",),
     (".....D.......D",), 1),
    ("same_kind_run", {"contract": Contract(same_kind_run=2)}, {}, ("DDLDD",), ("DLLLD",), 1),
    ("off_run_most", {"contract": Contract(off_run_most=2)}, {}, ("D..D",), ("D...",), 1),
    ("off_run_most", {"contract": Contract(off_run_most=2), "history": row(".")}, {}, (".D",),
     ("..",), 1),
    ("off_run_most", {"contract": Contract(off_run_most=2), "leave": (1,)}, {}, ("D...D.",),
     ("D....D",), 1),
    ("weekends_most", {"contract": Contract(weekends_most=2), "weekends_before": 2}, {},
     ("DDDDD..",), ("DDDD.D.",), 1),
    ("weekends_most", {"contract": Contract(weekends_most=1), "weekends_before": 5}, {},
     ("DDDDD..",), ("DDDD.D.",), 1),
    # A make-up Saturday is a workday, and its Sunday alone a weekend; of two there is none.
    ("weekends_most", {"contract": Contract(weekends_most=1)}, {"holidays": marked(work=(5,))},
     ("DDDDDD.DDDDDD.",), ("DDDDD.DDDDDDD.",), 1),
    ("weekends_most", {"contract": Contract(weekends_most=0)}, {"holidays": marked(work=(5, 6))},
     ("DDDDDDDDDDDD..",), (".....DD......D",), 1),
    # A Saturday of a holiday is one all the same; a Monday that is off is none.
    ("weekends_most", {"contract": Contract(weekends_most=0)},
     {"holidays": marked(statutory=(5,), rest=(0, 6))}, ("DDDDD..",), (".....D.",), 1),
    ("nights_most", {"contract": Contract(nights_most=2)}, {}, ("NNL",), ("NNN",), 1),
    ("nights_most", {"contract": Contract(nights_most=2), "nights_before": 1}, {}, ("N..",),
     ("NN.",), 1),
    ("nights_most", {"contract": Contract(nights_most=2), "nights_before": 7}, {}, ("D",),
     ("N",), 1),
    ("night_run_most", {"contract": Contract(night_run_most=2)}, {}, ("NN.NNL",), ("NNN...",), 1),
    ("night_run_most", {"contract": Contract(night_run_most=2), "history": row("N")}, {}, ("N",),
     ("N",), 0),
    ("night_run_most", {"contract": Contract(night_run_most=2), "history": row("NN")}, {}, ("D",),
     ("N",), 1),
    ("post_most", {"contract": Contract(post_most=2)}, {}, ("PW.DO",), ("PW.DP",), 1),
    # 9 h are 1 h of overtime at 150 %; the sixth day is 8 h of a rest day at 200 %.
    ("extra_pay", {}, {}, ("DDDDD..",), ("DDDDX..",), 1.5),
    ("extra_pay", {}, {}, ("DDDDD..",), ("DDDDDD.",), 16),
    ("extra_pay", AVERAGED, {}, ("DDDDDD.DDDD...",), ("DDDDDD.DDDX...",), 1.5),
    # 8 h of a holiday at 300 %; they are none of the 32 that are owed in its week.
    ("extra_pay", {}, {"holidays": marked(statutory=(0,))}, (".DDDD..",), ("DDDDD..",), 24),
    ("extra_pay", {}, {"holidays": marked(statutory=(0,))}, (".DDDD..",), (".DDDDD.",), 16),
    # One on a Saturday takes nothing off the 40.
    ("extra_pay", {}, {"holidays": marked(statutory=(5,))}, ("DDDDD..",), ("DDDDD.D",), 16),
    ("extra_pay", AVERAGED, {"holidays": marked(statutory=(0,))},
     (".DDDD..DDDDD..",), (".DDDDD.DDDDD..",), 12),
    # A holiday before the first day, a Friday, leaves 32 h to be owed in its week too.
    ("extra_pay", {"history": row(".DDD")},
     {"first_day": dt.date(2026, 3, 6), "holidays": marked(statutory=(0,))}, ("D..",),
     ("DD.",), 16),
    # Two holidays leave 24 h to be owed: 59 h are 35 above them, 60 h are 36.
    ("month_overtime", OVERTIME,
     {"holidays": marked(statutory=(0, 1)), "law": LawLimits(month_overtime=35)},
     ("D.ZZZZY",), ("D.ZZZZZ",), 1),
    ("extra_pay", {}, {"holidays": marked(statutory=(0,))}, (".",), ("X",), 27),
    ("even_nights", {}, {"needs": TWO_NIGHTS}, ("N.", ".N"), ("NN", ".."), 1),
    ("even_nights", {"nights_before": 2}, {"needs": TWO_NIGHTS}, ("D.", "NN"), ("N.", ".N"), 1),
    # Three above a share of none: 3 + 2 + 1.
    ("even_nights", {"leave": (0, 1, 2)}, {"needs": TWO_NIGHTS}, ("DDD", "NN."), ("NNN", "..."), 6),
    ("even_weekends", {}, {"needs": WEEKEND}, ("DDDDDD.", "......D"), ("DDDDDDD", "......."), 1),
    # Who is never free at a weekend has no share of it: both days are the other's.
    ("even_weekends", {"unavailable": dict.fromkeys((5, 6), tuple(KINDS))}, {"needs": WEEKEND},
     ("DDDDD..", ".....DD"), ("DDDDD..", "D....DD"), 0),
    # Two Sundays for two people; the make-up Saturday of the first counts for nobody.
    ("even_weekends", {}, {"needs": SUNDAYS, "holidays": marked(work=(5,))},
     ("DDDDDDD.......", ".............D"), ("......D......D", ".....D........"), 1),
    ("even_holidays", {}, TWO_HOLIDAYS, ("DDDD.DD", "....D.."), ("...DD..", "......."), 1),
    # Two of the year before and two now: whoever had those has none of these.
    ("even_holidays", {"holidays_before": 2}, TWO_HOLIDAYS, ("DDD..DD", "...DD.."),
     ("...D...", "....D.."), 1),
    # The eve was one, too.
    ("even_holidays", {"history": row("D")},
     {"needs": TWO_DAYS[:1], "holidays": marked(statutory=(-1,), rest=(0,))}, (".D", "D."),
     ("DD", ".."), 1),
    # Who is away has no share of them: both are the other's, which cost one above that otherwise.
    ("even_holidays", {"leave": (3, 4)}, TWO_HOLIDAYS, ("DDD..DD", "...DD.."),
     (".......", "...DD.."), 0),
    # Only the first knows English: both days are theirs, and the other has a share of none.
    ("even_weekends", {"skills": ("English",)}, {"needs": ENGLISH}, (".....EE", "......."),
     (".....E.", "......D"), 1),
    # What was before is divided as what is needed now: who has all of these had all of those.
    ("even_weekends", {"skills": ("English",), "weekends_before": 1}, {"needs": ENGLISH},
     (".....EE", "......."), (".....EE", "......D"), 1),
    ("even_hours", {}, {"needs": TWO_DAYS}, ("D.", ".D"), ("DD", ".."), 8),
    ("even_wishes", {"wishes": WISHES}, {}, ("D.D",), ("DDD",), 1),
    ("apart", {}, {"apart": (("A", "B"),)}, ("D", "L"), ("D", "D"), 1),
    ("together", {}, {"together": (("A", "B"),)}, ("D", "D"), ("D", "."), 1),
    ("together", {}, {"together": (("A", "B"),)}, (".", "."), (".", "D"), 1),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "first", "more", "kept", "broken", "by"), EXAMPLES)
def test_a_rule_is_just_kept_and_broken_by_one_unit(
    rule: RuleName,
    first: dict[str, Any],
    more: dict[str, Any],
    kept: tuple[str, ...],
    broken: tuple[str, ...],
    by: float,
) -> None:
    def made_for(rows: tuple[str, ...], judged: RuleName | None = rule) -> RosterCase:
        return case(judged, rows, first).replace(**more)

    def violations(rows: tuple[str, ...], judged: RuleName | None) -> Any:
        made = made_for(rows, judged)
        roster = {n: row(r) for n, r in zip("ABC", rows, strict=False)}
        return (charges if judged in ASKED_FOR else audit)(made, roster)

    assert violations(kept, rule) == ()
    assert violations(broken, None) == (), "a rule that is off is not judged"
    found = violations(broken, rule)
    assert [v.beyond for v in found] == ([pytest.approx(by)] if by else [])
    for violation in found:
        limit = next(one for one in limits_of(made_for(broken)) if one.rule == rule)
        zh, en = article_of(made_for(broken), rule, limit.people[0])
        assert zh in violation.sentence.zh
        assert en in violation.sentence.en
        assert violation.sentence.en.startswith("A") or violation.people[0] == "B"


@pytest.mark.parametrize("rule", [rule for rule in RULES if "班次 {0}" in RULES[rule].breach[0]])
def test_kinds_are_told_by_their_titles(rule: RuleName) -> None:
    titled = {
        name: kind.replace(title={"zh": f"〈{name}〉班", "en": f"<{name}> shift"})
        for name, kind in KINDS.items()
    }
    _, first, more, _, broken, _ = next(one for one in EXAMPLES if one[0] == rule and one[5])
    made = case(rule, broken, first).replace(**more)
    roster = {n: row(r) for n, r in zip("ABC", broken, strict=False)}
    (plain,) = audit(made, roster)
    (told,) = audit(made.replace(kinds=titled), roster)
    kind = plain.sentence.zh.split("班次 ")[1][0]
    assert kind in KINDS
    assert told.sentence.zh == plain.sentence.zh.replace(f"班次 {kind}", f"班次 〈{kind}〉班")
    assert f"<{kind}> shift" in told.sentence.en


def test_every_rule_has_an_example() -> None:
    assert {example[0] for example in EXAMPLES if example[5]} == set(RULES)


def test_articles_go_with_the_numbers() -> None:
    week = case("week_hours", ("DDDDDDD",), {})
    longer = week.replace(law=week.law.replace(week_hours=44))
    (found,) = audit(longer, {"A": row("DDDDDDD")})
    assert found.beyond == 12
    assert "劳动法 第36条" in found.sentence.zh
    (found,) = audit(case("week_hours", ("D" * 14,), AVERAGED), {"A": row("D" * 14)})
    assert "劳动法 第39条" in found.sentence.zh


def test_a_sentence_of_fairness_says_what_was_worked() -> None:
    made = case("even_nights", ("NNN", "..."), {}).replace(needs=TWO_NIGHTS)
    (found,) = charges(made, {"A": row("NNN"), "B": row("...")})
    assert "a fair share of 1.0 night shifts, got 3" in found.sentence.en


@pytest.mark.parametrize(
    ("start", "length", "night"),
    [
        (22, 8, True),
        (17, 8, True),
        (16.9, 8, False),
        (3, 8, True),
        (3.1, 8, False),
        (14, 8.5, False),
    ],
)
def test_three_hours_after_ten_or_before_six_make_a_night(start, length, night) -> None:
    kind = RosterKind(start=start * HOUR, length=length * HOUR)
    assert kind.is_night == night == counts_as_night(kind)
    assert kind.replace(night=not night).is_night != night


def test_what_only_costs_is_never_hard() -> None:
    with pytest.raises(ValueError, match=r"strengths\.extra_pay: expected a price per unit or off"):
        case(None, ("D",), {}).replace(strengths={"extra_pay": "hard"})


def test_a_sentence_says_who_when_what_and_where_it_stands() -> None:
    (found,) = audit(case("week_hours", ("DDDDDD.",), {}), {"A": row("DDDDDD.")})
    assert found.sentence.en == (
        "A, 2026-03-02 – 2026-03-08: at most 40 h in these weeks, got 48 h "
        "(State Council Provisions on Working Hours, art. 3)."
    )
    assert found.sentence.zh == (
        "A，2026-03-02 – 2026-03-08：周工时至多 40 小时，实排 48 小时"
        "（国务院关于职工工作时间的规定 第3条）。"
    )


@pytest.mark.parametrize(("days", "hours"), [("LD", 10), ("NL", 8), ("ND", 2), ("NK", 0)])
def test_a_rest_that_is_too_short_is_told_in_hours_and_priced_once(days, hours) -> None:
    early = RosterKind(start=6 * HOUR, length=8 * HOUR)
    made = case("rest", (days,), {}).replace(kinds={**KINDS, "K": early})
    (found,) = audit(made, {"A": row(days)})
    assert (found.expected, found.got, found.beyond, found.priced) == (11, hours, 11 - hours, 1)
    assert f"at least 11 h of rest after shift {days[0]}, got {hours} h" in found.sentence.en
    assert f"之后至少休息 11 小时，实休 {hours} 小时" in found.sentence.zh
    priced = made.replace(strengths={**made.strengths, "rest": 2.5})
    assert roster_cost(priced, {"A": row(days)}).rules == 2.5


def test_a_pair_apart_is_told_once_and_each_of_them_alone_is_priced() -> None:
    made = case("together", ("D", "L"), {}, together=(("A", "B"),))
    (found,) = audit(made, {"A": row("D"), "B": row("L")})
    assert found.sentence.en.startswith("A, B, 2026-03-02: ")
    assert "one of them alone is on D, L" in found.sentence.en
    assert (found.expected, found.got, found.priced) == (0, 2, 2)
    priced = made.replace(strengths={**made.strengths, "together": 3.0})
    assert roster_cost(priced, {"A": row("D"), "B": row("L")}).rules == 6


def test_a_priced_rule_costs_by_the_unit() -> None:
    priced = case("week_hours", ("DDDDDD.",), {}).replace(
        strengths=dict.fromkeys(RULES, "off") | {"week_hours": 2.5}
    )
    assert roster_cost(priced, {"A": row("DDDDDD.")}).total == pytest.approx(8 * 2.5)


def test_a_roster_of_other_people_and_kinds_is_refused_in_one_go() -> None:
    with pytest.raises(DataError) as error:
        audit(case(None, ("D", "D"), {}), {"A": row("Q"), "B": row("DD"), "Q": row("D")})
    assert [p.where for p in error.value.problems] == ["roster.Q", "roster.A", "roster.B"]


def test_what_rules_say_together_forbids_nothing_legal() -> None:
    contract = Contract(work_run_most=2, off_run_least=2)
    strengths = dict.fromkeys(set(RULES) - {"work_run_most", "off_run_least"}, "off")
    person = Person(contract=contract, history=row("D"))
    made = case(None, ("." * 6,), {}).replace(people={"A": person}, strengths=strengths)
    implied = list(implied_limits(made, made.people))
    tight = 0
    for days in product([None, "D"], repeat=6):
        grid = grid_of(made, {"A": days})
        if not audit(made, {"A": days}):
            assert not any(limit.broken_by(grid) for limit in implied)
            tight += any(limit.value(grid) == limit.side for limit in implied)
    assert tight


RUNS: list[tuple[RuleName, Contract, str, list[tuple[int, int, float]]]] = [
    # rule, contract, row; first and last day and length of each run that is too long
    ("work_run_most", Contract(work_run_most=2), "DDDDD.DLNDD", [(0, 4, 5), (6, 10, 5)]),
    ("off_run_most", Contract(off_run_most=2), "D.....D...", [(1, 5, 5), (7, 9, 3)]),
    ("same_kind_run", Contract(same_kind_run=2), "DDDDLLLDDD", [(0, 3, 4), (4, 6, 3), (7, 9, 3)]),
    ("night_run_most", Contract(night_run_most=2), "NNNNDNNN", [(0, 3, 4), (5, 7, 3)]),
]


@pytest.mark.parametrize(("rule", "contract", "days", "runs"), RUNS)
def test_a_run_that_is_too_long_is_told_once(rule, contract, days, runs) -> None:
    made = case(rule, (days,), {"contract": contract})
    found = audit(made, {"A": row(days)})
    told = {(one.days[0], one.days[-1], one.got) for one in found}
    assert (told, len(found)) == (set(runs), len(runs))
    assert all(one.beyond == one.got - one.expected == one.got - 2 for one in found)
    priced = made.replace(strengths={**made.strengths, rule: 3.0})
    assert roster_cost(priced, {"A": row(days)}).rules == 3 * sum(one.beyond for one in found)


def test_a_week_that_had_too_much_before_the_first_day_takes_no_more() -> None:
    # Monday to Thursday were 44 h; the roster begins on Friday.
    made = case("week_hours", ("...D",), {"history": row("YYYY")}).replace(
        first_day=dt.date(2026, 3, 6)
    )
    assert audit(made, {"A": row("...D")}) == ()
    (found,) = audit(made, {"A": row("D...")})
    assert (found.expected, found.got, found.beyond) == (40, 52, 8)
    assert "at most 40 h in these weeks, got 52 h" in found.sentence.en
    assert plan_roster(made).cost.total == 0


def test_make_up_workdays_and_holidays_of_the_history_are_what_they_were() -> None:
    # Friday to Sunday before the first Monday.
    made = case(None, ("D",), {"history": row("DDD")})
    for days, weekend, holiday in (
        (marked(work=(-2,)), 1, 0),
        (marked(work=(-2, -1)), 0, 0),
        (marked(rest=(-3,), statutory=(-2,)), 2, 2),
        (marked(statutory=(-4,)), 2, 0),  # not worked
    ):
        known = made.replace(holidays=days)
        assert (weekend_days_before(known, "A"), holidays_before(known, "A")) == (weekend, holiday)


def test_weekend_days_of_the_history_count_as_they_were_and_other_weekends_as_two() -> None:
    # The eve of Monday is a Sunday: one day of one weekend, and two days of the other that is said.
    for said, days in ((0, 1), (1, 1), (2, 3)):
        made = case(None, ("D",), {"history": row("..D"), "weekends_before": said})
        assert weekend_days_before(made, "A") == days
