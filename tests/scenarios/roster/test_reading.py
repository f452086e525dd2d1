"""A roster file is read as it is meant, and everything wrong in it is told at once."""

from __future__ import annotations

import datetime as dt
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.errors import DataError, ModelError
from scenarios.roster.case_of import case_of
from scenarios.roster.days import parse_roster_days, parse_spans
from scenarios.roster.file import NeedLine, RosterFile
from scenarios.roster.grid import read_grid
from scenarios.roster.reading import roster_in
from scenarios.roster.roster_calendar import DayCalendar
from scenarios.roster.rosters import Wish
from scenarios.yaml_text import parse_yaml

# 2026-02-23 is the last day of the Spring Festival, 2026-02-28 a make-up Saturday.
FILE = """\
title: {zh: 热线, en: Hotline}
first_day: 2026-02-23
days: 7
holidays: CN
kinds:
  早: {start: "08:00", length: 9 h, unpaid_break: 1 h}
  夜: {start: "22:00", length: 9 h, unpaid_break: 1 h, not_followed_by: [早]}
contracts:
  全职: {work_run_most: 6}
groups:
  一组: {people: [张三, 李四], contract: 全职, skills: 电话, speed: 0.9}
people:
  张三:
    leave: [2026-02-25, "2026-02-20..2026-02-23"]
    speed: 1.2
    wishes:
      - {dates: "2026-02-27..2026-02-28", want: off, weight: 3}
      - {days: 周末, avoid: 夜}
      - {days: restdays, want: 早}
    history: [早, off]
  刘八: {unavailable: [{days: workdays, kinds: 夜}]}
needs:
  - {kind: 早, people: 2}
  - {kind: 早, people: 1, days: restdays}
  - {kind: 夜, people: 1, dates: 2026-02-26}
apart: [[张三, 李四]]
strengths: {rest: 50}
"""


def read(text: str = FILE):
    return roster_in(parse_yaml(text), "march.yaml")


def test_a_file_becomes_days_with_what_groups_and_holidays_say() -> None:
    case = case_of(read())
    assert list(case.people) == ["张三", "李四", "刘八"]
    zhang, li, liu = case.people.values()
    assert (zhang.speed, li.speed, liu.speed) == (1.2, 0.9, 1.0)
    assert (zhang.skills, li.skills, liu.skills) == (("电话",), ("电话",), ())
    assert (zhang.contract.work_run_most, liu.contract.work_run_most) == (6, None)
    assert (zhang.leave, zhang.history) == ((0, 2), ("早", None))
    assert zhang.wishes == (
        Wish(day=4, works=False, weight=3),
        Wish(day=5, works=False, weight=3),
        Wish(day=5, kind="夜", works=False),
        Wish(day=6, kind="夜", works=False),
        Wish(day=0, kind="早", works=True),
        Wish(day=6, kind="早", works=True),
    )
    assert liu.unavailable == dict.fromkeys((1, 2, 3, 4, 5), ("夜",))
    assert [need.required for need in case.needs if need.kind == "早"] == [1, 2, 2, 2, 2, 2, 1]
    assert [need.day for need in case.needs if need.kind == "夜"] == [3]
    # What no line asks for is needed by nobody, at the price of any other that is too many.
    places = sorted((need.day, need.kind) for need in case.cover)
    assert places == sorted(product(range(case.days), case.kinds))
    said = NeedLine(kind="夜", people=0)
    unasked = {(need.under, need.over) for need in case.cover if not need.required}
    assert unasked == {(said.under, said.over)}


def test_a_file_without_needs_says_nothing_of_who_is_too_many() -> None:
    file = RosterFile(first_day=dt.date(2026, 3, 2), days=2, kinds={"D": {"length": "8 h"}},
                      people={"A": {}})  # fmt: skip
    assert case_of(file).cover == ()


def test_everything_wrong_is_told_at_once_with_its_line() -> None:
    text = FILE
    for right, wrong in {
        "contract: 全职, skills": "contract: 全值, skills",
        "avoid: 夜": "avoid: 晚",
        "want: 早}": "want: 早, avoid: 夜}",
        "kind: 夜, people": "kind: 也, people",
        "dates: 2026-02-26": "dates: 2025-02-26",
        "[早, off]": "[早, of]",
        "[[张三, 李四]]": "[[张三, 李四四]]",
        "[2026-02-25,": "[2026-03-25,",
    }.items():
        assert right in text
        text = text.replace(right, wrong)
    with pytest.raises(ModelError) as error:
        read(text)
    told = {(p.line, p.where) for p in error.value.problems}
    assert told == {
        (11, "groups.一组.contract"),
        (14, "people.张三.leave"),
        (18, "people.张三.wishes[1].avoid"),
        (19, "people.张三.wishes[2]"),
        (20, "people.张三.history[1]"),
        (25, "needs[2].dates"),
        (25, "needs[2].kind"),
        (26, "apart[0][1]"),
    }
    assert all(p.what.startswith("expected ") and ", got " in p.what for p in error.value.problems)


def test_mistakes_of_form_have_near_names() -> None:
    text = FILE.replace("rest: 50", "reste: 50").replace("unavailable:", "unavailabel:")
    with pytest.raises(ModelError, match=r"Did you mean 'rest'\?") as error:
        read(text)
    assert "Did you mean 'unavailable'?" in str(error.value)


def test_holidays_of_unknown_years_can_be_listed() -> None:
    far = FILE.replace("2026-", "2035-")
    with pytest.raises(ModelError, match=r"holidays: \{2035-01-01: statutory"):
        read(far)
    listed = read(far.replace("holidays: CN", "holidays: [2035-02-23]"))
    assert listed.calendar.is_holiday(0)
    assert not listed.calendar.is_holiday(1)


@pytest.mark.parametrize(
    "written",
    ["2026-03-05..2026-03-06", "2026/3/5 至 2026/3/6", "2026年3月5日~2026年3月6日",
     "2026-03-05 to 2026-03-06", "20260305到20260306", "2026年3月5日至3月6日", "2026年3月5日至6日",
     "2026年3月5号—6号", "2026/3/5至3/6", "2026-03-05..06"],
)  # fmt: skip
def test_spans_are_read_as_people_write_them(written: str) -> None:
    assert parse_spans(written) == ((dt.date(2026, 3, 5), dt.date(2026, 3, 6)),)


def test_the_year_stands_once_and_goes_on_beyond_its_end() -> None:
    holiday = parse_spans("2026年12月30日至1月2日、1月9日")
    assert holiday == (
        (dt.date(2026, 12, 30), dt.date(2027, 1, 2)),
        (dt.date(2027, 1, 9), dt.date(2027, 1, 9)),
    )


@pytest.mark.parametrize(
    "written", ["2026年2月23日", "2026 年 2 月 23 日", "2026/2/23", "2026.2.23", "2026-02-23"]
)
def test_the_first_day_is_read_as_people_write_it(written: str) -> None:
    assert read(FILE.replace("first_day: 2026-02-23", f"first_day: {written}")) == read()


def test_paid_leave_takes_its_share_of_the_workdays_off_the_least_hours() -> None:
    # Tuesday 24 to Saturday 28 February, a make-up day, are the five workdays of this week.
    text = FILE.replace("{work_run_most: 6}", "{work_run_most: 6, least_hours: 40 h}")
    text = text.replace("history: [早, off]", "paid_leave: 2026-02-28..2026-03-01")
    people = case_of(read(text)).people
    assert people["张三"].contract.least_hours == pytest.approx(32 * 3600)
    assert people["李四"].contract.least_hours == 40 * 3600
    assert set(people["张三"].leave) == {0, 2, 5, 6}


def test_keys_without_a_value_are_told() -> None:
    empty = FILE.replace("全职: {work_run_most: 6}", "全职: {work_run_most: 6, most_hours: }")
    with pytest.raises(ModelError) as error:
        read(empty)
    (found,) = error.value.problems
    assert found.where.endswith("contracts.全职.most_hours")
    assert "expected a value, got nothing" in found.what


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-06..2026-03-05",
        "2026年3月6日至3月5日",
        "3月5日",
        "2026年3月5日至40日",
        "tomorrow",
        5,
        "",
        None,
        [[]],
    ],
)
def test_what_is_no_span_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse_spans(written)


@pytest.mark.parametrize(
    ("zh", "en"), [("周一至周五", "mon-fri"), ("节假日", "holidays"), ("周六、周日", "sat,sun")]
)
def test_days_are_read_in_chinese_too(zh: str, en: str) -> None:
    assert parse_roster_days(zh) == parse_roster_days(en) == en


@given(st.dates(dt.date(2024, 1, 1), dt.date(2026, 11, 1)), st.integers(1, 40))
def test_each_day_is_a_workday_or_a_rest_day(first: dt.date, days: int) -> None:
    calendar = DayCalendar(first, days, "CN")
    work, rest = calendar.named("workdays"), calendar.named("restdays")
    assert work | rest == calendar.named("daily") == frozenset(range(days))
    assert not work & rest
    assert calendar.named("holidays") <= rest


def saved(path: Path, cells: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in cells:
        book.active.append(row)
    book.save(path)
    return path


def test_a_grid_made_by_hand_is_found_among_titles_and_sums(tmp_path: Path) -> None:
    case = case_of(read())
    heads = [
        "2月23日 周一",
        dt.datetime(2026, 2, 24),
        "2026/2/25",
        "02-26",
        "2/27",
        "2/28",
        "3月1日",
    ]
    cells = [
        ["二月底排班表", None, None],
        ["序号", "姓名", *heads, "工时"],
        [1, "李四", "早", "休", None, "早", "早", "-", "夜", 32],
        [2, "刘八", *["早"] * 7, 56],
        [3, "张三", None, "早", None, "", "早", None, None, 16],
        [None, "合计", 2, 2, 1, 2, 3, 1, 2, None],
    ]
    assert read_grid(case, saved(tmp_path / "hand.xlsx", cells)) == {
        "张三": (None, "早", None, None, "早", None, None),
        "李四": ("早", None, None, "早", "早", None, "夜"),
        "刘八": ("早",) * 7,
    }


def test_a_grid_that_is_wrong_says_where(tmp_path: Path) -> None:
    case = case_of(read())
    heads = [case.date(day).isoformat() for day in range(6)]
    cells = [
        ["name", *heads],
        ["张三", "早班", *[None] * 5],
        ["张三", *[None] * 6],
        ["王五", "早", *[None] * 5],
        ["刘八", *[None] * 6],
    ]
    with pytest.raises(DataError) as error:
        read_grid(case, saved(tmp_path / "hand.xlsx", cells))
    told = [p.where for p in error.value.problems]
    assert told == ["Sheet!B1", "Sheet!B2", "Sheet!A3", "Sheet!A4", "Sheet"]
    assert "Did you mean '早'?" in str(error.value)
