"""The rows of an event log as arrays; rows that cannot be are set aside by reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scenarios.errors import DataError, Problem
from scenarios.findings import listed, wrong_name
from scenarios.fit.contacts import DAY, Flags, Floats, Ints, Quality
from scenarios.fit.events.automatic import with_automatic
from scenarios.fit.events.days_alone import day_alone, days_throughout, with_times_of_day
from scenarios.fit.events.log import Events
from scenarios.fit.events.mapping import EventMapping
from scenarios.fit.events.matters import could_tell_matters
from scenarios.fit.events.pauses import Pauses, no_pauses
from scenarios.fit.events.transitions import Together, put_together
from scenarios.fit.events.xes_reading import is_xes, read_xes
from scenarios.fit.far_off import FAR_OFF, far_off
from scenarios.fit.heads import Heads, heads_of
from scenarios.fit.log_table import LogTable, read_log
from scenarios.fit.time_formats import formats_text, read_times
from scenarios.fit.why_aside import forms_mend, too_many_aside

if TYPE_CHECKING:
    import pandas as pd

_ROLES = ("enable", "start", "end")
_SLACK = 2.0
"""Moments that are so little out of order are set equal [s]."""
_SAMPLE = 5000
"""Rows that tell in how many forms moments are written."""
NOBODY = "-"
"""Name of the group where none is named."""


def read_table(path: str | Path, separator: str | None = None) -> LogTable:
    """Read an event log as texts: XES, CSV or a workbook."""
    return read_xes(path) if is_xes(path) else read_log(path, separator)


def read_events(table: LogTable, mapping: EventMapping) -> tuple[Events, Quality]:
    """Read every row, and set aside what cannot be true.

    Parameters
    ----------
    table, mapping
        The texts, and what they say.

    Raises
    ------
    DataError
        A column is missing, or more rows than ``most_dirty`` would be set aside.
    """
    _check_columns(table, mapping)
    rows = table.rows
    stamps, unread = _stamps(rows, mapping)
    first, times = _times(stamps)
    enable, start, end = (times[role] for role in _ROLES)
    joined = _joined(rows, mapping, end)
    apart = np.zeros(len(rows), dtype=np.bool_) if joined is None else ~joined.done
    if joined is not None:
        enable, start = np.fmin(enable, joined.enable), np.fmin(start, joined.start)
    enable, start, end, placed = _with_times_of_day(rows[mapping.case], enable, start, end)
    clipped = (start > end) & (start <= end + _SLACK)
    start[clipped] = end[clipped]
    checks: dict[str, Flags] = {
        "begun after its end": start > end,
        "no activity": _empty(rows[mapping.activity]),
        "no case": _empty(rows[mapping.case]),
        "no time of completion": np.isnan(end),
        "time that cannot be read": unread,
        FAR_OFF: far_off(enable) | far_off(start) | far_off(end),
        "same row twice": _twice(rows, mapping, stamps),
        "more cells than the head": table.too_long.to_numpy(dtype=np.bool_),
    }
    reason = np.full(len(rows), "", dtype=object)
    for name, holds in checks.items():  # the last one that holds is told
        reason[holds & ~apart] = name
    dirty = reason != ""
    aside = rows[dirty].copy()
    aside.insert(0, "reason", reason[dirty])
    aside.insert(0, "line", table.lines(dirty))
    quality = Quality(
        rows=len(rows),
        used=int((~dirty & ~apart).sum()),
        not_contacts=int(apart.sum()),
        clipped=int(clipped.sum()),
        reasons={str(k): int(n) for k, n in aside["reason"].value_counts().items()},
        set_aside=aside,
        heads=_heads(table, mapping),
        day_alone=int((placed & ~dirty & ~apart).sum()),
    )
    _check_share(table, mapping, quality)
    kept = ~dirty & ~apart
    made = _events(rows, mapping, first, (enable, start, end), kept, joined)
    return with_automatic(made), quality


def _stamps(rows: pd.DataFrame, mapping: EventMapping) -> tuple[dict[str, pd.Series], Flags]:
    """Moments of each role as they are written, and rows with one that cannot be read."""
    import pandas as pd

    stamps: dict[str, pd.Series] = {}
    unread = np.zeros(len(rows), dtype=np.bool_)
    for role in _ROLES:
        column = getattr(mapping, role)
        if column is None:
            stamps[role] = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[ns]")
            continue
        texts = rows[column].str.strip()
        stamps[role] = read_times(texts, mapping.time_format)
        unread |= (texts.notna() & stamps[role].isna()).to_numpy(dtype=np.bool_)
    if stamps["end"].isna().all():
        got = listed(map(str, rows[mapping.end].dropna().head(3)))
        how = formats_text(mapping.time_format)
        what = f"expected times like {how}, got {got}. Correct the mapping."
        raise DataError(Problem(mapping.end, what))
    return stamps, unread


def _times(stamps: dict[str, pd.Series]) -> tuple[dt.date, dict[str, Floats]]:
    """The first day, and moments [s since its midnight]."""
    import pandas as pd

    first = min(s.min() for s in stamps.values() if s.notna().any()).date()
    since = pd.Timestamp(first)
    made = {
        role: np.array((s - since).dt.total_seconds(), dtype=np.float64)
        for role, s in stamps.items()
    }
    return first, made


def _with_times_of_day(
    case: pd.Series, enable: Floats, start: Floats, end: Floats
) -> tuple[Floats, Floats, Floats, Flags]:
    """The moments, with times of day for completions that have a day alone, and which these are.

    When something was begun or could be is not known where the log has the day of it alone. Where
    the log has days alone throughout, all is left as it is: see `Events.days_alone`.
    """
    import pandas as pd

    alone = day_alone(end)
    if days_throughout(end):
        return enable, start, end, np.zeros_like(alone)
    # What is later than its completion is no missing time: it cannot be true, and is set aside.
    enable, start = (np.where(day_alone(at) & ~(at > end), np.nan, at) for at in (enable, start))
    if alone.any():
        end = with_times_of_day(end, alone, start, pd.factorize(case.str.strip())[0])
    return enable, start, end, alone


def _twice(rows: pd.DataFrame, mapping: EventMapping, stamps: dict[str, pd.Series]) -> Flags:
    """Whether a row says what one before it said, however its moments are written."""
    said = rows.apply(lambda cells: cells.str.strip())
    for role in _ROLES:
        column = getattr(mapping, role)
        if column is not None:
            said[column] = stamps[role].astype(object).where(stamps[role].notna(), said[column])
    return np.asarray(said.duplicated(), dtype=np.bool_)


def _joined(rows: pd.DataFrame, mapping: EventMapping, end: Floats) -> Together | None:
    """What rows of transitions are; None where each row is something done."""
    if mapping.lifecycle is None:
        return None
    key = rows.groupby([rows[mapping.case], rows[mapping.activity]]).ngroup()
    kind = rows[mapping.lifecycle].str.strip().str.lower()
    return put_together(np.asarray(key, dtype=np.int64), kind, end)


def _events(
    rows: pd.DataFrame,
    mapping: EventMapping,
    first: dt.date,
    moments: tuple[Floats, Floats, Floats],
    kept: Flags,
    joined: Together | None,
) -> Events:
    import pandas as pd

    person, resources = _people(rows, mapping, kept, joined)
    rows = rows[kept]
    enable, start, end = (at[kept] for at in moments)
    # The log begins with what is kept of it, not with a row that was set aside.
    late = int(min(np.nanmin(at) for at in (enable, start, end) if np.isfinite(at).any()) // DAY)
    enable, start, end = (at - late * DAY for at in (enable, start, end))
    case, _ = pd.factorize(rows[mapping.case].str.strip())
    sign = np.fmin(np.fmin(enable, start), end)
    came = np.full(case.max() + 1, np.inf)
    np.minimum.at(came, case, sign)
    number = np.argsort(np.argsort(came, kind="stable"), kind="stable")[case]
    order = np.lexsort((end, number))
    service, services = _codes(rows, mapping.service, "cases")
    # A case has the matter of its first row.
    of_case = np.zeros(len(came), dtype=np.int64)
    of_case[number[order][::-1]] = service[order][::-1]
    activity, activities = _codes(rows, mapping.activity, NOBODY)
    group, groups = _codes(rows, mapping.group, NOBODY)
    resource = person[kept]
    at = np.full(len(kept), -1)
    at[np.flatnonzero(kept)[order]] = np.arange(len(order))
    return Events(
        first_day=first + dt.timedelta(days=late),
        case=number[order].astype(np.int64),
        activity=activity[order],
        group=group[order],
        resource=resource[order],
        service=of_case[number[order]],
        enable=enable[order],
        start=start[order],
        end=end[order],
        activities=activities,
        groups=groups,
        resources=resources,
        services=services,
        pauses=no_pauses() if joined is None else _pauses(joined, moments[2], late, person, at),
    )


def _people(
    rows: pd.DataFrame, mapping: EventMapping, kept: Flags, joined: Together | None
) -> tuple[Ints, tuple[str, ...]]:
    """Who stands in each row, -1 for nobody, and the names of all who did something."""
    some = kept.copy()
    if joined is not None:
        some[joined.by[kept[joined.put_down]]] = True
    person = np.full(len(rows), -1)
    person[some], names = _codes(rows[some], mapping.resource, NOBODY)
    if NOBODY in names:
        person[person == names.index(NOBODY)] = -1
    return person, names


def _pauses(joined: Together, moment: Floats, late: int, person: Ints, at: Ints) -> Pauses:
    """When events were put down and taken up again.

    Parameters
    ----------
    joined
        What rows are.
    moment, person, at
        Of each row: its time [s], who did it, the index of its event (-1 where it is none).
    late
        Days of the times before the first one of the events.
    """
    mine = at[joined.put_down] >= 0
    by = joined.by[mine]
    return Pauses(at[joined.put_down[mine]], person[by], moment[by], joined.taken_up[mine]).earlier(
        late * DAY
    )


def _codes(rows: pd.DataFrame, column: str | None, none: str) -> tuple[Ints, tuple[str, ...]]:
    """A column of names as indices into the names; ``none`` where nothing stands."""
    import pandas as pd

    if column is None:
        return np.zeros(len(rows), dtype=np.int64), (none,)
    codes, names = pd.factorize(rows[column].str.strip().fillna(none), sort=True)
    return codes.astype(np.int64), tuple(map(str, names))


def _empty(cells: pd.Series) -> Flags:
    return cells.isna().to_numpy(dtype=np.bool_)


def _check_columns(table: LogTable, mapping: EventMapping) -> None:
    uses = (
        "case", "activity", "end", "start", "enable", "resource", "group", "lifecycle", "service",
    )  # fmt: skip
    problems = [
        Problem(use, wrong_name("a column", name, table.head, "Correct the mapping."), table.file)
        for use in uses
        if (name := getattr(mapping, use)) is not None and name not in table.head
    ]
    if problems:
        raise DataError(problems)


def _check_share(table: LogTable, mapping: EventMapping, quality: Quality) -> None:
    if quality.used and quality.dirty_fraction <= mapping.most_dirty:
        return
    columns = [name for role in _ROLES if (name := getattr(mapping, role)) is not None]
    mend = forms_mend(table, mapping, mapping.time_format, columns)
    cells = {"time that cannot be read": columns}
    raise too_many_aside(table, mapping.most_dirty, quality.rows, quality.set_aside, cells, mend)


def _heads(table: LogTable, mapping: EventMapping) -> Heads:
    """What is said of the columns; where no matters are told apart, by which they could be."""
    heads = heads_of(table, mapping, "events")
    if mapping.service is not None:
        return heads
    return replace(heads, matters=could_tell_matters(table, heads.not_used, mapping.case))
