from pathlib import Path

from scenarios.provenance import Sourced, numbers
from scenarios.reading import load_model

MODEL = load_model(Path(__file__).with_name("sample.yaml"))
FOUND = {sourced.where: sourced for sourced in numbers(MODEL)}


def text(where: str) -> str:
    return FOUND[where].value


def test_numbers_stand_with_their_units() -> None:
    assert text("horizon") == "5 days"
    assert text("activities.check_documents.pickup") == "15 s"
    assert text("activities.check_documents.service_time.cv") == "0.8"
    assert text("calendars.hall.open.mon-fri") == "09:00-12:00, 13:00-17:00"
    assert text("services.pension.arrivals.per_hour") == "6, 8, 5 per h"
    assert text("services.pension.limits.promised") == "10 workdays"
    assert text("pools.windows.staff_cost") == "45 CNY per h"
    assert text("services.pension.flow[3].parallel[1][0].time.mode") == "2 days"


def test_the_nearest_section_says_where_a_number_comes_from() -> None:
    def kind(sourced: Sourced) -> str:
        return sourced.provenance.kind

    own = FOUND["activities.check_documents.service_time.mean"]
    assert kind(own) == "measured"
    assert kind(FOUND["activities.check_documents.balk"]) == "assumed"
    assert FOUND["activities.check_documents.balk"].provenance.source.en == "written for the tests"


def test_words_and_defaults_are_no_numbers() -> None:
    words = {"name", "onewindow", "activities.review.place", "services.counted.priority"}
    assert not words & set(FOUND)


def test_distances_and_speeds_have_units() -> None:
    assert text("pools.crews.crew.base") == "0, 0.5 km"
    assert text("pools.crews.crew.speed") == "30 km per h"
    assert text("pools.crews.people.chen.speed") == "1.25"
    assert text("services.faults.where.east") == "10 km"
    assert text("services.meters.where.points[1]") == "3.5, 4 km"


def test_words_of_every_mechanism_are_listed() -> None:
    for where, value in {
        "queues.hotline.callback.when_wait_over": "3 min",
        "activities.kiosk.help.probability": "0.3",
        "pools.agents.surge.setup": "10 min",
        "pools.agents.learning.factor": "0.8",
        "pools.kiosks.last_ticket": "15 min",
        "pools.kiosks.breakdowns.up.mean": "5 days",
        "services.booked.arrivals.slots.no_show": "0.1",
        "services.self_service.channels.booked.limits.promised": "1 workday",
        "services.self_service.open_cases[0].since": "20 h",
    }.items():
        assert text(where) == value
