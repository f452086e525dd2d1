"""Every key of a mapping is in the docs, and times may be written in several ways."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from scenarios.errors import DataError
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.events.mapping import EventMapping
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log
from scenarios.fit.mapping import Mapping, mapping_text, read_mapping, weekdays_in
from scenarios.fit.snapshots.mapping import SnapshotMapping
from scenarios.fit.time_formats import read_times

DOCS = Path(__file__).resolve().parents[3] / "docs" / "fit.md"
KINDS = {"events": EventMapping, "queue-snapshots": SnapshotMapping, "calls": Mapping}


def documented(kind: str) -> set[str]:
    section = DOCS.read_text(encoding="utf-8").split("## The mapping")[1].split("\n## ")[0]
    rows = [line.split("|")[1:3] for line in section.splitlines() if line.startswith("| `")]
    return {
        key
        for keys, kinds in rows
        if kinds.strip().startswith("all") or kind in kinds
        for key in re.findall(r"`(\w+)`", keys)
    }


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_docs_list_every_key_of_a_kind_and_no_other(kind: str) -> None:
    keys = documented(kind) - ({"date_format"} if kind == "events" else set())
    assert keys == set(KINDS[kind].model_fields)


def test_the_whole_mappings_in_the_docs_are_read(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(kind: .*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    kinds = []
    for text in blocks:
        file = tmp_path / "mapping.yaml"
        file.write_text(text, encoding="utf-8")
        kinds.append(read_mapping(file).kind)
    assert kinds == ["calls", "tickets"]


def test_each_cell_is_read_by_the_first_format_that_can() -> None:
    texts = pd.Series(["2026-03-02 09:00", "03/03/2026 10:00", "soon", None])
    read = read_times(texts, ("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"))
    assert read[:2].tolist() == [pd.Timestamp("2026-03-02 09:00"), pd.Timestamp("2026-03-03 10:00")]
    assert read[2:].isna().all()
    assert read_times(texts, "%Y-%m-%d %H:%M").isna().tolist() == [False, True, True, True]


@pytest.mark.parametrize("written", ["%Y/%m/%d {} %I:%M:%S", "%Y/%m/%d {}%I:%M:%S"])
def test_halves_of_the_day_in_chinese_are_guessed_and_read(written: str, tmp_path: Path) -> None:
    every = pd.date_range("2026-03-02", periods=48, freq="31min")
    texts = [at.strftime(written.format("上午" if at.hour < 12 else "下午")) for at in every]
    file = tmp_path / "tickets.csv"
    rows = "\n".join(f"{text},{text},{text}" for text in texts)
    file.write_text(f"取号时间,叫号时间,办结时间\n{rows}\n", encoding="utf-8")
    mapping = guess_mapping(read_log(file), "tickets")
    assert read_times(pd.Series(texts), mapping.time_format).tolist() == every.tolist()


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("%Y/%m/%d %p%I:%M:%S", "2025/11/3 下午9:01:43"),
        ("%Y/%m/%d %p %I:%M:%S", "2025/11/3 下午9:01:43"),
        ("%Y/%m/%d %I:%M:%S %p", "2025/11/3 9:01:43 下午"),
        ("%Y/%m/%d %I:%M:%S%p", "2025/11/3 9:01:43下午"),
        ("%Y年%m月%d日 %p%I:%M:%S", "2025年11月3日 下午9:01:43"),
        ("%Y/%m/%d %I:%M:%S %p", "2025/11/3 9:01:43 PM"),
    ],
)
def test_halves_of_the_day_are_read_wherever_they_stand(written: str, text: str) -> None:
    assert read_times(pd.Series([text]), written)[0] == pd.Timestamp("2025-11-03 21:01:43")


def test_weekdays_that_are_shut_may_be_said_in_chinese(tmp_path: Path) -> None:
    file = tmp_path / "mapping.yaml"
    file.write_text(
        "kind: tickets\ntime_format: '%H:%M'\ncolumns: {arrival: a}\n"
        "closed_weekdays: [周六, 星期日]\n",
        encoding="utf-8",
    )
    assert weekdays_in(read_mapping(file).closed_weekdays) == (5, 6)


def test_a_mapping_with_two_formats_reads_both_and_is_kept(tmp_path: Path) -> None:
    file, kept = tmp_path / "tickets.csv", tmp_path / "tickets.mapping.yaml"
    file.write_text(
        "arrival,start,end\n"
        "2026-03-02 09:00,2026-03-02 09:05,2026-03-02 09:10\n"
        "2026-03-02 09:30,2026-03-02 09:35,2026-03-02 09:40\n"
        "03/03/2026 10:00,03/03/2026 10:05,03/03/2026 10:10\n",
        encoding="utf-8",
    )
    table = read_log(file)
    both = guess_mapping(table, "tickets").replace(
        time_format=("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"), most_dirty=0
    )
    kept.write_text(mapping_text(both), encoding="utf-8")
    assert read_mapping(kept) == both
    contacts, quality = read_contacts(table, both)
    assert quality.used == 3
    assert contacts.arrival.tolist() == [32_400, 34_200, 86_400 + 36_000]


def test_a_date_that_is_none_is_told_with_all_other_mistakes(tmp_path: Path) -> None:
    file = tmp_path / "mapping.yaml"
    file.write_text(
        "kind: calls\ntime_format: '%H:%M'\ncolums: {arrival: a}\n"
        "closed_dates: [2026-13-19]\nmost_dirty: 3\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError) as error:
        read_mapping(file)
    assert [(one.where, one.line) for one in error.value.problems] == [
        ("colums", 3), ("closed_dates[0]", 4), ("most_dirty", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "got"), [("", "an empty file"), ("calls", "'calls'")])
def test_a_mapping_that_is_no_map_is_told(text: str, got: str, tmp_path: Path) -> None:
    file = tmp_path / "mapping.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=f"expected a map of keys .*, got {got}"):
        read_mapping(file)
