"""Services may be busy on the same days."""

from __future__ import annotations

import numpy as np

from scenarios.model import ServiceModel
from sim.drawing import draw


def _days(named: str | None) -> np.ndarray:
    """Cases by service and day over 200 days, shape (2, 200)."""
    arrivals = {"pattern": "rates", "per_hour": 40, "busyness_cv": 0.4}
    if named is not None:
        arrivals["busyness_of"] = named
    model = ServiceModel.model_validate(
        {
            "name": "two", "title": "two", "provenance": "assumed", "horizon": "200 days",
            "activities": {"talk": {"service_time": "1 min"}},
            "pools": {"desk": {"serves": ["talk"], "seats": "unlimited"}},
            "services": {
                name: {"arrivals": arrivals, "flow": [{"serve": "talk"}]} for name in ("a", "b")
            },
        }
    )  # fmt: skip
    script = draw(model, seed=4)
    day = (script.arrival // 86400).astype(int)
    return np.array([np.bincount(day[script.service == k], minlength=200) for k in (0, 1)])


def test_services_that_share_a_factor_are_busy_on_the_same_days() -> None:
    # 960 a day: Poisson chance is 3 % beside a factor of 40 %, so they hang together by .99.
    assert np.corrcoef(_days("town"))[0, 1] > 0.97
    # Each by itself: the correlation of 200 days is 0 with a standard deviation of .07.
    assert abs(np.corrcoef(_days(None))[0, 1]) < 0.3
