"""Public holidays are guessed for Chinese logs of halls that keep them, and for no others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log

MAY_DAY = [dt.date(2024, 5, day) for day in (1, 2, 3)]
"""Wednesday to Friday, off by the notice of the State Council; 4 and 5 May are a weekend."""
USUAL = 20


def _log(folder: Path, heads: str, holiday: int, first: dt.date, apart: bool = False) -> Path:
    rows = [heads]
    for day in range(28):
        date = first + dt.timedelta(days=day)
        for k in range(holiday if date in MAY_DAY else USUAL if date.weekday() < 5 else 0):
            moment = f"{date} {9 + k // 4:02}:{15 * (k % 4):02}:00"
            rows.append(f"{date},{moment[11:]}" if apart else moment + ",W1")
    path = folder / "log.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("heads", "holiday", "first", "guessed"),
    [
        ("取号时间,工号", 0, dt.date(2024, 4, 22), "CN"),
        ("取号时间,工号", 10, dt.date(2024, 4, 22), "CN"),
        ("取号时间,工号", USUAL, dt.date(2024, 4, 22), None),
        ("取号时间,工号", USUAL, dt.date(2024, 7, 1), "CN"),
        ("取号时间,工号", 0, dt.date(2091, 4, 23), None),
        ("ticket drawn,clerk", 0, dt.date(2024, 4, 22), None),
    ],
    ids=["shut", "half as many", "as others", "none within", "year not known", "not Chinese"],
)
def test_holidays_are_guessed_where_the_log_keeps_them(
    tmp_path: Path, heads: str, holiday: int, first: dt.date, guessed: str | None
) -> None:
    log = read_log(_log(tmp_path, heads, holiday, first))
    assert guess_mapping(log, "tickets").holidays == guessed


def test_a_wrong_clock_does_not_hide_which_days_a_log_is_about(tmp_path: Path) -> None:
    path = _log(tmp_path, "取号时间,工号", 0, dt.date(2024, 4, 22))
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}1970-01-01 08:00:00,W1\n2099-01-01 08:00:00,W1\n", encoding="utf-8")
    assert guess_mapping(read_log(path), "tickets").holidays == "CN"


@pytest.mark.parametrize(("holiday", "guessed"), [(0, "CN"), (USUAL, None)])
def test_days_in_a_column_of_their_own_are_looked_at_alike(
    tmp_path: Path, holiday: int, guessed: str | None
) -> None:
    path = _log(tmp_path, "日期,取号时间", holiday, dt.date(2024, 4, 22), apart=True)
    assert guess_mapping(read_log(path), "tickets").holidays == guessed
