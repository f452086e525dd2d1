"""What every redesign step changed is told as a client reads it: no keys, no brackets of files."""

import dataclasses
import re

import pandas as pd
import pytest

from plots.language import LANGS
from plots.report_data import Facts, ReportData
from plots.source_tables import change_table
from plots.told_tables import told
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from tests.scenarios.redesign import flow_steps, test_every_pool_step
from tests.scenarios.redesign.halls import merge
from tests.scenarios.redesign.test_every_operator import STEPS, step_of

EVERY = {
    **{name: (flow_steps.busy, data) for name, (data, _) in flow_steps.STEPS.items()},
    **{
        name: (test_every_pool_step.busy, data)
        for name, (data, _) in test_every_pool_step.STEPS.items()
    },
    **{name: (flow_steps.busy, data) for name, (data, _) in STEPS.items()},
    "one_window, odd factors": (flow_steps.busy, merge(time_factor=0.7, breadth_penalty=1.1)),
    "shorten_limit": (
        flow_steps.busy,
        {"operator": "shorten_limit", "service": "long", "promised": 3 * 86400.0},
    ),
    "a pilot": (flow_steps.busy, {**flow_steps.STEPS["ai_triage"][0], "pilot": 0.3}),
    "a pilot of kiosks": (test_every_pool_step.busy, {**test_every_pool_step.KIOSKS, "pilot": 0.3}),
}
"""An example of every operator, and a hall for it."""
MADE = re.compile(r"kiosks|bot|calls_back|comes_in|promise_not_kept|guides?\b|others|green|_help")
"""Names that steps make up; what they name has a title."""


def titled(model: ServiceModel) -> ServiceModel:
    """The model with a title for each activity, pool, service and delay."""

    def named(sections, word):
        return {
            name: section.replace(title={"zh": f"{word[0]}{k}", "en": f"{word[1]} {k}"})
            for k, (name, section) in enumerate(sections.items(), 1)
        }

    services = {
        name: service.replace(
            flow=[
                step.replace(title={"zh": "走过去", "en": "Way there"})
                if hasattr(step, "delay")
                else step
                for step in service.flow
            ]
        )
        for name, service in model.services.items()
    }
    return model.replace(
        activities=named(model.activities, ("办事", "Work")),
        pools=named(model.pools, ("窗口", "Desk")),
        services=named(services, ("事项", "Matter")),
    )


def changed(model: ServiceModel, step: Operator) -> ReportData:
    applied = step.apply(model)
    rows = [("1", step.title_of_kind, c.path, c.old, c.new) for c in applied.changes]
    empty = pd.DataFrame(columns=["measure"])
    return ReportData(
        Facts("x", {"zh": "x", "en": "x"}, {"zh": "", "en": ""}, 1, 1, "0", "2026-01-01"),
        model, empty, applied.model, empty,
        trace_of_changes=pd.DataFrame(rows, columns=["step", "operator", "what", "old", "new"]),
        stages=(model, applied.model),
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EVERY)
def test_no_cell_reads_like_a_file(name, lang):
    make, data = EVERY[name]
    model = titled(make())
    table = change_table(changed(model, step_of(data)), lang)
    assert table.rows
    keys = {*model.activities, *model.pools, *model.services, "walk a"}
    for row in table.rows:
        for k, cell in enumerate(row[1:]):
            assert not re.search(r"[{}\[\]]|None|true|false|_", cell.text), cell.text
            assert not re.search(r"\d\.\d{4}", cell.text), cell.text
            words = re.split(r"[^\w ]+", cell.text)
            # A calendar has no title: its place is told by its key, its use by its hours.
            wrong = keys | set(model.calendars) if k else keys
            assert not {word.strip() for word in words} & wrong, cell.text
            assert lang == "en" or not MADE.search(cell.text), cell.text


@pytest.mark.parametrize("lang", LANGS)
def test_hours_are_those_of_the_model_before_and_after_each_step(lang):
    # The hall is open from 9 to 17 when its windows are joined, and from 8 to 18 only after that.
    open_ = {"daily": ["08:00-18:00"]}
    steps = [
        step_of(merge()),
        step_of({"operator": "extend_hours", "calendar": "hall", "open": open_}),
    ]
    stages, rows = [titled(flow_steps.busy())], []
    for k, step in enumerate(steps, 1):
        applied = step.apply(stages[-1])
        stages.append(applied.model)
        rows += [(str(k), step.title_of_kind, c.path, c.old, c.new) for c in applied.changes]
    data = dataclasses.replace(
        changed(stages[0], steps[0]),
        model_after=stages[-1],
        trace_of_changes=pd.DataFrame(rows, columns=["step", "operator", "what", "old", "new"]),
        stages=tuple(stages),
    )
    table = change_table(data, lang)
    second = next(k for k, row in enumerate(table.rows) if row[0].text.startswith("2"))
    first, then = (
        "\n".join(cell.text for row in part for cell in row[2:])
        for part in (table.rows[:second], table.rows[second:])
    )
    assert "09:00–17:00" in first
    assert "08:00–18:00" not in first
    assert "08:00–18:00" in then
    # A file of the table says the same.
    for row in told(data.trace_of_changes, data, lang).to_dict("records"):
        assert row["step"] == "2" or "08:00–18:00" not in f"{row['old']} {row['new']}"
