"""What has no title is called by what it does; two lines of one title are told apart."""

import pytest

from plots.naming import line_titles, title_in
from plots.report_data import Facts, ReportData
from scenarios.model import ServiceModel
from tests.plots.sample_models import text


def hall(**titles) -> ServiceModel:
    """A lobby line, and a kiosk at which half need help."""

    def named(key, entry):
        return entry | ({"title": text(titles[key])} if key in titles else {})

    return ServiceModel.model_validate(
        {
            "name": "hall", "title": text(("大厅", "Hall")), "provenance": "assumed",
            "horizon": "1 day",
            "queues": {"lobby": named("lobby", {})},
            "activities": {
                "ask": named("ask", {"queue": "lobby", "service_time": "3 min"}),
                "apply": named("apply", {"queue": "lobby", "service_time": "9 min"}),
                "ask_kiosk": named("ask_kiosk", {
                    "service_time": "3 min", "help": {"activity": "help", "probability": 0.5},
                }),
                "help": named("help", {"service_time": "1 min"}),
            },
            "pools": {
                "desk": named("desk", {"serves": ["help", "ask", "apply"], "seats": 2}),
                "kiosk": named("kiosk", {"serves": ["ask_kiosk"], "seats": 1}),
            },
            "services": {
                name: {
                    "arrivals": {"pattern": "rates", "per_hour": 2}, "flow": [{"serve": name}],
                }
                for name in ("ask", "apply", "ask_kiosk")
            },
        }
    )  # fmt: skip


ASK = {"ask": ("咨询", "Advice"), "apply": ("申请", "Application"), "ask_kiosk": ("咨询", "Advice")}


@pytest.mark.parametrize(
    ("titles", "scope", "name", "zh", "en"),
    [
        (ASK, "queue", "lobby", "咨询、申请", "Advice, Application"),
        (ASK | {"lobby": ("大堂", "Lobby")}, "queue", "lobby", "大堂", "Lobby"),
        ({"ask": ("咨询", "Advice")}, "queue", "lobby", "lobby", "lobby"),
        (ASK, "queue", "help", "协助（咨询）", "Help (Advice)"),
        (
            ASK | {"kiosk": ("自助机", "Kiosk")},
            "activity",
            "help",
            "协助（自助机）",
            "Help (Kiosk)",
        ),
        ({"help": ("帮办", "Guide")}, "activity", "help", "帮办", "Guide"),
        ({}, "activity", "help", "help", "help"),
        (ASK, "pool", "kiosk", "咨询", "Advice"),
        (ASK, "pool", "desk", "desk", "desk"),
        (dict.fromkeys((*ASK, "help"), ("咨询", "Advice")), "pool", "kiosk", "kiosk", "kiosk"),
    ],
)
def test_what_has_no_title_is_called_by_what_it_does(titles, scope, name, zh, en):
    model = hall(**titles)
    assert title_in([model], scope, name, "zh") == zh
    assert title_in([None, model], scope, name, "en") == en


def test_a_title_that_is_given_goes_before_one_that_follows():
    assert title_in([hall(**ASK), hall(lobby=("大堂", "Lobby"))], "queue", "lobby", "en") == "Lobby"


def test_two_lines_of_one_title_have_their_pools_in_brackets():
    titles = {"help": ("咨询", "Advice"), "ask_kiosk": ("咨询", "Advice"),
              "kiosk": ("自助机", "Kiosk"), "lobby": ("大堂", "Lobby")}  # fmt: skip
    facts = Facts("x", text(("大厅", "Hall")), text(("", "")), 1, 1, "0", "2026-03-02")
    data = ReportData(facts=facts, model_before=hall(**titles), estimates=None)
    assert line_titles(data, ["lobby", "help", "ask_kiosk"], "en") == {
        "lobby": "Lobby", "help": "Advice (desk)", "ask_kiosk": "Advice (Kiosk)",
    }  # fmt: skip
