"""Absences say what they are for, in files and in cells, and typing mistakes stay refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.roster.absences import Absence, absences_text, parse_absences

MARCH = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))


def day(number: int) -> dt.date:
    return dt.date(2026, 3, number)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("3月5日", [(5, 5, "")]),
        ("3月5日 培训", [(5, 5, "培训")]),
        ("3月5日培训", [(5, 5, "培训")]),
        ("3月5日至3月9日（年休假）", [(5, 9, "年休假")]),
        ("2026-03-05 to 2026-03-09 sick leave", [(5, 9, "sick leave")]),
        ("2026年3月5日至9日 病假、12日", [(5, 9, "病假"), (12, 12, "")]),
        ("3月5日：参加婚礼，3月9日 事假", [(5, 5, "参加婚礼"), (9, 9, "事假")]),
        ("3月5日 请假", [(5, 5, "")]),
        ("婚假 3月5日", [(5, 5, "婚假")]),
        ("年休（3月5日至9日）、病假3月12日", [(5, 9, "年休"), (12, 12, "病假")]),
        ("请假 3.5-3.9", [(5, 9, "")]),
        ("sick leave 2026-03-05", [(5, 5, "sick leave")]),
        (["2026-03-05 培训", dt.date(2026, 3, 9)], [(5, 5, "培训"), (9, 9, "")]),
        ({"3月5日": "上午开会", dt.date(2026, 3, 9): "病假"}, [(5, 5, "上午开会"), (9, 9, "病假")]),
    ],
)
def test_dates_with_what_they_are_for(value, found) -> None:
    assert [(one.first.day, one.last.day, one.reason) for one in parse_absences(value, MARCH)] == (
        found
    )


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("3月5日 上午", "write a colon before it"),  # half a day is not known
        ("2026-03-05 to", "2026-03-05"),
        ("3月32日 培训", "which is in none"),
        ("培训", "expected dates"),
        ("上午 3月5日", "expected dates"),
        ({"3月5日": ""}, "what the absence is for"),
        ({"3月5日": "x" * 21}, "at most 20 letters"),
        ({"3月5日": ["a"]}, "what the absence is for"),
    ],
)
def test_what_may_be_a_slip_is_refused(value, says) -> None:
    with pytest.raises(ValueError, match=says):
        parse_absences(value, MARCH)


reasons = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20)


@given(st.lists(st.tuples(st.integers(1, 15), st.integers(0, 9), reasons), max_size=4))
def test_what_is_written_in_a_cell_is_read_back(lines) -> None:
    made = []
    for first, more, said in lines:
        try:
            made += parse_absences({(day(first), day(first + more)): said or "假"})
        except ValueError:  # with a comma, or too long once in ordinary letters
            continue
    assert parse_absences(absences_text(made)) == tuple(made) if made else True


def test_absences_stay_as_they_are_when_read_again() -> None:
    made = (Absence(day(5), day(9), "培训"), Absence(day(12), day(12)))
    assert parse_absences(made) == made
