"""What a log says about waiting."""

import pytest

from scenarios.reading import read_model
from sim.observed import observed

MODEL = """
name: line
title: A line
provenance: assumed
start_date: 2026-03-02
horizon: 1 day
logs:
  calls: {file: calls.csv, arrival: came, wait_until: answered}
activities:
  talk: {service_time: 1 min}
pools:
  agents: {serves: [talk], seats: 1}
services:
  call:
    arrivals: {pattern: trace, log: calls}
    flow: [{serve: talk}]
targets:
  all_day: {measure: service_level, queue: talk, fraction: 0.8, within: 10 s}
  morning: {measure: service_level, queue: talk, fraction: 0.8, within: 10 s, between: ["08:00-09:00"]}
"""  # noqa: E501
ROWS = """came,answered
2026-03-02 08:00:00,2026-03-02 08:00:05
2026-03-02 08:10:00,2026-03-02 08:10:40
2026-03-02 10:00:00,2026-03-02 10:00:10
2026-03-02 10:05:00,2026-03-02 10:04:00
2026-03-03 08:00:00,2026-03-03 09:00:00
"""


def test_only_rows_within_the_horizon_with_a_wait_count(tmp_path):
    (tmp_path / "calls.csv").write_text(ROWS)
    table = observed(read_model(MODEL, file=tmp_path / "model.yaml")).set_index(["measure", "of"])
    assert table.loc[("asa", "talk"), "value"] == pytest.approx((5 + 40 + 10) / 3)
    assert table.loc[("within_target_fraction", "all_day"), "value"] == pytest.approx(2 / 3)
    assert table.loc[("within_target_fraction", "morning"), "value"] == pytest.approx(1 / 2)


def test_a_model_without_such_a_log_has_none():
    text = MODEL.replace(", wait_until: answered", "")
    assert observed(read_model(text)) is None
