"""The rows of a table as days with their numbers, and what is wrong with each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scenarios.csv_rows import Rows
from scenarios.errors import DataError, Problem
from scenarios.findings import shown
from scenarios.measured import LeftOut
from scenarios.written_cells import date_in, is_missing, number_in

_MOST_TOLD = 20
"""Most rows of a file that are told one by one."""


@dataclass(frozen=True, slots=True)
class Day:
    """What one row says."""

    date: dt.date
    numbers: tuple[float, ...]
    percent: bool
    """Whether a percent sign stands behind its numbers."""


def read_days(
    rows: Rows, date: str, columns: Sequence[str], date_format: str | None, *, counts: bool
) -> tuple[list[Day], tuple[LeftOut, ...]]:
    """The rows with numbers in the order of their dates, and those without.

    With ``counts`` the two numbers of a row are how many of how many; a row of no cases has none.

    Raises
    ------
    DataError
        Cells cannot be read, or a date stands there twice: every such row with its line.
    """
    days: list[Day] = []
    left_out: list[LeftOut] = []
    problems: list[Problem] = []
    lines: dict[dt.date, int] = {}
    columns_of = [rows.column(name) for name in (date, *columns)]
    for line, (cell, *texts) in zip(rows.lines, zip(*columns_of, strict=True), strict=True):
        day = date_in(cell, date_format)
        wrong = [*_wrong_date(cell, day, date, date_format), *_wrong_numbers(columns, texts)]
        empty = _empty(columns, texts, line)
        if not wrong and empty is None and counts:
            wrong += _wrong_counts(columns, texts)
        if not wrong and empty is None and day in lines:
            wrong.append((date, _twice(day, lines[day])))
        problems += [Problem(where, what, rows.file, line) for where, what in wrong]
        numbers = [number for text in texts if (number := number_in(text)) is not None]
        if empty is None and counts and not wrong and numbers[1][0] == 0:
            empty = LeftOut(line, columns[1], texts[1])
        if empty is not None:
            left_out.append(empty)
        elif day is not None and not wrong:
            lines[day] = line
            days.append(Day(day, tuple(n for n, _ in numbers), any(sign for _, sign in numbers)))
    if problems:
        raise DataError(_first(problems, rows.file))
    return sorted(days, key=lambda one: one.date), tuple(left_out)


def _empty(columns: Sequence[str], texts: Sequence[str], line: int) -> LeftOut | None:
    pairs = zip(columns, texts, strict=True)
    return next((LeftOut(line, name, text) for name, text in pairs if is_missing(text)), None)


def _wrong_date(
    cell: str, day: dt.date | None, name: str, date_format: str | None
) -> Iterator[tuple[str, str]]:
    if day is None:
        how = date_format or "2024-06-01"
        yield name, f"expected a date like {how}, got {shown(cell)}. Correct or delete the row."


def _wrong_numbers(columns: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name, text in zip(columns, texts, strict=True):
        if number_in(text) is None and not is_missing(text):
            mend = "Correct it; leave the cell empty where nothing was measured."
            yield name, f"expected a number, got {shown(text)}. {mend}"


def _wrong_counts(columns: Sequence[str], texts: Sequence[str]) -> list[tuple[str, str]]:
    read = [number for text in texts if (number := number_in(text)) is not None]
    if any(sign or count < 0 or count != int(count) for count, sign in read):
        got = f"{texts[0]} of {texts[1]}"
        what = f"expected counts, whole numbers from 0 on, got {got}. Correct them."
        return [(" / ".join(columns), what)]
    (top, _), (below, _) = read
    if top > below:
        what = f"expected no more than {below:g}, got {top:g}. Correct the row or swap the columns."
        return [(columns[0], what)]
    return []


def _twice(day: dt.date | None, line: int) -> str:
    mend = "Keep the rows of one office, or add them up."
    return f"expected each date once, got {day} on line {line} too. {mend}"


def _first(problems: list[Problem], file: str) -> list[Problem]:
    """A file full of wrong rows is told by its first ones and the number of the others."""
    more = len(problems) - _MOST_TOLD
    if more <= 0:
        return problems
    rest = Problem("", f"and {more} more that cannot be read. See the file.", file)
    return [*problems[:_MOST_TOLD], rest]
