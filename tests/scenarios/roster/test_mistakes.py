"""Slips of a roster file are told in Chinese where it is asked for, and what is plain is read."""

from __future__ import annotations

import pytest

from scenarios.errors import ModelError
from scenarios.roster.reading import roster_in
from scenarios.units import clock_text, parse_clock
from scenarios.yaml_text import parse_yaml

FILE = """\
first_day: 2026-10-08
days: 7
kinds: {{早: {{start: "{start}", length: 8 h}}}}
people: {{王芳: {{leave: "{leave}", speed: {speed}}}}}
needs: [{{kind: 早, days: "{days}", people: 1}}]
"""
GOOD = {"start": "9点", "leave": "婚假 10月12日", "speed": "1", "days": "上班日"}


def read(**said: str):
    return roster_in(parse_yaml(FILE.format(**{**GOOD, **said})))


def test_what_is_plain_is_read() -> None:
    file = read()
    assert file.kinds["早"].start == 9 * 3600
    assert file.needs[0].days == "workdays"


@pytest.mark.parametrize(
    ("text", "clock"),
    [("9点", "09:00"), ("9点整", "09:00"), ("9点半", "09:30"), ("13时05分", "13:05"),
     ("24点", "24:00")],
)  # fmt: skip
def test_a_clock_time_in_chinese_is_that_of_24_hours(text: str, clock: str) -> None:
    assert clock_text(parse_clock(text, None)) == clock


@pytest.mark.parametrize("text", ["9点60", "点", "49点", "下午2点", "9点半半"])
def test_what_is_no_clock_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a clock time"):
        parse_clock(text, None)


@pytest.mark.parametrize(
    ("said", "zh"),
    [
        ({"start": "早上"}, "应为时刻“时:分”，得到“早上”"),
        ({"leave": "下周"}, "例如 2026-10-08、2026-10-08..2026-10-12"),
        ({"leave": "9月31日"}, "应为 2026-10-08 至 2026-10-14 之间的日期"),
        ({"speed": "两天"}, "应为数字，得到“两天”。请只写数字"),
        ({"speed": '"90%"'}, "90% 请写成 0.9"),
        ({"days": "上班"}, "应为周一至周五"),
    ],
)
def test_slips_are_told_in_chinese(said: dict[str, str], zh: str) -> None:
    with pytest.raises(ModelError) as caught:
        read(**said)
    (problem,) = caught.value.problems
    assert zh in problem.told("zh")
    assert "expected" in problem.told("en")
