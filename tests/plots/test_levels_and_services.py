"""Levels by interval are those of calls that came while it was open; curves are of one kind."""

import numpy as np
import pandas as pd
import pytest

from plots.charts import charts_of
from plots.curve_points import curve_finding, curve_numbers
from plots.level_chart import plot_level
from plots.level_points import level_finding, level_numbers
from plots.queue_lengths import TOTAL, queue_map_numbers
from plots.report_data import Facts, ReportData
from scenarios.errors import DataError
from scenarios.model import ServiceModel
from sim.experiment import replicate
from tests.plots.sample_models import hotline, text
from tests.plots.test_subject import mixed, report

HOUR = 3600.0
LUNCH = (12 * HOUR, 13 * HOUR)


@pytest.fixture(scope="module")
def line() -> ReportData:
    """Open 8 to 12 and 13 to 18 h; nobody calls from 9 to 10, and some do after closing."""
    model = hotline(16).model_dump(exclude_unset=True)
    model["calendars"] = {"hours": {"open": {"daily": ["08:00-12:00", "13:00-18:00"]}}}
    model["pools"]["agents"] |= {"calendar": "hours"}
    model["activities"]["talk"]["patience"] = "1 min"
    model["services"]["call"]["arrivals"] = {
        "pattern": "rates", "start": "08:00", "interval": "30 min",
        "per_hour": [60, 60, 0, 0, 60, 60, 60, 60, *[60] * 14],
    }  # fmt: skip
    checked = ServiceModel.model_validate(model)
    facts = Facts("x", text(("热线", "Line")), text(("", "")), 1, 3, "0", "2026-03-02")
    run = replicate(checked, replications=3, seed=1, processes=1)
    return ReportData(facts=facts, model_before=checked, estimates=run.estimates())


def test_there_is_no_level_where_nothing_was_offered(line):
    table = level_numbers(line).set_index("at")["before"]
    nobody = table.index.isin([9 * HOUR, 9.5 * HOUR])
    assert table[nobody].isna().all()
    assert table[~nobody].notna().all()


def test_shut_intervals_are_left_out_of_table_title_and_axis(line):
    table = level_numbers(line)
    starts = [h * HOUR / 2 for h in (*range(16, 24), *range(26, 36))]
    assert table["at"].tolist() == starts
    # 18 intervals open, 2 of them without calls.
    assert "of 16 intervals" in level_finding(line, "en")
    axes = plot_level(table, lang="en").axes[0]
    ticks = [t.get_text() for t in axes.get_xticklabels()]
    assert "08:00" in ticks
    assert "13:00" in ticks
    assert not {"07:00", "12:30", "18:30", "19:00", "20:00"} & set(ticks)
    assert axes.get_xlim()[1] < 9.5 * HOUR


def test_a_step_and_its_band_are_as_wide_as_their_interval_next_to_a_gap(line):
    axes = plot_level(level_numbers(line), lang="en").axes[0]
    step = next(drawn for drawn in axes.lines if drawn.get_label() == "Simulated")
    x, y = (np.asarray(v, float) for v in step.get_data())
    drawn = np.diff(x)[np.isfinite(y[:-1]) & np.isfinite(y[1:])].sum()
    assert drawn == pytest.approx(16 * HOUR / 2)
    spans = [path.get_extents().width for path in axes.collections[0].get_paths()]
    assert sum(spans) == pytest.approx(16 * HOUR / 2)


def test_a_model_of_both_kinds_has_a_curve_of_each_service_and_a_map_of_each_kind():
    data = report(mixed(), None)
    names = [chart.name for chart, _ in charts_of(data)]
    assert {n for n in names if n.startswith("wait_curve")} == {
        "wait_curve_call", "wait_curve_permit_accept", "wait_curve_permit_pay",
    }  # fmt: skip
    assert {n for n in names if n.startswith("hall_time")} == {
        "hall_time_curve_permit_accept", "hall_time_curve_permit_pay",
    }  # fmt: skip
    of_kind = {chart.name: numbers for chart, numbers in charts_of(data) if "queue" in chart.name}
    assert set(of_kind["queue_map_visits"]["of"]) == {"accept", "pay", TOTAL}
    assert set(of_kind["queue_map_calls"]["of"]) == {"talk", TOTAL}


def test_titles_say_of_which_services_a_chart_is():
    data = report(mixed(), None)
    for chart, _ in charts_of(data):
        if chart.name == "wait_curve_call":
            assert "，群众来电）" in chart.finding(data, "zh")
            assert "来电的等待上限" in chart.finding(data, "zh")
        if chart.name == "queue_map_calls":
            assert "(Calls)" in chart.finding(data, "en")


def test_a_curve_is_of_the_service_asked_for():
    data = report(mixed(), None)
    other = data.estimates.copy()
    other.loc[other["of"] != "permit_pay", "value"] = np.nan
    given = {name: getattr(data, name) for name in ReportData.__slots__} | {"estimates": other}
    alone = ReportData(**given)
    pd.testing.assert_frame_equal(
        curve_numbers(alone, services=["permit_pay"]), curve_numbers(data, services=["permit_pay"])
    )
    assert ", permit_pay)" in curve_finding(data, "en", services=["permit_pay"])


def test_services_of_two_kinds_have_no_curve_in_common():
    data = report(mixed(), None)
    with pytest.raises(DataError, match="one service, or all of one kind, got call, permit_pay"):
        curve_numbers(data, services=["call", "permit_pay"])
    with pytest.raises(DataError, match=r"some of call, permit_accept, permit_pay, got nobody"):
        queue_map_numbers(data, services=["nobody"])


def test_levels_are_those_of_services_whose_calls_are_levelled(line):
    assert len(level_numbers(line, services=["call"]))
    given = {name: getattr(line, name) for name in ReportData.__slots__}
    both = ReportData(**given | {"model_before": mixed()})
    assert len(level_numbers(both, services=["call", "permit_pay"]))
    assert level_numbers(both, services=["permit_pay"]).empty
