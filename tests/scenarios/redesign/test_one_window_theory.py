"""Five windows in series made one pool of five, against numbers known from outside."""

from typing import Any

import pytest

from scenarios.model import ServiceModel
from scenarios.redesign.merge_windows import OneWindow
from sim.experiment import replicate

WINDOWS = [f"w{k}" for k in range(1, 6)]


def in_series(per_hour: float) -> ServiceModel:
    """Five M/M/1 windows of 6 minutes, open 09:00-17:00, twenty days that start empty."""
    work = {"distribution": "exponential", "mean": 360.0}
    data: dict[str, Any] = {
        "name": "series",
        "title": "Series",
        "provenance": "assumed",
        "horizon": 20 * 86400.0,
        "calendars": {"hall": {"open": {"daily": [(32400.0, 61200.0)]}}},
        "activities": {name: {"service_time": work} for name in WINDOWS},
        "pools": {name: {"serves": [name], "seats": 1, "calendar": "hall"} for name in WINDOWS},
        "services": {
            "matter": {
                "arrivals": {
                    "pattern": "rates",
                    "per_hour": per_hour,
                    "start": 32400.0,
                    "end": 61200.0,
                },
                "flow": [{"serve": name} for name in WINDOWS],
            }
        },
    }
    return ServiceModel.model_validate(data)


@pytest.mark.oracles
@pytest.mark.parametrize(("factor", "minutes"), [(0.6, 18.39), (0.65, 20.1)])
def test_pooled_generalists_with_shorter_work(factor: float, minutes: float) -> None:
    """60 replications of 20 days give about 0.07 min either way; 0.25 min is allowed.

    A factor that is wrong by 0.01, or one generalist more or less, moves it by more than that.
    """
    step = {"operator": "one_window", "pools": WINDOWS, "into": "desk", "size": 5}
    after = OneWindow.model_validate({**step, "time_factor": factor}).apply(in_series(7.5)).model
    table = replicate(after, replications=60, seed=3).estimates()
    here = (table["measure"] == "hall_time_mean") & (table["scope"] == "all")
    assert abs(table[here]["value"].item() / 60 - minutes) < 0.25
