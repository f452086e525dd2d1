import datetime as dt
from typing import Any

import pytest

from scenarios.calendar_days import known_years
from scenarios.checks import check_model
from scenarios.model import ServiceModel

LAST = known_years()[1]
HALL = {"open": {"mon-fri": ["09:00-17:00"]}}
CHINESE = {**HALL, "holidays": "CN"}


def told(
    activity: dict[str, Any] | None = None,
    service: dict[str, Any] | None = None,
    pool: dict[str, Any] | None = None,
    **sections: Any,
) -> list[tuple[str, str]]:
    model = ServiceModel.model_validate(
        {
            "name": "desk",
            "title": "Desk",
            "provenance": "assumed",
            "horizon": "5 days",
            "calendars": {"hall": HALL},
            "activities": {"accept": {"service_time": "5 min", **(activity or {})}},
            "pools": {"desk": {"serves": ["accept"], "staff": 2} | (pool or {})},
            "services": {
                "pension": {
                    "arrivals": {"pattern": "rates", "per_hour": 2},
                    "flow": [{"serve": "accept"}],
                    **(service or {}),
                }
            },
            **sections,
        }
    )
    return [(problem.where, problem.what) for problem in check_model(model)]


def only(found: list[tuple[str, str]]) -> tuple[str, str]:
    (problem,) = found
    return problem


@pytest.mark.parametrize("field", ["service_time", "pickup", "after_work", "patience"])
def test_workdays_where_no_calendar_counts_them_are_told(field: str) -> None:
    where, what = only(told(activity={field: "1 workday"}))
    assert where == f"activities.accept.{field}"
    assert "got workdays" in what


def test_a_delay_in_workdays_needs_a_calendar() -> None:
    delay = {"delay": "post", "time": "2 workdays"}
    where, what = only(told(service={"flow": [{"serve": "accept"}, delay]}))
    assert where == "services.pension.flow[1].time"
    assert "Add the key calendar to this step" in what
    assert told(service={"flow": [{"serve": "accept"}, {**delay, "calendar": "hall"}]}) == []


def test_going_home_for_workdays_needs_a_calendar_to_come_back_on() -> None:
    home = {"rework": "accept", "probability": 0.1, "go_home": {"delay": "1 workday"}}
    flow = {"flow": [{"serve": "accept"}, home]}
    assert only(told(service=flow))[0] == "services.pension.flow[1].go_home.delay"
    assert told(service={**flow, "calendar": "hall"}) == []
    assert told(service=flow, pool={"calendar": "hall"}) == []


def test_a_retry_after_workdays_is_told() -> None:
    retry = {"probability": 0.1, "delay": "1 workday"}
    assert only(told(service={"retry": retry}))[0] == "services.pension.retry.delay"


def test_limits_in_workdays_need_a_calendar() -> None:
    limits = {"limits": {"statutory": "20 workdays"}}
    assert only(told(service=limits))[0] == "services.pension.limits.statutory"
    assert told(service={**limits, "calendar": "hall"}) == []


@pytest.mark.parametrize(
    ("promised", "is_told"),
    [("10 days", False), ("20 days", False), ("21 days", True), ("480.5 h", True)],
)
def test_a_promise_beyond_the_law_is_told(promised: str, is_told: bool) -> None:
    found = told(service={"limits": {"statutory": "20 days", "promised": promised}})
    assert [where for where, _ in found] == is_told * ["services.pension.limits.promised"]


def test_a_warm_up_as_long_as_the_horizon_is_told() -> None:
    assert only(told(warm_up="5 days"))[0] == "warm_up"
    assert told(warm_up="4 days") == []


def test_times_at_or_after_the_horizon_are_told_once() -> None:
    at = {"pattern": "times", "at": ["1 h", "120 h", "121 h"]}
    assert only(told(service={"arrivals": at}))[0] == "services.pension.arrivals.at[1]"


def test_holidays_need_a_date() -> None:
    where, what = only(told(calendars={"hall": CHINESE}))
    assert where == "calendars.hall.holidays"
    assert "start_date: 2026-03-02" in what
    assert told(calendars={"hall": CHINESE}, start_date="2026-03-02") == []


def test_dates_of_a_calendar_need_a_date() -> None:
    dated = {**HALL, "closed_dates": ["2026-03-03"]}
    assert only(told(calendars={"hall": dated}))[0] == "calendars.hall.closed_dates"


def test_a_date_both_open_and_shut_is_told() -> None:
    both = {**HALL, "closed_dates": ["2026-03-03"], "open_dates": {"2026-03-03": ["10:00-11:00"]}}
    found = told(calendars={"hall": both}, start_date="2026-03-02")
    assert only(found)[0] == "calendars.hall.closed_dates[0]"


def test_an_unknown_year_is_told_with_how_to_give_days_by_hand() -> None:
    found = told(calendars={"hall": CHINESE}, start_date=dt.date(LAST + 1, 3, 2))
    where, what = only(found)
    assert where == "calendars.hall.holidays"
    assert "closed_dates and open_dates" in what
    assert told(start_date=dt.date(LAST + 1, 3, 2)) == []


def test_a_drain_into_an_unknown_year_is_told_and_a_shorter_one_is_not() -> None:
    sections = {"calendars": {"hall": CHINESE}, "start_date": dt.date(LAST, 12, 21)}
    _, what = only(told(**sections))
    assert "or shorten the drain" in what
    assert told(**sections, drain="6 days") == []
    assert len(told(**sections, drain="6.01 days")) == 1


def test_runs_beyond_all_calendars_are_told() -> None:
    assert only(told(start_date=dt.date(9999, 12, 1)))[0] == "start_date"
    assert only(told(horizon="1e9 weeks"))[0] == "horizon"


def test_a_log_needs_a_date() -> None:
    logs = {"march": {"file": "march.csv", "arrival": "came"}}
    found = told(logs=logs, service={"arrivals": {"pattern": "trace", "log": "march"}})
    assert only(found)[0] == "services.pension.arrivals.log"
