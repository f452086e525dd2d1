"""Logs of a day or a week: what could not be judged is said, and the page is there."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.as_json import fit_document
from onewindow.fitting.fit_log import Fitted, fit_log
from onewindow.fitting.hold_out import usual_hold_out
from onewindow.fitting.judgement import Judgement
from onewindow.fitting.judgement_words import judged_lines, judgement_lines
from onewindow.fitting.shown import shown
from onewindow.fitting.words import quality_lines, staff_lines
from plots.calibration.fit_page import fit_html
from plots.file_set import FileSet
from plots.language import LANGS
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log
from scenarios.fit.mapping import mapping_text


def _hall(path: Path, days: int) -> Path:
    """Days from Monday on of a hall with three windows, first come, first served."""
    rng = np.random.default_rng(5)
    rows = []
    for day in pd.date_range("2026-03-02", periods=days):
        free = [9 * 3600.0] * 3
        for came in np.sort(9 * 3600 + rng.uniform(0, 5 * 3600, rng.poisson(120))).tolist():
            who = int(np.argmin(free))
            start = max(came, free[who])
            free[who] = end = start + float(rng.gamma(2, 120))
            stamps = (day + pd.Timedelta(seconds=round(at)) for at in (came, start, end))
            rows.append((*(f"{at:%Y-%m-%d %H:%M:%S}" for at in stamps), f"W{who}"))
    table = pd.DataFrame(rows, columns=["drawn", "called", "done", "counter"])
    table.to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def saturday(tmp_path_factory: pytest.TempPathFactory) -> Fitted:
    """Monday to Saturday, with only the Saturday held out."""
    log = _hall(tmp_path_factory.mktemp("log") / "week.csv", 6)
    return fit_log(log, "tickets", hold_out=1, replications=10)


def test_a_held_out_day_that_nothing_fitted_is_like_is_told_and_has_its_page(
    saturday: Fitted,
) -> None:
    assert saturday.judgement is not None
    assert saturday.judgement.days_judged == 0
    lines = list(judgement_lines(saturday, "en"))
    assert "no Sat, and no day of that kind, was among the days fitted: not judged" in lines[0]
    assert "no day is left to judge: hold out more (--hold-out)" in lines[1]
    assert "nobody came" not in " ".join(lines)
    text = re.sub(r"<[^>]*>", " ", fit_html(shown(saturday)))
    assert "The model is fitted, and not judged" in text
    assert text.count("No day is left to judge") == 1
    assert not re.search(r"\bnan\b", text)


@pytest.mark.parametrize(
    ("model", "told"), [(0.93, "serves fewer"), (0.99, "serves as many"), (1.0, "serves as many")]
)
def test_whether_the_staff_of_the_model_does_as_well_follows_from_the_figures(
    saturday: Fitted, model: float, told: str
) -> None:
    assert saturday.against is not None
    against = saturday.against.assign(log=0.985, model=model)
    line = list(staff_lines(saturday.fit, against, "en"))[-1]
    assert f"it {told} in time" in line


def test_a_single_day_has_its_page(tmp_path: Path) -> None:
    found = fit_log(_hall(tmp_path / "day.csv", 1), "tickets")
    assert found.judgement is None
    text = fit_html(shown(found))
    assert "Too few days: nothing was held out to judge on" in text


@pytest.mark.parametrize(
    ("weekday", "asked", "held"),
    [
        ([0, 1, 2, 3, 4, 5], range(7), 2),  # the Saturday alone cannot be judged
        ([0, 1, 2, 3, 4, 5], [5], 1),  # nor can any number of days: the fifth
        ([*range(7), *range(5)], range(7), 2),
        ([0, 1, 2, 3, -1], range(7), 2),  # a holiday cannot be judged either
    ],
)
def test_so_many_days_are_held_out_that_one_can_be_judged(
    weekday: list[int], asked: list[int], held: int
) -> None:
    assert usual_hold_out(np.array(weekday), asked) == held


def test_ctrl_c_in_the_report_says_that_the_model_is_whole(
    call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(*_: object, **__: object) -> list[Path]:
        raise KeyboardInterrupt

    monkeypatch.setattr(FileSet, "write", pressed)
    log, out = _hall(tmp_path / "day.csv", 1), tmp_path / "a.yaml"
    result = call("fit", log, "--kind", "tickets", "--out", out, "--report", tmp_path / "rep",
                  "--lang", "en")  # fmt: skip
    assert result.exit_code == 130
    assert out.exists()
    assert "a.yaml" in result.stderr
    assert "the model and what belongs to it are whole" in result.stderr


def test_what_mends_many_rows_is_said_on_screen_page_and_for_programs(tmp_path: Path) -> None:
    log = _hall(tmp_path / "week.csv", 3)
    table = pd.read_csv(log, dtype=str)
    table["outcome"] = "done"
    left = table.index % 12 == 0
    table.loc[left, ["called", "done", "counter"]] = None
    table.loc[left, "outcome"] = "未到"
    table.to_csv(log, index=False)
    mapping = tmp_path / "mapping.yaml"
    guessed = guess_mapping(read_log(log), "tickets")
    mapping.write_text(mapping_text(guessed.replace(outcomes={"done": "served"})), encoding="utf-8")
    found = fit_log(log, "tickets", mapping=mapping, replications=10)
    said = "outcomes of the mapping does not have: write 未到: served, abandoned"
    assert any(said in line for line in quality_lines(found, "en"))
    assert any(said in line for line in shown(found).lines["rows"]["en"])
    (alike,) = fit_document(found)["rows"]["alike"]
    assert alike["rows"] == left.sum()
    assert said in alike["en"]


@pytest.mark.parametrize(("days", "open_"), [(6, 4), (4, 4)])
def test_held_out_days_that_were_open_are_told_beside_those_of_the_calendar(
    days: int, open_: int
) -> None:
    judgement = Judgement(
        dt.date(2026, 5, 28), days, 600.0, 10, pd.DataFrame(), (), (), days_judged=open_
    )
    zh, en = (next(judged_lines(judgement, "tickets", lang)) for lang in LANGS)
    assert zh.startswith(f"留出最后 {days} 天（2026-05-28 起")
    assert ("其中 4 天开门" in zh) == ("4 open days of the last 6 days" in en) == (days == 6)
