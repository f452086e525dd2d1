"""Measured values read from a CSV file; every cell that cannot be read is told with its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from scenarios.csv_rows import read_rows
from scenarios.errors import DataError, Problem
from scenarios.measured import Measured, Wanted
from scenarios.measured_columns import date_column, share_columns, value_column
from scenarios.measured_rows import read_days
from scenarios.written_cells import name_and_unit


def read_values(path: str | Path, wanted: Wanted | None = None) -> Measured:
    """Read a column of values.

    Rows without a value are left out and told in ``left_out``.

    Parameters
    ----------
    path
        The file.
    wanted
        Its columns; all found by what stands in them when left out.

    Raises
    ------
    DataError
        Columns cannot be told, cells cannot be read, or a date stands there twice; all at once.
    """
    wanted = wanted or Wanted()
    rows = read_rows(path)
    (date,) = _chosen(date_column(rows, wanted))
    (column,) = _chosen(value_column(rows, wanted, date))
    days, left_out = read_days(rows, date, [column], wanted.date_format, counts=False)
    signs = {day.percent for day in days}
    if len(signs) > 1:
        what = "expected a percent sign behind every number or none, got both. Write them alike."
        raise DataError(Problem(column, what, rows.file))
    name, unit = name_and_unit(column)
    return Measured(
        file=rows.file,
        name=name,
        unit="%" if signs == {True} else unit,
        dates=tuple(day.date for day in days),
        values=np.array([day.numbers[0] for day in days], dtype=np.float64),
        left_out=left_out,
    )


def read_shares(path: str | Path, wanted: Wanted | None = None) -> Measured:
    """Read two columns of counts: how many of how many.

    Rows without a count, and those of no cases at all, are left out and told in ``left_out``.

    Raises
    ------
    DataError
        As `read_values`; or a count is no whole number, below 0, or more than there were.
    """
    wanted = wanted or Wanted()
    rows = read_rows(path)
    (date,) = _chosen(date_column(rows, wanted))
    top, below = _chosen(*share_columns(rows, wanted, date))
    days, left_out = read_days(rows, date, [top, below], wanted.date_format, counts=True)
    counts = np.array([day.numbers for day in days], dtype=np.float64).reshape(-1, 2)
    return Measured(
        file=rows.file,
        name=name_and_unit(top)[0],
        unit="",
        dates=tuple(day.date for day in days),
        values=counts[:, 0] / counts[:, 1],
        of=counts[:, 1],
        of_name=name_and_unit(below)[0],
        left_out=left_out,
    )


def _chosen(*columns: str | Problem) -> list[str]:
    problems = [column for column in columns if isinstance(column, Problem)]
    if problems:
        raise DataError(problems)
    return [column for column in columns if isinstance(column, str)]
