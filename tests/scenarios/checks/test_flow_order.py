from typing import Any

import pytest

from scenarios.checks import check_model
from scenarios.checks.flow_order import findings_in_flows
from scenarios.errors import Problem
from scenarios.model import ServiceModel

ACCEPT, REVIEW = {"serve": "accept"}, {"serve": "review"}


def rework(step: str) -> dict[str, Any]:
    return {"rework": step, "probability": 0.1}


def arm(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"probability": 0.5, "steps": steps}


def problems(*flow: dict[str, Any]) -> tuple[Problem, ...]:
    return check_model(
        ServiceModel.model_validate(
            {
                "name": "desk",
                "title": "Desk",
                "provenance": "assumed",
                "horizon": "1 day",
                "activities": {
                    "accept": {"service_time": "5 min"},
                    "review": {"service_time": "1 h"},
                },
                "pools": {"desk": {"serves": ["accept", "review"], "seats": 2}},
                "services": {
                    "pension": {"arrivals": {"pattern": "rates", "per_hour": 2}, "flow": flow}
                },
            }
        )
    )


@pytest.mark.parametrize(
    "flow",
    [
        [ACCEPT, rework("accept"), REVIEW],
        [ACCEPT, {"serve": "accept", "name": "again"}, rework("again")],
        [{"delay": "post", "time": 60}, rework("post")],
        [{"branch": [arm(ACCEPT, rework("accept"))]}],
        [{"parallel": [[ACCEPT, rework("accept")], [REVIEW]], "name": "fork"}, rework("fork")],
    ],
)
def test_rework_to_an_earlier_step_of_the_same_list_is_not_told(flow: list[Any]) -> None:
    assert problems(*flow) == ()


@pytest.mark.parametrize(
    ("flow", "where", "what"),
    [
        (
            [rework("accept"), ACCEPT],
            "flow[0].rework",
            "which comes later. Put the rework after it.",
        ),
        ([ACCEPT, rework("acept")], "flow[1].rework", "Did you mean 'accept'?"),
        (
            [ACCEPT, {"parallel": [[REVIEW, rework("accept")], []]}],
            "flow[1].parallel[0][1].rework",
            "may not jump out of a branch: put the rework after",
        ),
        (
            [ACCEPT, {"branch": [arm(REVIEW, rework("accept"))]}],
            "flow[1].branch[0].steps[1].rework",
            "may not jump out of a branch: put the rework after",
        ),
        (
            [{"parallel": [[ACCEPT], [REVIEW, rework("accept")]]}],
            "flow[0].parallel[1][1].rework",
            "in another branch. Rework may not jump into a branch",
        ),
        (
            [{"branch": [arm(ACCEPT)]}, rework("accept")],
            "flow[1].rework",
            "may not jump into a branch: name the step that holds it",
        ),
    ],
)
def test_rework_elsewhere_is_told(flow: list[Any], where: str, what: str) -> None:
    (problem,) = problems(*flow)
    assert problem.where == f"services.pension.{where}"
    assert what in problem.what


def test_an_activity_twice_in_a_flow_needs_a_name() -> None:
    (problem,) = problems(ACCEPT, {"branch": [arm(ACCEPT)]})
    assert problem.where == "services.pension.flow[1].branch[0].steps[0]"
    assert "such as name: accept_again" in problem.what
    assert problems(ACCEPT, {"branch": [arm({"serve": "accept", "name": "again"})]}) == ()


def test_two_delays_of_one_name_are_told() -> None:
    post = {"delay": "post", "time": 60}
    (problem,) = problems(post, post)
    assert "Rename one of them" in problem.what


@pytest.mark.parametrize(
    "flow",
    [
        [{"serve": "acept"}, rework("accept")],
        [ACCEPT, {"serve": "accept", "nmae": "again"}, rework("again")],
        [{"serve": "accept", "nmae": "first"}, rework("first")],
        [{"serve": 5}, rework("accept")],
        [{"serv": "accept"}, rework("accept")],
        ["accept", rework("accept")],
    ],
)
def test_a_step_whose_name_is_misspelt_is_not_told_here_too(flow: list[Any]) -> None:
    activities: dict[str, Any] = {"accept": {}, "review": {}}
    data = {"activities": activities, "services": {"pension": {"flow": flow}}}
    assert list(findings_in_flows(data)) == []


def test_beside_a_misspelt_step_a_misspelt_rework_is_told() -> None:
    flow = [{"serve": "acept"}, REVIEW, rework("reveiw")]
    data = {"activities": {"accept": {}, "review": {}}, "services": {"pension": {"flow": flow}}}
    (finding,) = findings_in_flows(data)
    assert "Did you mean 'review'?" in finding.what
