"""Heads tell statutory holidays, days off moved there and make-up workdays apart, with weekdays."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import openpyxl

from onewindow.roster.shown import shown_roster
from plots.roster.data import RosterData
from plots.roster.day_marks import day_mark, marks_told
from plots.roster.page import roster_html
from plots.roster.workbook import write_roster_workbook
from scenarios.roster.grid import read_grid
from scenarios.roster.kinds import RosterKind
from scenarios.roster.roster_calendar import DayCalendar
from scenarios.roster.rosters import Person, RosterCase


def national_day(first_day: dt.date = dt.date(2026, 9, 28), days: int = 14) -> RosterData:
    """A roster around 1 October 2026: by the notice of the State Council 1 to 7 October are off,
    of which 1 to 3 are statutory, and 10 October is a workday.
    """
    case = RosterCase(
        first_day=first_day,
        days=days,
        kinds={"E": RosterKind(start=8 * 3600.0, length=8 * 3600.0)},
        people={"Ann": Person()},
        holidays=DayCalendar(first_day, days, "CN").drawn(0),
    )
    return shown_roster(case, {"Ann": ("E",) * days})


def test_days_are_marked_as_the_notice_says() -> None:
    data = national_day()
    marks = {data.case.date(day).day: day_mark(data, day) for day in range(data.case.days)}
    assert {day for day, mark in marks.items() if mark == "statutory"} == {1, 2, 3}
    assert {day for day, mark in marks.items() if mark == "rest"} == {4, 5, 6, 7}
    assert {day for day, mark in marks.items() if mark == "work"} == {10}
    # Days as any others: the last of September, two workdays, and an ordinary Sunday.
    assert {day for day, mark in marks.items() if mark is None} == {28, 29, 30, 8, 9, 11}


def test_heads_of_the_page_have_the_mark_and_the_weekday() -> None:
    page = roster_html(national_day())
    heads = re.findall(r'<th scope="col"([^>]*)>(?:<b>([^<]*)</b><br>)?([一-日])<br>([\d/]+)', page)
    told = {date: (classes, mark, weekday) for classes, mark, weekday, date in heads}
    assert told["10/1"] == (' class="free statutory"', "法定", "四")
    assert told["4"] == (' class="free"', "休", "日")
    assert told["5"] == (' class="free mon"', "休", "一")
    assert told["8"] == ("", "", "四")
    assert told["10"] == ("", "班", "六")
    assert told["11"] == (' class="free"', "", "日")
    for _, words in marks_told(national_day(), "zh"):
        assert words in page


def test_the_workbook_has_them_too_and_is_read_back(tmp_path: Path) -> None:
    data = national_day()
    path = write_roster_workbook(data, tmp_path / "r.xlsx", "zh")
    sheet = openpyxl.load_workbook(path)["排班表"]
    dates = next(row for row in sheet.iter_rows() if row[2].is_date)
    above = {cell.value.day: sheet.cell(cell.row - 1, cell.column) for cell in dates[2:16]}
    assert [above[day].value for day in (30, 1, 4, 8, 10, 11)] == [
        "三", "法定\n四", "休\n日", "四", "班\n六", "日",
    ]  # fmt: skip
    # The two kinds of day off differ to the eye, in black and white by their words.
    assert len({above[day].fill.fgColor.rgb for day in (1, 4, 8)}) == 3
    assert read_grid(data.case, path) == data.roster


def test_only_marks_that_are_there_are_told() -> None:
    assert not list(marks_told(national_day(dt.date(2026, 3, 2), 7), "en"))
    assert [mark for mark, _ in marks_told(national_day(), "en")] == ["statutory", "rest", "work"]


def test_title_and_grid_stand_on_one_printed_page() -> None:
    # A grid with a kind of page of its own would leave the page of the title empty below it.
    styles = roster_html(national_day()).split("</style>")[0]
    rules = re.findall(r"([^{}]+)\{[^{}]*\bpage: broad\b", styles)
    assert [rule.strip() for rule in rules] == ["article:has(.broad)"]
