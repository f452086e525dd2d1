"""Amounts, axes and tables in the form in which people read them."""

import re

import numpy as np
import pandas as pd
import pytest

from plots.amounts import NONE, amounts, clock, percent
from plots.broken_time import broken_time
from plots.canvas import ems, wrap
from plots.headline import headline
from plots.pairs import SAME, Key
from plots.queue_lengths import TOTAL, queue_map_numbers
from plots.report_data import Facts, ReportData
from plots.result_tables import change_cells, key_table, reduction_table
from plots.sentences import row_amounts
from plots.tables import Cell, Table
from tests.plots.samples import approvals, hall, hotline_data

HOUR = 3600.0
DAY = 86400.0


@pytest.mark.parametrize(
    ("unit", "values", "text"),
    [
        ("s", (7080.0, 1260.0), ["118 分钟", "21 分钟"]),
        ("s", (13.4, 6.0), ["13.4 秒", "6.0 秒"]),
        ("s", (10 * 86400.0, 86400.0), ["10.0 天", "1.0 天"]),
        ("s", (1200.0, 1203.6), ["20.0 分钟", "20.1 分钟"]),
        ("fraction", (0.9, 0.953), ["90.0 %", "95.3 %"]),
        ("count", (5.0, 1.0), ["5 次", "1 次"]),
        ("count", (1.35, 1.0), ["1.35 次", "1.00 次"]),
        ("count", (84400.0, np.nan), ["84,400 次", NONE]),
    ],
)
def test_amounts_that_stand_together_share_unit_and_digits(unit, values, text):
    written = amounts(unit, values)
    assert [written.full(v, "zh").replace("\N{NO-BREAK SPACE}", " ") for v in values] == text


def test_signs_and_shares():
    points = amounts("fraction", [0.6, 0.85])
    assert points.difference(0.25, "en") == "+25.0\N{NO-BREAK SPACE}percentage points"
    assert points.interval(-0.01, 0.02, "zh", signed=True) == "−1.0 至 +2.0"
    assert percent(-0.822) == "−82\N{NO-BREAK SPACE}%"
    assert percent(float("nan")) == NONE
    assert clock(9.5 * 3600) == "09:30"


@pytest.mark.parametrize(
    ("unit", "before", "after"),
    [
        ("fraction", 0.9998, 0.99981),
        ("s", 7200.0, 7200.004),
        ("count", 1.0012, 1.0014),
        ("h", 120.0, 120.0004),
        ("count", 0.9949, 0.9891),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_decided_difference_never_reads_as_zero(unit, before, after, lang):
    difference = after - before
    row = {
        "measure": "wait_mean", "unit": unit, "before": before, "after": after,
        "difference": difference, "relative": difference / before, "verdict": "worse",
        **dict.fromkeys(("before_low", "before_high"), before), "low": difference,
        **dict.fromkeys(("after_low", "after_high"), after), "high": difference,
    }  # fmt: skip
    first, second, change, _ = change_cells(row, lang, compares=True)
    assert first.text != second.text
    for number in re.findall(r"[\d.]+", change.text):
        assert float(number) != 0, change.text
    assert "0.0" in change_cells(row | {"verdict": SAME}, lang, compares=True)[2].text


def test_hall_times_are_in_minutes_in_the_mean_and_in_percentiles():
    times = {"hall_time_mean": 1440.0, "hall_time_p90": 12300.0, "wait_p95": 28800.0}
    row = {"unit": "s", "after": np.nan, "verdict": ""}
    units = [row_amounts(row | {"measure": m, "before": t}).en for m, t in times.items()]
    assert units == ["min"] * 3
    assert row_amounts(row | {"measure": "completion_time_mean", "before": 12300.0}).en == "h"


def test_cases_are_counted_otherwise_than_visits():
    names = {"arrivals": "件", "finished": "件", "visits_mean": "次", "windows_mean": "次"}
    row = {"unit": "count", "before": 5.0, "after": 6.0, "verdict": ""}
    for measure, unit in names.items():
        assert row_amounts(row | {"measure": measure}).unit("zh") == unit


def test_long_quiet_stretches_are_shortened_alike():
    time = broken_time([600.0, 1200.0, 86400.0, 86400.0 + 1800, 5 * 86400.0])
    assert [b for _, b in time.breaks] == [86400.0, 5 * 86400.0]
    widths = [time.place(b) - time.place(a) for a, b in time.breaks]
    assert widths[0] == pytest.approx(widths[1])
    assert np.all(np.diff(time.places) > 0)
    assert broken_time([600.0, 7200.0]).breaks == ()


@pytest.mark.parametrize(
    ("unit", "instants"),
    [
        (HOUR, [1, 120.8, 122.6]),
        (HOUR, [3, 15, 16, 18, 39, 40.3]),
        (HOUR, [20]),
        (HOUR, [4.3]),
        (DAY, [1, 120.8, 122.6, 200]),
        (DAY, [0.2, 168.2, 186.2, 666.7]),
        (DAY, [12, 120, 124.8, 720, 722.4, 2280]),
        (DAY, [24 * 999]),
        (60.0, [0.3, 1.5]),
        (60.0, [2.2 / 60]),
        (1.0, [100 / 3600]),
    ],
)
def test_ticks_are_round_in_their_unit_few_and_apart(unit, instants):
    time = broken_time([HOUR * t for t in instants])
    ticks = time.ticks(unit)
    assert ticks[0] == 0
    assert 1 < len(ticks) <= 16
    assert all((2 * t / unit).is_integer() for t in ticks)
    places = [time.place(t) for t in ticks]
    assert min(np.diff(places)) > 0.06 * time.end
    assert ticks[-1] <= time.times[-1]


def test_a_tick_within_what_is_shortened_tells_what_comes_right_after_it():
    time = broken_time([0.2 * HOUR, 168.2 * HOUR, 186.2 * HOUR, 666.7 * HOUR])
    assert time.ticks(DAY) == [0.0, 7 * DAY, 27 * DAY]


def test_titles_break_where_they_may():
    text = (
        "一窗受理后，平均在厅时间没有可分辨的变化（115 → 113 分钟；差的 95 % 区间 −13 至 +8 分钟）"
    )
    lines = wrap(text, 20).split("\n")
    assert all(ems(line) <= 21 for line in lines)
    assert not any(line[0] in "，。；）" for line in lines)
    assert wrap("one two three", 4) == "one two\nthree"


def test_windows_are_aligned_by_name_and_the_total_goes_over_all():
    table = queue_map_numbers(hall())
    gone = table[table["of"] == "accept"]
    assert gone["before"].notna().all()
    assert gone["after"].isna().all()
    assert gone["difference"].isna().all()
    total = table[table["of"] == TOTAL].set_index("at")
    named = table[table["of"] != TOTAL].groupby("at")[["before", "after"]].sum()
    pd.testing.assert_frame_equal(total[["before", "after"]], named)


def test_many_windows_are_gathered():
    data = hall(compare=False)
    rows = data.estimates[data.estimates["measure"] == "queue_length"]
    more = [rows.assign(of=rows["of"] + str(k), value=rows["value"] / 9) for k in range(4)]
    frame = pd.concat([data.estimates, *more], ignore_index=True)
    table = queue_map_numbers(ReportData(data.facts, data.model_before, frame))
    assert table["of"].nunique() == 14
    busiest = table[table["of"] == TOTAL]["before"].sum()
    assert busiest == pytest.approx(rows["value"].sum() * (1 + 4 / 9), rel=0.01)


def test_the_headline_is_a_service_level_for_a_hotline_and_can_be_chosen():
    assert headline(hotline_data())["measure"] == "of_offered"
    assert headline(hall())["measure"] == "hall_time_mean"
    data = hall()
    facts = {n: getattr(data.facts, n) for n in Facts.__slots__} | {"headline": "wait_p90"}
    given = {n: getattr(data, n) for n in ReportData.__slots__} | {"facts": Facts(**facts)}
    assert headline(ReportData(**given))["measure"] == "wait_p90"
    assert Key("wait_p90") == ("wait_p90", "all", "")


def test_tables_as_text_are_aligned_and_as_html_are_escaped():
    table = Table(
        "t", "表", ("项目", "n"), ((Cell("等待<b>"), Cell("1", "0–2")),), ("left", "right")
    )
    assert table.text().splitlines()[1:] == ["项目           n", "-" * 16, "等待<b>  1 (0–2)"]
    assert "等待&lt;b&gt;" in table.html()
    assert not Table("t", "", ("a",), ())


def test_reductions_show_what_is_stated_and_in_its_unit():
    text = reduction_table(hall(), "zh").text().replace("\N{NO-BREAK SPACE}", " ")
    assert "15 个工作日" in text
    assert ".0 个工作日" not in text
    assert "−80 %" in text
    assert not reduction_table(approvals(), "zh")


def test_one_model_alone_has_one_column_of_numbers():
    table = key_table(hall(compare=False), "en")
    assert table.header == ("Measure", "Simulated")
