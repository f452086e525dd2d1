import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.calendar_days import (
    add_open_time,
    day_type,
    known_years,
    next_opening,
    spans,
    spans_of_day,
    workday_limit,
    workdays,
)
from scenarios.calendars import Calendar
from scenarios.errors import ModelError

DAY, HOUR = 86400.0, 3600.0
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
THURSDAY = dt.date(2026, 10, 1)


def calendar(**fields: Any) -> Calendar:
    return Calendar.model_validate({"open": {"mon-fri": ["09:00-12:00", "13:00-17:00"]}, **fields})


def test_without_a_date_day_0_is_a_monday() -> None:
    assert [day_type(calendar(), None, day) for day in range(7)] == [0, 1, 2, 3, 4, None, None]
    assert [day_type(None, None, day) for day in (-1, 0, 6, 7)] == [SUN, MON, SUN, MON]


def test_national_day_of_2026_is_shut_and_its_make_up_saturday_open() -> None:
    # State Council: 25 to 27 September and 1 to 7 October off; 20 September (a Sunday)
    # and 10 October (a Saturday) worked.
    kept = [day_type(calendar(holidays="CN"), dt.date(2026, 9, 20), day) for day in range(23)]
    off = [None]
    mid_autumn = [MON, MON, TUE, WED, THU, None, None, None]
    assert kept == [*mid_autumn, MON, TUE, WED, *(7 * off), THU, FRI, MON, *off, MON]


def test_a_make_up_day_keeps_the_hours_of_the_weekday_named() -> None:
    own = calendar(
        open={"mon-thu": ["09:00-17:00"], "fri": ["09:00-16:00"]}, holidays="CN", makeup_as="fri"
    )
    assert day_type(own, THURSDAY, 9) == FRI
    assert spans_of_day(own, THURSDAY, 9) == ((9 * HOUR, 16 * HOUR),)


def test_dates_written_down_win_over_holidays_and_the_week() -> None:
    own = calendar(
        holidays="CN",
        closed_dates=["2026-10-08"],
        open_dates={"2026-10-01": ["10:00-11:00"], "2026-10-11": ["08:00-09:00"], "2026-10-12": []},
    )
    assert [day_type(own, THURSDAY, day) for day in (0, 7, 8, 10, 11)] == [
        THU,
        None,
        FRI,
        MON,
        None,
    ]
    assert spans(own, THURSDAY, 0, 1).tolist() == [[10 * HOUR, 11 * HOUR]]


def test_an_unknown_year_raises_and_says_how_to_give_days_by_hand() -> None:
    late = dt.date(known_years()[1], 12, 31)
    with pytest.raises(ModelError, match=r"closed_dates and open_dates"):
        spans(calendar(holidays="CN"), late, 0, 2)


def test_a_known_year_does_not_raise() -> None:
    spans(calendar(holidays="CN"), dt.date(known_years()[1], 12, 30), 0, 2)
    spans(calendar(), dt.date(2100, 1, 1), 0, 2)


def test_dates_without_a_first_day_raise() -> None:
    with pytest.raises(ModelError, match="start_date"):
        spans(calendar(closed_dates=["2026-10-08"]), None, 0, 1)


def test_days_beyond_the_year_9999_raise() -> None:
    with pytest.raises(ModelError, match="9999"):
        spans(calendar(), dt.date(9999, 12, 31), 0, 2)


def test_spans_that_touch_are_one() -> None:
    assert spans(calendar(open={"daily": ["00:00-24:00"]}), None, -1, 4).tolist() == [
        [-DAY, 3 * DAY]
    ]
    assert spans(None, None, 0, 2).tolist() == [[0.0, 2 * DAY]]


def test_a_span_across_midnight_belongs_to_the_day_it_starts() -> None:
    nights = calendar(open={"mon": ["22:00-06:00"], "wed": ["22:00-06:00"]})
    assert spans(nights, None, 0, 3).tolist() == [
        [22 * HOUR, 30 * HOUR],
        [2 * DAY + 22 * HOUR, 2 * DAY + 30 * HOUR],
    ]
    assert spans(nights, None, 1, 1).shape == (0, 2)
    overlapping = calendar(open={"daily": ["00:00-08:00", "22:00-06:00"]})
    assert spans(overlapping, None, 0, 2).tolist() == [
        [0.0, 8 * HOUR],
        [22 * HOUR, 32 * HOUR],
        [46 * HOUR, 54 * HOUR],
    ]


def test_open_time_stands_still_while_it_is_shut() -> None:
    week = spans(calendar(), None, 0, 14)
    # Seven open hours a day: 16:30 on Friday plus one hour is 9:30 on Monday.
    friday = 4 * DAY + 16.5 * HOUR
    assert add_open_time(week, friday, HOUR) == 7 * DAY + 9.5 * HOUR
    assert add_open_time(week, friday, HOUR / 2) == 4 * DAY + 17 * HOUR
    assert add_open_time(week, 0.0, 35 * HOUR) == 4 * DAY + 17 * HOUR
    assert add_open_time(week, 12.5 * HOUR, 0.0) == 12.5 * HOUR
    assert add_open_time(week, 0.0, 71 * HOUR) == np.inf
    assert add_open_time(week[:0], [0.0, 1.0], [0.0, 1.0]).tolist() == [0.0, np.inf]


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_round_the_clock_open_time_is_the_plain_sum_to_the_bit(t: float, duration: float) -> None:
    assert add_open_time(spans(None, None, 0, 30), t, duration) == t + duration


@given(st.lists(st.floats(0, 10 * DAY), min_size=1, max_size=5), st.floats(0, 20 * HOUR))
def test_open_time_between_start_and_end_is_the_duration(ts: list[float], duration: float) -> None:
    week = spans(calendar(), None, 0, 21)
    ends = add_open_time(week, ts, duration)
    for t, end in zip(ts, ends, strict=True):
        used = np.clip(np.minimum(week[:, 1], end) - np.maximum(week[:, 0], t), 0, None).sum()
        assert used == pytest.approx(duration, abs=1e-6)
        assert end >= t


def test_next_opening_is_now_when_it_is_open() -> None:
    week = spans(calendar(), None, 0, 7)
    times = np.array([0.0, 9.0, 11.99, 12.0, 17.0, 24 * 6 + 1.0]) * HOUR
    expected = np.array([9.0, 9.0, 11.99, 13.0, 33.0, np.inf]) * HOUR
    assert next_opening(week, times).tolist() == expected.tolist()


def test_a_limit_ends_at_the_close_of_the_nth_workday_after_acceptance() -> None:
    days = workdays(calendar(holidays="CN"), dt.date(2026, 9, 28), 0, 20)
    monday_noon, wednesday, saturday = 12 * HOUR, 2 * DAY + 10 * HOUR, 5 * DAY
    close = 17 * HOUR
    assert workday_limit(days, monday_noon, 1) == 1 * DAY + close
    assert workday_limit(days, [monday_noon, wednesday, saturday], 3).tolist() == [
        10 * DAY + close,  # Tuesday, Wednesday, and after the holidays Thursday 8 October
        12 * DAY + close,  # Thursday, Friday, and the make-up Saturday
        12 * DAY + close,
    ]
    assert workday_limit(days, monday_noon, 2.5) == 10 * DAY + close
    assert workday_limit(days, [monday_noon, 18 * HOUR], 0).tolist() == [close, DAY + close]
    assert workday_limit(days, monday_noon, 1000) == np.inf
