"""Tickets drawn to try the machine are left out where name and services say so, and told else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenarios.errors import DataError
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import LogTable, read_log
from scenarios.fit.trial_tickets import is_named_trial

OTHERS = 60
TRIALS = 25


def _table(path: Path, name: str, seconds: int, window: int) -> LogTable:
    """Services of 5 minutes and more at windows 1 to 3, and others of a matter."""
    rows = ["取号时间,叫号时间,办结时间,事项,窗口"]
    kinds = [("社保", 300 + 7 * k, k % 3 + 1) for k in range(OTHERS)]
    for k, (matter, lasts, at) in enumerate(kinds + [(name, seconds, window)] * TRIALS):
        came = 32400 + 60 * k
        moments = (came, came + 4, came + 4 + lasts)
        cells = [f"2026-03-02 {t // 3600:02}:{t // 60 % 60:02}:{t % 60:02}" for t in moments]
        rows.append(",".join([*cells, matter, str(at)]))
    file = path / "log.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return read_log(file)


def test_trials_by_name_and_by_services_are_left_out(tmp_path: Path) -> None:
    table = _table(tmp_path, "测试", 4, 99)
    mapping = guess_mapping(table, "tickets")
    assert mapping.leave_out == ("测试",)
    contacts, quality = read_contacts(table, mapping)
    assert contacts.activities == ("社保",)
    assert (len(contacts.arrival), quality.not_contacts) == (OTHERS, TRIALS)
    assert quality.heads.trials == (("测试", TRIALS, "left_out"),)
    assert np.all(contacts.end - contacts.start >= 300)


@pytest.mark.parametrize(
    ("name", "seconds", "window", "by"),
    [
        ("普通话测试", 900, 99, "name"),  # a public matter
        ("测试", 4, 1, "name"),  # at a window that serves people
        ("盖章", 4, 99, "times"),
    ],
)
def test_one_sign_alone_is_told_and_nothing_is_left_out(
    tmp_path: Path, name: str, seconds: int, window: int, by: str
) -> None:
    table = _table(tmp_path, name, seconds, window)
    mapping = guess_mapping(table, "tickets")
    assert mapping.leave_out == ()
    contacts, quality = read_contacts(table, mapping)
    assert len(contacts.arrival) == OTHERS + TRIALS
    assert quality.heads.trials == ((name, TRIALS, by),)


def test_usual_matters_are_not_told(tmp_path: Path) -> None:
    table = _table(tmp_path, "税务", 600, 2)
    assert read_contacts(table, guess_mapping(table, "tickets"))[1].heads.trials == ()


def test_a_matter_to_leave_out_that_is_none_is_told(tmp_path: Path) -> None:
    table = _table(tmp_path, "测试", 4, 99)
    mapping = guess_mapping(table, "tickets").replace(leave_out=("测式",))
    with pytest.raises(DataError, match=r"leave_out: expected .*测试"):
        read_contacts(table, mapping)
    with pytest.raises(DataError, match="leave_out"):
        read_contacts(table, mapping.replace(activity=None))


def test_words_within_words_are_no_trials() -> None:
    assert [is_named_trial(name) for name in ("测试", "Test ticket", "DEMO", "TEST01")] == [
        True
    ] * 4
    assert [is_named_trial(name) for name in ("Attestation", "latest", "democracy")] == [False] * 3
