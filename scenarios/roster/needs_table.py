"""Needs from a table of their own: kinds of shift down, days across, people in the cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from scenarios.csv_rows import read_rows
from scenarios.errors import DataError, Problem
from scenarios.pydantic_errors import findings_of
from scenarios.reading import problems_in
from scenarios.roster.book import SHEETS
from scenarios.roster.book_heads import Row, head_of
from scenarios.roster.book_reading import read_sheet
from scenarios.roster.days import PERIOD, period_of
from scenarios.roster.file import NeedLine, RosterFile
from scenarios.units import IN_FILE
from scenarios.workbooks import is_workbook, sheets_of
from scenarios.yaml_text import Document

_NEEDS = next(sheet for sheet in SHEETS if sheet.part == "needs")


def needs_across(path: Path, file: RosterFile) -> tuple[NeedLine, ...] | None:
    """Read a table with the days across from a workbook or a CSV file; None where there is none.

    Raises
    ------
    DataError
        It cannot be read; every mistake has its row.
    """
    plan = {"first_day": str(file.first_day), "days": file.days}
    for title, rows in _sheets(path):
        head = head_of(_NEEDS, rows, plan)
        if head is None or not any(":" in column.key for column in head.columns.values()):
            continue
        document = Document(data=dict(plan))
        read_sheet(document, _NEEDS, title, rows)
        found = list(document.findings)
        try:
            context = {**IN_FILE, PERIOD: period_of(document.data)}
            read = RosterFile.model_validate(document.data, context=context)
        except ValidationError as error:
            found += findings_of(error, document.data, RosterFile.model_json_schema())
        else:
            if not found:
                return read.needs
        raise DataError(problems_in(found, document, path))
    return None


def no_table(path: Path) -> DataError:
    """What to raise for a file that has neither planned shifts nor such a table."""
    what = (
        "expected the shifts.csv of onewindow staff --out, or a table with kinds of shift down and "
        "days across, got neither. Write the days in one row."
    )
    return DataError(Problem("needs_from", what, str(path)))


def _sheets(path: Path) -> Iterator[tuple[str, list[Row]]]:
    if is_workbook(path):
        for title, cells in sheets_of(path):
            yield title, [*cells]
    else:
        rows = read_rows(path)
        yield "", [rows.head, *rows.rows]
