"""Waits by time of day: the chart, and the sentence that names hours at which a difference is."""

import pandas as pd
import pytest

from onewindow.reporting import report_data
from onewindow.study import run_study
from onewindow.subjects import study_of
from plots.hours_found_words import hours_found_words, hours_told
from plots.measure_titles import measure_title
from plots.report_words import further_findings
from plots.table_heads import with_units
from plots.told_tables import told
from plots.wait_hours import wait_hour_finding, wait_hour_numbers
from plots.wait_hours_chart import plot_wait_hours
from scenarios.model import ServiceModel
from sim.hours_found import COLUMNS

HALL = """
name: hall
title: {zh: 大厅, en: A hall}
provenance: assumed
horizon: 10 days
calendars: {hours: {open: {daily: ["08:00-14:00"]}}}
activities:
  advise: {service_time: {distribution: exponential, mean: 4 min}}
pools:
  windows: {serves: [advise], seats: 2, staff: 1, calendar: hours}
services:
  matter:
    arrivals: {pattern: rates, start: "08:00", per_hour: [11, 11, 11, 11, 11, 11]}
    flow: [{serve: advise}]
"""
REDESIGN = """
name: peak
title: {{zh: 中午加一人, en: One more at noon}}
baseline: hall.yaml
why: {{zh: 排队太长, en: The line is long}}
provenance: assumed
redesign:
  - operator: set_capacity
    pool: windows
    staff:
      - {{days: daily, span: "08:00-14:00", level: 1}}
      - {{days: daily, span: "{span}", level: 1}}
"""


def reported(folder, span, n=20):
    (folder / "hall.yaml").write_text(HALL, encoding="utf-8")
    (folder / "peak.yaml").write_text(REDESIGN.format(span=span), encoding="utf-8")
    result = run_study(study_of(folder / "peak.yaml"), n, 1, 1, None)
    return report_data(result)["peak"]


@pytest.fixture(scope="module")
def peak(tmp_path_factory):
    return reported(tmp_path_factory.mktemp("hall"), "10:00-12:00")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_names_the_hours_and_how_they_were_found(peak, lang):
    findings = " ".join(further_findings(peak, lang))
    assert "10:00–12:00" in findings
    assert "Bonferroni" in findings
    assert "10:00–12:00" in wait_hour_finding(peak, lang)
    exported = with_units(told(peak.hours_found, peak, lang), lang)
    assert exported[{"zh": "时段", "en": "Hours"}[lang]].tolist() == ["10:00-12:00"]


def test_the_ground_of_the_chart_is_under_these_hours(peak):
    numbers = wait_hour_numbers(peak)
    assert numbers.loc[numbers["stands_out"], "at"].tolist() == [36000.0, 39600.0]
    assert numbers["at"].tolist() == [3600.0 * hour for hour in range(8, 14)]
    for lang in ("zh", "en"):
        above, below = plot_wait_hours(numbers, lang=lang).axes
        # The first line below is the difference: nothing before the second desk opens.
        assert below.lines[0].get_ydata()[:2].tolist() == [0.0, 0.0]
        assert len(above.lines) == 2


def test_more_staff_all_day_names_no_hours(tmp_path):
    every = reported(tmp_path, "08:00-14:00", n=10)
    assert every.hours_found.empty
    assert not wait_hour_numbers(every)["stands_out"].any()
    assert "Bonferroni" not in " ".join(further_findings(every, "en"))
    assert wait_hour_finding(every, "en").startswith("One more at noon: who comes in the hour")


def rows(*found):
    values = {"redesign": "x", "share": 0.3, "elsewhere": 0.0, "elsewhere_low": -1.0,
              "elsewhere_high": 1.0}  # fmt: skip
    return pd.DataFrame([values | one for one in found]).reindex(columns=COLUMNS)


def test_one_story_is_told_once_and_both_ways_are():
    model = ServiceModel.model_validate(
        {
            "name": "m", "title": "M", "provenance": "assumed", "horizon": "1 day",
            "activities": {"a": {"service_time": "1 min"}, "b": {"service_time": "1 min"}},
            "pools": {"p": {"serves": ["a", "b"], "seats": 1}},
            "services": {
                "s": {"arrivals": {"pattern": "rates", "per_hour": 1},
                      "flow": [{"serve": "a"}, {"serve": "b"}]}
            },
        }
    )  # fmt: skip
    level = {"measure": "of_offered", "scope": "queue", "of": "a", "unit": "fraction",
             "at_hours": "07:00-09:00,18:00-20:00", "before": 0.4, "after": 0.9,
             "difference": 0.5, "low": 0.4, "high": 0.6}  # fmt: skip
    wait = {"measure": "wait_by_hour", "scope": "queue", "of": "a", "unit": "s",
            "at_hours": "07:00-09:00,18:00-20:00", "before": 300.0, "after": 60.0,
            "difference": -240.0, "low": -300.0, "high": -180.0}  # fmt: skip
    worse = wait | {"of": "b", "before": 60.0, "after": 300.0, "difference": 240.0,
                    "low": 180.0, "high": 300.0}  # fmt: skip
    first, second = hours_found_words(rows(level, wait, worse), [model], "en")
    assert "+50.0 percentage points (+40.0 to +60.0)" in first.replace("\N{NO-BREAK SPACE}", " ")
    title = measure_title([model], ("wait_mean", "queue", "b"), "en").lower()
    assert f"{title} (b) of those who come then 1.0 → 5.0" in second
    assert hours_told("07:00-09:00,18:00-20:00", "zh") == "07:00–09:00、18:00–20:00"
