"""The columns of a log as arrays: moments in seconds, outcomes, and who is named."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from scenarios.errors import DataError, Problem
from scenarios.fit.contacts import DAY, Flags, Floats, Ints
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import ROLES, Mapping, Role
from scenarios.fit.time_formats import formats_text, read_times
from scenarios.written_cells import is_missing

if TYPE_CHECKING:
    import pandas as pd


def days_of(table: LogTable, mapping: Mapping) -> tuple[dt.date, Floats]:
    """The first day, and the midnight before each row [s since the first day's].

    The day is that of the arrival, or where it has no column, of the first moment that has one.

    The midnight is 0 where times have their date, and NaN where a day cannot be read.

    Raises
    ------
    DataError
        No row has a day that can be read.
    """
    import pandas as pd

    if mapping.date is None:
        stamps = _stamps(table.rows[_first_column(mapping)], mapping)
    else:
        # A day is written thousands of times, and read once.
        codes, texts = pd.factorize(table.rows[mapping.date].str.strip())
        days = read_times(pd.Series(texts), mapping.date_format)
        stamps = days.reindex(codes).reset_index(drop=True)
    if stamps.isna().all():
        where = mapping.date or _first_column(mapping)
        got = ", ".join(map(repr, table.rows[where].dropna().head(3)))
        how = formats_text(mapping.date_format if mapping.date else mapping.time_format)
        what = f"expected times like {how}, got {got}. Correct the format in the mapping."
        raise DataError(Problem(where, what, table.file))
    first = stamps.min().date()
    if mapping.date is None:
        return first, np.zeros(len(table.rows))
    return first, _seconds(stamps - pd.Timestamp(first))


def _first_column(mapping: Mapping) -> str:
    return next(mapping.columns[role] for role in ROLES if role in mapping.columns)


def moments_of(
    table: LogTable, mapping: Mapping, role: Role, first: dt.date, midnight: Floats
) -> tuple[Floats, Flags]:
    """A column as seconds since the first day's midnight, and which texts are no times."""
    if role not in mapping.columns:
        return np.full(len(midnight), np.nan), np.zeros(len(midnight), dtype=np.bool_)
    cells = table.rows[mapping.columns[role]]
    stamps = _stamps(cells, mapping)
    wrong = stamps.isna().to_numpy(dtype=np.bool_, copy=True)
    # Of a million times hardly any is looked at.
    texts = cells[wrong].str.strip()
    wrong[wrong] = ~_blank(texts.mask(texts.isin(mapping.none_is)))
    return _since(stamps, mapping, first, midnight), wrong


def seconds_of(cells: pd.Series, mapping: Mapping, first: dt.date, midnight: Floats) -> Floats:
    """Cells as seconds since the first day's midnight, NaN for those that are no times."""
    return _since(_stamps(cells, mapping), mapping, first, midnight)


def _stamps(cells: pd.Series, mapping: Mapping) -> pd.Series:
    """Cells as moments, missing where none stands; blanks around one say nothing."""
    stamps = read_times(cells, mapping.time_format)
    unread = cells[stamps.isna() & cells.notna()].str.strip()
    stamps = stamps.fillna(read_times(unread, mapping.time_format))
    return stamps.mask(cells.str.strip().isin(mapping.none_is)) if mapping.none_is else stamps


def _since(stamps: pd.Series, mapping: Mapping, first: dt.date, midnight: Floats) -> Floats:
    import pandas as pd

    if mapping.date is None:
        return _seconds(stamps - pd.Timestamp(first))
    return _seconds(stamps - stamps.dt.normalize()) + midnight


def _seconds(since: pd.Series) -> Floats:
    return np.array(since.dt.total_seconds(), dtype=np.float64)


def over_midnight(times: dict[Role, Floats]) -> None:
    """Put times of day that are long before the arrival on the next day, in place."""
    for role in ROLES[1:]:
        times[role][times[role] < times["arrival"] - DAY / 2] += DAY


def outcomes_of(table: LogTable, mapping: Mapping, begun: Flags) -> pd.Series:
    """What became of each row; missing where the text says nothing known.

    Parameters
    ----------
    table, mapping
        The texts, and what they say.
    begun
        Rows whose service began: they were served where nothing says it, neither a column nor, of
        one row, its cell, shape (rows,).
    """
    import pandas as pd

    by_times = pd.Series(np.where(begun, "served", "abandoned"))
    if mapping.outcome is None:
        return by_times
    texts = table.rows[mapping.outcome].str.strip()
    told = texts.fillna("").map(dict(mapping.outcomes))
    return told.where(told.notna() | ~_blank(texts), by_times)


def servers_of(table: LogTable, mapping: Mapping) -> tuple[Ints, tuple[str, ...]]:
    """Who served each row, as `codes_of`; nobody where the cell is as good as blank."""
    if mapping.server is None:
        return codes_of(table, None)
    blank = (text for text in table.rows[mapping.server].dropna().unique() if is_missing(text))
    return codes_of(table, mapping.server, (*mapping.nobody_is, *(text.strip() for text in blank)))


def _blank(texts: pd.Series) -> Flags:
    """Whether nothing stands in each cell, or what people write for nothing, shape (rows,)."""
    import pandas as pd

    # A text is written thousands of times, and looked at once.
    codes, found = pd.factorize(texts)
    blank = [is_missing(str(text)) for text in found]
    return np.array([*blank, True], dtype=np.bool_)[codes]


def codes_of(
    table: LogTable, column: str | None, nobody: tuple[str, ...] = ()
) -> tuple[Ints, tuple[str, ...]]:
    """A column of names as indices into the names, -1 where none stands."""
    import pandas as pd

    if column is None:
        return np.full(len(table.rows), -1, dtype=np.int64), ()
    # A name is written thousands of times, and looked at once.
    written, found = pd.factorize(table.rows[column])
    texts = pd.Series(found).str.strip()
    codes, names = pd.factorize(texts.mask(texts.isin(nobody)), sort=True)
    return np.append(codes, -1)[written].astype(np.int64), tuple(map(str, names))
