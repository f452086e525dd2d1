"""Logs that say how long people waited and talked, not when: the moments are known, so that what is
read has to be what was written, whatever the columns are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.fitting.heads_words import heads_lines
from scenarios.errors import DataError
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.contacts import Contacts
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log
from scenarios.fit.mapping import Kind, mapping_text, read_mapping
from scenarios.fit.spans import MOMENTS, SPANS, filled, reached
from scenarios.fit.written_durations import read_durations, unit_guessed

START = dt.datetime(2026, 3, 2, 9)
ROWS = 300
Row = tuple[int, int | None, int, str]
"""Arrival, start, and end or leaving [s since `START`], and who served."""


def _rows() -> list[Row]:
    """Calls of some days, one in six of whom gave up after a time of their own."""
    made: list[Row] = []
    for k in range(ROWS):
        came = 86400 * (k // 100) + 250 * (k % 100) + 7 * k % 50
        waited = 5 + 37 * k % 190
        if k % 6 == 5:
            made.append((came, None, came + waited, ""))
        else:
            made.append((came, came + waited, came + waited + 60 + 53 * k % 900, f"A{k % 4}"))
    return made


def _stamp(seconds: int, form: str = "%Y-%m-%d %H:%M:%S") -> str:
    return (START + dt.timedelta(seconds=seconds)).strftime(form)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _short(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def _in_words(seconds: int) -> str:
    return f"{seconds // 60}分{seconds % 60}秒" if seconds >= 60 else f"{seconds}秒"


def _waited(row: Row) -> int:
    came, start, end, _ = row
    return (end if start is None else start) - came


def _talked(row: Row) -> int:
    return 0 if row[1] is None else row[2] - row[1]


def _outcome(row: Row, served: str, gone: str) -> str:
    return gone if row[1] is None else served


WAYS: dict[str, tuple[Kind, str, Callable[[Row], tuple[object, ...]]]] = {
    "arrival, wait and talk as clocks": (
        "calls", "来电时间,等待时长,通话时长,坐席,通话结果",
        lambda r: (_stamp(r[0]), _clock(_waited(r)), _clock(_talked(r)), r[3],
                   _outcome(r, "接通", "用户放弃")),
    ),
    "seconds by their heads, and a moment that is called start": (
        "calls", "start,wait_sec,talk_sec,agent,status",
        lambda r: (_stamp(r[0]), _waited(r), _talked(r), r[3],
                   _outcome(r, "answered", "abandoned")),
    ),
    "as telephone exchanges write: how long in all, and how long was talked": (
        "calls", "calldate,src,duration,billsec,disposition",
        lambda r: (_stamp(r[0]), 100 + r[0] % 7, r[2] - r[0], _talked(r),
                   _outcome(r, "ANSWERED", "NO ANSWER")),
    ),
    "no word on what became of them: who talked for no time left": (
        "calls", "进线时间,排队时长(秒),振铃时长(秒),通话时长(秒),客服工号",
        lambda r: (_stamp(r[0]), _waited(r), 0, _talked(r), r[3]),
    ),
    "whoever rang and hung up has an agent": (
        "calls", "Offered,Hangup,Talk Time,Agent",
        lambda r: (_stamp(r[0]), _stamp(r[2]), _short(_talked(r)), r[3] or "A1"),
    ),
    "in words, the start before the end": (
        "calls", "呼入时间,挂断时间,通话时长,坐席",
        lambda r: (_stamp(r[0]), _stamp(r[2]), _in_words(_talked(r)), r[3]),
    ),
    "moments of those served, and how long the others waited": (
        "calls", "Arrival,Answer,Hangup,Wait (s),Agent",
        lambda r: (_stamp(r[0]), "" if r[1] is None else _stamp(r[1]),
                   "" if r[1] is None else _stamp(r[2]), _waited(r), r[3]),
    ),
    "minutes and seconds": (
        "calls", "Call Start,Queue Time,Talk Time,Result",
        lambda r: (_stamp(r[0], "%m/%d/%Y %I:%M:%S %p"), _short(_waited(r)), _short(_talked(r)),
                   _outcome(r, "Answered", "Abandoned")),
    ),
    "a hall: times of day, and minutes in a fraction": (
        "tickets", "业务日期,票号,取号时间,等候时长(分钟),办理时长(分钟),窗口",
        lambda r: (_stamp(r[0], "%Y-%m-%d"), r[0], _stamp(r[0], "%H:%M:%S"), _waited(r) / 60,
                   _talked(r) / 60, r[3]),
    ),
}  # fmt: skip


def _contacts(folder: Path, way: str) -> tuple[Contacts, str]:
    """What is read of a log written in some way, by what is guessed and written down."""
    kind, head, cells = WAYS[way]
    file = folder / "log.csv"
    lines = [head, *(",".join(map(str, cells(row))) for row in _rows())]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    table = read_log(file)
    written = folder / "mapping.yaml"
    written.write_text(mapping_text(guess_mapping(table, kind)), encoding="utf-8")
    contacts, quality = read_contacts(table, read_mapping(written))
    assert not quality.reasons
    return contacts, "\n".join(heads_lines(quality.heads, "en"))


@pytest.mark.parametrize("way", WAYS)
def test_moments_follow_from_how_long_things_took(tmp_path: Path, way: str) -> None:
    contacts, _ = _contacts(tmp_path, way)
    truth = sorted(_rows(), key=lambda row: row[0])
    nine = 9 * 3600.0
    served = np.array([row[1] is not None for row in truth])
    assert (contacts.served == served).all()
    gone = [np.nan if row[1] is not None else row[2] for row in truth]
    start = [np.nan if row[1] is None else row[1] for row in truth]
    end = [np.nan if row[1] is None else row[2] for row in truth]
    for read, true in (
        (contacts.arrival, [row[0] for row in truth]), (contacts.start, start),
        (contacts.end, end), (contacts.left, gone),
    ):  # fmt: skip
        np.testing.assert_allclose(read, np.array(true) + nine, atol=0.01)


def test_an_agents_list_of_answered_calls_has_when_they_came(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    rows = [row for row in _rows() if row[1] is not None]
    lines = ["叫号时间,等候时长,办理时长,窗口"]
    lines += [f"{_stamp(r[1] or 0)},{_clock(_waited(r))},{_clock(_talked(r))},{r[3]}" for r in rows]
    file.write_text("\n".join(lines), encoding="utf-8")
    contacts, _ = read_contacts(read_log(file), guess_mapping(read_log(file), "tickets"))
    np.testing.assert_allclose(contacts.arrival - 9 * 3600, sorted(row[0] for row in rows))


def test_units_that_were_guessed_are_told_with_what_mends_them(tmp_path: Path) -> None:
    _, told = _contacts(tmp_path, "seconds by their heads, and a moment that is called start")
    assert "the wait is wait_sec (s), the service is talk_sec (s)" in told
    assert "correct units of the mapping" in told
    _, told = _contacts(tmp_path, "in words, the start before the end")
    assert "the service is 通话时长" in told
    assert "units" not in told


def test_work_after_a_call_that_was_measured_can_be_part_of_the_service(tmp_path: Path) -> None:
    file, written = tmp_path / "log.csv", tmp_path / "mapping.yaml"
    file.write_text("came,wait,talk,wrap\n2026-03-02 09:00:00,10,120,30\n", encoding="utf-8")
    written.write_text(
        "kind: calls\ntime_format: '%Y-%m-%d %H:%M:%S'\ncolumns: {arrival: came}\n"
        "durations: {wait: wait, service: [talk, wrap]}\nunits: {wait: s, service: s}\n",
        encoding="utf-8",
    )
    contacts, _ = read_contacts(read_log(file), read_mapping(written))
    assert (contacts.end - contacts.start).tolist() == [150.0]


@pytest.mark.parametrize(
    ("head", "read"),
    [
        ("came,wait_sec,talk_sec,acw_sec,status", True),
        ("进线时间,排队时长(秒),通话时长(秒),话后处理时长(秒),通话结果", True),
        ("came,wait_sec,handle_time,wrap_up_sec,status", False),
    ],
)
def test_work_after_calls_is_read_unless_handling_has_it(
    tmp_path: Path, head: str, read: bool
) -> None:
    file = tmp_path / "log.csv"
    after = [11 + 17 * k % 40 for k in range(ROWS)]
    lines = [head]
    for row, wrap in zip(_rows(), after, strict=True):
        outcome = _outcome(row, "answered", "abandoned")
        lines.append(f"{_stamp(row[0])},{_waited(row)},{_talked(row)},{wrap},{outcome}")
    file.write_text("\n".join(lines), encoding="utf-8")
    table = read_log(file)
    contacts, quality = read_contacts(table, guess_mapping(table, "calls"))
    told = "\n".join(heads_lines(quality.heads, "en"))
    assert (contacts.after_work is not None) == read == ("the work after it is" in told)
    if contacts.after_work is not None:
        served = [row[1] is not None for row in _rows()]
        true = sorted(
            (row[0], wrap if yes else np.nan)
            for row, wrap, yes in zip(_rows(), after, served, strict=True)
        )
        np.testing.assert_equal(contacts.after_work, [wrap for _, wrap in true])


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("durations: {wait: wiat, service: talk}", "'wait'"),
        ("durations: {wait: wait, service: talk}\nunits: {wait: furlongs}", "furlongs"),
        ("durations: {waiting: wait}", "waiting"),
        ("durations: {wait: wait}", "columns.end"),
        ("durations: {service: talk}", "columns.start"),
        ("durations: {wait: wait, service: talk}\nunits: {wait: s}", "time that cannot be read"),
    ],
)
def test_what_is_wrong_with_durations_is_told(tmp_path: Path, mapping: str, says: str) -> None:
    file, written = tmp_path / "log.csv", tmp_path / "mapping.yaml"
    file.write_text("came,wait,talk\n2026-03-02 09:00:00,10,120\n", encoding="utf-8")
    written.write_text(
        f"kind: calls\ntime_format: '%Y-%m-%d %H:%M:%S'\ncolumns: {{arrival: came}}\n{mapping}\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError, match=says):
        read_contacts(read_log(file), read_mapping(written))


@given(st.integers(min_value=0, max_value=200_000))
def test_every_way_of_writing_a_duration_reads_as_itself(seconds: int) -> None:
    days, rest = divmod(seconds, 86400)
    hours, minutes = rest // 3600, rest // 60 % 60
    ways = {
        _clock(seconds): None, _short(seconds): "min:s", str(seconds): "s",
        f"{seconds * 1000}": "ms", f"{seconds / 60!r}": "min", f"{seconds / 3600!r}": "h",
        f"{days} days {_clock(rest)}": None, f"{seconds} 秒": None, f"{seconds:,}": "s",
        f"{days}天{hours}小时{minutes}分{seconds % 60}秒": None, f"{seconds}s": None,
        f"{days}d {hours}h {minutes}m {seconds % 60}s": None,
    }  # fmt: skip
    for written, unit in ways.items():
        read, wrong = read_durations(pd.Series([written, None]), unit)  # type: ignore[arg-type]
        assert read[0] == pytest.approx(seconds, abs=1e-3), written
        assert np.isnan(read[1])
        assert not wrong.any()


def test_what_is_no_duration_is_told_and_blanks_are_not() -> None:
    read, wrong = read_durations(pd.Series(["soon", "12 parsecs", "-", "", "1:2:3:4", "17"]), None)
    assert np.isnan(read).all()
    assert wrong.tolist() == [True, True, False, False, True, True]


@pytest.mark.parametrize(
    ("head", "cells", "unit"),
    [
        ("等待时长", ["00:01:05"], None),
        ("等待时长(秒)", ["65", "0"], "s"),
        ("waitMs", ["65000"], "ms"),
        ("talk_min", ["4"], "min"),
        ("办理时长", ["4.5", "12.25", "0.5"], "min"),
        ("办理时长", ["270", "735"], "s"),
        ("办理时长", ["0.003125", "0.0085"], "day"),
        ("talk", ["4:30"], "min:s"),
    ],
)
def test_units_are_guessed_by_heads_and_by_size(
    head: str, cells: list[str], unit: str | None
) -> None:
    assert unit_guessed(head, pd.Series(cells)) == unit


@given(
    st.sets(st.sampled_from(MOMENTS), min_size=1),
    st.sets(st.sampled_from(sorted(SPANS))),
    st.tuples(*[st.floats(min_value=0, max_value=1e5)] * 3),
)
def test_moments_that_are_said_to_follow_do(
    moments: set[str], spans: set[str], drawn: tuple[float, float, float]
) -> None:
    came, waited, took = drawn
    true = {"arrival": came, "start": came + waited, "end": came + waited + took}
    known = {m: np.array([true[m] if m in moments else np.nan]) for m in MOMENTS}
    lasted = {s: np.array([true[b] - true[a]]) for s, (a, b) in SPANS.items() if s in spans}
    found = filled(known, lasted)
    there = reached(moments, spans)
    assert {m for m in MOMENTS if np.isfinite(found[m][0])} == there
    for moment in there:
        assert found[moment][0] == pytest.approx(true[moment], abs=1e-6)
