"""The sheet of a file on which a roster stands: its cells, and which columns are which days."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenarios.cell_texts import unquoted
from scenarios.csv_rows import separator_of, text_of_table
from scenarios.errors import DataError, Problem
from scenarios.workbooks import is_workbook, sheets_of
from scenarios.written_cells import date_in, plain

_HEADS = 30
"""Rows among which the one of the days is looked for."""
_MONTH_DAY = re.compile(r"(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)")
Rows = tuple[tuple[str, ...], ...]
"""Texts of cells, empty where nothing stands."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of people and days."""

    file: str
    name: str
    """Empty for a CSV file."""
    rows: Rows
    head: int
    """The row of the days."""
    days: Mapping[int, int]
    """By column the day, as its number among the dates that were looked for."""

    def at(self, row: int, column: int) -> str:
        """The text of a cell."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def place(self, row: int, column: int) -> str:
        """The address of a cell as office programs write it, such as ``F7``."""
        letters, left = "", column + 1
        while left:
            left, last = divmod(left - 1, 26)
            letters = chr(ord("A") + last) + letters
        return f"{self.name}!{letters}{row + 1}" if self.name else f"{letters}{row + 1}"


def find_days(
    path: str | Path,
    dates: Sequence[dt.date],
    *,
    least: int,
    numbered: Sequence[dt.date] | None = None,
) -> Sheet:
    """Read the sheet of a file that has most of some dates in one row.

    Parameters
    ----------
    path
        A workbook or a CSV file.
    dates
        The dates.
    least
        How many of them there have to be at least.
    numbered
        Those that a day of the month alone may stand for; all of them when left out. Nothing
        where two have the same.

    Raises
    ------
    DataError
        It cannot be read, or no row has as many.
    """
    heads = Heads(dates, dates if numbered is None else numbered)
    file = str(path)
    best: Sheet | None = None
    for sheet, rows in tables_of(file):
        for number, row in enumerate(rows[:_HEADS]):
            days = dict(heads.days(row))
            if len(days) > max(least - 1, len(best.days) if best else 0):
                best = Sheet(file, sheet, rows, number, days)
    if best is None:
        what = (
            f"expected a grid with a column for each day from {dates[0]} to "
            f"{dates[-1]}, got none. Write the dates in one row, the names below it."
        )
        zh = f"应有一张表，{dates[0]} 至 {dates[-1]} 每天一列，没有找到。"
        zh += "日期写在同一行，姓名写在下面。"
        raise DataError(Problem("", what, file, zh=zh))
    return best


def tables_of(file: str) -> Iterator[tuple[str, Rows]]:
    """Each sheet of a workbook with its name, or the one of a CSV file, which has none.

    Raises
    ------
    DataError
        It cannot be read.
    """
    return _workbook(file) if is_workbook(file) else _text(file)


def _workbook(file: str) -> Iterator[tuple[str, Rows]]:
    for name, cells in sheets_of(file):
        yield name, tuple(tuple(map(cell_text, row)) for row in cells)


def cell_text(value: Any) -> str:
    """What stands in a cell, as a text."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _text(file: str) -> Iterator[tuple[str, Rows]]:
    text = text_of_table(file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    try:
        yield "", tuple(tuple(map(unquoted, row)) for row in reader)
    except csv.Error as error:
        what = f"expected rows of cells, got: {error}. Save it as CSV again."
        raise DataError(Problem("", what, file, reader.line_num)) from error


class Heads:
    """What may stand above the columns of some dates: a date, month and day, or the day alone."""

    def __init__(self, dates: Sequence[dt.date], numbered: Sequence[dt.date]) -> None:
        self.dates = dates
        self._days = {date: day for day, date in enumerate(dates)}
        self._of_year = {(date.month, date.day): day for date, day in self._days.items()}
        of_month = {date.day: self._days[date] for date in numbered}
        self._of_month = of_month if len(of_month) == len(numbered) else {}

    def days(self, row: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Columns headed by a date, each once."""
        seen: set[int] = set()
        for column, cell in enumerate(row):
            day = self._day(plain(cell))
            if day is not None and day not in seen:
                seen.add(day)
                yield column, day

    def _day(self, text: str) -> int | None:
        date = date_in(text.split(maxsplit=1)[0]) if text else None
        if date is not None:
            return self._days.get(date)
        if found := _MONTH_DAY.match(text):
            return self._of_year.get((int(found["month"]), int(found["day"])))
        number = text.removesuffix("日")
        return self._of_month.get(int(number)) if number.isdecimal() else None
