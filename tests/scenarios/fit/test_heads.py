"""Heads of logs: which kind they look like, and what is not used; by hand."""

from __future__ import annotations

import pytest

from scenarios.errors import DataError
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.heads import heads_of, looks_like
from scenarios.fit.log_table import read_log

TICKETS = ("ticket number", "called", "done")
CALLS = ("call_id", "caller", "arrival", "answered", "hang up", "agent")
EVENTS = ("case_id", "activity", "resource", "end_time")
SNAPSHOTS = ("office", "time", "queue_id", "open_counters", "waiting", "called_ticket")


@pytest.mark.parametrize(
    ("head", "asked", "other"),
    [
        (TICKETS, "calls", "tickets"),
        (("票号", "取号时间", "叫号时间", "办结时间"), "calls", "tickets"),
        (CALLS, "tickets", "calls"),
        (("来电时间", "接通时间", "挂机时间", "坐席"), "tickets", "calls"),
        (EVENTS, "tickets", "events"),
        (("办件编号", "环节", "经办人", "完成时间"), "tickets", "events"),
        (SNAPSHOTS, "tickets", "queue-snapshots"),
        (TICKETS, "events", "tickets"),
        # What was asked for, or what says nothing, gets no hint.
        (TICKETS, "tickets", ""),
        (CALLS, "calls", ""),
        (EVENTS, "events", ""),
        (SNAPSHOTS, "queue-snapshots", ""),
        (("arrival", "start", "end", "agent"), "tickets", ""),
        (("a", "b"), "calls", ""),
    ],
)
def test_heads_look_like_a_kind(head: tuple[str, ...], asked: str, other: str) -> None:
    assert looks_like(head, asked)[0] == other


def test_the_kind_is_told_where_columns_are_missing(tmp_path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("ticket number,called,done\nA1,2026-03-02 09:00:00,2026-03-02 09:05:00\n")
    with pytest.raises(DataError, match=r"--kind tickets`") as calls:
        guess_mapping(read_log(file), "calls")
    assert "got calls" in str(calls.value)
    with pytest.raises(DataError, match="when the ticket was drawn") as tickets:
        guess_mapping(read_log(file), "tickets")
    assert "--kind tickets" not in str(tickets.value)
    with pytest.raises(DataError, match=r"--kind tickets`"):
        guess_events(read_log(file))


def test_columns_not_used_are_named_and_the_menu_among_them(tmp_path) -> None:
    file = tmp_path / "log.csv"
    file.write_text(
        "id,vru_entry,vru_time,arrival,pick up,hang up,agent\n"
        "1,2026-03-02 08:59:50,10,2026-03-02 09:00:00,2026-03-02 09:00:05,2026-03-02 09:05:00,A\n"
    )
    table = read_log(file)
    heads = heads_of(table, guess_mapping(table, "calls"), "calls")
    assert heads.not_used == ("id", "vru_entry", "vru_time")
    assert heads.of_menu == ("vru_entry", "vru_time")


def test_tickets_drawn_called_and_done_are_read(tmp_path) -> None:
    file = tmp_path / "log.csv"
    file.write_text(
        "ticket number,drawn,called,done\n"
        "A1,2026-03-02 08:59:00,2026-03-02 09:00:00,2026-03-02 09:05:00\n"
    )
    columns = guess_mapping(read_log(file), "tickets").columns
    assert dict(columns) == {"arrival": "drawn", "start": "called", "end": "done"}
