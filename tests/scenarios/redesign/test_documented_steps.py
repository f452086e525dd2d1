"""The steps that the page of fits shows for redesigns of a fitted model can be taken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scenarios.model import ServiceModel
from scenarios.redesign.scenario_reading import load_redesigned

DOCS = Path(__file__).resolve().parents[3] / "docs" / "fit.md"
SECTION = (
    DOCS.read_text(encoding="utf-8").split("## Redesigns of a fitted model")[1].split("## ")[0]
)
STEPS = re.findall(r"^\|.*\| `(\{operator: .*\})` \|$", SECTION, re.MULTILINE)

HALL = """
name: hall
title: {zh: 大厅, en: Hall}
provenance: assumed
start_date: 2026-03-02
horizon: 1 week
calendars: {hours: {open: {mon-fri: ["09:00-17:00"]}}}
queues: {hall: {title: {zh: 大厅等候, en: Hall}}}
activities:
  matter_1: {title: 不动产登记, queue: hall, service_time: 10 min}
  matter_2: {title: 社保参保, queue: hall, service_time: 8 min}
pools:
  windows_1: {serves: [matter_1], staff: 2, calendar: hours}
  windows_2: {serves: [matter_2], staff: 2, calendar: hours}
  windows_1_2: {serves: [matter_1, matter_2], staff: 1, calendar: hours}
services:
  visits:
    title: {zh: 来访, en: Visits}
    arrivals: {pattern: rates, start: "09:00", per_hour: [20, 20, 20, 20, 20, 20, 20]}
    calendar: hours
    flow:
      - branch:
          - {probability: 0.6, steps: [{serve: matter_1}]}
          - {probability: 0.4, steps: [{serve: matter_2}]}
"""


def _redesigned(folder: Path, step: str) -> tuple[ServiceModel, ServiceModel]:
    (folder / "hall.yaml").write_text(HALL, encoding="utf-8")
    scenario = folder / "step.yaml"
    scenario.write_text(
        "name: step\ntitle: {zh: 改, en: Step}\nbaseline: hall.yaml\n"
        f"why: {{zh: 试, en: To try}}\nprovenance: assumed\nredesign:\n  - {step}\n",
        encoding="utf-8",
    )
    made = load_redesigned(scenario)
    return made.before, made.redesigned.model


def test_there_are_steps() -> None:
    assert len(STEPS) == 5


@pytest.mark.parametrize("step", STEPS)
def test_each_step_changes_a_hall_with_zones(tmp_path: Path, step: str) -> None:
    before, after = _redesigned(tmp_path, step)
    assert after != before
