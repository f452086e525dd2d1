"""A column of kinds of tickets is the priority where its texts say who goes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import LogTable, read_log


def _table(path: Path, head: str, texts: tuple[str, ...]) -> LogTable:
    rows = [f"取号时间,叫号时间,办结时间,{head}"]
    for k in range(40):
        moments = [f"2026-03-02 {h:02}:{k:02}:00" for h in (9, 10, 11)]
        rows.append(",".join([*moments, texts[k % len(texts)]]))
    file = path / "log.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return read_log(file)


@pytest.mark.parametrize(
    ("head", "texts"),
    [
        ("号别", ("普通号", "优先号", "普通号")),
        ("票种", ("A", "VIP")),
        ("客户等级", ("普通客户", "贵宾客户")),
        ("人群", ("老年人", "军人", "一般")),
        ("Ticket class", ("Standard", "Priority")),
    ],
)
def test_classes_of_which_some_go_first_are_the_priority(
    tmp_path: Path, head: str, texts: tuple[str, ...]
) -> None:
    table = _table(tmp_path, head, texts)
    mapping = guess_mapping(table, "tickets")
    assert mapping.priority == head
    contacts, quality = read_contacts(table, mapping)
    assert set(contacts.priorities) == set(texts)
    assert quality.heads.first == (head, True)
    # Taken out of the mapping it is named, so that nobody misses it.
    quality = read_contacts(table, mapping.replace(priority=None))[1]
    assert quality.heads.first == (head, False)


@pytest.mark.parametrize(
    ("head", "texts"),
    [
        ("号别", ("A类", "B类")),
        ("票种", ("优先号",)),
        ("备注", ("优先号", "普通号")),
        ("号别", tuple(f"优先{k}" if k else "甲" for k in range(40))),
    ],
)
def test_other_columns_are_none(tmp_path: Path, head: str, texts: tuple[str, ...]) -> None:
    table = _table(tmp_path, head, texts)
    mapping = guess_mapping(table, "tickets")
    assert mapping.priority is None
    assert read_contacts(table, mapping)[1].heads.first is None
