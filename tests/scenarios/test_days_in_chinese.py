"""Weekdays in Chinese mean what those in English mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.calendars import WEEKDAYS, Calendar, parse_days

DAYS = st.integers(0, 6)


@given(first=DAYS, last=DAYS, week=st.sampled_from(["周", "星期"]), to=st.sampled_from("至到-"))
def test_ranges(first: int, last: int, week: str, to: str) -> None:
    chinese = f"{week}{'一二三四五六日'[first]}{to}{week}{'一二三四五六日'[last]}"
    assert parse_days(chinese) == parse_days(f"{WEEKDAYS[first]}-{WEEKDAYS[last]}")


@given(days=st.lists(DAYS, min_size=1), between=st.sampled_from(["、", "，", ","]))
def test_lists(days: list[int], between: str) -> None:
    chinese = between.join(f"周{'一二三四五六日'[day]}" for day in days)
    assert parse_days(chinese) == tuple(sorted(set(days)))


@pytest.mark.parametrize(
    ("chinese", "english"), [("每天", "daily"), ("工作日", "workdays"), ("周末", "weekend")]
)
def test_words(chinese: str, english: str) -> None:
    assert parse_days(chinese) == parse_days(english)


def test_a_calendar_in_chinese_is_that_in_english() -> None:
    one, other = (
        Calendar.model_validate({"open": {days: [(32400.0, 61200.0)]}})
        for days in ("周一至周五", "mon-fri")
    )
    assert one == other


def test_a_word_that_is_no_day_is_told_as_it_was_written() -> None:
    with pytest.raises(ValueError, match="周八"):
        parse_days("周八")
