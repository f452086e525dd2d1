"""The cells of a workbook's sheets, or one sentence on why it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from scenarios.errors import DataError, Problem

WORKBOOKS = (".xlsx", ".xlsm")
"""How the names of workbooks end."""
Cells = tuple[tuple[Any, ...], ...]
"""Rows of cells: texts, numbers, dates, times of day; None where nothing stands."""


def is_workbook(path: str | Path) -> bool:
    """Whether a file is a workbook by its name."""
    return str(path).lower().endswith(WORKBOOKS)


def sheets_of(path: str | Path) -> Iterator[tuple[str, Cells]]:
    """The sheets of a workbook with their names; formulas as what they came to.

    Raises
    ------
    DataError
        It cannot be read.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, data_only=True)
    except FileNotFoundError as error:
        what = "expected a workbook, got no file. Correct the path."
        raise DataError(Problem("", what, str(path))) from error
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        what = f"expected a workbook, got a file that is none ({error}). Save it as .xlsx again."
        raise DataError(Problem("", what, str(path))) from error
    for sheet in book.worksheets:
        yield sheet.title, tuple(map(tuple, sheet.iter_rows(values_only=True)))
