"""Cases to be expected on an open day, counted by hand."""

import datetime as dt
from pathlib import Path

import pytest

from sim.expected import ExpectedCases, expected_cases
from tests.sim.models import DAY, at, desk

MONDAY = dt.date(2026, 1, 5)
SIX_AN_HOUR = {"pattern": "rates", "per_hour": 6, "start": "10:00", "end": "12:00"}
WORKDAYS = {"calendars": {"hall": {"open": {"mon-fri": [(32400.0, 61200.0)]}}}}
OF_THE_HALL = {"service": {"calendar": "hall"}, **WORKDAYS}


def expected(*words, **parts):
    model = desk(*words, **parts)
    return expected_cases(model, model.services["matter"])


def test_shut_days_do_not_lower_the_cases_of_an_open_day():
    found = expected(SIX_AN_HOUR, 1.0, horizon=7 * DAY, **OF_THE_HALL)
    assert found == ExpectedCases(per_day=12.0, open_days=5, days=7)


def test_without_a_calendar_every_day_is_open():
    assert expected(SIX_AN_HOUR, 1.0, horizon=7 * DAY) == ExpectedCases(12.0, 7, 7)


def test_weekdays_that_differ_are_averaged():
    # 12 from Monday to Thursday, 24 on Friday: 72 on five days.
    arrivals = {**SIX_AN_HOUR, "weekday_factors": {"fri": 2.0}}
    found = expected(arrivals, 1.0, horizon=7 * DAY, **OF_THE_HALL)
    assert found.per_day == pytest.approx(72 / 5)


def test_four_weeks_of_a_year_are_looked_at():
    assert expected(SIX_AN_HOUR, 1.0, horizon=365 * DAY, **OF_THE_HALL).open_days == 20
    assert expected(SIX_AN_HOUR, 1.0, horizon=365 * DAY, **OF_THE_HALL).days == 28


def test_who_comes_on_a_shut_day_makes_it_count():
    # Day 5 is a Saturday: 4 cases on days 0 to 4, one of them open without cases, and day 5.
    times = [day * DAY + 36000.0 for day in (0, 1, 2, 5)]
    found = expected(at(*times), 1.0, horizon=7 * DAY, **OF_THE_HALL)
    assert found == ExpectedCases(4 / 6, 6, 7)


def test_nobody_comes_where_no_day_is_open():
    closed = {"hall": {"open": {"sat": [(32400.0, 61200.0)]}}}
    found = expected(SIX_AN_HOUR, 1.0, horizon=DAY, service={"calendar": "hall"}, calendars=closed)
    assert found == ExpectedCases(0.0, 0, 1)


@pytest.mark.parametrize(("days", "open_days"), [(7, 5), (42, 30)])
def test_rows_of_a_log_are_counted_on_all_its_days(days, open_days):
    # Five rows, all on the Monday.
    log = {"file": str(Path(__file__).parent / "few_rows.csv"), "separator": ","}
    found = expected(
        {"pattern": "trace", "log": "rows"},
        1.0,
        horizon=days * DAY,
        start_date=MONDAY,
        logs={"rows": {**log, "time_format": "%Y-%m-%d %H:%M:%S", "arrival": "came"}},
        **OF_THE_HALL,
    )
    assert found == ExpectedCases(5 / open_days, open_days, days)
