from pathlib import Path
from typing import Any

import pytest

from scenarios.checks import check_model, checked
from scenarios.errors import ModelError
from scenarios.model import ServiceModel


def model(**sections: Any) -> ServiceModel:
    """A sound model, with some of its sections put in place of its own."""
    return ServiceModel.model_validate(
        {
            "name": "desk",
            "title": "Desk",
            "provenance": "assumed",
            "horizon": "1 day",
            "activities": {"accept": {"service_time": "5 min"}, "review": {"service_time": "1 h"}},
            "pools": {"desk": {"serves": ["accept", "review"], "seats": 2}},
            "services": {"pension": service()},
            **sections,
        }
    )


def service(**fields: Any) -> dict[str, Any]:
    return {
        "arrivals": {"pattern": "rates", "per_hour": 2},
        "flow": [{"serve": "accept"}, {"serve": "review"}],
        **fields,
    }


def told(**sections: Any) -> list[str]:
    return [str(problem) for problem in check_model(model(**sections))]


def test_a_sound_model_does_not_raise() -> None:
    sound = model()
    assert checked(sound) is sound


def test_a_model_built_in_python_raises_all_its_problems() -> None:
    wrong = model(services={"pension": service(calendar="hal", flow=[{"serve": "acept"}])})
    with pytest.raises(ModelError) as caught:
        checked(wrong)
    assert [problem.where for problem in caught.value.problems] == [
        "services.pension.calendar",
        "services.pension.flow[0].serve",
    ]


@pytest.mark.parametrize(
    ("sections", "where", "what"),
    [
        (
            {"pools": {"desk": {"serves": ["accept", "review", "x"], "seats": 1}}},
            "pools.desk.serves[2]",
            "expected an activity (accept, review), got 'x'. Use one of these names, or add it",
        ),
        (
            {"pools": {"desk": {"serves": ["accept", "review", "accept"], "seats": 1}}},
            "pools.desk.serves[2]",
            "expected each activity once, got 'accept' again",
        ),
        (
            {"pools": {"desk": {"serves": ["accept"], "seats": 1}}},
            "services.pension.flow[1].serve",
            "expected an activity that a pool serves, got 'review'",
        ),
        (
            {"pools": {"desk": {"serves": ["accept", "review"], "seats": 1, "calendar": "hall"}}},
            "pools.desk.calendar",
            "expected a calendar, got 'hall'. Add it under calendars.",
        ),
        (
            {
                "services": {
                    "pension": service(channels={"web": {"share": 1, "flow": [{"serve": "acept"}]}})
                }
            },
            "services.pension.channels.web.flow[0].serve",
            "Did you mean 'accept'?",
        ),
        (
            {
                "services": {
                    "pension": service(
                        flow=[
                            {
                                "parallel": [
                                    [{"branch": [{"probability": 1, "steps": [{"serve": "x"}]}]}]
                                ]
                            }
                        ]
                    )
                }
            },
            "services.pension.flow[0].parallel[0][0].branch[0].steps[0].serve",
            "expected an activity",
        ),
        (
            {
                "services": {
                    "pension": service(flow=[{"delay": "post", "time": "1 h", "calendar": "x"}])
                }
            },
            "services.pension.flow[0].calendar",
            "expected a calendar",
        ),
        (
            {
                "targets": {
                    "t": {"measure": "wait", "fraction": 1, "within": "1 h", "service": "pensoin"}
                }
            },
            "targets.t.service",
            "Did you mean 'pension'?",
        ),
        (
            {
                "targets": {
                    "t": {"measure": "service_level", "fraction": 1, "within": "1 h", "queue": "x"}
                }
            },
            "targets.t.queue",
            "expected a queue or an activity (accept, review), got 'x'",
        ),
    ],
)
def test_a_name_that_is_not_there_is_told(sections: dict[str, Any], where: str, what: str) -> None:
    (problem,) = check_model(model(**sections))
    assert problem.where == where
    assert what in problem.what


def test_an_unknown_queue_is_told() -> None:
    activities = {
        "accept": {"service_time": "5 min", "queue": "tickts"},
        "review": {"service_time": 1},
    }
    (problem,) = check_model(model(activities=activities, queues={"tickets": {}}))
    assert problem.where == "activities.accept.queue"
    assert "'tickets'?" in problem.what


def test_a_queue_named_like_an_activity_outside_it_is_told() -> None:
    accept = {"service_time": "5 min", "queue": "review"}
    activities = {"accept": accept, "review": {"service_time": "1 h"}}
    (problem,) = check_model(model(activities=activities, queues={"review": {}}))
    assert problem.where == "queues.review"
    activities["review"]["queue"] = "review"
    assert told(activities=activities, queues={"review": {}}) == []


def test_logs_have_to_be_listed(tmp_path: Path) -> None:
    trace = {"pattern": "trace", "log": "mars", "work": {"acept": {"start": "a", "end": "b"}}}
    logs = {"march": {"file": "march.csv", "arrival": "came"}}
    found = check_model(
        model(start_date="2026-03-02", logs=logs, services={"pension": service(arrivals=trace)})
    )
    assert [problem.where for problem in found] == [
        "services.pension.arrivals.log",
        "services.pension.arrivals.work.acept",
    ]


def test_sums_that_run_in_a_circle_are_told_once() -> None:
    def sum_of(*parts: str) -> dict[str, Any]:
        return {"service_time": {"distribution": "sum_of", "parts": parts}}

    activities = {"accept": sum_of("review"), "review": sum_of("both"), "both": sum_of("accept")}
    (problem,) = check_model(model(activities=activities))
    assert problem.where == "activities.accept.service_time.parts"
    assert "accept > review > both > accept" in problem.what
    activities["both"] = {"service_time": "5 min"}
    assert told(activities=activities) == []
