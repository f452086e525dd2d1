"""Logs are read whatever they are kept in; rows that cannot be true are set aside."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scenarios.errors import DataError
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.contacts import Contacts, Quality
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log
from scenarios.fit.mapping import Kind, mapping_text, read_mapping

CLEAN = """取号时间,叫号时间,办结时间,事项,窗口
2026-03-02 09:00:00,2026-03-02 09:05:00,2026-03-02 09:15:00,社保,1
2026-03-02 09:01:00,2026-03-02 09:15:00,2026-03-02 09:20:00,医保,2
2026-03-03 10:00:00,,,社保,
"""
CALLS = """date,vru_exit,q_exit,outcome,ser_start,ser_exit,server
990201,9:00:00,9:00:30,AGENT,9:00:30,9:02:00,A1
990201,23:59:50,0:00:20,AGENT,0:00:20,0:03:20,A1
990202,9:00:00,9:01:00,HANG,0:00:00,0:00:00,NO_SERVER
990202,9:30:00,0:00:00,HANG,0:00:00,0:00:00,NO_SERVER
990202,9:40:00,9:40:00,PHANTOM,0:00:00,0:00:00,NO_SERVER
"""


def _read(path: Path, kind: Kind = "tickets", **changes: object) -> tuple[Contacts, Quality]:
    table = read_log(path)
    return read_contacts(table, guess_mapping(table, kind).replace(**changes))


def _written(folder: Path, form: str) -> Path:
    path = folder / f"log.{form}"
    match form:
        case "csv":
            path.write_text(CLEAN, encoding="gb18030")
        case "csv.gz":
            path.write_bytes(gzip.compress(CLEAN.replace("\n", "\r").encode()))
        case "xlsx":
            rows = [line.split(",") for line in CLEAN.splitlines()]
            pd.DataFrame(rows[1:], columns=rows[0]).to_excel(path, index=False)
        case _:
            path.write_text(CLEAN.replace(",", ";"), encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("form", ["csv", "csv.gz", "xlsx", "txt"])
def test_a_ticket_file_reads_alike_however_it_is_kept(tmp_path: Path, form: str) -> None:
    contacts, quality = _read(_written(tmp_path, form))
    assert str(contacts.first_day) == "2026-03-02"
    assert contacts.arrival.tolist() == [32400, 32460, 86400 + 36000]
    assert contacts.wait[:2].tolist() == [300, 840]
    assert contacts.served.tolist() == [True, True, False]
    assert [contacts.activities[k] for k in contacts.activity] == ["社保", "医保", "社保"]
    assert contacts.server.tolist() == [0, 1, -1]
    assert (quality.rows, quality.used, len(quality.set_aside)) == (3, 3, 0)


def test_times_of_day_cross_midnight_and_zero_means_no_time(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(CALLS)
    contacts, quality = _read(path, "calls")
    assert contacts.arrival.tolist() == [32400, 86390, 86400 + 32400]
    assert contacts.wait.tolist() == [30, 30, 60]
    assert (contacts.end - contacts.start)[:2].tolist() == [90, 180]
    assert np.isnan(contacts.end[2])
    # One left in the menu and never asked for anybody, one is no call.
    assert (quality.not_contacts, quality.reasons) == (2, {})


@pytest.mark.parametrize("text", [CLEAN, CALLS], ids=["tickets", "calls"])
def test_blanks_behind_a_cell_say_nothing(tmp_path: Path, text: str) -> None:
    plain, blank = tmp_path / "plain.csv", tmp_path / "blank.csv"
    plain.write_text(text)
    head, *rows = text.splitlines()
    # 0:00:00 is no time with blanks behind it too.
    padded = (row.replace(",", "  ,") + " " for row in rows)
    blank.write_text("\n".join([head, *padded]) + "\n")
    mapping = guess_mapping(read_log(plain), "tickets" if text == CLEAN else "calls")
    (a, aside), (b, same) = (read_contacts(read_log(path), mapping) for path in (plain, blank))
    for name in ("arrival", "start", "end", "left", "activity", "server"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    assert (aside.used, aside.not_contacts, aside.reasons) == (same.used, same.not_contacts, {})


def test_only_rows_alike_in_every_column_are_one_row_twice(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    path = tmp_path / "log.csv"
    # A few texts in each column: each cell stands in many rows, and so does each pair.
    rows = [
        f"2026-03-02 09:0{came}:00,2026-03-02 09:10:00,2026-03-02 09:2{end}:00,{matter},{window}"
        for came, end, matter, window in rng.integers(0, 4, (150, 4)).tolist()
    ]
    path.write_text("取号时间,叫号时间,办结时间,事项,窗口\n" + "\n".join(rows) + "\n")
    _, quality = _read(path, most_dirty=0.9)
    first = [rows.index(row) for row in rows]
    again = [line for line, at in enumerate(first) if at < line]
    assert 10 < len(again) < 100
    assert quality.set_aside["line"].tolist() == [line + 2 for line in again]
    assert set(quality.reasons) == {"same row twice"}


def test_each_dirty_row_is_set_aside_with_its_line_and_reason(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    dirty = (
        "2026-03-02 11:00:00,2026-03-02 10:00:00,2026-03-02 11:15:00,社保,1\n"
        "2026-03-02 11:00:00,2026-03-02 11:10:00,2026-03-02 11:05:00,社保,1\n"
        "yesterday,2026-03-02 11:10:00,2026-03-02 11:15:00,社保,1\n"
        ",2026-03-02 11:10:00,2026-03-02 11:15:00,社保,1\n"
        "2026-03-02 11:00:00,2026-03-02 11:10:00,,社保,1\n"
        "2026-03-02 11:00:00,2026-03-02 11:10:00,2026-03-02 23:15:00,社保,1\n"
        "2026-03-02 11:00:00,2026-03-02 11:10:00,2026-03-02 11:15:00,社保,1,more\n"
        "2026-03-02 09:00:00,2026-03-02 09:05:00,2026-03-02 09:15:00,社保,1\n"
        "2026-03-02 11:00:02,2026-03-02 11:00:01,2026-03-02 11:15:00,社保,1\n"
    )
    path.write_text(CLEAN + dirty)
    contacts, quality = _read(path, most_dirty=0.9)
    aside = dict(zip(quality.set_aside["line"], quality.set_aside["reason"], strict=True))
    assert aside == {
        5: "service before the arrival",
        6: "end before the service",
        7: "time that cannot be read",
        8: "no arrival time",
        9: "served, without its times",
        10: "service longer than 8 h",
        11: "more cells than the head",
        12: "same row twice",
    }
    assert (quality.used, quality.clipped, len(contacts.arrival)) == (4, 1, 4)
    assert quality.rows == quality.used + quality.not_contacts + len(quality.set_aside)


def test_too_many_dirty_rows_stop(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(CLEAN + "never,2026-03-02 11:10:00,2026-03-02 11:15:00,社保,1\n")
    with pytest.raises(DataError, match=r"at most 10% .* got 25.0% \(time that cannot be read: 1"):
        _read(path)


def test_a_mapping_is_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(CALLS)
    mapping = guess_mapping(read_log(path), "calls")
    file = tmp_path / "mapping.yaml"
    file.write_text(mapping_text(mapping))
    assert read_mapping(file) == mapping


def test_a_mapping_that_makes_no_sense_is_told_with_lines(tmp_path: Path) -> None:
    file = tmp_path / "mapping.yaml"
    file.write_text("kind: calls\ntime_format: '%H:%M'\ncolumns: {arrivel: a}\n")
    with pytest.raises(DataError, match=r"mapping.yaml:3: columns"):
        read_mapping(file)


def test_a_column_that_is_not_there_is_named_with_those_there_are(tmp_path: Path) -> None:
    columns = {"arrival": "取号时间", "start": "叫号时间", "end": "办结时刻"}
    with pytest.raises(DataError, match="办结时刻"):
        _read(_written(tmp_path, "csv"), columns=columns)


def test_a_file_without_arrivals_says_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match=r"arrival times, got 'a', 'b'|arrival times, got a, b"):
        _read(path)


def test_who_has_an_end_and_a_window_was_served_and_did_not_give_up(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rows = (
        "2026-03-02 11:00:00,未知,2026-03-02 11:15:00,社保,1\n"
        "2026-03-02 11:01:00,未知,2026-03-02 11:16:00,社保,\n"
    )
    path.write_text(CLEAN + rows)
    contacts, quality = _read(path, none_is=("未知",), most_dirty=0.9)
    # The second has no window: it is the time at which somebody went.
    assert quality.reasons == {"served, without its times": 1}
    assert quality.set_aside["line"].tolist() == [5]
    assert int((~contacts.served).sum()) == 2


def test_heads_that_a_mapping_does_not_have_are_told_with_what_was_read_as_heads(
    tmp_path: Path,
) -> None:
    mapping = guess_mapping(read_log(_written(tmp_path, "csv")), "tickets")
    path = tmp_path / "log.csv"
    # As far filled as the rows: nothing says that it is no row of heads.
    path.write_text("大厅,一楼,月份,三月,1\n" + CLEAN)
    mapping = mapping.replace(columns={"arrival": "大厅"}, activity=None, server=None)
    with pytest.raises(DataError, match=r"columns.start: expected one of the columns") as error:
        read_contacts(read_log(path), mapping)
    assert "大厅, 一楼, 月份, 三月, 1" in str(error.value)
    assert "delete the rows above the heads" in str(error.value)
