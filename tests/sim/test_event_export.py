"""The exported event log: columns, names, files that another program reads."""

import datetime as dt
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from scenarios.errors import SimulationError
from scenarios.reading import read_model
from sim.event_export import COLUMNS, DUTY_COLUMNS, duty_table, event_table, write_events
from sim.experiment import simulate

HALL = """
name: hall
title: A hall
provenance: assumed
start_date: 2026-03-02
horizon: 1 day
activities:
  check: {service_time: {distribution: gamma, mean: 6 min, cv: 0.7}, patience: 5 min}
  decide: {service_time: 20 min, place: back}
pools:
  desk: {serves: [check], seats: 1}
  office: {serves: [decide], people: {Lin: {shifts: [{span: "09:00-18:00"}]}}}
services:
  pension:
    arrivals: {pattern: rates, per_hour: 9, start: "09:00", end: "12:00"}
    flow: [{serve: check}, {delay: post, time: 1 h}, {serve: decide}]
"""
XES = "{http://www.xes-standard.org/}"


@pytest.fixture(scope="module")
def result():
    return simulate(read_model(HALL), seed=3)


def test_the_event_table_has_names_and_no_codes(result):
    table = event_table(result)
    assert tuple(table.columns) == COLUMNS
    assert set(table["service"]) == {"pension"}
    assert set(table["activity"]) == {"check", "decide", ""}
    assert set(table["step"]) == {"check", "decide", "post"}
    assert {"served", "elapsed", "abandoned"} >= set(table["outcome"])
    assert set(table["resource"]) == {"desk#1", "Lin", ""}
    assert table["case_id"].str.fullmatch(r"pension/\d+/\d+").all()
    assert table["case_id"].nunique() == result.script.cases


def test_a_row_of_a_case_is_in_order_of_time(result):
    served = event_table(result).query("outcome == 'served'")
    times = served[["enable_time", "seize_time", "start_time", "end_time", "release_time"]]
    assert (np.diff(times.to_numpy(), axis=1) >= 0).all()


def test_the_duty_table_covers_all_service(result):
    duty = duty_table(result)
    assert tuple(duty.columns) == DUTY_COLUMNS
    assert set(duty["resource"]) == {"desk#1", "Lin"}
    served = event_table(result).query("outcome == 'served'")
    for resource, rows in served.groupby("resource"):
        spans = duty[duty["resource"] == resource]
        assert rows["seize_time"].min() >= spans["on_time"].min()
        assert rows["release_time"].max() <= spans["off_time"].max()


def test_csv_reads_back(result, tmp_path):
    events, duty = write_events(result, tmp_path / "day.csv")
    assert duty.name == "day.duty.csv"
    back = pd.read_csv(events, keep_default_na=False, na_values={"end_time": [""]})
    assert tuple(back.columns) == COLUMNS
    assert np.allclose(back["end_time"], event_table(result)["end_time"], equal_nan=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["day.csv", "day.duty.csv"]


def test_parquet_reads_back_or_one_sentence_says_why_not(result, tmp_path):
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        with pytest.raises(SimulationError, match="expected pyarrow"):
            write_events(result, tmp_path / "day.parquet")
        assert list(tmp_path.iterdir()) == []
    else:
        events, _ = write_events(result, tmp_path / "day.parquet")
        assert tuple(pd.read_parquet(events).columns) == COLUMNS


def test_xes_has_the_standard_keys_and_transitions(result, tmp_path):
    path, _ = write_events(result, tmp_path / "day.xes")
    log = ET.parse(path).getroot()
    traces = log.findall(f"{XES}trace")
    table = event_table(result)
    assert len(traces) == table["case_id"].nunique()
    for trace in traces:
        own = {one.get("key"): one.get("value") for one in trace.findall(f"{XES}string")}
        rows = table[table["case_id"] == own["concept:name"]]
        assert set(own) == {"concept:name", "service", "channel"}
        assert {own["service"]} == set(rows["service"])
        assert {own["channel"]} == set(rows["channel"])
        events = [
            {attribute.get("key"): attribute.get("value") for attribute in event}
            for event in trace.findall(f"{XES}event")
        ]
        stamps = [dt.datetime.fromisoformat(event["time:timestamp"]) for event in events]
        assert stamps == sorted(stamps)
        assert stamps[0].date() == dt.date(2026, 3, 2)
        for event in events:
            assert event["concept:name"] in {"check", "decide", "post"}
            if event["lifecycle:transition"] == "complete" and event["concept:name"] != "post":
                assert event["org:group"] in {"desk", "office"}
                assert event["org:resource"] in {"desk#1", "Lin"}
    assert table["outcome"].eq("served").sum() + table["outcome"].eq("elapsed").sum() == sum(
        attribute.get("value") == "complete"
        for trace in traces
        for event in trace.findall(f"{XES}event")
        for attribute in event
    )


def test_a_wrong_ending_is_one_sentence(result, tmp_path):
    with pytest.raises(SimulationError, match=r"expected a file that ends in \.csv.*'day\.xls'"):
        write_events(result, tmp_path / "day.xls")


def test_nothing_half_written_stays(result, tmp_path, monkeypatch):
    def fails(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr(pd.DataFrame, "to_csv", fails)
    with pytest.raises(OSError, match="disk full"):
        write_events(result, tmp_path / "day.csv")
    assert list(tmp_path.iterdir()) == []
