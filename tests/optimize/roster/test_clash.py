"""What cannot be is told with the smallest reason, and nothing is told that could be."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from optimize.roster.arithmetic import arithmetic
from optimize.roster.clash import clashing_needs, clashing_rows
from optimize.roster.clash_alike import told_once
from optimize.roster.rules import RULES
from optimize.roster.whole import plan_whole
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import ASKED_FOR, Contract, CoverNeed, Person, RosterCase
from scenarios.roster.rule_names import RULE_NAMES
from tests.optimize.roster.test_rosters_against_all import cases
from tests.optimize.rosters_by_force import legal, missing

HOUR = 3600.0
MONDAY = dt.date(2026, 3, 2)
DAY = RosterKind(start=8 * HOUR, length=8 * HOUR)
NIGHT = RosterKind(start=22 * HOUR, length=8 * HOUR, skill="nights")
_RULES = [rule for rule in RULES if rule not in ASKED_FOR]
few = settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


def case(people: dict[str, Person], needs: tuple[CoverNeed, ...], days: int = 7, **more: Any):
    kinds = {"D": DAY, "N": NIGHT}
    return RosterCase(first_day=MONDAY, days=days, kinds=kinds, people=people, needs=needs, **more)


def every_day(kind: str, required: int, days: int = 7) -> tuple[CoverNeed, ...]:
    return tuple(CoverNeed(day=day, kind=kind, required=required) for day in range(days))


def nobody(made: RosterCase) -> dict[str, tuple[None, ...]]:
    return dict.fromkeys(made.people, (None,) * made.days)


def test_a_place_that_nobody_can_take_names_leave_and_skill() -> None:
    people = {"A": Person(skills=("nights",), leave=(2,)), "B": Person()}
    made = case(people, (CoverNeed(day=2, kind="N", required=1),))
    (says,) = arithmetic(made)
    assert says.en == (
        "N (skill nights) on 2026-03-04 needs 1, nobody can work it: "
        "1 kept by leave or not available, 1 kept by skill."
    )
    (clash,), least = clashing_needs(made, nobody(made))
    assert (clash.rules, clash.missing, least) == (("available", "skill"), 1, 1)
    assert [one.en for one in clash.repairs] == [
        "Others for at least 1 shift would mend it.",
        "Loosening leave or not available in 1 place would mend it (A).",
        "Loosening skill in 1 place would mend it (B).",
    ]
    assert "至少缺 1 人次" in clash.sentence.zh


def test_a_place_says_the_rule_that_forbids_it_with_its_article() -> None:
    # Nine hours, of which the law allows eight where no overtime is agreed: the skill is there.
    long = RosterKind(start=9 * HOUR, length=9 * HOUR, skill="English")
    people = {"A": Person(skills=("English",)), "B": Person(skills=("English",)), "C": Person()}
    made = case(people, ()).replace(kinds={"E": long}, needs=every_day("E", 1, 5))
    (says,) = arithmetic(made)
    assert says.en.endswith(
        "needs 1, nobody can work it: 2 kept by hours of a day 8 (State Council Provisions on "
        "Working Hours, art. 3), 1 kept by skill."
    )
    assert "2 人受限于每日工时 8（国务院关于职工工作时间的规定 第3条）" in says.zh
    agreed = {**people, "A": Person(skills=("English",), contract=Contract(overtime=True))}
    assert not arithmetic(made.replace(people=agreed))
    # Too few people, of whom nothing keeps any: nothing to name.
    (few_people,) = arithmetic(case({"A": Person()}, every_day("D", 2, 1)))
    assert few_people.en == "D on 2026-03-02 needs 2, only 1 can work it."


def test_clashes_that_are_alike_on_a_day_of_several_weeks_are_told_once() -> None:
    made = case(
        {"A": Person(leave=(23,))},
        tuple(CoverNeed(day=day, kind="N", required=1) for day in (2, 9, 16, 23)),
        days=28,
    )
    found, least = clashing_needs(made, nobody(made))
    assert (len(found), least) == (4, 4)
    told = [one.en for one in told_once(made, found)]
    (clash,) = (one for one in told if "cannot be kept together" in one)
    days = "2026-03-11, 2026-03-18, 2026-03-25, 4 days in all."
    assert clash == f"{found[0].sentence.en} So it is on {days}"
    assert "Each of these days: Others for at least 1 shift would mend it." in told
    # On the last of the days A is away as well, so that the skill alone mends nothing.
    alone = "Loosening skill in 1 place would mend it (A)."
    assert f"2026-03-04, 2026-03-11, 2026-03-18: {alone}" in told
    assert [one for one in told if one.startswith("2026-03-25: Loosening both ")]
    (zh, *_) = (one.zh for one in told_once(made, found))
    assert zh.endswith("。3 月 11 日、3 月 18 日、3 月 25 日也是如此，共 4 天。")


@pytest.mark.parametrize(
    ("away", "alike"),
    [
        ((2, 3, 4), "2026-03-05, 2026-03-06, 3 days in all."),
        ((1, 2, 3, 4), "2026-03-04 to 2026-03-06, 4 days in all."),
    ],
)
def test_clashes_that_are_alike_on_several_days_of_a_week_are_told_once(away, alike: str) -> None:
    """Two are needed, of whom one is away: as many clashes as days, and one sentence."""
    people = {"A": Person(leave=away), "B": Person()}
    made = case(people, every_day("D", 2, 5))
    posted = dict.fromkeys(people, ("D",) * 5 + (None,) * 2)
    posted["A"] = tuple("D" if day < 5 and day not in away else None for day in range(7))
    found, least = clashing_needs(made, posted)
    assert len(found) == least == len(away)
    told = list(told_once(made, found))
    assert told[0].en == f"{found[0].sentence.en} So it is on {alike}"
    assert told[0].zh.endswith(f"也是如此，共 {len(away)} 天。")
    # What mends one of them mends each, and nothing is told twice.
    assert [one.en for one in told[1:]] == [
        f"Each of these days: {one.en}" for one in found[0].repairs
    ]


def test_weeks_that_are_alike_are_still_told_once_with_the_weeks() -> None:
    made = case({"A": Person()}, tuple(
        CoverNeed(day=day, kind="D", required=1) for day in range(14)), days=14)  # fmt: skip
    found, _ = clashing_needs(made, nobody(made))
    assert len(found) == 2
    (first, *others) = (one.en for one in told_once(made, found))
    assert first.endswith("So it is on 2026-03-09, 2 weeks in all.")
    assert all(one.startswith("Each week: ") for one in others)


def test_days_on_which_nobody_is_needed_are_no_part_of_a_clash() -> None:
    """The clash of a week spans the days that need somebody, whether or not others say 0."""
    needs = every_day("D", 2, 6)
    made = case({"A": Person(), "B": Person()}, needs, strengths={"rest_day": "off"})
    (plain,), least = clashing_needs(made, nobody(made))
    zeros = tuple(CoverNeed(day=d, kind=k, required=0) for d in range(7) for k in "DN"
                  if k == "N" or d > 5)  # fmt: skip
    also = made.replace(needs=(*needs, *zeros))
    (clash,), same = clashing_needs(also, nobody(also))
    assert (clash.sentence, clash.repairs, same) == (plain.sentence, plain.repairs, least)
    assert arithmetic(also) == arithmetic(made)


def test_a_count_of_a_week_is_told_once_where_all_that_is_needed_has_one_skill() -> None:
    people = {name: Person(skills=("nights",)) for name in "AB"}
    made = case(people, every_day("N", 2), strengths={"rest_day": "off"})
    (says,) = arithmetic(made)
    assert "14 shifts are needed, 2 people may work 10" in says.en
    # Who lacks the skill helps nobody here: the lower count is the one that is told.
    (says,) = arithmetic(made.replace(people={**people, "C": Person()}))
    assert "14 shifts with skill nights are needed, 2 people may work 10" in says.en
    # Where others are needed besides, the counts differ, and both are told.
    both = arithmetic(made.replace(needs=(*made.needs, CoverNeed(day=0, kind="D", required=2))))
    assert [one.en.count("with skill nights") for one in both if "at least" in one.en] == [0, 1]


def test_clashes_that_differ_in_more_than_the_week_are_told_each() -> None:
    needs = (CoverNeed(day=2, kind="N", required=1), CoverNeed(day=9, kind="N", required=2))
    made = case({"A": Person()}, needs, days=14)
    found, _ = clashing_needs(made, nobody(made))
    assert len(found) == 2
    told = [one.en for one in told_once(made, found)]
    assert told == [says.en for one in found for says in (one.sentence, *one.repairs)]


def test_a_week_with_more_work_than_hours_names_the_hours_and_how_many_are_missing() -> None:
    # 14 shifts; two people of 40 h work 10 of them, and loosening 40 h lets them work six days.
    made = case({"A": Person(), "B": Person()}, every_day("D", 2), strengths={"rest_day": "off"})
    (says,) = arithmetic(made)
    assert "14 shifts are needed, 2 people may work 10" in says.en
    assert "at least 4 stay open" in says.en
    (clash,), least = clashing_needs(made, nobody(made))
    assert (clash.rules, clash.missing, least) == (("week_hours",), 4, 4)
    assert clash.repairs[1].zh == "可放宽每周工时共 32 小时（A、B）。"


def test_more_places_than_people_need_no_rule_to_clash() -> None:
    made = case({"A": Person(skills=("nights",))}, (*every_day("D", 1, 1), *every_day("N", 1, 1)))
    (clash,), _ = clashing_needs(made, nobody(made))
    assert clash.rules == ()
    assert "1 person, one shift a day each" in clash.sentence.en


def test_what_all_days_forbid_and_no_week_does_is_told_too() -> None:
    contract = Contract(most_hours=48 * HOUR)
    made = case({"A": Person(contract=contract)}, every_day("D", 1, 5) + tuple(
        CoverNeed(day=day, kind="D", required=1) for day in range(7, 12)), days=14)  # fmt: skip
    (clash,), least = clashing_needs(made, nobody(made))
    assert (clash.rules, clash.missing, least) == (("most_hours",), 4, 4)
    (says,) = arithmetic(made)
    assert says.en.startswith("2026-03-02 to 2026-03-15: 10 shifts are needed, 1 person may work 6")
    assert says.en.endswith("at least 4 stay open.")


@pytest.mark.parametrize(
    ("contract", "before", "en", "short"),
    [
        ({"nights_most": 2}, {}, "14 night shifts are needed, 5 people may work 10", 4),
        ({"nights_most": 3}, {"nights_before": 1}, "14 night shifts are needed", 4),
        ({"most_of_kind": {"N": 1}}, {}, "14 night shifts are needed, 5 people may work 5", 9),
        ({"weekends_most": 0}, {}, "4 shifts on weekends are needed, 0 people may work 0", 4),
    ],
)
def test_what_contracts_leave_of_all_days_is_counted(contract, before, en: str, short: int) -> None:
    """14 nights in two weeks; counting says how many stay open, which is what a clash proves."""
    people = {
        name: Person(contract=Contract(**contract), skills=("nights",), **before)
        for name in "ABCDE"
    }
    made = case(people, tuple(CoverNeed(day=d, kind="N", required=1) for d in range(14)), days=14)
    (says,) = arithmetic(made)
    assert en in says.en
    assert f"at least {short} stay open" in says.en
    found, least = clashing_needs(made, nobody(made))
    assert least == short
    # Alone it mends them, in as many places as are open, and no more: of a weekend, one day.
    (rule,) = contract
    name, places = RULE_NAMES[rule][0], 1 if rule == "weekends_most" else short
    mends = [one.zh for clash in found for one in clash.repairs]
    assert any(one.startswith(f"可放宽{name}共 {places} 处") for one in mends), mends


def test_a_make_up_workday_is_counted_as_no_weekend() -> None:
    """Who works no weekends works on a make-up Saturday: of two days of a weekend one is left."""
    people = {"A": Person(contract=Contract(weekends_most=0), skills=("nights",))}
    made = case(people, tuple(CoverNeed(day=d, kind="N", required=1) for d in (5, 6)))
    saturday = made.date(5)
    assert saturday.isoweekday() == 6
    (says,) = arithmetic(made)
    assert "2 shifts on weekends are needed, 0 people may work 0" in says.en
    made = made.replace(holidays={saturday: "work"})
    (says,) = arithmetic(made)
    assert "1 shift on weekends is needed" in says.en
    _, least = clashing_needs(made, nobody(made))
    assert least == 1


def test_rows_that_cannot_be_name_whose_and_what_mends_them() -> None:
    people = {
        "A": Person(contract=Contract(least_hours=24 * HOUR), leave=(0, 1, 2, 3, 4)),
        "B": Person(),
    }
    made = case(people, (), apart=(("A", "B"),))
    assert [one.en for one in arithmetic(made)] == [
        "A has to work at least 24 h by contract, and can work at most 16 h beside leave and rest."
    ]
    (clash,) = clashing_rows(made)
    assert (clash.people, set(clash.rules)) == (("A",), {"available", "least_hours"})
    assert [one.en for one in clash.repairs] == [
        "Loosening leave or not available in 1 place would mend it (A).",
        "Loosening least hours by 8 h would mend it (A).",
    ]


@few
@given(cases)
def test_nothing_is_told_that_could_be(made: RosterCase) -> None:
    """No more are said to be missing than in the best of all rosters, and rows only where none."""
    rosters = list(legal(made))
    clashes = list(clashing_rows(made))
    assert bool(clashes) == (not rosters)
    if not rosters:
        return
    truly = min(missing(made, roster) for roster in rosters)
    found, least = clashing_needs(made, nobody(made))
    assert least <= truly
    assert all(clash.missing <= truly for clash in found)
    counted = [re.search(r"at least (\d+) stay open", one.en) for one in arithmetic(made)]
    assert all(int(one[1]) <= truly for one in counted if one)
    if truly == 0:
        assert not found
        assert not [says for says in arithmetic(made) if "by contract" not in says.en]


@few
@given(cases)
def test_a_clash_is_none_without_any_one_of_its_rules(made: RosterCase) -> None:
    for clash in clashing_rows(made):
        only = dict.fromkeys(_RULES, "off")
        for left_out in clash.rules:
            kept = {rule: "hard" for rule in clash.rules if rule != left_out}
            looser = made.replace(strengths=only | kept, needs=())
            people = {name: looser.people[name] for name in clash.people}
            pairs = {
                part: tuple(p for p in getattr(looser, part) if set(p) <= set(people))
                for part in ("apart", "together")
            }
            assert any(True for _ in legal(looser.replace(people=people, **pairs)))


def test_a_roster_that_is_short_by_choice_is_no_clash() -> None:
    made = case({"A": Person()}, every_day("D", 1, 5), days=5)
    found, least = clashing_needs(made, nobody(made))
    assert (found, least) == ((), 0)
    assert plan_whole(made).cost.under == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sentences_end_as_sentences(lang: str) -> None:
    made = case({"A": Person()}, every_day("N", 3))
    (clash, *_), _ = clashing_needs(made, nobody(made))
    for one in (clash.sentence, *clash.repairs, *arithmetic(made)):
        assert getattr(one, lang).endswith("。" if lang == "zh" else ".")


def test_where_one_rule_is_not_enough_two_are_named_and_both_are_needed() -> None:
    # Seven days of eight hours: 16 h above the week's 40, and no day off.
    made = case({"A": Person()}, every_day("D", 1))
    (clash,), _ = clashing_needs(made, nobody(made))
    others, both = clash.repairs
    assert others.en == "Others for at least 2 shifts would mend it."
    assert both.en.startswith("Loosening both ")
    assert "hours of a week by 16 h" in both.en
    assert "rest day of a week in 1 place" in both.en
    assert both.zh == "可同时放宽每周休息日共 1 处和每周工时共 16 小时（A）。"

    def least_open(*off: str) -> int:
        loosened = made.replace(strengths=dict.fromkeys(off, "off"))
        return min(missing(loosened, one) for one in legal(loosened))

    assert least_open("week_hours", "rest_day") == 0
    assert min(least_open("week_hours"), least_open("rest_day")) == 1
