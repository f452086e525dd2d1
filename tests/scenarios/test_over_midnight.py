from scenarios.model import ServiceModel
from scenarios.over_midnight import over_midnight

LATE = (61200.0, 97200.0)
"""17:00 to 27:00."""


def test_hours_over_midnight_are_found_wherever_they_stand() -> None:
    model = ServiceModel.model_validate(
        {
            "name": "desk",
            "title": "Desk",
            "provenance": "assumed",
            "horizon": "1 days",
            "calendars": {"night": {"open": {"mon": ["09:00-12:00", "17:00-03:00"]}}},
            "activities": {"accept": {"service_time": "6 min"}},
            "pools": {
                "desk": {"serves": ["accept"], "staff": [{"span": "17:00-03:00", "level": 1}]},
                "other": {
                    "serves": ["accept"],
                    "people": {"li": {"shifts": [{"span": "17:00-27:00"}]}},
                },
                "early": {"serves": ["accept"], "staff": [{"span": "00:00-24:00", "level": 1}]},
            },
            "services": {
                "pension": {
                    "arrivals": {"pattern": "times", "at": ["10 h"]},
                    "flow": [{"serve": "accept"}],
                }
            },
            "targets": {
                "quick": {
                    "measure": "service_level",
                    "queue": "accept",
                    "fraction": 0.9,
                    "within": "30 s",
                    "between": ["17:00-03:00"],
                }
            },
        }
    )
    assert over_midnight(model) == {
        "calendars.night": (LATE,),
        "pools.desk.staff[0]": (LATE,),
        "pools.other.people.li.shifts[0]": (LATE,),
        "targets.quick": (LATE,),
    }
