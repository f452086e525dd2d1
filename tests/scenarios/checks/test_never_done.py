"""Models in which cases can never be finished."""

from typing import Any

import pytest

from scenarios.checks import warnings_for
from scenarios.model import ServiceModel
from tests.told_in_both import in_both


def told(flow: list[dict[str, Any]] | None = None, **desk: Any) -> list[str]:
    model = ServiceModel.model_validate(
        {
            "name": "desk",
            "title": "Desk",
            "provenance": "assumed",
            "horizon": "5 days",
            "calendars": {"hall": {"open": {"mon-fri": ["09:00-17:00"]}}},
            "activities": {"accept": {"service_time": "6 min"}},
            "pools": {"desk": {"serves": ["accept"], "seats": 1, "calendar": "hall", **desk}},
            "services": {
                "pension": {
                    "calendar": "hall",
                    "arrivals": {"pattern": "times", "at": ["10 h"]},
                    "flow": [{"serve": "accept"}, *(flow or [])],
                }
            },
        }
    )
    return [str(problem) for problem in in_both(warnings_for(model))]


@pytest.mark.parametrize(
    "desk",
    [
        {"seats": 0},
        {"staff": 0},
        {"staff": [{"days": "sat-sun", "span": "09:00-17:00", "level": 2}]},
        {"staff": [{"span": "17:00-19:00", "level": 2}]},
    ],
)
def test_nobody_on_duty_while_open_is_told(desk: dict[str, Any]) -> None:
    found = [text for text in told(**desk) if "somebody on duty" in text]
    assert [text.split(":")[0] for text in found] == ["activities.accept"]
    assert "nobody of desk in the first 5 days" in found[0]


def test_somebody_for_an_hour_is_enough() -> None:
    assert told(staff=[{"days": "tue", "span": "10:00-11:00", "level": 1}]) == []


@pytest.mark.parametrize(("probability", "is_told"), [(0.99, False), (1.0, True)])
def test_rework_of_everybody_is_told(probability: float, is_told: bool) -> None:
    found = told([{"rework": "accept", "probability": probability}])
    assert ["all that go back, 20 times each" in text for text in found] == [True] * is_told


@pytest.mark.parametrize(("time", "is_told"), [("29 days", False), ("31 days", True)])
def test_who_comes_back_after_the_run_is_told(time: str, is_told: bool) -> None:
    back = {"rework": "accept", "probability": 0.1, "go_home": {"delay": time}}
    found = told([back])
    assert ["Cases are left unfinished" in text for text in found] == [True] * is_told


@pytest.mark.parametrize(
    ("time", "is_told"), [("29 days", False), ("31 days", True), ("31 workdays", True)]
)
def test_a_delay_longer_than_the_run_goes_on_is_told(time: str, is_told: bool) -> None:
    calendar = {"calendar": "hall"} if "workdays" in time else {}
    found = told([{"delay": "review", "time": time, **calendar}])
    assert ["got 31 days in the mean" in text for text in found] == [True] * is_told
