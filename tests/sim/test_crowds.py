"""People who come together, such as those who wait at the door."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import kstest

from scenarios.model import ServiceModel
from scenarios.rest_of_day import rest_of_day
from sim.drawing import draw

DAYS = 400
"""Days that are drawn."""
HOUR = 3600.0


def _model(days: int = DAYS, **arrivals: Any) -> ServiceModel:
    return ServiceModel.model_validate(
        {
            "name": "door", "title": "door", "provenance": "assumed", "horizon": f"{days} days",
            "activities": {"talk": {"service_time": "1 min"}},
            "pools": {"desk": {"serves": ["talk"], "seats": "unlimited"}},
            "services": {
                "all": {
                    "arrivals": {"pattern": "rates", "start": "9:00", "end": "17:00", **arrivals},
                    "flow": [{"serve": "talk"}],
                }
            },
        }
    )  # fmt: skip


def _arrivals(model: ServiceModel) -> np.ndarray:
    return np.asarray(draw(model, seed=8).arrival)


DOOR = {"span": "9:00-9:03", "cases": 12}


def test_a_crowd_is_poisson_in_number_and_comes_at_random_within_its_span() -> None:
    came = _arrivals(_model(per_hour=0, crowds=[DOOR]))
    number = np.bincount((came // 86400).astype(int), minlength=DAYS)
    # Mean 12 with a standard error of .17, variance 12 with one of .87.
    assert number.mean() == pytest.approx(12, abs=0.7)
    assert number.var() == pytest.approx(12, abs=3.5)
    within = (came % 86400 - 9 * HOUR) / 180
    assert kstest(within, "uniform").pvalue > 0.001


def test_busy_days_and_weekdays_are_those_of_the_crowd_too() -> None:
    arrivals = {"per_hour": 40, "busyness_cv": 0.5, "weekday_factors": {"mon": 0}}
    came = _arrivals(_model(**arrivals, crowds=[{"span": "8:00-8:10", "cases": 60}]))
    early = came % 86400 < 9 * HOUR
    by_day = [
        np.bincount((came[own] // 86400).astype(int), minlength=DAYS) for own in (early, ~early)
    ]
    open_ = np.arange(DAYS) % 7 != 0
    assert not by_day[0][~open_].any()
    assert np.corrcoef(by_day[0][open_], by_day[1][open_])[0, 1] > 0.9


def test_without_the_crowd_the_others_come_when_they_came() -> None:
    alone = _arrivals(_model(7, per_hour=30))
    both = _arrivals(_model(7, per_hour=30, crowds=[DOOR, {"span": "13:30-13:32", "cases": 5}]))
    assert set(alone.tolist()) < set(both.tolist())


def test_what_is_left_of_a_crowd_comes_after_now() -> None:
    whole = _model(1, per_hour=0, crowds=[{"span": "9:00-9:30", "cases": 300}, DOOR])
    rest = rest_of_day(whole, 9 * HOUR + 600, {})
    left = rest.services["all"].arrivals
    assert [(one.span, one.cases) for one in left.crowds] == [((33000.0, 34200.0), 200.0)]  # type: ignore[union-attr]


@pytest.mark.parametrize("span", ["23:50-00:10", "9:03-9:03", "nine"])
def test_a_span_that_is_none_is_told(span: str) -> None:
    with pytest.raises(ValueError, match="span"):
        _model(1, per_hour=1, crowds=[{"span": span, "cases": 1}])
