"""Logs on disk as columns of seconds since the first day's midnight."""

from __future__ import annotations

import datetime as dt
import gzip
import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scenarios.distributions import Empirical, Family, FromLog
from scenarios.errors import DataError, Problem
from scenarios.logs import LogFile

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]


@lru_cache(maxsize=8)
def _table(path: str, separator: str) -> pd.DataFrame:
    import pandas as pd

    try:
        raw = Path(path).read_bytes()
        text = (gzip.decompress(raw) if path.endswith(".gz") else raw).decode("utf-8-sig")
    except OSError as error:
        raise DataError(
            Problem(
                path,
                f"expected a log, got {_why(error)}. Put it there, or correct its path under logs.",
            )
        ) from error
    except (UnicodeDecodeError, EOFError) as error:
        raise DataError(
            Problem(path, f"expected text in UTF-8, got {error}. Save the log as UTF-8 text.")
        ) from error
    # Universal newlines: some systems still write bare carriage returns.
    lines = io.StringIO("\n".join(text.splitlines()))
    try:
        return pd.read_csv(lines, sep=separator, dtype=str, skipinitialspace=True)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(
            Problem(path, f"expected rows of columns split by {separator!r}, got {error}.")
        ) from error


def _why(error: OSError) -> str:
    """Why a file cannot be read."""
    return "no file" if isinstance(error, FileNotFoundError) else str(error.strerror or error)


@lru_cache(maxsize=32)
def read_times(log: LogFile, column: str, start_date: dt.date) -> Floats:
    """A column of time stamps as float seconds since midnight of ``start_date``, shape (rows,).

    A file is read once in a process; the array is shared and read-only.

    Raises
    ------
    DataError
        The file, the column or a time stamp cannot be read.
    """
    import pandas as pd

    table = _table(log.file, log.separator)
    if column not in table.columns:
        names = ", ".join(map(str, table.columns))
        raise DataError(
            Problem(log.file, f"expected a column {column!r}, got {names}. Correct its name.")
        )
    stamps = pd.to_datetime(table[column], format=log.time_format, errors="coerce")
    wrong = np.flatnonzero(stamps.isna().to_numpy())
    if wrong.size:
        shown = table[column].iloc[wrong[0]]
        raise DataError(
            Problem(
                log.file,
                f"column {column!r}: expected times like {log.time_format!r}, got {shown!r} "
                f"(and {wrong.size - 1} more). Correct time_format or the rows.",
                log.file,
                int(wrong[0]) + 2,
            )
        )
    seconds = (stamps - pd.Timestamp(start_date)).dt.total_seconds()
    times = np.array(seconds, dtype=np.float64)
    times.flags.writeable = False
    return times


@lru_cache(maxsize=32)
def from_log(family: FromLog, log: LogFile, start_date: dt.date) -> Family:
    """The observed times as an empirical distribution.

    Negative times are left out. With ``found_idle`` a row counts only when every earlier case
    had left by its start.

    Raises
    ------
    DataError
        The log cannot be read, or no row is left.
    """
    start = read_times(log, family.start, start_date)
    order = np.argsort(start, kind="stable")
    start = start[order]
    times = read_times(log, family.end, start_date)[order] - start
    keep = times >= 0
    if family.found_idle is not None:
        left = np.maximum.accumulate(read_times(log, family.found_idle, start_date)[order])
        keep[1:] &= left[:-1] <= start[1:]
    if not keep.any():
        raise DataError(Problem(log.file, "expected times of zero or more, got none. See the log."))
    values, counts = np.unique(times[keep], return_counts=True)
    return Empirical(
        distribution="empirical",
        values=tuple(values.tolist()),
        weights=tuple(counts.astype(float).tolist()),
        provenance=family.provenance,
    )
