"""The four reductions: what counts as a step, and the table before and after."""

import numpy as np
import pytest

from scenarios.reading import read_model
from sim.comparison import Comparison
from sim.experiment import replicate
from sim.reductions import reductions, steps_of

MODEL = """
name: hall
title: A hall
provenance: assumed
start_date: 2026-03-02
horizon: 1 day
calendars:
  office: {{open: {{mon-fri: ["09:00-17:00"]}}}}
activities:
  a: {{service_time: 1 min}}
  b: {{service_time: 1 min}}
  both: {{service_time: {{distribution: sum_of, parts: [a, b]}}}}
pools:
  desk: {{serves: [a, b, both], seats: 1}}
services:
  matter:
    calendar: office
    arrivals: {{pattern: rates, per_hour: 6, start: "09:00", end: "12:00"}}
    limits: {limits}
    documents: {documents}
    flow: {flow}
"""


EVERYONE_PARTS = """[{branch: [
    {probability: 0.5, steps: [{serve: b}]},
    {probability: 0.5, steps: [{serve: a}, {delay: post, time: 1 h}]}]}]"""


def model(flow, limits="{statutory: 20 workdays, promised: 5 workdays}", documents="{}"):
    return read_model(MODEL.format(flow=flow, limits=limits, documents=documents))


@pytest.mark.parametrize(
    ("flow", "steps"),
    [
        ("[{serve: a}, {serve: b}]", 2),
        ("[{serve: both}]", 1),
        ("[{serve: a}, {delay: post, time: 1 h}]", 2),
        ("[{serve: a}, {delay: lying, time: 1 h, counts_as_step: false}, {serve: b}]", 2),
        ("[{serve: a}, {parallel: [[{serve: b}], [{delay: post, time: 1 h}]]}]", 3),
        ("[{serve: a}, {branch: [{probability: 0.5, steps: [{serve: b}]}]}]", 1),
        (EVERYONE_PARTS, 1),
        ("[{serve: a}, {rework: a, probability: 0.5}]", 1),
    ],
)
def test_steps_are_those_that_every_case_must_go_through(flow, steps):
    assert steps_of(model(flow).services["matter"].flow) == steps


@pytest.fixture(scope="module")
def table():
    before = model("[{serve: a}, {serve: b}]", documents="{id: {title: ID}, form: {title: Form}}")
    after = model("[{serve: both}]", "{statutory: 20 workdays, promised: 2 h}", "{id: {title: ID}}")
    runs = [replicate(one, replications=3, processes=1) for one in (before, after)]
    return reductions(Comparison(runs[0], {"merged": runs[1]})).set_index(["item", "unit"])


def test_stated_rows_have_a_difference_and_no_interval(table):
    steps = table.loc[("steps", "count")]
    assert (steps["before"], steps["after"], steps["difference"]) == (2, 1, -1)
    assert steps["relative"] == -0.5
    assert np.isnan(steps["low"])
    documents = table.loc[("documents", "count")]
    assert (documents["before"], documents["after"]) == (2, 1)
    law = table.loc[("limit_statutory", "workdays")]
    assert (law["before"], law["after"], law["difference"]) == (20, 20, 0)


def test_steps_and_documents_are_means_over_channels_by_their_shares():
    # Before: two steps, two documents. After: nine in ten with one of each, one in ten as before.
    papers = "{id: {title: ID}, form: {title: Form}}"
    before = model("[{serve: a}, {serve: b}]", documents=papers)
    fewer = {"share": 0.9, "flow": [{"serve": "both"}], "documents": {"id": {"title": "ID"}}}
    matter = before.services["matter"].replace(channels={"old": {"share": 0.1}, "new": fewer})
    after = before.replace(services={"matter": matter})
    runs = [replicate(one, replications=2, processes=1) for one in (before, after)]
    found = reductions(Comparison(runs[0], {"pilot": runs[1]})).set_index("item")
    for item in ("steps", "documents"):
        assert tuple(found.loc[item, ["before", "after"]]) == (2, 1.1)


def test_limits_in_different_units_stand_apart(table):
    assert table.loc[("limit_promised", "workdays"), "before"] == 5
    assert np.isnan(table.loc[("limit_promised", "workdays"), "after"])
    assert table.loc[("limit_promised", "s"), "after"] == 7200
    assert np.isnan(table.loc[("limit_promised", "s"), "difference"])


def test_simulated_rows_have_intervals(table):
    visits = table.loc[("visits", "count")]
    assert visits["before"] == visits["after"] == 1
    taken = table.loc[("limit_simulated", "s")]
    assert taken["before_low"] <= taken["before"] <= taken["before_high"]


def test_every_item_stands_once_however_long_the_run_is():
    text = MODEL.format(
        flow="[{serve: a}, {delay: post, time: 2 days}]", limits="{}", documents="{}"
    )
    long = read_model(text.replace("horizon: 1 day", "horizon: 62 days"))
    runs = replicate(long, replications=2, processes=1)
    comparison = Comparison(runs, {"same": runs})
    # Measures by weeks or months are rows of their own, and none of the four reductions.
    assert comparison.table()["at"].notna().any()
    table = reductions(comparison)
    assert not table.duplicated(["redesign", "service", "item", "unit"]).any()
    assert set(table["item"]) == {"steps", "documents", "limit_simulated", "visits"}
