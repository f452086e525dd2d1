"""``--hours`` and ``--days``: the measures of those who come at these hours, before and after."""

import json

import pandas as pd
import pytest

from onewindow.hours_asked import with_hours
from onewindow.measure_names import key_named
from onewindow.reporting import report_data
from onewindow.study import run_study
from onewindow.subjects import study_of
from plots.language import LANGS
from plots.naming import title_in
from plots.report_sections import sections_of
from plots.report_words import further_findings
from scenarios.errors import DataError
from scenarios.model import ServiceModel
from scenarios.reading import load_model
from sim.tally import Key

PEAK = """
name: peak
title: {zh: 高峰加一个窗口, en: One more at the peak}
baseline: desk.yaml
why: {zh: 排队太长, en: The line is long}
provenance: assumed
redesign:
  - operator: set_capacity
    pool: desk
    seats: 3
    staff:
      - {days: daily, span: "00:00-24:00", level: 2}
      - {days: daily, span: "10:00-11:00", level: 1}
"""
HOURS = "10:00-11:00 mon-fri"


@pytest.fixture
def peak(folder):
    (folder / "peak.yaml").write_text(PEAK, encoding="utf-8")
    return folder


def differences(found):
    return {(one["measure"], one["scope"], one["of"]): one for one in found["measures"]}


def test_measures_of_the_hours_stand_beside_those_of_the_week(call, peak):
    told = ("compare", "peak.yaml", "-n", 20, "--json")
    plain = differences(json.loads(call(*told).stdout))
    asked = call(*told, "--hours", "10:00-11:00", "--days", "周一至周五")
    found = differences(json.loads(asked.stdout))
    # What was there has not moved, and all that is new is of these hours.
    assert {key: found[key] for key in plain} == plain
    assert {key[1] for key in found.keys() - plain.keys()} == {"hours"}
    # Nobody else has more windows: the gain of the hour is greater than that of the day.
    hour, day = (found["wait_mean", *of]["difference"] for of in (("hours", HOURS), ("all", "")))
    assert hour < day < 0
    assert found["wait_mean", "hours", HOURS]["verdict"] == "better"
    assert found["wait_mean", "hours", HOURS]["low"] < hour < 0


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ("At 10:00–11:00, Mon–Fri", "Occupancy")),
     ("zh", ("时段：周一至周五 10:00–11:00", "排队人数"))],
)  # fmt: skip
def test_the_terminal_names_the_hours(call, peak, lang, words):
    asked = ("--hours", "10:00-11:00", "--days", "mon-fri", "--lang", lang)
    for command in (("compare", "peak.yaml"), ("simulate", "desk.yaml")):
        shown = call(*command, "-n", 3, *asked).stdout
        assert all(word in shown for word in words)


def test_a_page_has_them_in_both_languages(peak):
    study = with_hours(study_of("peak.yaml"), ["10:00-11:00"], None)
    (data,) = report_data(run_study(study, 3, 1, 1, None)).values()
    for lang, head in (("zh", "在这些时段来的人"), ("en", "those who come then")):
        texts = [p for s in sections_of(data, lang, {}) for part in s.parts for p in part.pieces]
        assert any(head in text and "10:00–11:00" in text for text in texts)


def test_hours_are_titled_and_looked_up_by_their_title(peak):
    model = load_model(peak / "desk.yaml")
    named = model.replace(
        times_of_day={"rush": {"title": {"zh": "早高峰", "en": "Rush"}, "between": ["10:00-11:00"]}}
    )
    key = Key("queue_length", "hours", "rush: queue advise")
    assert title_in([named], key.scope, key.of, "en") == "Rush (advise)"
    for name in ("queue_length@rush: queue advise", "排队人数@早高峰（advise）"):
        assert key_named(name, named, "--measure") == key
    days = with_hours(model, None, "sat,sun")
    assert title_in([days], "hours", "sat,sun", "zh") == "周六、周日"
    # Hours of the file stay beside those asked for.
    both = with_hours(named, ["9:00-10:00", "11:00-12:00,10:00-10:30"], None)
    assert list(both.times_of_day) == ["rush", "09:00-10:00", "11:00-12:00,10:00-10:30"]


def test_charts_take_them_into_their_workbook(call, peak, monkeypatch):
    monkeypatch.setattr("plots.exports.charts_of", lambda data: [])  # pictures take long
    asked = ("--hours", "10:00-11:00", "--days", "mon-fri", "--lang", "en")
    done = call("charts", "desk.yaml", "-n", 2, *asked)
    assert done.exit_code == 0
    rows = pd.read_excel("charts/tables.xlsx", sheet_name="Measures")
    then = rows[rows["Scope, key"] == "hours"]
    assert "10:00-11:00 mon-fri" in set(then["Of, key"])
    assert "wait_mean" in set(then["Measure, key"])


def test_hours_that_stand_out_have_a_file_beside_the_measures(call, peak):
    desk = (peak / "desk.yaml").read_text(encoding="utf-8")
    (peak / "desk.yaml").write_text(desk.replace("horizon: 1 day", "horizon: 20 days"))
    told = ("compare", "peak.yaml", "--lang", "en")
    found = json.loads(call(*told, "-n", 30, "--out", "all.csv", "--json").stdout)
    assert [row["at_hours"] for row in found["hours_found"]] == ["10:00-11:00"]
    # The numbers of the file are those of --json, to the digit, under the same heads.
    written = pd.read_csv("all.hours.csv", keep_default_na=False)
    assert written.to_dict("records") == found["hours_found"]
    assert found["files"] == ["all.csv", "all.hours.csv"]
    # A comparison without such hours leaves none of another behind.
    assert call(*told, "-n", 2, "--out", "all.csv").exit_code == 0
    assert pd.read_csv("all.hours.csv").empty


@pytest.mark.parametrize(
    ("hours", "days", "said"),
    [(["10:00"], None, "--hours: expected a span"), (["10:00-11:00"], "moon", "--days: expected")],
)
def test_what_cannot_be_read_is_told(peak, hours, days, said):
    model: ServiceModel = load_model(peak / "desk.yaml")
    with pytest.raises(DataError, match=said):
        with_hours(model, hours, days)


def test_too_few_replications_say_everywhere_how_many_would_name_hours(call, peak):
    desk = (peak / "desk.yaml").read_text(encoding="utf-8")
    (peak / "desk.yaml").write_text(desk.replace("horizon: 1 day", "horizon: 20 days"))

    def needed(n):
        found = json.loads(call("compare", "peak.yaml", "-n", n, "--json").stdout)
        return found["redesigns"][0]["replications_for_hours"]

    number = needed(2)
    assert number > 2
    assert needed(30) is None  # they are found
    option = f"-n {number}"
    assert option in call("compare", "peak.yaml", "-n", 2, "--lang", "en").stdout
    (data,) = report_data(run_study(study_of("peak.yaml"), 2, 1, 1, None)).values()
    for lang in LANGS:
        assert any(option in line for line in further_findings(data, lang))
