"""A window that is shut when the applicant is called back to it."""

from typing import Any

import pytest

from scenarios.checks import warnings_for
from scenarios.model import ServiceModel
from sim.event_export import event_table
from sim.experiment import simulate
from tests.told_in_both import in_both

REVIEW = {"serve": "review"}
COLLECT = {"serve": "collect"}
HOME = {"delay": "come back", "time": "0 s", "go_home": True}


def model(
    flow: list[dict[str, Any]], front: str = "09:00-17:00", back: str = "09:00-17:00"
) -> ServiceModel:
    return ServiceModel.model_validate(
        {
            "name": "desk",
            "title": "Desk",
            "provenance": "assumed",
            "horizon": "1 days",
            "calendars": {
                "hall": {"open": {"daily": [front]}},
                "office": {"open": {"daily": [back]}},
            },
            "activities": {
                "accept": {"service_time": "6 min"},
                "review": {"service_time": "4 h", "place": "back"},
                "collect": {"service_time": "3 min"},
            },
            "pools": {
                "desk": {"serves": ["accept", "collect"], "seats": 1, "calendar": "hall"},
                "office": {"serves": ["review"], "seats": 9, "calendar": "office"},
            },
            "services": {
                "pension": {
                    "arrivals": {"pattern": "times", "at": ["10 h", "16 h"]},
                    "flow": [{"serve": "accept"}, *flow],
                }
            },
        }
    )  # fmt: skip


def told(found: ServiceModel) -> list[str]:
    """The warnings about flows; some of the flows leave the office without work."""
    return [str(w) for w in in_both(warnings_for(found)) if w.where.startswith("services.")]


def test_an_office_that_works_when_the_hall_is_shut_is_told() -> None:
    # Open 16 h, of which the hall covers 8.
    [warning] = told(model([REVIEW, COLLECT], back="08:00-24:00"))
    assert warning.startswith("services.pension.flow[2]: ")
    assert "while desk can serve" in warning
    assert "50% of the hours in which review may end" in warning


@pytest.mark.parametrize(
    "flow",
    [
        [{"delay": "print", "time": "1 day"}, COLLECT],
        [{"branch": [{"probability": 0.5, "steps": [{"delay": "print", "time": "9 h"}]}]}, COLLECT],
        [{"parallel": [[{"delay": "print", "time": "9 h"}], []]}, COLLECT],
        [COLLECT, {"delay": "print", "time": "9 h"}, {"rework": "collect", "probability": 0.1}],
    ],
)
def test_a_delay_round_the_clock_is_told_wherever_it_stands(flow: list[dict[str, Any]]) -> None:
    [warning] = told(model(flow))
    # The delay may end at any hour; the hall is open 8 of 24.
    assert "67% of the hours in which print may end" in warning


@pytest.mark.parametrize(
    "flow",
    [
        [REVIEW, COLLECT],
        [{"delay": "print", "time": "1 day"}, HOME, COLLECT],
        [{"delay": "print", "time": "9 h", "calendar": "hall"}, COLLECT],
        [COLLECT, {"delay": "print", "time": "9 h"}],
    ],
)
def test_who_finds_the_hall_open_or_leaves_is_not_told(flow: list[dict[str, Any]]) -> None:
    assert told(model(flow)) == []


def test_what_the_warning_advises_ends_the_night_in_the_line() -> None:
    kept, left = (
        model([REVIEW, COLLECT], back="08:00-24:00"),
        model([REVIEW, HOME, COLLECT], back="08:00-24:00"),
    )
    waits = [max(row_waits(one)) for one in (kept, left)]
    # Accepted at 16:00 and reviewed by 20:06, he would stand until 9:00 the next day.
    assert waits[0] == pytest.approx(12.9 * 3600)
    assert waits[1] < 8 * 3600
    assert told(left) == []


def row_waits(one: ServiceModel) -> list[float]:
    """Waits [s] at collect."""
    rows = event_table(simulate(one, seed=1))
    front = rows[(rows.activity == "collect") & (rows.outcome == "served")]
    return [float(wait) for wait in front.seize_time - front.enable_time]
