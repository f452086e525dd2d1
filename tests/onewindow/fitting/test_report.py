"""The calibration report: a page in both languages, a chart for each part, all numbers beside."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.fit_log import fit_log
from onewindow.fitting.frames import time_panel
from onewindow.fitting.shown import shown
from plots.calibration.fit_charts import FIT_CHARTS
from plots.calibration.fit_data import FitData
from plots.calibration.fit_files import FIT_FILES
from plots.chart_set import with_numbers
from plots.language import LANGS
from scenarios.fit.service_times import fit_times
from tests.onewindow.random_hotlines import log_of, random_hotline


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> FitData:
    contacts = log_of(random_hotline(2), 2)
    midnight = pd.Timestamp(contacts.first_day)
    table = pd.DataFrame({"call_id": np.arange(len(contacts.arrival)), "agent": contacts.server})
    for name in ("arrival", "start", "end", "left"):
        moments = midnight + pd.to_timedelta(np.round(getattr(contacts, name)), unit="s")
        table[name] = moments.strftime("%Y-%m-%d %H:%M:%S")
    table["agent"] = table["agent"].where(contacts.served)
    table.loc[3, "arrival"] = "?"
    path = tmp_path_factory.mktemp("log") / "calls.csv"
    table.to_csv(path, index=False)
    return shown(fit_log(path, "calls", replications=10))


@pytest.fixture(scope="module")
def written(data: FitData, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return FIT_FILES.write(data, tmp_path_factory.mktemp("report"), lang="zh")


def test_every_chart_has_its_numbers_its_finding_and_its_picture(
    data: FitData, written: list[Path]
) -> None:
    assert [chart.name for chart, _ in with_numbers(FIT_CHARTS, data)] == [
        chart.name for chart in FIT_CHARTS
    ]
    for chart in FIT_CHARTS:
        for lang in LANGS:
            assert chart.finding(data, lang)
            assert "nan" not in chart.finding(data, lang)
    assert {path.name for path in written} >= {"calibration.html", "calibration.xlsx"}
    assert all(path.stat().st_size > 1000 for path in written)
    sheets = pd.read_excel(written[-1], sheet_name=None)
    assert len(sheets["预测与实测"]) == len(data.judged)
    assert len(sheets["结论"]) == len(data.verdicts) == 7


def test_the_page_says_in_both_languages_what_was_found(written: list[Path]) -> None:
    text = re.sub(r"<[^>]*>", " ", written[0].read_text(encoding="utf-8"))
    for zh, en in (
        ("拟合报告", "Calibration report"),
        ("记录说明不了的", "What the log cannot tell"),
        ("时间无法读取", "time that cannot be read"),
        ("平均耐心", "Mean patience"),
        ("模型与来源", "The model and its sources"),
    ):
        assert zh in text
        assert en in text
    assert not re.search(r"\bnan\b|None", text)


def test_shown_numbers_are_those_of_the_log(data: FitData) -> None:
    rates = data.arrivals.groupby("en")
    for _, rows in rates:
        assert (rows["low"] <= rows["counted"] + 1e-9).all()
        assert (rows["counted"] <= rows["high"]).all()
    staff = data.staff
    assert (staff["least"] <= staff["present"] + 1e-9).all()
    assert (staff["present"] <= staff["most"] + 1e-9).all()
    assert data.patience["survival"].is_monotonic_decreasing
    density = data.times[data.times["panel"] == "density"]
    share = (density["observed"] * (density["to"] - density["x"]) / 60).groupby(density["en"]).sum()
    # Bins end at the 98 % point.
    assert np.allclose(share, 0.98, atol=0.01)
    assert data.days["cases"].sum() == pytest.approx(data.known["value"][0] * len(data.days))


@pytest.mark.parametrize("grid", [1.0, 60.0, 300.0])
def test_rounded_times_have_no_teeth_in_their_density(grid: float) -> None:
    # As often each multiple of the grid: as much in each bin for its length.
    times = np.repeat(np.arange(1, 101) * grid, 20)
    panel = time_panel("用时", "Time", times, fit_times(times))
    inside = panel[panel["panel"] == "density"].iloc[1:-1]
    assert len(inside) > 10
    assert np.allclose(inside["observed"], 60 / grid / 100)
