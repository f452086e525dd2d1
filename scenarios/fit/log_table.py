"""A log file as a table of texts, whatever it is kept in."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scenarios.csv_rows import decoded
from scenarios.errors import DataError, Problem
from scenarios.findings import listed
from scenarios.fit.head_row import LOOKED_AT, cells_of, head_line, head_row

if TYPE_CHECKING:
    import pandas as pd

_MORE = 12
"""Cells beyond the head that a row may have and still be told as too long."""
_BEYOND = "beyond the head "


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
    above: tuple[str, ...] = ()
    """Lines above the heads, which say nothing of the rows."""
    numbered: NDArray[np.int64] | None = None
    """Line of each row, 1 for the first of the file, where they do not follow each other."""

    def lines(self, rows: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Lines of the file, 1 for the first, at which some rows stand.

        Parameters
        ----------
        rows
            Which rows, shape (rows,).
        """
        at = np.flatnonzero(rows)
        return at + len(self.above) + 2 if self.numbered is None else self.numbered[at]


def read_log(path: str | Path, separator: str | None = None, sheet: str | None = None) -> LogTable:
    """Read a CSV file, gzipped or not, or a sheet of a workbook.

    Parameters
    ----------
    path
        The file: UTF-8, UTF-16 with its mark, or GB 18030, line ends of any kind.
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
        names, rows, above, sheet = _workbook(file, sheet)
        numbered = None
        found = ","
    else:
        text = _text(file)
        lines = text[:100_000].split("\n", LOOKED_AT)[:LOOKED_AT]
        at, found = head_line(lines, separator)
        above = lines[:at]
        names = cells_of(lines[at], found)
        # More columns than the head has, so that rows that are too long are read as well.
        beyond = [f"{_BEYOND}{k}" for k in range(_MORE)]
        wide = found.join([lines[at], *beyond])
        # Of these it is asked only whether anything stands there: it need not become a text.
        kept_as = defaultdict[str, type](lambda: str, dict.fromkeys(beyond, object))
        below = sum(map(len, lines[: at + 1])) + at
        try:
            rows = pd.read_csv(
                io.StringIO(wide + text[below:]), sep=found, dtype=kept_as, index_col=False,
                skipinitialspace=True, keep_default_na=False, na_values=[""],
            )  # fmt: skip
        except (ValueError, pd.errors.ParserError) as error:
            what = f"expected rows of columns split by {found!r}, got: {error}. Correct them."
            raise DataError(Problem("", what, file)) from error
        numbered = _numbered(text, below, at + 1, len(rows))
    if rows.empty:
        where = "" if sheet is None else f" on the sheet {sheet!r}"
        raise DataError(
            Problem(
                "",
                f"expected a head and rows below it, got none{where}. "
                "Save the log with its rows, or give the right file.",
                file,
            )
        )
    extra = [name for name in rows.columns if str(name).startswith(_BEYOND)]
    too_long = rows[extra].notna().any(axis=1)
    rows = rows.drop(columns=extra)
    head = _told_apart(names)
    rows.columns = pd.Index(head)
    return LogTable(file, head, rows, too_long, found, sheet, tuple(above), numbered)


def _told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Heads with a number behind those that stand there again: Time, Time.1."""
    seen = Counter[str]()
    made: list[str] = []
    for name in names:
        made.append(f"{name}.{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return tuple(made)


def _numbered(text: str, below: int, first: int, rows: int) -> NDArray[np.int64] | None:
    """Numbers, from `first`, of lines below a place that are not blank; None where none is blank.

    None too where a row has several lines: then they cannot be told.
    """
    if text.find("\n\n", below) < 0:
        return None
    lines = np.array([k for k, line in enumerate(text[below:].split("\n"), first) if line.strip()])
    return lines if len(lines) == rows else None


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
        raise _unreadable(file, error) from error
    except EOFError as error:
        raise DataError(Problem("", f"expected a whole gzip file, got {error}.", file)) from error
    return decoded(raw, file).replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(file: str, error: OSError) -> DataError:
    why = "no file" if isinstance(error, FileNotFoundError) else str(error.strerror or error)
    return DataError(Problem("", f"expected a log, got {why}. Correct the path.", file))


def _workbook(
    file: str, sheet: str | None
) -> tuple[list[str], pd.DataFrame, list[str], str | None]:
    """Heads, rows and what is above the heads of a sheet, and its name where there are others."""
    import pandas as pd

    try:
        sheets = pd.read_excel(file, dtype=str, sheet_name=None, header=None)
    except OSError as error:
        raise _unreadable(file, error) from error
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        what = f"expected a workbook, got: {error}. Save its sheet as CSV."
        raise DataError(Problem("", what, file)) from error
    if sheet is not None and sheet not in sheets:
        what = f"expected a sheet of the workbook ({listed(sheets)}), got {sheet!r}. Correct it."
        raise DataError(Problem("sheet", what, file))
    # A cover before the log has fewer rows than the log.
    name = sheet or max(sheets, key=lambda one: len(sheets[one]))
    every = sheets[name]
    first = every.head(LOOKED_AT).fillna("").to_numpy(dtype=str).tolist()
    if not first:
        return [], every, [], name if len(sheets) > 1 else None
    at = head_row(first)
    names = [cell.strip() or f"Unnamed: {k}" for k, cell in enumerate(first[at])]
    rows = every.iloc[at + 1 :].reset_index(drop=True)
    above = [" ".join(filter(None, row)) for row in first[:at]]
    return names, rows, above, name if len(sheets) > 1 else None
