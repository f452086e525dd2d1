"""Which column of a sheet of a roster workbook is what, by the headings in its first row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scenarios.findings import wrong_name, wrong_name_zh
from scenarios.roster.book import Column, Sheet
from scenarios.roster.book_cells import NUMBER
from scenarios.roster.days import parse_roster_days, period_of
from scenarios.roster.sheets import Heads, cell_text
from scenarios.written_cells import plain

_SKIPPED = ("说明", "notes", "合计", "总计", "小计", "total", "sum")
_KIND = "kind"
_FEW = 2
"""Columns of days from which a row is the head of a table with days across."""
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a sheet."""

    line: int
    """Its row, 0 the first."""
    columns: dict[int, Column]
    """What stands in each column; those of days have a key such as ``days:mon``."""
    unknown: tuple[tuple[str, str, str], ...]
    """Headings that are not known, each with its sentence in English and in Chinese."""


def head_of(sheet: Sheet, rows: Sequence[Row], plan: dict[str, Any]) -> Head | None:
    """The head of a sheet; None where nothing stands in it.

    Parameters
    ----------
    sheet
        What may stand there.
    rows
        Its cells.
    plan
        What the first sheet says, for days that are headed by their number.
    """
    line = next((k for k, row in enumerate(rows) if any(map(there, row))), None)
    if line is None:
        return None
    days: dict[int, Column] = {}
    if sheet.part == "needs":
        # A title of the table may stand above its head, alone in its row.
        line = next((k for k, row in enumerate(rows) if sum(map(there, row)) > 1), line)
        days = dict(_day_columns(rows[line], _dates_of(plan)))
        days = days if len(days) >= _FEW else {}
    known = {word.lower(): column for column in sheet.columns for word in (column.zh, column.en)}
    columns, unknown = dict(days), []
    for at, cell in enumerate(rows[line]):
        word = plain(str(cell)).replace("(", "（").replace(")", "）") if there(cell) else ""
        column = known.get(word.lower()) or known.get(plain(word).lower())
        if at in days:
            continue
        if column is not None:
            columns[at] = column
        elif word and not days and plain(word).lower() not in _SKIPPED:
            names = [one.zh if is_chinese(word) else one.en for one in sheet.columns]
            what = wrong_name("a heading of this sheet", str(cell), names, "Correct it.")
            zh = wrong_name_zh("本表的列名", str(cell), names, "请改正。")
            unknown.append((plain(word), what, zh))
    if days and all(column.key != _KIND for column in columns.values()):
        # Above the kinds of a table with days across stands 班次/日期, or nothing.
        columns[0] = next(column for column in sheet.columns if column.key == _KIND)
    return Head(line, columns, tuple(unknown))


def there(cell: object) -> bool:
    """Whether anything stands in a cell."""
    return cell is not None and str(cell).strip() != ""


def is_chinese(word: str) -> bool:
    """Whether a word has Chinese letters."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in word)


def _dates_of(plan: dict[str, Any]) -> Heads:
    """Headings of the days planned; none where they are not known yet."""
    period = period_of(plan)
    if period is None:
        return Heads([], [])
    first, last = period
    dates = [first + dt.timedelta(days=k) for k in range((last - first).days + 1)]
    return Heads(dates, dates)


def _day_columns(row: Row, heads: Heads) -> Iterator[tuple[int, Column]]:
    """Columns headed by a date of the roster, or by weekdays."""
    texts = [cell_text(cell) for cell in row]
    dated = dict(heads.days(texts))
    for at, text in enumerate(texts):
        if at in dated:
            key = f"dates:{heads.dates[dated[at]]}"
        elif (days := _weekdays(text)) is not None:
            key = f"days:{days}"
        else:
            continue
        yield at, Column(key, text, text, NUMBER)


def _weekdays(text: str) -> str | None:
    word = plain(text)
    if not word or word.isdecimal():
        return None
    try:
        return parse_roster_days(f"周{word}" if word in "一二三四五六日" else word)
    except ValueError:
        return None
