"""Delays are named from their own service, and each flow is walked once however many ask."""

from __future__ import annotations

import pytest

from plots import naming
from plots.naming import delay_title
from scenarios.model import ServiceModel


def _model(title: str) -> ServiceModel:
    """Two services with a delay of the same name; that of the first has a title."""
    delay = {"delay": "lying", "time": 60.0}
    service = {"arrivals": {"pattern": "rates", "per_hour": [1.0]}}
    return ServiceModel.model_validate(
        {
            "name": "two", "title": "two", "provenance": "assumed", "horizon": 3600.0,
            "activities": {"work": {"service_time": 60.0}},
            "pools": {"desk": {"serves": ["work"], "seats": 1}},
            "services": {
                "first": {**service, "flow": [{**delay, "title": title}, {"serve": "work"}]},
                "second": {**service, "flow": [delay, {"serve": "work"}]},
            },
        }
    )  # fmt: skip


def test_each_service_and_each_model_has_its_own_titles() -> None:
    one, other = _model("in the pile"), _model("on the shelf")
    assert delay_title(one, "first", "lying", "en") == "in the pile"
    assert delay_title(other, "first", "lying", "en") == "on the shelf"
    assert delay_title(one, "second", "lying", "en") == "lying"
    assert delay_title(one, "nobody", "lying", "en") == "lying"


def test_a_flow_is_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    model, walks = _model("in the pile"), []
    walk = naming.every_step
    monkeypatch.setattr(naming, "every_step", lambda flow: walks.append(flow) or walk(flow))
    for _ in range(50):
        for service in model.services:
            delay_title(model, service, "lying", "en")
    assert len(walks) == len(model.services)
