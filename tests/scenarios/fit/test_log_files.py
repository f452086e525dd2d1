"""Workbooks of several sheets, and files that are not what their names say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from onewindow.fitting.fit_log import fit_log
from scenarios.errors import DataError
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log
from scenarios.fit.mapping import mapping_text


def _tickets(days: int, rows: int = 150) -> pd.DataFrame:
    drawn = pd.concat(
        [
            pd.Series(pd.date_range(f"2026-03-{2 + day:02} 09:00:07", periods=rows, freq="3min"))
            for day in range(days)
        ],
        ignore_index=True,
    )
    seconds = pd.to_timedelta(drawn.index.to_numpy() % 7 * 30 + 60, unit="s")
    table = pd.DataFrame({"取号时间": drawn, "叫号时间": drawn, "办结时间": drawn + seconds})
    return table.apply(lambda column: column.dt.strftime("%Y-%m-%d %H:%M:%S"))


def _book(path: Path, sheets: dict[str, pd.DataFrame]) -> Path:
    with pd.ExcelWriter(path) as writer:
        for name, table in sheets.items():
            table.to_excel(writer, sheet_name=name, index=False)
    return path


def test_the_sheet_with_most_rows_is_read_and_named(tmp_path: Path) -> None:
    cover = pd.DataFrame({"说明": ["导出自排队机"]})
    book = _book(tmp_path / "a.xlsx", {"封面": cover, "三月": _tickets(2), "节选": _tickets(1)})
    table = read_log(book)
    assert (table.sheet, len(table.rows)) == ("三月", 300)
    assert "sheet: 三月" in mapping_text(guess_mapping(table, "tickets"))
    assert len(read_log(book, None, "节选").rows) == 150
    with pytest.raises(DataError, match=r"封面.*got '四月'"):
        read_log(book, None, "四月")


def test_the_only_sheet_needs_no_name(tmp_path: Path) -> None:
    table = read_log(_book(tmp_path / "a.xlsx", {"三月": _tickets(1)}))
    assert table.sheet is None
    assert "sheet" not in mapping_text(guess_mapping(table, "tickets"))


def test_what_is_no_gzip_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes("取号时间,叫号时间\n".encode("gb18030"))
    with pytest.raises(DataError, match=r"expected a gzip file, as the name ends in \.gz"):
        read_log(path)


def test_a_log_of_one_day_is_fitted_and_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    _tickets(1).to_csv(path, index=False)
    found = fit_log(path, "tickets")
    assert found.judgement is None
    assert found.against is not None
    assert found.fit.days == 1
