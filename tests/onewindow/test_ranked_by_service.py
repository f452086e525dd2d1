"""Redesigns of a hotline are ranked by what callers get, and by hours only where that stayed."""

import pytest

from onewindow.ranking import criterion, ranking
from onewindow.study import Compared, Redesign, Study, run_study
from scenarios.model import ServiceModel
from scenarios.section import TextPair
from tests.sim.models import DAY


def hotline(agents: int) -> ServiceModel:
    return ServiceModel.model_validate(
        {
            "name": "hotline",
            "title": "Hotline",
            "provenance": "assumed",
            "horizon": 2 * DAY,
            "activities": {"talk": {"service_time": "3 min"}},
            "pools": {"agents": {"serves": ["talk"], "seats": agents}},
            "services": {
                "call": {
                    "arrivals": {"pattern": "rates", "per_hour": 30.0},
                    "flow": [{"serve": "talk"}],
                }
            },
            "targets": {
                "quick": {
                    "measure": "service_level",
                    "queue": "talk",
                    "fraction": 0.8,
                    "within": "30 s",
                }
            },
        }
    )


@pytest.fixture(scope="module")
def result() -> Compared:
    more = {
        name: Redesign(name, TextPair(zh=name, en=name), None, hotline(agents))
        for name, agents in (("one_more", 3), ("two_more", 4))
    }
    return run_study(Study("hotline", hotline(2), more), 6, 1, 1, None)


SERVICE = ("of_offered", "answered_fraction", "abandoned_fraction")


@pytest.mark.parametrize("kept", [(), ("of_offered",), SERVICE, (*SERVICE, "asa")])
def test_hours_never_rank_while_something_of_the_service_changed(result, kept):
    table = result.table()
    # Of what is named nothing can be told; the wait over all still got better.
    table.loc[table["measure"].isin(kept), "verdict"] = "no distinguishable change"
    keys = {one.standing.key.measure for one in ranking(result, table)}
    assert len(keys) == 1
    assert keys.isdisjoint({"staffed_hours", *kept})


def test_hours_rank_where_nothing_of_the_service_changed_and_it_is_said(result):
    table = result.table()
    table.loc[table["measure"] != "staffed_hours", "verdict"] = "no distinguishable change"
    found = ranking(result, table)
    assert {one.standing.key[:3] for one in found} == {("staffed_hours", "all", "")}
    # Fewer hours are better: one more agent costs less than two.
    assert [one.name for one in found] == ["one_more", "two_more"]
    assert "as no measure of the service changed" in criterion(result, found, "en")[1]
    assert "服务指标都没有可分辨的变化" in criterion(result, found, "zh")[1]
