"""Texts of outcomes that no word tells: the times of their rows do, if they are all alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from onewindow.fitting.heads_words import heads_lines
from scenarios.errors import DataError
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log
from scenarios.fit.mapping import Kind, Mapping

ROWS = 400


def _log(folder: Path, kind: Kind, gone: str, odd: str = "", *, when: bool = True) -> Path:
    """One row in four of people who left, and one in forty of something else, with a start or
    without by turns."""
    calls = kind == "calls"
    lines = ["来电时间,接通时间,结束时间,结果" if calls else "取号时间,叫号时间,办结时间,状态"]
    for k in range(ROWS):
        at = [
            f"2026-03-{2 + k // 200:02d} {9 + k % 200 // 30:02d}:{2 * k % 60:02d}:{s:02d}"
            for s in (5, 25, 55)
        ]
        if k % 4 == 1:
            lines.append(f"{at[0]},,{at[2] if when else ''},{gone}")
        elif odd and k % 40 == 2:
            lines.append(f"{at[0]},{at[1] if k % 80 == 2 else ''},{at[2]},{odd}")
        else:
            lines.append(f"{','.join(at)},{'接通' if calls else '办结'}")
    file = folder / "log.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def _guess(file: Path, kind: Kind) -> Mapping:
    return guess_mapping(read_log(file), kind)


@pytest.mark.parametrize("gone", ["挂断", "Z9", "用户未等待"])
def test_who_has_no_start_and_hung_up_gave_up(tmp_path: Path, gone: str) -> None:
    file = _log(tmp_path, "calls", gone)
    mapping = _guess(file, "calls")
    assert mapping.outcomes == {"接通": "served", gone: "abandoned"}
    contacts, quality = read_contacts(read_log(file), mapping)
    assert (~contacts.served).sum() == ROWS // 4
    assert set(contacts.wait[~contacts.served]) == {50.0}
    told = "\n".join(heads_lines(quality.heads, "en"))
    assert f"接通 for served, {gone} for those who left" in told


def test_in_a_hall_who_was_never_called_left_though_nobody_knows_when(tmp_path: Path) -> None:
    mapping = _guess(_log(tmp_path, "tickets", "作废", when=False), "tickets")
    assert mapping.outcomes == {"办结": "served", "作废": "abandoned"}


def test_a_call_without_any_time_is_not_taken_for_one_that_gave_up(tmp_path: Path) -> None:
    file = _log(tmp_path, "calls", "拦截", when=False)
    mapping = _guess(file, "calls")
    assert mapping.outcomes == {"接通": "served"}
    with pytest.raises(DataError, match="unknown outcome"):
        read_contacts(read_log(file), mapping)


def test_texts_whose_rows_differ_are_not_told(tmp_path: Path) -> None:
    mapping = _guess(_log(tmp_path, "calls", "挂断", odd="转接"), "calls")
    assert mapping.outcomes == {"接通": "served", "挂断": "abandoned"}


def test_words_go_before_times(tmp_path: Path) -> None:
    assert _guess(_log(tmp_path, "calls", "测试"), "calls").outcomes["测试"] == "not_a_contact"


def test_a_mapping_without_them_is_told_the_column_of_leaving_too(tmp_path: Path) -> None:
    file = _log(tmp_path, "calls", "挂断")
    guessed = _guess(file, "calls")
    columns = {role: name for role, name in guessed.columns.items() if role != "left"}
    with pytest.raises(DataError, match=r"挂断: served, abandoned.*left: 结束时间 in columns"):
        read_contacts(read_log(file), guessed.replace(outcomes={"接通": "served"}, columns=columns))
