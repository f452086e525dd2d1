"""Workbooks of several sheets, and files that are not what their names say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from onewindow.fitting.fit_log import fit_log
from scenarios.errors import DataError
from scenarios.fit.contact_reading import read_contacts
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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_texts_are_read_in_the_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    path, tickets = tmp_path / "log.txt", _tickets(1)
    mark = chr(0xFEFF) if encoding == "utf-16-le" else ""
    path.write_bytes((mark + tickets.to_csv(sep="\t", index=False)).encode(encoding))
    pd.testing.assert_frame_equal(read_log(path).rows, tickets)


WRITTEN = {
    "%m/%d/%Y %I:%M:%S %p": "%m/%d/%Y %I:%M:%S %p",
    "%Y-%m-%dT%H:%M:%S.250Z": "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S+08:00": "%Y-%m-%dT%H:%M:%S",
    "%Y年%m月%d日 %H时%M分%S秒": "%Y年%m月%d日 %H时%M分%S秒",
    "%d-%b-%Y %H:%M:%S": "%d-%b-%Y %H:%M:%S",
    "%m/%d/%y %H:%M:%S": "%m/%d/%y %H:%M:%S",
}


@pytest.mark.parametrize("written", WRITTEN)
def test_forms_of_usual_systems_are_known(tmp_path: Path, written: str) -> None:
    tickets = _tickets(12).apply(pd.to_datetime)
    path = tmp_path / "log.csv"
    tickets.apply(lambda column: column.dt.strftime(written)).to_csv(path, index=False)
    table = read_log(path)
    contacts, quality = read_contacts(table, guess_mapping(table, "tickets"))
    assert not quality.reasons
    since = (tickets["办结时间"] - tickets["取号时间"].min().normalize()).dt.total_seconds()
    fraction = 0.25 if ".250" in written else 0.0
    assert contacts.end == pytest.approx(since.to_numpy() + fraction)


def test_a_workbook_has_no_fraction_where_a_moment_falls_on_a_second(tmp_path: Path) -> None:
    tickets = _tickets(1).apply(pd.to_datetime)
    tickets["叫号时间"] += pd.to_timedelta(tickets.index.to_numpy() % 20 * 50, unit="ms")
    table = read_log(_book(tmp_path / "a.xlsx", {"三月": tickets}))
    contacts, quality = read_contacts(table, guess_mapping(table, "tickets"))
    assert not quality.reasons
    waits = (tickets["叫号时间"] - tickets["取号时间"]).dt.total_seconds()
    assert contacts.wait == pytest.approx(waits.to_numpy())


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
