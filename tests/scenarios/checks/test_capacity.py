from typing import Any

import pytest

from scenarios.checks import check_model
from scenarios.model import ServiceModel


def told(people: dict[str, list[dict[str, str]]], seats: int | str = 2) -> list[str]:
    pool: dict[str, Any] = {
        "serves": ["accept"],
        "seats": seats,
        "people": {name: {"shifts": shifts} for name, shifts in people.items()},
    }
    model = ServiceModel.model_validate(
        {
            "name": "desk",
            "title": "Desk",
            "provenance": "assumed",
            "horizon": "1 day",
            "activities": {"accept": {"service_time": "5 min"}},
            "pools": {"desk": pool},
            "services": {
                "pension": {
                    "arrivals": {"pattern": "rates", "per_hour": 2},
                    "flow": [{"serve": "accept"}],
                }
            },
        }
    )
    return [f"{problem.where}: {problem.what}" for problem in check_model(model)]


MORNING, NOON = {"span": "08:00-12:00"}, {"span": "11:00-15:00"}


def test_more_people_than_seats_at_one_time_are_told() -> None:
    (text,) = told({"ann": [MORNING], "bo": [MORNING], "cy": [NOON]})
    assert text.startswith("pools.desk.people: expected at most 2 people on duty at once")
    assert "got 3 (ann, bo, cy) on mon at 11:00" in text


@pytest.mark.parametrize(
    "people",
    [
        {"ann": [MORNING], "bo": [MORNING], "cy": [{"span": "12:00-15:00"}]},
        {"ann": [MORNING], "bo": [{**MORNING, "days": "sat"}], "cy": [{**NOON, "days": "mon-fri"}]},
        {"ann": [MORNING, NOON], "bo": [NOON]},
    ],
)
def test_people_who_take_turns_are_not_told(people: dict[str, list[dict[str, str]]]) -> None:
    assert told(people) == []


def test_a_night_shift_reaches_into_the_next_day_and_week() -> None:
    night, early = {"days": "sun", "span": "22:00-06:00"}, {"days": "mon", "span": "05:00-09:00"}
    (text,) = told({"ann": [night], "bo": [early]}, seats=1)
    assert "got 2 (ann, bo) on mon at 05:00" in text


def test_seats_without_limit_are_not_told() -> None:
    assert told({name: [MORNING] for name in "abcdef"}, seats="unlimited") == []
