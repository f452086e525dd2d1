"""Who pays for what others gain is told on the first page of a report."""

from onewindow.reporting import report_data
from onewindow.study import Redesign, Study, run_study
from plots.report_words import further_findings
from scenarios.model import ServiceModel
from scenarios.section import TextPair
from tests.sim.models import DAY


def desk(priority: int = 0) -> ServiceModel:
    """Short and long matters in one line; ``priority`` says which goes first."""

    def service(minutes: int, **fields: object) -> dict[str, object]:
        arrivals = {"pattern": "rates", "per_hour": 5.0, "start": "09:00", "end": "17:00"}
        return {"arrivals": arrivals, "flow": [{"serve": f"work_{minutes}"}], **fields}

    return ServiceModel.model_validate(
        {
            "name": "desk",
            "title": "Desk",
            "provenance": "assumed",
            "horizon": DAY,
            "queues": {"tickets": {}},
            "activities": {
                f"work_{n}": {"service_time": f"{n} min", "queue": "tickets"} for n in (1, 10)
            },
            "pools": {"desk": {"serves": ["work_1", "work_10"], "seats": 1}},
            "services": {
                "short": service(1, priority=priority),
                "long": service(10, priority=-priority),
            },
            "targets": {
                "quick": {
                    "measure": "service_level",
                    "queue": "tickets",
                    "fraction": 0.8,
                    "within": "15 min",
                }
            },
        }
    )


def test_a_service_that_loses_is_named_though_all_together_gain() -> None:
    green = Redesign("green", TextPair(zh="绿色通道", en="Green lane"), None, desk(-1))
    study = Study("desk", desk(), {"green": green})
    data = report_data(run_study(study, 20, 1, 1, None))["green"]
    assert data.comparison is not None
    waits = data.comparison[data.comparison["measure"] == "wait_mean"].set_index("of")["verdict"]
    # A short matter first shortens the mean wait (Cobham 1954), and the long ones pay for it.
    assert waits[""] == "better"
    assert waits["long"] == "worse"
    told = further_findings(data, "en")[-1]
    assert told.startswith("Worse for one service: ")
    assert "mean wait (long)" in told
    assert "(short)" not in told
    # A target of a quarter of an hour is a hall's: nobody here is called a caller.
    assert "call" not in " ".join(further_findings(data, "en"))
