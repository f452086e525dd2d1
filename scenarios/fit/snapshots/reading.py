"""The rows of a file of queue snapshots as arrays; rows that cannot be are set aside by reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from scenarios.errors import DataError, Problem
from scenarios.findings import near, wrong_name
from scenarios.fit.contacts import DAY, Flags, Floats, Ints, Quality
from scenarios.fit.far_off import FAR_OFF, far_off
from scenarios.fit.heads import heads_of
from scenarios.fit.log_table import LogTable
from scenarios.fit.snapshots.call_steps import LONGEST
from scenarios.fit.snapshots.called_numbers import count_calls, own_letter
from scenarios.fit.snapshots.mapping import SnapshotMapping
from scenarios.fit.snapshots.seen import Queue, Snapshots
from scenarios.fit.snapshots.stood_still import STOOD_STILL, stood_still
from scenarios.fit.time_formats import read_times
from scenarios.fit.why_aside import forms_mend, too_many_aside

if TYPE_CHECKING:
    import pandas as pd

_USES = (
    "time", "date", "office", "queue", "service", "letter", "open_counters", "waiting", "called",
)  # fmt: skip
"""Keys of a mapping that name columns."""
_TWICE = "same row twice"
_UNIT = r"(?<=\d)\s*[人个位名]$"
"""What may stand behind a number of people or counters: 8人, 3 个."""
_TICKET = r"^\s*(\D*?)[\s-]*(\d{1,6})\s*$"


def offices_of(table: LogTable, mapping: SnapshotMapping) -> tuple[str, ...]:
    """Names of the offices in a file, in order; one empty name where no column tells them."""
    check_columns(table, mapping)
    if mapping.office is None:
        return ("",)
    return tuple(sorted(map(str, table.rows[mapping.office].dropna().str.strip().unique())))


def choose_office(offices: tuple[str, ...], asked: str | None) -> str:
    """The office asked for, or the only one.

    Raises
    ------
    DataError
        There are several and none is named, or none has this name.
    """
    if asked is None and len(offices) == 1:
        return offices[0]
    if asked in offices:
        return str(asked)
    got = "none" if asked is None else repr(asked)
    close = None if asked is None else near(asked, offices)
    mend = "Name one of them: --office NAME." if close is None else f"Did you mean '{close}'?"
    names = ", ".join(offices)
    what = f"expected one of the {len(offices)} offices of this file ({names}), got {got}. {mend}"
    raise DataError(Problem("--office", what))


def read_snapshots(
    table: LogTable, mapping: SnapshotMapping, office: str
) -> tuple[Snapshots, Quality]:
    """Read the rows of one office.

    Parameters
    ----------
    table, mapping
        The texts, and what they say.
    office
        As `choose_office` gives it.

    Raises
    ------
    DataError
        A column is missing, or more rows than ``most_dirty`` would be set aside for what they say.
    """
    check_columns(table, mapping)
    rows = table.rows
    # A row whose office cannot be told is nobody's: it counts as dirty for every office.
    mine = np.ones(len(rows), dtype=np.bool_)
    if mapping.office is not None:
        names = rows[mapping.office].str.strip()
        mine = (names.isna() | (names == office)).to_numpy(dtype=np.bool_)
        unnamed = names.isna().to_numpy(dtype=np.bool_)[mine]
    else:
        unnamed = np.zeros(len(rows), dtype=np.bool_)
    line = table.lines(mine)
    rows = rows[mine]
    day, clock = _moments(rows, mapping)
    waiting = _whole(rows[mapping.waiting], mapping.most_people)
    counters = np.zeros(len(rows))
    if mapping.open_counters is not None:
        counters = _whole(rows[mapping.open_counters], mapping.most_people)
    letters, numbers, unread = _tickets(rows[mapping.called])
    queue = rows[mapping.queue].str.strip()
    keys = rows[[mapping.queue]].assign(day=day, clock=clock)
    checks: dict[str, Flags] = {
        "called ticket without a number": unread,
        "open counters that cannot be": np.isnan(counters),
        "people waiting that cannot be": np.isnan(waiting),
        "no queue": queue.isna().to_numpy(dtype=np.bool_),
        "same queue and moment twice": keys.duplicated().to_numpy(dtype=np.bool_),
        _TWICE: rows[_columns(mapping)].duplicated().to_numpy(dtype=np.bool_),
        "time that cannot be read": np.isnan(clock) | np.isnan(day),
        FAR_OFF: far_off(day * DAY),
        "no office": unnamed,
        "more cells than the head": table.too_long.to_numpy(dtype=np.bool_)[mine],
    }
    reason = np.full(len(rows), "", dtype=object)
    for name, holds in checks.items():  # the last one that holds is told
        reason[holds] = name
    kept = np.flatnonzero(reason == "")
    # A row that is there once more says nothing wrong.
    dirty = _aside(rows, line, reason, (reason != "") & (reason != _TWICE))
    if not len(kept) or len(dirty) > mapping.most_dirty * len(rows):
        raise _too_dirty(table, mapping, len(rows), dirty)
    days, at = np.unique(day[kept], return_inverse=True)
    codes, queues = _queues(rows.iloc[kept], mapping)
    order = np.lexsort((clock[kept], at, codes))
    kept, at, codes = kept[order], at[order].astype(np.int64), codes[order]
    found = Snapshots(
        office=office,
        queues=queues,
        dates=tuple(dt.date.fromordinal(int(d)) for d in days),
        queue=codes,
        day=at,
        clock=clock[kept],
        waiting=waiting[kept].astype(np.int64),
        counters=counters[kept].astype(np.int64),
        calls=np.zeros(len(kept), dtype=np.int64),
    )
    letter, number = letters[kept], numbers[kept]
    calls, _ = _calls(found, rows, mapping, letter, number, kept)
    still = stood_still(replace(found, calls=calls))
    reason[kept[still]] = STOOD_STILL
    found, kept, letter, number = found.rows(~still), kept[~still], letter[~still], number[~still]
    calls, jumps = _calls(found, rows, mapping, letter, number, kept)
    aside = _aside(rows, line, reason, reason != "")
    counted = {str(k): int(n) for k, n in aside["reason"].value_counts().items()}
    heads = heads_of(table, mapping, "queue-snapshots")
    quality = Quality(len(rows), len(kept), 0, jumps, counted, aside, heads)
    found = replace(found, calls=calls)
    if mapping.open_counters is None:
        found = replace(found, counters=_while_people(found), counted=False)
    return found, quality


def _while_people(seen: Snapshots) -> Ints:
    """1 from the first row of each day in which people wait or are called until the last one."""
    some = (seen.waiting > 0) | (seen.calls > 0)
    first, last = np.full(len(seen.dates), np.inf), np.full(len(seen.dates), -np.inf)
    np.minimum.at(first, seen.day[some], seen.clock[some])
    np.maximum.at(last, seen.day[some], seen.clock[some])
    inside = (seen.clock >= first[seen.day]) & (seen.clock <= last[seen.day])
    return inside.astype(np.int64)


def _columns(mapping: SnapshotMapping) -> list[str]:
    """The columns that are read."""
    return [name for use in _USES if (name := getattr(mapping, use)) is not None]


def _aside(
    rows: pd.DataFrame, line: NDArray[np.int64], reason: NDArray[np.object_], which: Flags
) -> pd.DataFrame:
    """Rows set aside, with ``line`` and ``reason`` before."""
    aside = rows[which].copy()
    aside.insert(0, "reason", reason[which])
    aside.insert(0, "line", line[which])
    return aside


def _moments(rows: pd.DataFrame, mapping: SnapshotMapping) -> tuple[Floats, Floats]:
    """Day as an ordinal and time of day [s]; NaN where one cannot be read."""
    import pandas as pd

    codes, texts = pd.factorize(rows[mapping.time].str.strip())
    stamps = read_times(pd.Series(texts), mapping.time_format)
    midnight = stamps.dt.normalize()
    clock = _taken((stamps - midnight).dt.total_seconds(), codes)
    if mapping.date is not None:
        codes, texts = pd.factorize(rows[mapping.date].str.strip())
        midnight = read_times(pd.Series(texts), mapping.date_format)
    epoch = dt.date(1970, 1, 1).toordinal()
    days = (midnight - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1) + epoch
    return _taken(days, codes), clock


def _taken(values: pd.Series, codes: NDArray[np.intp]) -> Floats:
    """Values by code, NaN for the code -1."""
    return np.append(values.to_numpy(dtype=np.float64), np.nan)[codes]


def _whole(cells: pd.Series, most: int) -> Floats:
    """Whole numbers from 0 to ``most``, units behind them left aside; NaN for everything else."""
    import pandas as pd

    plain = cells.str.strip().str.replace(_UNIT, "", regex=True)
    values: Any = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=np.float64)
    fits = (values >= 0) & (values <= most) & (values == np.floor(values))
    return np.where(fits, values, np.nan)


def _tickets(cells: pd.Series) -> tuple[NDArray[np.object_], Ints, Flags]:
    """Letter and number of each called ticket, and which texts have no number."""
    import pandas as pd

    codes, texts = pd.factorize(cells)
    parts = pd.Series(texts, dtype=object).astype(str).str.extract(_TICKET)
    number = _taken(pd.to_numeric(parts[1], errors="coerce"), codes)
    letter = np.append(parts[0].to_numpy(dtype=object), np.array([None], dtype=object))[codes]
    unread = np.isnan(number) & (codes >= 0)
    return letter, np.nan_to_num(number, nan=-1).astype(np.int64), unread


def _queues(rows: pd.DataFrame, mapping: SnapshotMapping) -> tuple[Ints, tuple[Queue, ...]]:
    import pandas as pd

    codes, names = pd.factorize(rows[mapping.queue].str.strip(), sort=True)
    titles = list(map(str, names))
    if mapping.service is not None:
        by_queue = rows[mapping.service].str.strip().groupby(codes)
        # One queue may change its words during the weeks: those most used are its name.
        common = by_queue.agg(lambda s: s.value_counts().index[0] if s.notna().any() else "")
        titles = [str(t) or str(n) for t, n in zip(common, names, strict=True)]
    made = tuple(Queue(str(key), title) for key, title in zip(names, titles, strict=True))
    return codes.astype(np.int64), made


def _calls(
    found: Snapshots,
    rows: pd.DataFrame,
    mapping: SnapshotMapping,
    letters: NDArray[np.object_],
    numbers: Ints,
    kept: NDArray[np.intp],
) -> tuple[Ints, int]:
    calls = np.zeros(len(kept), dtype=np.int64)
    jumps, first = 0, found.first
    named = None if mapping.letter is None else rows[mapping.letter].str.strip().to_numpy()[kept]
    # Between rows that are further apart than usual, as many times more may be called.
    gap = np.where(first, 0.0, np.diff(found.clock, prepend=0.0))
    longest = mapping.longest_jump * np.maximum(1.0, gap / LONGEST)
    edges = np.searchsorted(found.queue, np.arange(len(found.queues) + 1)).tolist()
    of_queue = [slice(a, b) for a, b in zip(edges[:-1], edges[1:], strict=True)]
    own = [_own_letters(letters[one], None if named is None else named[one]) for one in of_queue]
    for one, mine in zip(of_queue, own, strict=True):
        others = frozenset().union(*own) - mine
        told = count_calls(letters[one], numbers[one], first[one], others, longest[one])
        calls[one] = told.calls
        jumps += told.jumps
    return calls, jumps


def _own_letters(shown: NDArray[np.object_], named: NDArray[np.object_] | None) -> frozenset[str]:
    """Letters that a column names as a queue's own, of those shown; else the most frequent one."""
    told = frozenset() if named is None else frozenset(named.tolist()) & frozenset(shown.tolist())
    return frozenset(filter(None, told)) or frozenset(filter(None, [own_letter(shown)]))


def check_columns(table: LogTable, mapping: SnapshotMapping) -> None:
    """Refuse a mapping whose columns are not in the file."""
    problems = [
        Problem(use, wrong_name("a column", name, table.head, "Correct the mapping."), table.file)
        for use in _USES
        if (name := getattr(mapping, use)) is not None and name not in table.head
    ]
    if problems:
        raise DataError(problems)


def _too_dirty(
    table: LogTable, mapping: SnapshotMapping, rows: int, aside: pd.DataFrame
) -> DataError:
    moments = [mapping.time] if mapping.date is None else [mapping.date, mapping.time]
    cells = {
        "called ticket without a number": [mapping.called],
        "open counters that cannot be": [mapping.open_counters or ""],
        "people waiting that cannot be": [mapping.waiting],
        "time that cannot be read": moments,
    }
    mend = forms_mend(table, mapping, mapping.time_format, [mapping.time])
    return too_many_aside(table, mapping.most_dirty, rows, aside, cells, mend)
