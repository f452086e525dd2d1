"""Slips of a roster file made by hand are told in a sentence, and nothing runs for ever."""

from __future__ import annotations

import pytest

from scenarios.errors import ModelError
from scenarios.roster.case_of import case_of
from scenarios.roster.reading import roster_in
from scenarios.roster.slips import slips
from scenarios.yaml_text import parse_yaml

FILE = """\
first_day: 2026-03-02
days: 7
kinds:
  day: {start: "08:00", length: 24 h, unpaid_break: 23 h}
people: {Ann: {}, Bob: {}}
needs: [{kind: day, people: 1}]
"""


def test_a_shift_may_be_a_day_and_a_night() -> None:
    assert roster_in(parse_yaml(FILE)).kinds["day"].hours == 1


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("length: 24 h", "length: 480 h", "at most 24 h, got 480 h"),
        ("unpaid_break: 23 h", "unpaid_break: 24 h", "unpaid_break shorter than the shift of 24 h"),
        ("days: 7", "days: 100000", "at most 732, got 100000"),
        ("2026-03-02", "9999-12-30", "before the year 9998"),
        ("Bob: {}", '" ann": {}', "differ by more than blanks and capitals"),
        ("people: 1", "people: -1", "at least 0, got -1"),
        ("people: {Ann: {}, Bob: {}}", "people: {}", "expected people, got none"),
        # The unit that is named is that of the field.
        ("length: 24 h", "length: 10", 'such as "8 h", got 10. Add the unit, such as "10 h".$'),
        ("unpaid_break: 23 h", "unpaid_break: 30", 'Add the unit, such as "30 min".$'),
        ("Bob: {}", "Bob: {most_hours: 80}", 'got 80. Add the unit, such as "80 h".$'),
    ],
)
def test_slips_are_told(right: str, wrong: str, says: str) -> None:
    with pytest.raises(ModelError, match=says):
        roster_in(parse_yaml(FILE.replace(right, wrong)))


def slips_of(people: str) -> list[str]:
    file = roster_in(parse_yaml(FILE.replace("{Ann: {}, Bob: {}}", people)))
    return [one.en for one in slips(case_of(file))]


def test_hours_that_the_days_do_not_have_are_told_with_what_may_be_meant() -> None:
    # 80 days of hours in 7 days of 24 h.
    (told,) = slips_of("{Ann: {most_hours: 80 d}, Bob: {most_hours: 80 d}, Eve: {}}")
    assert told == "most hours 1920 h (Ann, Bob): 7 days have only 168 h. Did you mean 80 h?"
    (told,) = slips_of("{Ann: {least_hours: 169 h}}")
    assert told == "least hours 169 h (Ann): 7 days have only 168 h."
    assert slips_of("{Ann: {most_hours: 168 h, least_hours: 40 h}}") == []


def test_a_name_like_another_is_told_beside_a_contract_that_is_not_known() -> None:
    people = "{李建国: {skills: 电话}, 王芳: {contract: 全职}, 李健国: {contract: 全职}}"
    with pytest.raises(ModelError) as error:
        slips_of(people)
    told = {(one.where, one.what.rpartition(", got ")[2]) for one in error.value.problems}
    assert ("people.李健国", "'李健国'. Did you mean '李建国'?") in told
    assert {where for where, _ in told} == {
        "people.王芳.contract", "people.李健国", "people.李健国.contract",
    }  # fmt: skip


@pytest.mark.parametrize(("speed", "meant"), [(75, "0.75"), (115, "1.15"), (6, None), (0.1, None)])
def test_speeds_of_nobody_are_told(speed: float, meant: str | None) -> None:
    (told,) = slips_of(f"{{Ann: {{speed: {speed}}}, Bob: {{speed: 0.2}}, Eve: {{speed: 5}}}}")
    assert told.startswith(f"speed {speed:g} (Ann): {speed:g} times")
    assert told.endswith(f" Did you mean {meant}?") == (meant is not None)


def test_a_name_written_in_another_way_is_told_with_the_one_that_may_be_meant() -> None:
    known = "李建国: {skills: 电话}, 王芳: {skills: 电话}"
    (told,) = slips_of(f"{{{known}, 李健国: {{speed: 1.1}}}}")
    assert told == (
        "'李健国' has no contract and no skills, and a name like another. Did you mean '李建国'?"
    )
    # One of two letters in common, or a line of their own with skills, is another person.
    assert slips_of(f"{{{known}, 王磊: {{}}}}") == []
    assert slips_of(f"{{{known}, 李健国: {{skills: 电话}}}}") == []
    (told,) = slips_of("{Zhang Wei: {skills: phone}, Zhagn Wei: {}}")
    assert told.endswith("Did you mean 'Zhang Wei'?")
    assert slips_of("{Zhang Wei: {skills: phone}, Zhao Lei: {}}") == []
