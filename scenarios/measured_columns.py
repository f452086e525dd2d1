"""Which columns of a table hold the dates, the values, and the counts of a share."""

from __future__ import annotations

from collections.abc import Callable

from scenarios.csv_rows import Rows
from scenarios.errors import Problem
from scenarios.findings import listed, plain_text, wrong_name
from scenarios.measured import Wanted
from scenarios.written_cells import (
    date_in,
    in_two_languages,
    is_missing,
    name_and_unit,
    number_in,
)


def date_column(rows: Rows, wanted: Wanted) -> str | Problem:
    """The column of dates: the one asked for, or the first in which most cells are dates."""
    if wanted.date is not None:
        return named(rows, wanted.date, "--date")
    found = [n for n in rows.head if _mostly(rows, n, lambda c: date_in(c, wanted.date_format))]
    if found:
        return found[0]
    how = wanted.date_format or "2024-06-01, 2024-06 or 2024-W23"
    what = f"expected a column of dates like {how}, got {listed(rows.head)}. "
    return Problem("--date", what + "Name it, or say how dates are written.", rows.file)


def value_column(rows: Rows, wanted: Wanted, date: str) -> str | Problem:
    """The column of values: the one asked for, or the only one of numbers."""
    if wanted.column is not None:
        return named(rows, wanted.column, "--column")
    found = number_columns(rows, date)
    if len(found) == 1:
        return found[0]
    got = listed(found) if found else f"none among {listed(rows.head)}"
    what = f"expected one column of numbers beside the dates, got {got}. Name the one to draw."
    return Problem("--column", what, rows.file)


def share_columns(rows: Rows, wanted: Wanted, date: str) -> list[str | Problem]:
    """Numerator and denominator: those asked for, or the only two, the smaller one first."""
    asked = (("--numerator", wanted.numerator), ("--denominator", wanted.denominator))
    if any(name is not None for _, name in asked):
        return [
            Problem(option, "expected a column, got none. Name both counts of the share.")
            if name is None
            else named(rows, name, option)
            for option, name in asked
        ]
    found = number_columns(rows, date)
    if len(found) == 2:
        for top, below in (found, found[::-1]):
            if _never_more(rows, top, below):
                return [top, below]
    got = listed(found) if found else "none"
    what = f"expected two columns of counts, one never above the other, got {got}. Name both."
    return [Problem("--numerator, --denominator", what, rows.file)]


def named(rows: Rows, name: str, option: str) -> str | Problem:
    """The column of a name: its head, with its unit or without, in one language or in both."""
    for names in (lambda head: [head], _names):
        found = [head for head in rows.head if name in names(head)]
        if len(found) == 1:
            return found[0]
    mend = "Choose one of these."
    return Problem(option, wrong_name("a column", name, rows.head, mend), rows.file)


def _names(head: str) -> list[str]:
    name, _ = name_and_unit(head)
    return [name, *in_two_languages(name)]


def number_columns(rows: Rows, date: str) -> list[str]:
    """Columns beside the dates in which most cells are numbers."""
    return [n for n in rows.head if n != date and _mostly(rows, n, number_in)]


def _mostly(rows: Rows, name: str, reads: Callable[[str], object]) -> bool:
    cells = [cell for cell in rows.column(name) if not is_missing(cell)]
    return bool(plain_text(name)) and 2 * sum(reads(c) is not None for c in cells) > len(cells)


def _never_more(rows: Rows, top: str, below: str) -> bool:
    pairs = zip(rows.column(top), rows.column(below), strict=True)
    read = [(number_in(a), number_in(b)) for a, b in pairs]
    return all(a[0] <= b[0] for a, b in read if a is not None and b is not None)
