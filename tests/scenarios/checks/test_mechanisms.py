"""Help, doors, breakdowns, surges, crews, slots and open cases have to make sense together."""

import datetime as dt
from typing import Any

import pytest

from scenarios.calendar_days import known_years
from scenarios.checks import check_model, warnings_for
from scenarios.model import ServiceModel
from tests.told_in_both import in_both

HALL = {"open": {"mon-fri": ["09:00-17:00"], "sat": ["09:00-12:00"]}}
DESK = {"serves": ["accept"], "seats": 4, "staff": 2, "calendar": "hall"}
CREW = {"base": [0, 0], "speed": 30}


def model(
    activity: dict[str, Any] | None = None,
    service: dict[str, Any] | None = None,
    pool: dict[str, Any] | None = None,
    **sections: Any,
) -> ServiceModel:
    return ServiceModel.model_validate(
        {
            "name": "desk",
            "title": "Desk",
            "provenance": "assumed",
            "horizon": "5 days",
            "calendars": {"hall": HALL},
            "activities": {
                "accept": {"service_time": "5 min", **(activity or {})},
                "guide": {"service_time": "1 min"},
            },
            "pools": {
                "desk": {"serves": ["accept"], "seats": 4, "staff": 2} | (pool or {}),
                "guides": {"serves": ["guide"], "seats": 1},
            },
            "services": {
                "pension": {
                    "arrivals": {"pattern": "rates", "per_hour": 2},
                    "flow": [
                        {"serve": "accept"},
                        {"delay": "post", "time": "1 day"},
                        {"branch": [{"probability": 0.5, "steps": [{"serve": "guide"}]}]},
                    ],
                    **(service or {}),
                }
            },
            **sections,
        }
    )


def told(*args: Any, **parts: Any) -> list[tuple[str, str]]:
    return [(problem.where, problem.what) for problem in check_model(model(*args, **parts))]


def surges(**parts: Any) -> list[tuple[str, str]]:
    """Warnings about surges."""
    found = in_both(warnings_for(model(**parts)))
    return [(problem.where, problem.what) for problem in found if "surge" in problem.where]


def only(*args: Any, **parts: Any) -> tuple[str, str]:
    (problem,) = told(*args, **parts)
    return problem


# Help


def helped(by: str) -> dict[str, Any]:
    return {"help": {"activity": by, "probability": 0.5}}


def test_help_that_a_pool_gives_is_not_told() -> None:
    assert told(activity=helped("guide")) == []


def test_an_unknown_helper_is_told() -> None:
    where, what = only(activity=helped("giude"))
    assert where == "activities.accept.help.activity"
    assert what == "expected an activity (accept, guide), got 'giude'. Did you mean 'guide'?"


def test_help_that_nobody_gives_is_told() -> None:
    activities = {
        "accept": {"service_time": "5 min", **helped("repair")},
        "repair": {"service_time": "1 min"},
        "guide": {"service_time": "1 min"},
    }
    where, what = only(activities=activities)
    assert where == "activities.accept.help.activity"
    assert "expected an activity that a pool serves, got 'repair'" in what


def test_help_in_a_circle_is_told() -> None:
    activities = {
        "accept": {"service_time": "5 min", **helped("guide")},
        "guide": {"service_time": "1 min", **helped("accept")},
    }
    where, what = only(activities=activities)
    assert where == "activities.accept.help.activity"
    assert "got accept > guide > accept" in what
    assert only(activity=helped("accept"))[0] == "activities.accept.help.activity"


# Doors


def test_turning_away_and_last_tickets_need_a_calendar() -> None:
    for field in ({"closing": "turn_away"}, {"last_ticket": "10 min"}):
        where, what = only(pool=field)
        assert where == f"pools.desk.{next(iter(field))}"
        assert "got no calendar. Add the key calendar to the pool" in what
        assert told(pool={**field, "calendar": "hall"}) == []


@pytest.mark.parametrize(("time", "is_told"), [("479 min", False), ("8 h", True), ("9 h", True)])
def test_a_last_ticket_before_the_opening_is_told(time: str, is_told: bool) -> None:
    found = told(pool={"calendar": "hall", "last_ticket": time})
    assert [where for where, _ in found] == is_told * ["pools.desk.last_ticket"]


# Breakdowns


def fails(up: Any, down: Any) -> dict[str, Any]:
    return {"breakdowns": {"up": up, "down": down}}


def test_failures_and_repairs_in_workdays_are_told() -> None:
    found = told(pool=fails("1 workday", "2 workdays"))
    assert [where for where, _ in found] == [
        "pools.desk.breakdowns.up",
        "pools.desk.breakdowns.down",
    ]
    assert told(pool=fails("1 day", "2 h")) == []


def test_failures_without_time_between_them_are_told() -> None:
    assert only(pool=fails("0 s", "0.5 s"))[0] == "pools.desk.breakdowns.up"
    assert told(pool=fails("0 s", "1 s")) == []


def test_failures_from_a_log_need_a_date_and_a_log() -> None:
    log = {"distribution": "from_log", "log": "march", "start": "a", "end": "b"}
    logs = {"march": {"file": "march.csv", "arrival": "a"}}
    assert only(pool=fails(log, "2 h"), logs=logs)[0] == "pools.desk.breakdowns.up.log"
    assert told(pool=fails(log, "2 h"), logs=logs, start_date="2026-03-02") == []
    where, what = only(pool=fails(log, "2 h"), start_date="2026-03-02")
    assert where == "pools.desk.breakdowns.up.log"
    assert what == "expected a log, got 'march'. Add it under logs."


# Surges and learning


def surge(at_most: int) -> dict[str, Any]:
    return {"surge": {"above": 5, "below": 2, "at_most": at_most}}


def test_a_surge_beyond_the_seats_is_told() -> None:
    # Four seats, two of the staff: room for two.
    assert surges(pool=surge(2)) == []
    ((where, what),) = surges(pool=surge(3))
    assert where == "pools.desk.surge.at_most"
    assert "at most the 2 seats that are left beyond the staff, got 3" in what
    # With blocks the smallest level counts.
    staff = [{"span": "09:00-12:00", "level": 1}, {"span": "13:00-17:00", "level": 4}]
    assert surges(pool={**surge(3), "staff": staff}) == []
    assert surges(pool={**surge(9), "seats": "unlimited"}) == []
    # Blocks that overlap add up: three of the four seats have staff at all hours with any.
    both = [{"span": "09:00-17:00", "level": 1}, {"span": "09:00-17:00", "level": 2}]
    assert surges(pool={**surge(1), "staff": both}) == []
    ((_, what),) = surges(pool={**surge(2), "staff": both})
    assert "at most the 1 seats" in what
    # It is no mistake: seats bound what opens.
    assert told(pool=surge(9)) == []


def test_work_that_takes_no_time_in_the_end_is_told() -> None:
    assert only(pool={"learning": {"factor": 0, "days": 9}})[0] == "pools.desk.learning.factor"
    assert told(pool={"learning": {"factor": 0.1, "days": 9}}) == []


# Crews


def test_crews_need_to_know_where_the_cases_are() -> None:
    where, what = only(pool={"crew": CREW})
    assert where == "services.pension"
    assert "because pool 'desk' travels to the cases for 'accept', got none" in what
    assert told(pool={"crew": CREW}, service={"where": {"east": 9, "north": 9}}) == []


def test_helpers_who_travel_need_it_too() -> None:
    pools = {
        "desk": {"serves": ["accept"], "seats": 1},
        "guides": {"serves": ["guide"], "seats": 1, "crew": CREW},
    }
    flow = {"flow": [{"serve": "accept"}]}
    assert told(pools=pools, service=flow) == []
    _, what = only(pools=pools, service=flow, activity=helped("guide"))
    assert "pool 'guides' travels to the cases for 'guide'" in what


# Open cases


def opened(step: str, **fields: Any) -> dict[str, Any]:
    return {"open_cases": [{"step": "accept"}, {"step": step, "since": "2 h", **fields}]}


def test_open_cases_stand_at_steps_of_their_flow() -> None:
    assert told(service=opened("post")) == []
    where, what = only(service=opened("pots"))
    assert where == "services.pension.open_cases[1].step"
    assert what == "expected a step of the flow (accept, post), got 'pots'. Did you mean 'post'?"


def test_not_at_steps_inside_others() -> None:
    where, what = only(service=opened("guide"))
    assert where == "services.pension.open_cases[1].step"
    assert "got 'guide', which stands inside another" in what


def test_they_come_by_channels_that_are_and_walk_their_flow() -> None:
    assert (
        only(service=opened("post", channel="web"))[0] == "services.pension.open_cases[1].channel"
    )
    channels = {"counter": {"share": 0.5}, "web": {"share": 0.5, "flow": [{"serve": "guide"}]}}
    assert told(service={**opened("guide", channel="web"), "channels": channels}) == []
    where, what = only(service={**opened("guide", channel="wbe"), "channels": channels})
    assert where == "services.pension.open_cases[1].channel"
    assert what.endswith("Did you mean 'web'?")
    where, _ = only(service={**opened("post", channel="web"), "channels": channels})
    assert where == "services.pension.open_cases[1].step"


def test_open_cases_from_years_whose_holidays_nobody_knows_are_told() -> None:
    first = known_years()[0]
    sections = {
        "calendars": {"hall": {**HALL, "holidays": "CN"}},
        "start_date": dt.date(first, 1, 15),
    }
    assert told(service=opened("post"), **sections) == []
    case = {"open_cases": [{"step": "post", "since": "30 days"}]}
    assert only(service=case, **sections)[0] == "calendars.hall.holidays"


# Channels and slots


@pytest.mark.parametrize(("promised", "is_told"), [("20 days", False), ("21 days", True)])
def test_a_promise_of_a_channel_beyond_the_law_is_told(promised: str, is_told: bool) -> None:
    limits = {"statutory": "20 days", "promised": promised}
    found = told(service={"channels": {"urgent": {"share": 1, "limits": limits}}})
    assert [where for where, _ in found] == is_told * [
        "services.pension.channels.urgent.limits.promised"
    ]


def test_limits_of_a_channel_in_workdays_need_a_calendar() -> None:
    channels = {"channels": {"urgent": {"share": 1, "limits": {"promised": "2 workdays"}}}}
    assert only(service=channels)[0] == "services.pension.channels.urgent.limits.promised"
    assert told(service={**channels, "calendar": "hall"}) == []


def slots(**fields: Any) -> dict[str, Any]:
    return {"start": "09:00", "end": "12:00", "interval": "30 min", **fields}


def test_people_are_not_early_or_late_by_workdays() -> None:
    booking = slots(early="1 workday", late="1 workday")
    at = "services.pension.channels.web.booking"
    found = told(service={"channels": {"web": {"share": 1, "booking": booking}}})
    assert [where for where, _ in found] == [f"{at}.early", f"{at}.late"]
    arrivals = {"pattern": "appointments", "slots": slots(late="1 workday")}
    assert only(service={"arrivals": arrivals})[0] == "services.pension.arrivals.slots.late"


def warned(**parts: Any) -> list[tuple[str, str]]:
    pool = {"calendar": "hall", **parts.pop("pool", {})}
    found = in_both(warnings_for(model(pool=pool, **parts)))
    return [(problem.where, problem.what) for problem in found]


def booking(start: str, end: str) -> dict[str, Any]:
    return {
        "arrivals": {"pattern": "rates", "per_hour": 2, "start": "09:00", "end": "17:00"},
        "calendar": "hall",
        "channels": {"web": {"share": 1, "booking": slots(start=start, end=end)}},
    }


def test_slots_while_it_is_shut_are_a_warning() -> None:
    weekdays = {"hall": {"open": {"mon-fri": ["09:00-17:00"]}}}
    assert warned(service=booking("09:00", "17:00"), calendars=weekdays) == []
    for start, end, told in (
        ("08:30", "12:00", "1 of 7 outside opening hours (08:30)"),
        ("16:00", "18:30", "3 of 5 outside opening hours (17:00, 17:30, 18:00)"),
    ):
        ((where, what),) = warned(service=booking(start, end), calendars=weekdays)
        assert where == "services.pension.channels.web.booking"
        assert f"got {told}." in what
        assert "hours such as" in what


def test_slots_may_skip_lunch() -> None:
    with_lunch = {"hall": {"open": {"mon-fri": ["09:00-12:00", "13:30-17:00"]}}}
    about = "services.pension.channels.web.booking"
    what = dict(warned(service=booking("09:00", "17:00"), calendars=with_lunch))[about]
    assert "got 3 of 16 outside opening hours (12:00, 12:30, 13:00)." in what
    around = {"hours": ["09:00-12:00", "13:30-17:00"], "interval": "30 min"}
    service = {**booking("09:00", "17:00"), "channels": {"web": {"share": 1, "booking": around}}}
    assert about not in dict(warned(service=service, calendars=with_lunch))


def test_appointments_while_it_is_shut_are_a_warning() -> None:
    service = {
        "arrivals": {"pattern": "appointments", "slots": slots(start="15:00", end="19:00")},
        "calendar": "hall",
    }
    ((where, what),) = warned(
        service=service, calendars={"hall": {"open": {"mon-fri": ["09:00-17:00"]}}}
    )
    assert where == "services.pension.arrivals"
    assert "got 50% outside opening hours" in what


def test_more_appointments_than_staff_are_a_warning() -> None:
    # 16 slots of 12 take 16 h of accept; two of the staff do it in 8 h each; no-shows help.
    others = {"activities": {"accept": {"service_time": "5 min"}}, "pools": {"desk": DESK}}

    def found(per_slot: int, no_show: float) -> list[str]:
        words = slots(end="17:00", per_slot=per_slot, no_show=no_show)
        service = {
            "arrivals": {"pattern": "appointments", "slots": words},
            "calendar": "hall",
            "flow": [{"serve": "accept"}],
        }
        weekdays = {"hall": {"open": {"mon-fri": ["09:00-17:00"]}}}
        return [where for where, _ in warned(service=service, calendars=weekdays, **others)]

    assert found(12, 0.0) == []
    assert found(13, 0.0) == ["pools.desk"]
    assert found(13, 0.1) == []


def test_help_is_work_too_and_those_who_help_are_used() -> None:
    # 90 cases an hour need a guide for a minute each: more than one guide can do.
    def found(probability: float) -> list[str]:
        return [
            where
            for where, _ in warned(
                activity={"help": {"activity": "guide", "probability": probability}},
                service={
                    "arrivals": {"pattern": "rates", "per_hour": 90},
                    "flow": [{"serve": "accept"}],
                },
                pool={"seats": 99, "staff": 99, "calendar": None},
            )
        ]

    assert found(0.5) == ["calendars.hall"]
    assert found(1.0) == ["calendars.hall", "pools.guides"]
