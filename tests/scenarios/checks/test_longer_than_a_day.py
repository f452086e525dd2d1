"""Work on one case that a day does not hold, as when a unit is wrong."""

from typing import Any

import pytest

from scenarios.checks import warnings_for
from scenarios.model import ServiceModel
from tests.told_in_both import in_both

SHUT = {"mon-thu": ["09:00-12:00", "13:00-17:00"], "fri": ["09:00-18:00"]}
"""The longest day has nine hours."""


def model(calendar: str | None = "hall", **accept: Any) -> ServiceModel:
    pool = {"serves": ["accept"], "seats": 20, **({"calendar": calendar} if calendar else {})}
    return ServiceModel.model_validate(
        {
            "name": "desk",
            "title": "Desk",
            "provenance": "assumed",
            "horizon": "5 days",
            "calendars": {"hall": {"open": SHUT}},
            "activities": {"accept": {"service_time": "6 min", **accept}},
            "pools": {"desk": pool},
            "services": {
                "pension": {
                    "calendar": "hall",
                    "arrivals": {"pattern": "times", "at": ["10 h"]},
                    "flow": [{"serve": "accept"}],
                }
            },
        }
    )


def told(*given: ServiceModel) -> list[str]:
    return [str(one) for one in in_both(warnings_for(*given)) if "a day of desk holds" in str(one)]


def exp(mean: str, kind: str = "assumed") -> dict[str, str]:
    return {"distribution": "exponential", "mean": mean, "provenance": kind}


@pytest.mark.parametrize("field", ["service_time", "pickup", "after_work"])
@pytest.mark.parametrize(("mean", "is_told"), [("9 h", False), ("9.1 h", True), ("5 days", True)])
def test_work_beyond_the_longest_day_is_told(field: str, mean: str, is_told: bool) -> None:
    found = told(model(**{field: exp(mean)}))
    assert [text.split(":")[0] for text in found] == [f"activities.accept.{field}"] * is_told
    assert all("desk holds, 9 h, got" in text for text in found)


def test_round_the_clock_a_day_holds_more_and_what_was_measured_is_believed() -> None:
    assert told(model(None, service_time=exp("23 h"))) == []
    assert len(told(model(None, service_time=exp("25 h")))) == 1
    assert told(model(service_time=exp("5 days", "measured"))) == []


def test_a_redesign_does_not_tell_what_was_so_before() -> None:
    long = model(service_time=exp("5 days"))
    assert told(long, long) == []
    assert len(told(long, model())) == 1
