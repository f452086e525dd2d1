"""Waits of a fitted model: what has one name in several matters is one thing to a redesign."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from scenarios.checks.delays_alike import delays_alike
from scenarios.fit.events.fit import fit_events
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.model import model_of_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.flows import Delay
from scenarios.model import ServiceModel
from scenarios.redesign.eliminate import Eliminate
from scenarios.section import TextPair
from scenarios.sections import sections

STEPS = {"permits": ("accept", "review", "decide"), "changes": ("accept", "papers", "decide")}
"""Steps of two matters, which come one after the other with an hour or two in between."""


def test_a_title_takes_out_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    rows = []
    for k in range(400):
        matter = ("permits", "changes")[k % 2]
        at = pd.Timestamp("2026-03-02 09:00") + pd.Timedelta(days=k // 16, minutes=7 * (k % 16))
        for n, step in enumerate(STEPS[matter]):
            start = at + pd.Timedelta(minutes=(60 + 7 * (k % 9)) * n)
            rows.append((k, step, step, "a desk", start, start + pd.Timedelta("4min"), matter))
    log = pd.DataFrame(
        rows, columns=["case", "activity", "resource", "group", "start", "end", "事项"]
    )
    log.to_csv(tmp_path / "log.csv", index=False)
    table = read_table(tmp_path / "log.csv")
    mapping = guess_events(table)
    fit = fit_events(read_events(table, mapping)[0], mapping)
    model = model_of_events(fit, "office", TextPair(zh="日志", en="log"))
    assert not list(delays_alike(model))
    step = Eliminate.model_validate({"operator": "eliminate", "steps": ["Waiting: papers"]})
    left = [_waits(one) for one in (model, step.apply(model).model)]
    assert left[0]["permits"] == left[1]["permits"] != {}
    assert left[0]["changes"].keys() - left[1]["changes"].keys() == {"Waiting: papers"}


def _waits(model: ServiceModel) -> dict[str, dict[str, object]]:
    """How long each wait is, by matter and title."""
    return {
        name: {
            one.title.en: one.time
            for _, one in sections(service)
            if isinstance(one, Delay) and one.title is not None
        }
        for name, service in model.services.items()
    }
