"""A log file as a table of texts, whatever it is kept in."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.errors import DataError, Problem
from scenarios.findings import listed

if TYPE_CHECKING:
    import pandas as pd

_MORE = 12
"""Cells beyond the head that a row may have and still be told as too long."""
_BEYOND = "beyond the head "
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class LogTable:
    """The rows of a log as texts; empty cells are missing."""

    file: str
    head: tuple[str, ...]
    rows: pd.DataFrame
    too_long: pd.Series
    """Whether a row has more cells than the head, shape (rows,)."""
    separator: str
    sheet: str | None = None
    """That was read, of a workbook with several."""


def read_log(path: str | Path, separator: str | None = None, sheet: str | None = None) -> LogTable:
    """Read a CSV file, gzipped or not, or a sheet of a workbook.

    Parameters
    ----------
    path
        The file: UTF-8 or GB 18030, line ends of any kind.
    separator
        Character between columns; the one most frequent in the head when left out.
    sheet
        Of a workbook; the one with most rows when left out.

    Raises
    ------
    DataError
        It cannot be read, or has no rows below its head.
    """
    import pandas as pd

    file = str(path)
    if file.endswith((".xlsx", ".xlsm")):
        rows, sheet = _workbook(file, sheet)
        found, head = ",", tuple(map(str, rows.columns))
    else:
        text = _text(file)
        first = next(iter(text[:100_000].splitlines()), "")
        found = separator or max(_SEPARATORS, key=first.count)
        head = tuple(cell.strip() for cell in next(csv.reader([first], delimiter=found), []))
        # More columns than the head has, so that rows that are too long are read as well.
        wide = found.join([first, *(f"{_BEYOND}{k}" for k in range(_MORE))])
        try:
            rows = pd.read_csv(
                io.StringIO(wide + text[len(first) :]), sep=found, dtype=str, index_col=False,
                skipinitialspace=True, keep_default_na=False, na_values=[""],
            )  # fmt: skip
        except (ValueError, pd.errors.ParserError) as error:
            what = f"expected rows of columns split by {found!r}, got: {error}. Correct them."
            raise DataError(Problem("", what, file)) from error
    if rows.empty:
        where = "" if sheet is None else f" on the sheet {sheet!r}"
        raise DataError(Problem("", f"expected a head and rows below it, got none{where}.", file))
    extra = [name for name in rows.columns if str(name).startswith(_BEYOND)]
    too_long = rows[extra].notna().any(axis=1)
    rows = rows.drop(columns=extra)
    rows.columns = pd.Index(head)
    return LogTable(file, head, rows, too_long, found, sheet)


def _text(file: str) -> str:
    try:
        raw = Path(file).read_bytes()
        raw = gzip.decompress(raw) if file.endswith(".gz") else raw
    except (gzip.BadGzipFile, zlib.error) as error:
        what = (
            "expected a gzip file, as the name ends in .gz, got another kind or a broken one. "
            "Name it as what it is, such as .csv, or pack it again."
        )
        raise DataError(Problem("", what, file)) from error
    except OSError as error:
        why = "no file" if isinstance(error, FileNotFoundError) else str(error.strerror or error)
        raise DataError(
            Problem("", f"expected a log, got {why}. Correct the path.", file)
        ) from error
    except EOFError as error:
        raise DataError(Problem("", f"expected a whole gzip file, got {error}.", file)) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    what = "expected text in UTF-8 or GB 18030, got neither. Save it as UTF-8."
    raise DataError(Problem("", what, file))


def _workbook(file: str, sheet: str | None) -> tuple[pd.DataFrame, str | None]:
    """A sheet, and its name where there are others."""
    import pandas as pd

    try:
        sheets = pd.read_excel(file, dtype=str, sheet_name=None)
    except (OSError, ValueError, KeyError) as error:
        what = f"expected a workbook, got: {error}. Save its sheet as CSV."
        raise DataError(Problem("", what, file)) from error
    if sheet is not None and sheet not in sheets:
        what = f"expected a sheet of the workbook ({listed(sheets)}), got {sheet!r}. Correct it."
        raise DataError(Problem("sheet", what, file))
    # A cover before the log has fewer rows than the log.
    name = sheet or max(sheets, key=lambda one: len(sheets[one]))
    return sheets[name], name if len(sheets) > 1 else None
