"""Yes and no say who was answered, where the head asks that, and it is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onewindow.fitting.heads_words import heads_lines
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.contacts import Contacts, Quality
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log
from scenarios.fit.mapping import Mapping

CALLS, EVERY = 90, 6
"""Calls in all; each sixth gave up after 60 s."""


def _clock(seconds: int) -> str:
    return f"2026-03-02 {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _log(head: str, served: str, left: str) -> str:
    """Calls whose start says nothing: that of those who left is when the call went to the line."""
    rows = [f"来电时间,接听时间,挂机时间,{head}"]
    for k in range(CALLS):
        came, gone = 9 * 3600 + 300 * k, k % EVERY == 0
        start, end = (came, came + 60) if gone else (came + 15, came + 135)
        moments = ",".join(map(_clock, (came, start, end)))
        rows.append(f"{moments},{left if gone else served}")
    return "\n".join(rows) + "\n"


def _read(folder: Path, text: str, **change: object) -> tuple[Mapping, Contacts, Quality]:
    file = folder / "log.csv"
    file.write_text(text, encoding="utf-8")
    table = read_log(file)
    mapping = guess_mapping(table, "calls").replace(**change)
    return mapping, *read_contacts(table, mapping)


@pytest.mark.parametrize(
    ("head", "served", "left"),
    [
        ("是否接通", "是", "否"),
        ("接通", "Y", "N"),
        ("是否应答", "1", "0"),
        ("answered?", "TRUE", "FALSE"),
        ("Is connected", "yes", "no"),
        ("是否放弃", "否", "是"),
        ("未接通", "0", "1"),
        ("Unanswered", "false", "true"),
        ("abandoned", "N", "Y"),
    ],
)
def test_yes_and_no_say_who_was_answered(head: str, served: str, left: str, tmp_path: Path) -> None:
    mapping, contacts, quality = _read(tmp_path, _log(head, served, left))
    assert (mapping.outcome, mapping.columns["start"]) == (head, "接听时间")
    assert dict(mapping.outcomes) == {served: "served", left: "abandoned"}
    assert int((~contacts.served).sum()) == CALLS // EVERY
    # They wait until they hang up.
    assert set(contacts.wait[~contacts.served]) == {60}
    (zh,), (en,) = (
        [one for one in heads_lines(quality.heads, lang) if "outcomes" in one]
        for lang in ("zh", "en")
    )
    assert f"“{head}”：{served} 为接通（办理），{left} 为放弃" in zh
    assert f"by {head}: {served} for served, {left} for those who left" in en


def test_only_what_the_column_has_is_told(tmp_path: Path) -> None:
    mapping, _, quality = _read(tmp_path, _log("是否接通", "是", "是"))
    assert dict(mapping.outcomes) == {"是": "served"}
    told = "\n".join(heads_lines(quality.heads, "zh"))
    assert "“是否接通”：是 为接通（办理）；" in told
    assert "放弃" not in told


@pytest.mark.parametrize("head", ["首次接通", "是否及时应答", "answered within 20 s", "备注"])
def test_how_well_it_was_done_is_not_whether(head: str, tmp_path: Path) -> None:
    mapping, contacts, quality = _read(tmp_path, _log(head, "是", "否"))
    assert mapping.outcome is None
    assert contacts.served.all()
    assert not any("outcomes" in line for line in heads_lines(quality.heads, "en"))


def test_words_that_say_more_than_yes_go_before(tmp_path: Path) -> None:
    text = _log("是否接通,结果", "是,接通", "否,放弃")
    mapping, _, quality = _read(tmp_path, text)
    assert mapping.outcome == "结果"
    assert quality.heads.answers is None


def test_a_mapping_without_left_is_told_the_column_that_has_it(tmp_path: Path) -> None:
    text = _log("结果", "接通", "放弃")
    guessed, _, whole = _read(tmp_path, text)
    columns = {role: name for role, name in guessed.columns.items() if role != "left"}
    _, without, told = _read(tmp_path, text, columns=columns)
    assert whole.heads.left == ""
    assert guessed.columns["left"] == told.heads.left == "挂机时间"
    for lang in ("zh", "en"):
        assert sum("left: 挂机时间" in line for line in heads_lines(told.heads, lang)) == 1
        assert not any("left: " in line for line in heads_lines(whole.heads, lang))
    # What it says to do does it.
    _, mended, _ = _read(tmp_path, text, columns={**columns, "left": told.heads.left})
    assert np.isnan(without.wait[~without.served]).all()
    assert set(mended.wait[~mended.served]) == {60}


def test_a_column_of_its_own_for_those_who_left_is_told_too(tmp_path: Path) -> None:
    rows = _log("离队时间,结果", ",接通", "2026-03-02 20:00:00,放弃").splitlines()
    guessed, _, _ = _read(tmp_path, "\n".join(rows) + "\n")
    assert guessed.columns["left"] == "离队时间"
    columns = {role: name for role, name in guessed.columns.items() if role != "left"}
    assert _read(tmp_path, "\n".join(rows) + "\n", columns=columns)[2].heads.left == "离队时间"


def test_nothing_is_told_where_nobody_knows_when_they_left(tmp_path: Path) -> None:
    rows = _log("结果", "接通", "放弃").splitlines()
    rows = [",".join([row.split(",")[0], "", "", "放弃"]) if "放弃" in row else row for row in rows]
    mapping, _, quality = _read(tmp_path, "\n".join(rows) + "\n")
    assert "left" not in mapping.columns
    assert quality.heads.left == ""
