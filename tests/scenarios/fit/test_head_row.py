"""Titles and blank rows above the heads of a log are passed over; heads never are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.fitting.heads_words import heads_lines
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.head_row import head_line, head_row
from scenarios.fit.log_table import read_log

HEAD = "取号时间,叫号时间,办结时间,事项,窗口"
ROWS = (
    "2026-03-02 09:00:00,2026-03-02 09:05:00,2026-03-02 09:15:00,社保,1",
    "2026-03-02 09:01:00,2026-03-02 09:15:00,2026-03-02 09:20:00,医保,2",
    "2026-03-02 09:09:00,,,社保,",
    "2026-03-02 09:30:00,2026-03-02 09:20:00,2026-03-02 09:31:00,社保,1",
)
TITLES = (
    (),
    ("XX大厅取号记录 2026年3月",),
    ("", "XX大厅取号记录", ""),
    ("XX大厅取号记录,,,,", "导出时间：,2026-04-01,,,"),
    (",".join(["XX大厅取号记录"] * 5),),
)


@pytest.mark.parametrize("above", TITLES)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_log_reads_alike_with_a_title_and_without_and_lines_stay_true(
    tmp_path: Path, above: tuple[str, ...], separator: str
) -> None:
    file = tmp_path / "log.csv"
    # A blank line among the rows is a line too.
    lines = [*above, HEAD, *ROWS[:2], "", *ROWS[2:]]
    file.write_text("\n".join(lines).replace(",", separator), encoding="utf-8")
    table = read_log(file)
    assert ",".join(table.head) == HEAD
    assert table.separator == separator
    _, quality = read_contacts(table, guess_mapping(table, "tickets").replace(most_dirty=0.5))
    assert (quality.used, quality.reasons) == (3, {"service before the arrival": 1})
    assert quality.set_aside["line"].tolist() == [lines.index(ROWS[3]) + 1]
    told = " ".join(heads_lines(quality.heads, "en"))
    assert ("passed over" in told) == bool(above)
    assert f"the heads are in line {len(above) + 1};" in told or not above


@pytest.mark.parametrize("above", TITLES)
def test_a_sheet_reads_alike_with_a_title_and_without(
    tmp_path: Path, above: tuple[str, ...]
) -> None:
    lines = [*above, HEAD, *ROWS]
    cells = [[cell or None for cell in (line + ",,,,").split(",")[:5]] for line in lines]
    file = tmp_path / "log.xlsx"
    pd.DataFrame(cells).to_excel(file, index=False, header=False)
    table = read_log(file)
    assert ",".join(table.head) == HEAD
    _, quality = read_contacts(table, guess_mapping(table, "tickets").replace(most_dirty=0.5))
    assert quality.set_aside["line"].tolist() == [lines.index(ROWS[3]) + 1]


def test_a_title_with_a_character_that_stands_between_other_columns() -> None:
    rows = [line.replace(",", ";") for line in (HEAD, *ROWS)]
    assert head_line(["Tickets, March 2026", *rows], None) == (1, ";")
    decimals = ["a;b;c", "1,5;2,5;3,5", "1,5;2,5;3,5"]
    assert head_line(decimals, None) == (0, ";")
    assert head_line(["Tickets, March 2026", *decimals], None) == (1, ";")
    assert head_line(["only", "one", "column"], None) == (0, ",")


@given(
    st.integers(3, 12).flatmap(
        lambda n: st.tuples(
            st.just([f"h{k}" for k in range(n)]),
            st.lists(st.lists(st.sampled_from(["", "x", "7"]), min_size=n, max_size=n)),
        )
    )
)
def test_heads_in_the_first_row_are_never_passed_over(
    log: tuple[list[str], list[list[str]]],
) -> None:
    head, rows = log
    assert head_row([head, *rows]) == 0


def test_heads_that_stand_there_twice_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("时间,时间,备注,时间\na,b,c,d\n", encoding="utf-8")
    assert read_log(file).head == ("时间", "时间.1", "备注", "时间.2")
