from typing import Any

import pytest

from scenarios.checks import warnings_for
from scenarios.model import ServiceModel
from tests.told_in_both import in_both

HALL = {"open": {"daily": ["09:00-17:00"]}}


def told(
    activity: dict[str, Any] | None = None, arrivals: dict[str, Any] | None = None, **sections: Any
) -> list[str]:
    model = ServiceModel.model_validate(
        {
            "name": "desk",
            "title": "Desk",
            "provenance": "assumed",
            "horizon": "7 days",
            "calendars": {"hall": HALL},
            "activities": {"accept": {"service_time": "6 min", **(activity or {})}},
            "pools": {"desk": {"serves": ["accept"], "seats": 1, "calendar": "hall"}},
            "services": {
                "pension": {
                    "arrivals": {
                        "pattern": "rates",
                        "per_hour": 9,
                        "start": "09:00",
                        "end": "17:00",
                        **(arrivals or {}),
                    },
                    "flow": [{"serve": "accept"}],
                }
            },
            **sections,
        }
    )
    return [str(problem) for problem in in_both(warnings_for(model))]


def test_a_plain_model_gives_no_warning() -> None:
    assert told() == []


def test_what_a_fit_was_found_to_be_worth_is_told_first() -> None:
    found = told(queues={"tickets": {}}, judged="Its forecasts cannot be trusted")
    assert found[0] == "The fit of this model says: Its forecasts cannot be trusted."
    assert found[1].startswith("queues.tickets: ")


def test_parts_that_nothing_uses_are_told() -> None:
    found = told(
        activities={
            "accept": {"service_time": {"distribution": "sum_of", "parts": ["part"]}},
            "part": {"service_time": "6 min"},
            "idle": {"service_time": "6 min"},
        },
        queues={"tickets": {}},
        calendars={"hall": HALL, "other": HALL},
    )
    assert [text.split(":")[0] for text in found] == [
        "activities.idle",
        "queues.tickets",
        "calendars.other",
    ]


def test_arrivals_outside_opening_hours_are_told_with_their_share() -> None:
    (text,) = told(arrivals={"start": "07:00", "per_hour": 7})
    # Two of ten hours.
    assert "got 20% outside opening hours" in text


def test_people_who_were_seen_before_the_opening_need_no_correction() -> None:
    seen = {"activity": {"provenance": "measured"}}
    early = {"start": "07:00", "per_hour": 7, "provenance": "measured"}
    assert told(arrivals=early, **seen) == []
    # Two of ten hours after the closing are no such thing, nor is a day that is shut.
    late = {"end": "19:00", "per_hour": 7, "provenance": "measured"}
    (text,) = told(arrivals=late, **seen)
    assert "got 20% outside opening hours" in text
    shut = {"hall": {"open": {"mon-sat": ["09:00-17:00"]}}}
    texts = told(arrivals=early, calendars=shut, start_date="2026-03-02", **seen)
    assert "got 14% outside opening hours" in texts[0]


def test_cases_seen_to_come_by_a_calendar_of_their_own_need_no_correction() -> None:
    calendars = {"hall": HALL, "web": {"open": {"daily": ["00:00-24:00"]}}}
    late = {"pattern": "rates", "start": "09:00", "end": "19:00", "per_hour": 7}
    for calendar, kind, is_told in (
        ("web", "measured", False),
        ("hall", "measured", True),
        ("web", "assumed", True),  # nobody saw it: it may be a slip
    ):
        service = {
            "calendar": calendar,
            "arrivals": {**late, "provenance": kind},
            "flow": [{"serve": "accept"}],
        }
        found = told({"provenance": "measured"}, calendars=calendars, services={"pension": service})
        assert any("outside opening hours" in text for text in found) == is_told


@pytest.mark.parametrize(("per_hour", "is_told"), [(9.9, False), (10.1, True)])
def test_more_work_than_staff_is_told(per_hour: float, is_told: bool) -> None:
    # One window does ten pieces of six minutes an hour: 56 h of work in 56 h of seven days.
    found = told(arrivals={"per_hour": per_hour})
    assert len(found) == is_told
    assert all("56.6 h of work in the first 7 days, got 56.0 h" in text for text in found)
    assert all("The rest is overtime after closing" in text for text in found)
    pool = {"serves": ["accept"], "seats": 1, "calendar": "hall", "closing": "turn_away"}
    found = told(arrivals={"per_hour": per_hour}, pools={"desk": pool})
    assert all("The line grows day by day" in text for text in found)


def test_days_on_which_nobody_comes_and_nobody_works_leave_the_load_as_it_is() -> None:
    hall = {"open": {"mon-fri": ["09:00-17:00"]}}
    week = {"hall": hall}
    service = {
        "calendar": "hall",
        "arrivals": {"pattern": "rates", "per_hour": 10.1, "start": "09:00", "end": "17:00"},
        "flow": [{"serve": "accept"}],
    }
    (text,) = told(calendars=week, services={"pension": service})
    assert "40.4 h of work in the first 7 days, got 40.0 h" in text


def test_patience_relieves_a_line_that_would_grow() -> None:
    assert told(activity={"patience": "5 min"}, arrivals={"per_hour": 20}) == []


@pytest.mark.parametrize(("per_hour", "is_told"), [(7.9, False), (8.1, True)])
def test_rework_counts_as_work(per_hour: float, is_told: bool) -> None:
    # A fifth comes back each time: 1 / (1 - 0.2) = 1.25 pieces a case, so 8 cases an hour.
    arrivals = {"pattern": "rates", "per_hour": per_hour, "start": "09:00", "end": "17:00"}
    flow = [{"serve": "accept"}, {"rework": "accept", "probability": 0.2}]
    found = told(services={"pension": {"arrivals": arrivals, "flow": flow}})
    assert len(found) == is_told


@pytest.mark.parametrize(
    ("closing", "what"),
    [
        (None, "They wait for the next opening. Correct"),
        ("serve_queue", "They wait for the next opening. Correct"),
        ("suspend", "They wait for the next opening. Correct"),
        ("turn_away", "who comes after the closing is turned away and comes back on the next"),
    ],
)
def test_what_becomes_of_those_who_come_while_it_is_shut_is_said(
    closing: str | None, what: str
) -> None:
    pool = {"serves": ["accept"], "seats": 1, "calendar": "hall", "closing": closing}
    (text,) = told(arrivals={"start": "07:00", "per_hour": 7}, pools={"desk": pool})
    assert what in text


def test_of_two_pools_the_one_that_turns_away_is_named() -> None:
    pool = {"serves": ["accept"], "seats": 1, "calendar": "hall"}
    pools = {"desk": pool, "other": {**pool, "closing": "turn_away"}}
    (text,) = told(arrivals={"start": "07:00", "per_hour": 7}, pools=pools)
    assert "is turned away by other and" in text
