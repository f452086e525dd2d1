"""Models that counted who came, and only assume what is done."""

import pytest

from scenarios.checks import warnings_for
from scenarios.model import ServiceModel
from tests.told_in_both import in_both


def told(arrivals: str, accept: str, decide: str) -> list[str]:
    def work(kind: str) -> dict[str, object]:
        return {"distribution": "exponential", "mean": "6 min", "provenance": kind}

    model = ServiceModel.model_validate(
        {
            "name": "desk",
            "title": "Desk",
            "provenance": "assumed",
            "horizon": "5 days",
            "activities": {
                "accept": {"service_time": work(accept)},
                "decide": {"service_time": work(decide)},
            },
            "pools": {
                "desk": {"serves": ["accept"], "seats": 1},
                "office": {"serves": ["decide"], "seats": 1},
            },
            "services": {
                "pension": {
                    "arrivals": {"pattern": "times", "at": ["10 h"], "provenance": arrivals},
                    "flow": [{"serve": "accept"}, {"serve": "decide"}],
                }
            },
        }
    )
    return [str(problem) for problem in in_both(warnings_for(model))]


@pytest.mark.parametrize(
    ("accept", "decide", "named"),
    [("assumed", "assumed", "desk, office"), ("measured", "assumed", "office")],
)
def test_pools_of_which_no_work_is_known_are_named(accept: str, decide: str, named: str) -> None:
    (text,) = told("measured", accept, decide)
    assert f"all that is done by {named}. Their occupancy and staffed hours" in text


@pytest.mark.parametrize(
    "kinds", [("assumed", "assumed", "assumed"), ("measured", "measured", "published")]
)
def test_a_model_all_of_assumptions_or_of_measured_work_is_quiet(
    kinds: tuple[str, str, str],
) -> None:
    assert told(*kinds) == []
