"""Rows set aside in numbers are told with an example, and what mends them where it is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.errors import DataError
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log

_HEAD = "ticket_time,start,end,service"


def _refusal(tmp_path: Path, rows: list[str]) -> str:
    file = tmp_path / "tickets.csv"
    file.write_text("\n".join([_HEAD, *rows]) + "\n", encoding="utf-8")
    table = read_log(file)
    with pytest.raises(DataError) as refused:
        read_contacts(table, guess_mapping(table, "tickets"))
    return str(refused.value)


def _row(k: int, form: str) -> str:
    day = form.format(f"{1 + k % 28:02}")
    return ",".join([*(f"{day} {hour}:{k % 60:02}:00" for hour in ("09", "10", "11")), "a"])


def test_times_of_tickets_in_two_forms_are_mended_by_a_mapping(tmp_path: Path) -> None:
    forms = ("2026-03-{}", "2026/03/{}")
    said = _refusal(tmp_path, [_row(k, forms[k % 3 == 0]) for k in range(90)])
    assert "such as line 2: '2026/03/01 09:00:00' in ticket_time" in said
    assert 'time_format: ["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S"]' in said
    assert "raise most_dirty" not in said


def test_what_no_mapping_mends_may_be_allowed(tmp_path: Path) -> None:
    rows = [_row(k, "2026-03-{}") for k in range(90)]
    said = _refusal(tmp_path, [row if k % 3 else f"soon {k},,,a" for k, row in enumerate(rows)])
    assert "time that cannot be read: 30, such as line 2: 'soon 0' in ticket_time" in said
    assert "raise most_dirty" in said
