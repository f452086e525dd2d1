"""A grid of people and days as a roster: CSV or a workbook, ours or one made by hand."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

from scenarios.csv_rows import text_of_table
from scenarios.errors import DataError, Problem
from scenarios.findings import wrong_name
from scenarios.roster_file import OFF
from scenarios.rosters import RosterCase
from scenarios.written_cells import date_in, plain

Cells = Sequence[Sequence[object]]
"""Rows of cells: texts, numbers, dates, or None where nothing stands."""
_MONTH_DAY = re.compile(r"(?<!\d)(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)")


def read_grid(case: RosterCase, path: str | Path) -> dict[str, tuple[str | None, ...]]:
    """Read a roster from a CSV file or a workbook, whose first sheet with days of it is taken.

    Parameters
    ----------
    case
        Says who and which days are looked for.
    path
        A ``.xlsx`` file, or a CSV file in any office program's form.

    Raises
    ------
    DataError
        It cannot be read, has no day of the roster, or a cell is no kind of shift; everything that
        is wrong is told at once.
    """
    sheets = _sheets(Path(path)) if str(path).lower().endswith(".xlsx") else {"": _rows(path)}
    for name, cells in sheets.items():
        if _head(case, cells) is not None:
            return roster_in_cells(case, cells, f"{path}[{name}]" if name else str(path))
    what = (
        f"expected a grid with a column for each day from {case.first_day} to "
        f"{case.date(case.days - 1)}, got none. Write the dates in one row, the names below it."
    )
    raise DataError(Problem("", what, str(path)))


def roster_in_cells(case: RosterCase, cells: Cells, file: str) -> dict[str, tuple[str | None, ...]]:
    """The roster in cells; rows of others, such as sums, and other columns are left aside.

    Raises
    ------
    DataError
        As `read_grid`.
    """
    head = _head(case, cells)
    assert head is not None
    line, columns = head
    names = _name_column(case, cells, line)
    problems = _missing_days(case, columns, file, line)
    found: dict[str, tuple[str | None, ...]] = {}
    at: dict[str, int] = {}
    for k, row in enumerate(cells[line + 1 :], line + 2):
        name = _text(row[names]) if names < len(row) else ""
        if name not in case.people:
            problems += _stranger(case, name, row, columns, file, k)
            continue
        if name in found:
            what = f"expected each person once, got it again after line {at[name]}. Take one out."
            problems.append(Problem(name, what, file, k))
            continue
        at[name] = k
        kinds: list[str | None] = []
        for day in range(case.days):
            column = columns.get(day)
            text = _text(row[column]) if column is not None and column < len(row) else ""
            kinds.append(None if text.lower() in OFF else text)
            if kinds[-1] is not None and kinds[-1] not in case.kinds:
                mend = "Correct it, or leave it empty for a day off."
                what = wrong_name("a kind of shift", text, case.kinds, mend)
                problems.append(Problem(f"{name}, {case.date(day)}", what, file, k))
        found[name] = tuple(kinds)
    problems += [
        Problem(name, "expected a row in the roster, got none. Add it.", file)
        for name in case.people
        if name not in found
    ]
    if problems:
        raise DataError(problems)
    return {name: found[name] for name in case.people}


def grid_rows(case: RosterCase, roster: Mapping[str, Sequence[str | None]]) -> list[list[str]]:
    """The roster as rows of cells: a head of ``name`` and dates, then a row for each person."""
    head = ["name", *(case.date(day).isoformat() for day in range(case.days))]
    return [head, *([name, *(kind or "" for kind in roster[name])] for name in case.people)]


def _rows(path: str | Path) -> Cells:
    text = text_of_table(str(path))
    first = text.lstrip().partition("\n")[0]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count)))


def _sheets(path: Path) -> dict[str, Cells]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError as error:
        raise DataError(
            Problem("", "expected a workbook, got no file. Correct the path.", str(path))
        ) from error
    except (BadZipFile, KeyError, ValueError) as error:
        what = f"expected a workbook, got a file that is none ({error}). Save it as .xlsx again."
        raise DataError(Problem("", what, str(path))) from error
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def _text(cell: object) -> str:
    """What stands in a cell; an apostrophe that keeps a formula from being one is no part of it."""
    text = "" if cell is None else plain(str(cell))
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def _head(case: RosterCase, cells: Cells) -> tuple[int, dict[int, int]] | None:
    """The row with most days of the roster, and the column of each day; None where no row has."""
    best: tuple[int, dict[int, int]] | None = None
    for k, row in enumerate(cells):
        columns: dict[int, int] = {}
        for column, cell in enumerate(row):
            day = _day(case, cell)
            if day is not None:
                columns.setdefault(day, column)
        if columns and (best is None or len(columns) > len(best[1])):
            best = k, columns
    return best


def _day(case: RosterCase, cell: object) -> int | None:
    """The day of the roster that a head names: a whole date, or month and day."""
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    date = cell if isinstance(cell, dt.date) else None
    if date is None:
        text = _text(cell)
        date = date_in(text.split()[0]) if text else None
        if date is None and (found := _MONTH_DAY.search(text)):
            wanted = int(found["month"]), int(found["day"])
            days = (case.date(day) for day in range(case.days))
            date = next((one for one in days if (one.month, one.day) == wanted), None)
    if date is None:
        return None
    day = (date - case.first_day).days
    return day if 0 <= day < case.days else None


def _name_column(case: RosterCase, cells: Cells, line: int) -> int:
    """The column in which most people stand."""
    width = max(map(len, cells))
    below = cells[line + 1 :]

    def people(column: int) -> int:
        return sum(column < len(row) and _text(row[column]) in case.people for row in below)

    return max(range(width), key=people)


def _missing_days(
    case: RosterCase, columns: Mapping[int, int], file: str, line: int
) -> list[Problem]:
    missing = [str(case.date(day)) for day in range(case.days) if day not in columns]
    if not missing:
        return []
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    what = f"expected a column for each day, got none for {', '.join(missing[:3])}{more}. Add it."
    return [Problem("", what, file, line + 1)]


def _stranger(
    case: RosterCase,
    name: str,
    row: Sequence[object],
    columns: Mapping[int, int],
    file: str,
    line: int,
) -> list[Problem]:
    """A row of somebody who is not of the case, when kinds of shift stand in it."""
    kinds = [_text(row[c]) for c in columns.values() if c < len(row)]
    if not name or not any(kind in case.kinds for kind in kinds):
        return []
    what = wrong_name("a person", name, case.people, "Add them under people, or take the row out.")
    return [Problem("", what, file, line)]
