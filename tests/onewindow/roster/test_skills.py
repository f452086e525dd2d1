"""Slips that a file allows are told once: skills misspelt, no needs, no contract."""

from __future__ import annotations

import datetime as dt

import pytest

from onewindow.roster import making
from onewindow.roster.described import roster_notes
from onewindow.roster.why import ImpossibleRoster
from optimize.roster.arithmetic import arithmetic
from scenarios.roster.kinds import RosterKind
from scenarios.roster.reading import roster_in
from scenarios.roster.rosters import Contract, CoverNeed, Person, RosterCase
from scenarios.roster.skills import meant_skill, skills_unasked
from scenarios.yaml_text import parse_yaml

HOUR = 3600.0


def case(asked: str, *skills: str) -> RosterCase:
    """Four weeks with a night a day, and people with a skill each."""
    night = RosterKind(start=22 * HOUR, length=8 * HOUR, skill=asked)
    return RosterCase(
        first_day=dt.date(2026, 3, 2),
        days=28,
        kinds={"N": night},
        people={f"P{k}": Person(skills=(skill,)) for k, skill in enumerate(skills)},
        needs=tuple(CoverNeed(day=day, kind="N", required=1) for day in range(28)),
    )


@pytest.mark.parametrize(
    ("wrong", "meant"), [("夜斑", "夜班"), ("社保险", "社保"), ("nigth", "night"), ("收费", None)]
)
def test_the_skill_that_is_meant_is_named(wrong: str, meant: str | None) -> None:
    said = meant_skill(wrong, ["夜班", "社保", "night"])
    assert said.en == ("" if meant is None else f"Did you mean '{meant}'?")


def test_skills_that_are_as_near_are_all_named() -> None:
    said = meant_skill("射保", ["社保", "医保", "公积金"])
    assert said.en == "Did you mean '医保' or '社保'?"
    assert said.zh == "是不是“医保”或“社保”？"
    # What looks most alike goes before what looks a little alike.
    assert meant_skill("nightt", ["nights", "night", "light"]).en == "Did you mean 'night'?"


def test_a_skill_that_no_shift_asks_for_is_told_once_for_all_who_have_it() -> None:
    (told,) = skills_unasked(case("夜班", "夜斑", "夜斑", "夜班"))
    assert told.zh.startswith("技能“夜斑”（P0、P1）")
    assert told.zh.endswith("是不是“夜班”？")
    assert list(skills_unasked(case("夜班", "夜班"))) == []


def test_a_skill_that_nobody_has_is_told_once_for_all_days() -> None:
    (told,) = arithmetic(case("夜般", *["夜班"] * 9))
    assert "on 28 days from 2026-03-02 to 2026-03-29 needs 1, nobody can work it." in told.en
    assert told.en.endswith("Nobody has the skill '夜般'. Did you mean '夜班'?")
    assert told.zh.endswith("没有人有技能“夜般”。是不是“夜班”？")


def test_people_without_a_contract_are_named_where_others_have_one() -> None:
    some = case("夜班", "夜班", "夜班")
    assert roster_notes(some) == ()
    people = {**some.people, "P0": Person(skills=("夜班",), contract=Contract(work_run_most=5))}
    (told,) = roster_notes(some.replace(people=people))
    assert told.en.startswith("1 person has no contract")
    assert told.en.endswith(": P1.")


def test_hours_that_leave_does_not_let_anybody_reach_are_told_without_a_search(monkeypatch) -> None:
    def never(*args: object, **more: object) -> None:
        raise AssertionError("searched")

    monkeypatch.setattr(making, "plan_roster", never)
    text = """
first_day: 2026-03-02
days: 7
kinds: {D: {start: "08:00", length: 8 h}}
contracts: {full: {least_hours: 40 h}}
people: {A: {contract: full, LEAVE: 2026-03-02..2026-03-04}}
needs: [{kind: D, people: 1, days: fri}]
"""
    with pytest.raises(ImpossibleRoster, match="A has to work at least 40 h by contract"):
        making.make_roster(roster_in(parse_yaml(text.replace("LEAVE", "leave"))))
    # With pay three of five workdays take 24 h off, and there may be a roster.
    with pytest.raises(AssertionError, match="searched"):
        making.make_roster(roster_in(parse_yaml(text.replace("LEAVE", "paid_leave"))))


def test_days_that_need_nobody_are_told() -> None:
    (told,) = roster_notes(case("夜班", "夜班").replace(needs=()))
    assert "needs is empty" in told.en
