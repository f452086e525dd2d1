"""Dates and times of day are read as people type them, and nothing that may mean two things."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.roster.days import WrongDates, parse_spans
from scenarios.roster.moments import day_in, moment_in

OCTOBER = dt.date(2026, 10, 1), dt.date(2026, 10, 31)
TODAY = dt.date(2026, 10, 8)
THIRD = dt.date(2026, 10, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-03 14:30", "2026-10-03T14:30:59", "2026年10月3日 14:30", "10月3日下午2点半",
        "10月3日14点30分", "10月3号 14：30", "２０２６年１０月３日　１４时３０分",
        "10月3日下午两点半", "十四点半", "2026/10/3 2:30 PM", "2026-10-03 2:30pm",
        "20261003 14:30", "10月3日，下午2:30",
    ],
)  # fmt: skip
def test_one_moment_is_written_in_many_ways(text: str) -> None:
    day = TODAY if text == "十四点半" else THIRD
    assert moment_in(text, OCTOBER, TODAY) == (day, 14.5 * 3600)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("凌晨12点", 0), ("凌晨3点", 3), ("早上8点一刻", 8.25), ("上午12点", 12), ("中午12点", 12),
        ("中午1点三刻", 13.75), ("傍晚6点", 18), ("晚上8点整", 20), ("晚上八点二十", 20 + 1 / 3),
        ("12 am", 0), ("12:30 pm", 12.5), ("0:00", 0), ("23:59", 23 + 59 / 60),
    ],
)  # fmt: skip
def test_parts_of_the_day_say_which_half_is_meant(text: str, hours: float) -> None:
    assert moment_in(f"10月3日{text}", OCTOBER) == (THIRD, pytest.approx(hours * 3600))


@pytest.mark.parametrize(
    "text",
    ["", "soon", "10月3日", "25:00", "14:60", "24:00", "晚上12点", "晚上2点", "凌晨14点",
     "上午14:30", "下午8点 am", "10月3日 14", "11月3日 8:00", "2026-09-30 8:00",
     "10月3日至4日 8:00", "3/10 8:00"],
)  # fmt: skip
def test_what_is_no_moment_or_may_be_two_is_refused_in_both_languages(text: str) -> None:
    with pytest.raises(WrongDates) as told:
        moment_in(text, OCTOBER, TODAY)
    # Of 3/10 it is the date that is not sure.
    got = "3/10" if text == "3/10 8:00" else text
    assert repr(got) in str(told.value)
    assert f"“{got}”" in told.value.zh


def test_a_time_alone_is_that_of_the_only_day_or_of_today() -> None:
    assert moment_in("14:30", (THIRD, THIRD)) == (THIRD, 14.5 * 3600)
    assert moment_in("今天 14:30", OCTOBER, TODAY)[0] == TODAY
    for today in (None, dt.date(2026, 11, 1)):
        with pytest.raises(WrongDates, match="a time alone is that of today"):
            moment_in("14:30", OCTOBER, today)


@given(st.datetimes(dt.datetime(2026, 10, 1), dt.datetime(2026, 10, 31, 23, 59)))
def test_every_minute_is_read_back(at: dt.datetime) -> None:
    minutes = (at.hour * 60 + at.minute) * 60.0
    half = "上午" if at.hour < 12 else "下午"
    texts = [f"{at:%Y-%m-%d %H:%M}", f"{at.month}月{at.day}日{at.hour}点{at.minute}分",
             f"{at:%Y-%m-%d %I:%M %p}"]  # fmt: skip
    if 6 <= at.hour < 20:
        texts.append(f"{at.month}月{at.day}日{half}{(at.hour - 1) % 12 + 1}时{at.minute}分")
    for text in texts:
        assert moment_in(text, OCTOBER) == (at.date(), minutes)


@pytest.mark.parametrize("text", ["10月3日", "2026-10-03", "10月3日下午2点半", "2026-10-03 14:30"])
def test_a_day_may_have_a_time_that_is_not_used(text: str) -> None:
    assert day_in(text, OCTOBER) == THIRD


@pytest.mark.parametrize("text", ["", "x", "10月3日至4日", "11月3日", "25:00"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(WrongDates, match="expected a date from 2026-10-01 to 2026-10-31"):
        day_in(text, OCTOBER, TODAY)


def test_a_span_the_wrong_way_round_is_not_taken_for_one_of_a_year() -> None:
    period = dt.date(2026, 10, 20), dt.date(2026, 11, 20)
    for text in ("11月2日至10月30日", "2026-11-02..2026-10-30"):
        with pytest.raises(WrongDates, match=r"Turn it: 2026-10-30\.\.2026-11-02"):
            parse_spans(text, period)
    winter = dt.date(2026, 12, 20), dt.date(2027, 1, 10)
    assert parse_spans("12月30日至1月2日", winter) == (
        (dt.date(2026, 12, 30), dt.date(2027, 1, 2)),
    )


@pytest.mark.parametrize(
    "text", ["10.8-10.9", "10/8-10/9", "10月8日-10月9日", "10月8日-9日", "10月8-9日",
             "2026.10.8-2026.10.9", "2026年10月8日-9日", "10.8至10.9"],
)  # fmt: skip
def test_a_hyphen_between_dates_that_have_other_signs_is_a_span(text: str) -> None:
    october = dt.date(2026, 10, 1), dt.date(2026, 10, 31)
    assert parse_spans(text, october) == ((dt.date(2026, 10, 8), dt.date(2026, 10, 9)),)


def test_a_date_with_hyphens_is_one_date() -> None:
    october = dt.date(2026, 10, 1), dt.date(2026, 10, 31)
    day = dt.date(2026, 10, 8)
    for text in ("10-8", "2026-10-08", "2026.10.8"):
        assert parse_spans(text, october) == ((day, day),)


@pytest.mark.parametrize("days", [1, 3, 28])
def test_examples_are_days_of_the_roster(days: int) -> None:
    first = dt.date(2026, 12, 20)
    period = first, first + dt.timedelta(days=days - 1)
    with pytest.raises(WrongDates) as told:
        parse_spans("soon", period)
    for text in (str(told.value), told.value.zh):
        named = [dt.date.fromisoformat(one) for one in re.findall(r"\d{4}-\d\d-\d\d", text)]
        assert named
        assert all(period[0] <= one <= period[1] for one in named)
