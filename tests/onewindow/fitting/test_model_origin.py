"""The table of where numbers come from has all times of a model that has them."""

from __future__ import annotations

import pytest

from onewindow.fitting.model_origin import origin_table
from scenarios.model import ServiceModel

SEEN = {"kind": "measured", "source": {"zh": "记录", "en": "log"}}
BESIDE = {"pickup": (30, "Pick-up"), "after_work": (40, "After-work"), "patience": (50, "Patience")}


@pytest.mark.parametrize("names", [(), ("patience",), ("pickup", "after_work", "patience")])
def test_times_beside_the_work_are_counted_where_a_model_has_them(names: tuple[str, ...]) -> None:
    def times(n: int) -> dict[str, object]:
        note = {**SEEN, "sample_size": n}
        return {"distribution": "exponential", "mean": 60, "provenance": note}

    talk = {"service_time": times(20), **{name: times(BESIDE[name][0]) for name in names}}
    model = ServiceModel.model_validate(
        {
            "name": "made_up", "title": "made up", "provenance": "assumed", "horizon": "1 day",
            "activities": {"talk": talk, "write": {"service_time": times(10)}},
            "pools": {"agents": {"serves": ["talk", "write"], "seats": 2}},
            "services": {
                "call": {
                    "arrivals": {"pattern": "rates", "start": "9:00", "per_hour": [6]},
                    "flow": [{"serve": "talk"}, {"serve": "write"}],
                }
            },
        }
    )  # fmt: skip
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in origin_table(model, "en").rows}
    assert rows["Times of work"] == ["2", "2", "0", "10 to 20"]
    for name, (n, title) in BESIDE.items():
        assert rows.get(title) == (["1", "1", "0", str(n)] if name in names else None)
