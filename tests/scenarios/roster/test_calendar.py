"""Dates without a year are those of the roster; what a date is may be said by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimize.roster.hours import hours_of
from optimize.roster.limits import grid_of
from optimize.roster.pay import extra_hours
from scenarios.errors import ModelError
from scenarios.roster.book_writing import write_workbook
from scenarios.roster.case_of import case_of
from scenarios.roster.days import parse_spans
from scenarios.roster.holidays import day_kind, holidays_in_cell, holidays_text, parse_holidays
from scenarios.roster.reading import load_roster, roster_in
from scenarios.roster.roster_calendar import DayCalendar
from scenarios.yaml_text import parse_yaml

MARCH = (dt.date(2026, 3, 2), dt.date(2026, 3, 29))
TURN = (dt.date(2026, 12, 21), dt.date(2027, 1, 17))
# The shifts of a week: early on all days from Monday to Friday.
FILE = """\
first_day: 2027-02-01
days: 14
holidays: HOLIDAYS
kinds:
  day: {start: "09:00", length: 8 h}
people: {Ann: {leave: LEAVE}}
needs: [{kind: day, people: 1}]
"""


def read(holidays: str = "[]", leave: str = "2027-02-01"):
    return roster_in(parse_yaml(FILE.replace("HOLIDAYS", holidays).replace("LEAVE", leave)))


@pytest.mark.parametrize(
    ("text", "period", "spans"),
    [
        ("3月5日", MARCH, [("2026-03-05", "2026-03-05")]),
        ("3/15", MARCH, [("2026-03-15", "2026-03-15")]),
        ("3月5日至3月9日、20日", MARCH, [("2026-03-05", "2026-03-09"), ("2026-03-20",) * 2]),
        ("2月26日至3月3日", MARCH, [("2026-02-26", "2026-03-03")]),
        ("12月30日至1月2日", TURN, [("2026-12-30", "2027-01-02")]),
        ("12月24日, 1月15日", TURN, [("2026-12-24",) * 2, ("2027-01-15",) * 2]),
        ("1月15日", TURN, [("2027-01-15",) * 2]),
    ],
)
def test_dates_without_a_year_are_those_of_the_roster(text, period, spans) -> None:
    found = [(str(first), str(last)) for first, last in parse_spans(text, period)]
    assert found == spans


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5/3", "which number is the month"),  # 3 May is no day of it, 5 March is
        ("3/3..5/3", "which number is the month"),
        ("4月9日", "which is in none"),
        ("5日", "Write year, month and day"),
        ("3月32日", "which is in none"),
    ],
)
def test_what_may_be_another_date_stays_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_spans(text, MARCH)


def test_with_two_years_the_year_has_to_stand_there() -> None:
    with pytest.raises(ValueError, match="which is in 2"):
        parse_spans("3月5日", (dt.date(2026, 1, 1), dt.date(2027, 12, 31)))


@given(st.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1)), st.integers(1, 300), st.data())
def test_each_day_of_a_roster_is_found_without_its_year(first, days, data) -> None:
    period = first, first + dt.timedelta(days=days - 1)
    day = first + dt.timedelta(days=data.draw(st.integers(0, days - 1)))
    if (day.month, day.day) != (2, 29):  # which is in few years
        assert parse_spans(f"{day.month}月{day.day}日", period) == ((day, day),)


def test_the_file_says_the_year_for_leave_and_its_line_is_told(tmp_path) -> None:
    assert case_of(read(leave="2月3日..2月5日")).people["Ann"].leave == (2, 3, 4)
    with pytest.raises(ModelError, match=r"people.Ann.leave: .*which is in none"):
        read(leave="3月3日")
    write_workbook(read(), tmp_path / "in.xlsx", "zh")
    book = openpyxl.load_workbook(tmp_path / "in.xlsx")
    sheet = book["人员"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("请假") + 1, "2月3日、5日")
    book.save(tmp_path / "in.xlsx")
    assert case_of(load_roster(tmp_path / "in.xlsx")).people["Ann"].leave == (2, 4)


# Spring Festival 2027 is on 6 February; say that the holiday is moved as in the years before.
BY_HAND = "{2027-02-05..2027-02-08: statutory, 2027-02-09..2027-02-11: rest, 2027-02-13: work}"


def test_days_said_by_hand_count_for_pay_hours_and_workdays_alike() -> None:
    file = read(BY_HAND)
    case, calendar = case_of(file), file.calendar
    # By date: the 5th is a Friday, the 13th a Saturday.
    assert [day for day in range(14) if case.calendar.is_statutory(day)] == [4, 5, 6, 7]
    assert sorted(calendar.named("workdays")) == [0, 1, 2, 3, 11, 12]
    assert sorted(calendar.named("holidays")) == [4, 5, 6, 7, 8, 9, 10]
    only = {day: {"Ann": tuple("day" if d == day else None for d in range(14))} for day in (7, 8)}
    paid = {day: extra_hours(case, "Ann", grid_of(case, one)) for day, one in only.items()}
    # A statutory holiday is paid threefold. One day in a week is nothing above its 32 h.
    assert paid == {7: 24.0, 8: 0.0}
    week = {"Ann": (None,) * 8 + ("day",) * 6}
    # 8 h of the week of the 8th, a Monday, are not owed: 48 h of 32 h are 16 h of a rest day.
    assert extra_hours(case, "Ann", grid_of(case, week)) == 2 * 16.0
    assert hours_of(case, week)["Ann"].overtime == 16.0


def test_a_list_of_dates_is_one_of_statutory_holidays() -> None:
    assert (
        read("[2027-02-05, 2027-02-08]").holidays
        == read("{2027-02-05: statutory, 2027-02-08: 法定}").holidays
    )


def test_the_calendar_by_hand_is_that_of_china_when_it_says_the_same() -> None:
    first = dt.date(2026, 1, 1)
    dates = [first + dt.timedelta(days=k) for k in range(365)]
    kinds = {date: kind for date in dates if (kind := day_kind(date, "CN")) is not None}
    ours, china = (DayCalendar(first, 365, one) for one in (kinds, "CN"))
    for words in ("workdays", "restdays", "holidays"):
        assert ours.named(words) == china.named(words)
    # 全国年节及纪念日放假办法 (2024): 13 days.
    assert sum(kind == "statutory" for kind in kinds.values()) == 13


PAGE = Path(__file__).parents[3] / "docs" / "roster.md"


def test_the_page_says_of_weekends_and_holidays_what_the_calendar_does() -> None:
    """国务院办公厅关于2026年部分节假日安排的通知: 25 to 27 September and 1 to 7 October are off,
    Sunday 20 September and Saturday 10 October are workdays."""
    text = PAGE.read_text(encoding="utf-8").split("| day | by the notice |")[1].split("\n\n")[0]
    calendar = DayCalendar(dt.date(2026, 9, 1), 60, "CN")
    told = set()
    for line in text.splitlines()[2:]:
        days, notice, weekend, holiday = (cell.strip() for cell in line.strip("|").split("|"))
        month = dt.datetime.strptime(days.split()[-1], "%B").month
        numbers = [int(part) for part in days.split() if part.isdigit()]
        for number in range(numbers[0], numbers[-1] + 1):
            date = dt.date(2026, month, number)
            day = (date - calendar.first_day).days
            told.add(day)
            mark = {"statutory": "法定", "rest": "休", "work": "班", None: ""}[calendar.kind(day)]
            assert mark == notice, date
            assert calendar.is_weekend(day) == (weekend == "yes"), date
            assert calendar.is_holiday(day) == (holiday == "yes"), date
        assert date.strftime("%A") in days
    # Ordinary weekends and workdays aside, these are all days that the notice speaks of.
    marked = {day for day in range(19, 42) if calendar.kind(day) is not None}
    assert told - {40} == marked


@given(st.dates(dt.date(2024, 1, 1), dt.date(2026, 11, 1)))
def test_days_off_are_those_of_weekends_and_of_holidays(first) -> None:
    calendar = DayCalendar(first, 60, "CN")
    days = range(60)
    off = {day for day in days if calendar.is_weekend(day) or calendar.is_holiday(day)}
    assert off == calendar.named("restdays")
    weekends = calendar.weekends(days)
    assert [day for some in weekends for day in some] == list(filter(calendar.is_weekend, days))
    for some in weekends:
        assert len({calendar.date(day).isocalendar()[:2] for day in some}) == 1
    assert len({calendar.date(some[0]).isocalendar()[:2] for some in weekends}) == len(weekends)
    # Drawn out by date it says the same of every day, and of the days before.
    drawn = DayCalendar(first, 60, calendar.drawn(9))
    assert all(drawn.kind(day) == calendar.kind(day) for day in range(-9, 60))


def test_days_before_a_year_that_is_not_known_are_as_their_weekday_is() -> None:
    file = FILE.replace("2027-02-01", "2024-01-02").replace("HOLIDAYS", "CN")
    file = file.replace("leave: LEAVE", "history: [day, day]")
    case = case_of(roster_in(parse_yaml(file)))
    # New Year's Day is of 2024; 31 December 2023 was a Sunday.
    assert [case.calendar.kind(day) for day in (-2, -1)] == [None, "statutory"]
    assert case.calendar.weekends((-2, -1)) == ((-2,),)


@given(
    st.dictionaries(
        st.dates(dt.date(2027, 1, 1), dt.date(2027, 3, 1)),
        st.sampled_from(("statutory", "rest", "work")),
    ),
    st.sampled_from(("zh", "en")),
)
def test_what_is_written_in_a_cell_is_read_back(kinds, lang) -> None:
    text = holidays_text(parse_holidays(kinds), lang)
    assert parse_holidays(holidays_in_cell(text or "")) == kinds


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("{2027-02-05: holiday}", "expected statutory"),
        ("{2027-02-05: rest, 2027-02-04..2027-02-06: work}", "one thing for each date"),
        ("US", "expected CN, a list of dates, or a map"),
        ("[soon]", "expected dates such as"),
        ("true", "expected CN"),
    ],
)
def test_other_holidays_are_refused(wrong: str, says: str) -> None:
    with pytest.raises(ModelError, match=says):
        read(wrong)
