"""The calibration report of logs of queues and of events: a page in both languages, all numbers."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.events.fit import fit_cases
from onewindow.fitting.found_log import FoundLog
from onewindow.fitting.snapshots.fit import fit_office
from plots.calibration.log_charts import LOG_CHARTS
from plots.calibration.log_files import LOG_FILES
from plots.chart_set import with_numbers
from plots.language import LANGS
from tests.onewindow import event_files, snapshot_files

CHARTS = {
    "events": {"cycle", "transitions", "days", "arrivals", "times", "course"},
    "queue-snapshots": {"served", "waiting", "days", "arrivals", "counters"},
}


@pytest.fixture(scope="module", params=["events", "queue-snapshots"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def found(kind: str, tmp_path_factory: pytest.TempPathFactory) -> FoundLog:
    folder = tmp_path_factory.mktemp("log")
    if kind == "events":
        log = event_files.log_of(event_files.run())
        log.iloc[3, log.columns.get_loc("end_time")] = "?"
        return fit_cases(event_files.written(log, folder / "events.csv"), replications=10)
    table = snapshot_files.snapshots()
    table["waiting"] = table["waiting"].astype(object)
    table.loc[3, "waiting"] = "?"
    return fit_office(snapshot_files.written(table, folder / "queues.csv"), replications=10)


@pytest.fixture(scope="module")
def written(found: FoundLog, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return LOG_FILES.write(found.shown(), tmp_path_factory.mktemp("report"), lang="en")


def test_every_chart_has_its_numbers_its_finding_and_its_picture(
    kind: str, found: FoundLog, written: list[Path]
) -> None:
    data = found.shown()
    drawn = with_numbers(LOG_CHARTS, data)
    assert {chart.name for chart, _ in drawn} == CHARTS[kind]
    for chart, _ in drawn:
        for lang in LANGS:
            assert chart.finding(data, lang)
            assert "nan" not in chart.finding(data, lang)
    assert {path.name for path in written} >= {"calibration.html", "calibration.xlsx"}
    sheets = pd.read_excel(written[-1], sheet_name=None)
    for chart, numbers in drawn:
        assert len(sheets[chart.title("en")]) == len(numbers)


def test_the_page_says_in_both_languages_what_was_found(written: list[Path]) -> None:
    text = re.sub(r"<(style|script)[\s\S]*?</\1>", "", written[0].read_text(encoding="utf-8"))
    text = re.sub(r"<[^>]*>", " ", text)
    for zh, en in (
        ("拟合报告", "Calibration report"),
        ("记录的质量", "Quality of the log"),
        ("搁置的行，按原因", "Rows set aside, by reason"),
        ("知道得多准", "How well it is known"),
        ("记录说明不了的", "What the log cannot tell"),
        ("模型与来源", "The model and its sources"),
    ):
        assert zh in text
        assert en in text
    assert not re.search(r"\bnan\b|None", text)


def test_rows_set_aside_are_told_in_both_languages(found: FoundLog) -> None:
    (reason,) = found.quality.reasons
    assert f"  {reason}: 1" in list(found.lines("en"))
    told = next(line for line in found.lines("zh") if line.endswith(": 1"))
    assert reason not in told


def test_shown_numbers_are_those_of_the_log(kind: str, found: FoundLog) -> None:
    numbers = found.shown().numbers
    if kind == "events":
        judged = found.tables["judgement"].set_index(["split", "measure"])
        for split, (_, panel) in zip(
            ("cases", "days"), numbers["cycle"].groupby("en", sort=False), strict=True
        ):
            for column in ("observed", "predicted"):
                at = np.interp(24.0, panel["within"], panel[column])
                day = judged.loc[(split, "done_within_1d"), column]
                # A share read off a curve of 80 points.
                assert at == pytest.approx(day, abs=0.06)
        steps = numbers["transitions"]
        assert (steps["low"] <= steps["observed"]).all()
        assert steps["cases"].is_monotonic_decreasing
        return
    served = numbers["served"]
    assert served["observed"].sum() == found.tables["judgement"]["observed"].sum()
    counters = numbers["counters"]
    assert (counters["least"] <= counters["present"] + 1e-9).all()
    assert (counters["present"] <= counters["most"] + 1e-9).all()
