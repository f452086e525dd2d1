"""Names that are not known are told beside values that make no sense, none that may be there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.errors import ModelError
from scenarios.roster.reading import roster_in
from scenarios.yaml_text import parse_yaml

FILE = """\
first_day: 2026-03-02
days: 7
kinds:
  早: {start: "08:00", length: 8 h, skill: 英语}
  夜: {start: "22:00", length: 8 h, not_followed_by: [早]}
contracts:
  全职: {work_run_most: 6, most_of_kind: {夜: 3}}
groups:
  一组: {people: [张三, 李四], contract: 全职, skills: 英语}
people:
  张三: {speed: 1.1, wishes: [{dates: 2026-03-03, avoid: 夜}]}
  刘八: {contract: 全职, leave: 2026-03-04, unavailable: [{days: workdays, kinds: 夜}]}
needs:
  - {kind: 早, people: 2}
  - {kind: 夜, people: 1, breaks: "02:00-02:30"}
  - {kind: 夜, people: 1, dates: 2026-03-05}
apart: [[张三, 李四]]
"""
SLIPS = (
    ("skill: 英语}", "skil: 英语}"),
    ("not_followed_by: [早]", "not_followed_by: [中]"),
    ("work_run_most: 6", "work_run_most: six"),
    ("{夜: 3}", "{也: 3}"),
    ("contract: 全职, skills", "contract: 全值, skills"),
    ("speed: 1.1", "speed: fast"),
    ("avoid: 夜", "avoid: 晚"),
    ("contract: 全职, leave", "contract: 半职, leave"),
    ("2026-03-04", "2026-13-04"),
    ("kinds: 夜}]", "kinds: 午}]"),
    ("{kind: 早, people: 2}", "{kind: 早班席, people: -1}"),
    ("people: 1, breaks", "peopel: 1, breaks"),
    ("2026-03-05", "2027-03-05"),
    ("[[张三, 李四]]", "[[张三, 王五]]"),
)
"""What stands there, and a slip."""


def told(text: str) -> set[tuple[str, int | None]]:
    """Where something is wrong, with the line."""
    try:
        roster_in(parse_yaml(text), "march.yaml")
    except ModelError as error:
        return {(problem.where, problem.line) for problem in error.problems}
    return set()


def with_slips(*slips: tuple[str, str]) -> str:
    text = FILE
    for right, wrong in slips:
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    return text


def test_the_file_is_fine_and_each_slip_is_told() -> None:
    assert told(FILE) == set()
    for slip in SLIPS:
        assert told(with_slips(slip)), slip


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(SLIPS)))
def test_slips_together_are_told_as_each_alone(slips: set[tuple[str, str]]) -> None:
    alone = [told(with_slips(slip)) for slip in slips]
    assert told(with_slips(*slips)) == set().union(*alone)


@pytest.mark.parametrize(
    ("right", "wrong", "where"),
    [
        # What is known by a section, or a part of one, that cannot be read is not missed.
        ("kinds:\n", "kind:\n", {"kind"}),
        ("days: 7", "days: seven", {"days"}),
        ("first_day: 2026-03-02", "first_day: in March", {"first_day"}),
        ('{start: "22:00", length: 8 h, ', '{start: "22:00", ', {"kinds.夜.length"}),
        ('"22:00", length: 8 h', '"22:00", length: 30 h', {"kinds.夜"}),
        ("  全职: {work_run_most: 6, most_of_kind: {夜: 3}}", "  全职: 6", {"contracts.全职"}),
        ("people: [张三, 李四], ", "peple: [张三, 李四], ", {"groups.一组.peple"}),
        ("people: [张三, 李四], ", "people: [张三, 4], ", {"groups.一组.people[1]"}),
        # Nor what a section lacks because it was left out.
        ("avoid: 夜", "avoid: 5", {"people.张三.wishes[0].avoid"}),
        ("dates: 2026-03-03", "dates: soon", {"people.张三.wishes[0].dates"}),
        ('breaks: "02:00-02:30"', "breaks: late", {"needs[1].breaks"}),
    ],
)  # fmt: skip
def test_nothing_follows_from_what_cannot_be_read(right: str, wrong: str, where: set[str]) -> None:
    assert {place for place, _ in told(with_slips((right, wrong)))} == where


def test_empty_keys_are_told_beside_other_mistakes() -> None:
    text = with_slips(("speed: 1.1", "speed: fast"), ("contract: 全职, leave", "contract:, leave"))
    text = text.replace("contract:,", "contract: ,")
    assert {place for place, _ in told(text)} == {"people.张三.speed", "people.刘八.contract"}
