"""A control chart says what its numbers say, in both languages, and has them all beside it."""

import datetime as dt

import numpy as np
import openpyxl
import pandas as pd
import pytest

from plots.control_files import NAME, draw_control, write_control
from plots.control_words import finding, reading
from plots.fonts import house_style
from plots.language import LANGS
from plots.measured_words import spoken
from scenarios.measured import LeftOut, Measured
from sim.control import control

FIRST = dt.date(2024, 5, 1)
STEADY = np.tile([17.0, 18.0, 19.0, 18.4], 8)


def chart(values, *reforms, of=None, name="Mean wait", left_out=(), every=1):
    dates = tuple(FIRST + every * dt.timedelta(days=k) for k in range(len(values)))
    values = np.asarray(values, dtype=np.float64)
    unit = "min" if of is None else ""
    of = None if of is None else np.asarray(of, dtype=np.float64)
    measured = Measured("d.csv", name, unit, dates, values, of, "finished", tuple(left_out))
    return control(measured, [FIRST + every * dt.timedelta(days=k) for k in reforms])


def title(found, lang="en"):
    return finding(found, spoken(found), lang).replace("\N{NO-BREAK SPACE}", " ")


def test_a_fall_is_told_with_both_means():
    found = chart([*STEADY, *STEADY - 8.5], 32)
    assert title(found) == (
        "After the reform of 2 June 2024, mean wait fell from 18.1 to 9.6 min; no signal since"
    )
    assert title(found, "zh") == (
        "2024年6月2日改革后，平均等待时间从 18.1 降至 9.6 分钟，此后没有异常信号"
    )


def test_a_rise_is_no_fall():
    assert "rose from 18.1 to 20.1 min" in title(chart([*STEADY, *STEADY + 2], 32))


def test_what_chance_does_is_no_reform():
    found = chart([*STEADY, *STEADY + 0.01], 32)
    assert title(found).startswith(
        "No distinguishable change of mean wait after the reform of 2 June 2024: "
    )
    assert "没有可区分的变化" in title(found, "zh")


def test_signals_since_are_named():
    after = STEADY - 8.5
    after[20] = 30
    found = chart([*STEADY, *after], 32)
    # Up and down again: two moving ranges of 20 where the mean is some 2.
    assert title(found).endswith("; since then 1 point outside the limits and 2 jumps")
    assert title(found, "zh").endswith("，此后有 1 个点出界、2 次突跳")


def test_signals_before_the_reform_are_not_told_as_since():
    before = STEADY.copy()
    before[20] = 50
    assert title(chart([*before, *STEADY - 8.5], 32)).endswith("; no signal since")


def test_without_reform_it_is_steady_or_not():
    assert title(chart(STEADY)) == "Mean wait is steady around 18.1 min: no signal in 32 points"
    drift = np.concatenate([STEADY - 2, STEADY + 2])
    assert title(chart(drift)).startswith("Mean wait is not steady around 18.1 min: ")
    assert "2 runs on one side" in title(chart(drift))
    assert "平均等待时间不平稳" in title(chart(drift), "zh")


def test_several_reforms_are_told_in_order():
    found = chart([*STEADY, *STEADY - 5, *STEADY - 5.01], 32, 64)
    text = title(found)
    assert text.startswith("Mean wait: 18.1")
    assert "from 2 June 2024, " in text
    assert text.count("no distinguishable change") == 1
    assert text.endswith("; no signal since")


def test_shares_are_percent():
    # By hand: 81 and 79 of 100 in turn are 80 %, 95 and 93 of 100 are 94 %.
    of = np.full(40, 100)
    counts = np.array([81, 79] * 10 + [95, 93] * 10)
    found = chart(counts / of, 20, of=of, name="按时|on time")
    assert "on time as a share of finished cases rose from 80.0 to 94.0 %" in title(found)
    assert "办结量中“按时”的占比从 80.0 升至 94.0 %" in title(found, "zh")


@pytest.mark.parametrize("lang", LANGS)
def test_widened_limits_say_why(lang):
    rng = np.random.default_rng(4)
    of = np.full(30, 5000)
    wild = chart(rng.normal(0.8, 0.05, 30).clip(0, 1), of=of)
    calm = chart(rng.binomial(5000, 0.8, 30) / 5000, of=of)
    assert "Laney 2002" in reading(wild, lang)
    assert f"{wild.stages[0].limits.sigma_z:.2f}" in reading(wild, lang)
    assert "Laney" not in reading(calm, lang)
    for source in ("Shewhart 1931", "Western Electric 1956"):
        assert source in reading(calm, lang)
    assert "Wheeler" in reading(chart(STEADY), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_rows_left_out_are_told(lang):
    found = chart(STEADY, left_out=[LeftOut(9, "wait", ""), LeftOut(12, "wait", "")])
    assert "2" in reading(found, lang).split("1956")[-1]


@pytest.mark.parametrize("lang", LANGS)
def test_every_file_is_written_with_all_digits(tmp_path, lang):
    found = chart([*STEADY, *STEADY - 8.5], 32)
    files = write_control(found, spoken(found), tmp_path, lang=lang)
    kinds = ("png", "svg", "pdf", "csv", "xlsx")
    assert {path.name for path in files} == {f"{NAME}.{kind}" for kind in kinds}
    assert set(tmp_path.iterdir()) == set(files)
    table = pd.read_csv(tmp_path / f"{NAME}.csv", encoding="utf-8-sig")
    rows = found.table()
    for k, column in enumerate(("value", "centre", "low", "high")):
        at = [1, 3, 4, 5][k]
        np.testing.assert_allclose(table.iloc[:, at], rows[column], rtol=1e-15)
    unit = "[分钟]" if lang == "zh" else "[min]"
    assert all(unit in head for head in table.columns[[1, 3, 4, 5, 6, 7]])
    book = openpyxl.load_workbook(tmp_path / f"{NAME}.xlsx")
    assert [sheet.max_row for sheet in book] == [65, 3]


def test_signals_have_words_and_keys(tmp_path):
    values = STEADY.copy()
    values[20] = 60
    found = chart(values)
    write_control(found, spoken(found), tmp_path, lang="en")
    table = pd.read_csv(tmp_path / f"{NAME}.csv", keep_default_na=False)
    assert table["Signal, key"].iloc[20] == "outside jump"
    assert table["Signal"].iloc[20] == "outside the limits; jump"
    assert table["Signal, key"].str.contains("jump").sum() == 2  # there and back


@pytest.mark.parametrize("every", [1, 7, 31])
@pytest.mark.parametrize("lang", LANGS)
def test_days_weeks_and_months_have_few_ticks(every, lang):
    found = chart([*STEADY, *STEADY - 8.5], 32, every=every)
    with house_style(lang):
        figure = draw_control(found, spoken(found), lang)
        figure.draw_without_rendering()
    ticks = figure.axes[-1].get_xticks()
    assert 3 <= len(ticks) <= 9
    boxes = [t.get_window_extent() for t in figure.axes[-1].get_xticklabels()]
    assert all(a.x1 < b.x0 for a, b in zip(boxes, boxes[1:], strict=False))


def test_narrow_stages_keep_their_labels_apart():
    found = chart([*STEADY, *STEADY[:3], *STEADY[:3], *STEADY], 32, 35, 38)
    with house_style("en"):
        figure = draw_control(found, spoken(found), "en")
        figure.draw_without_rendering()
        upper = figure.axes[0]
        boxes = [t.get_window_extent() for t in upper.texts if t.get_text().strip()]
    assert len(boxes) == 2
    assert boxes[0].x1 < boxes[1].x0
