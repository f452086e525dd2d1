"""Columns not used that are moments before the service: another one could be the arrival."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import DAY, Flags, Floats
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import Mapping, Role
from scenarios.fit.moments import seconds_of

_SAMPLE = 5000
_NEARLY_ALL = 0.95
"""Share of the rows in which moments have to be in this order."""
_OFTEN = 0.05
"""Share of the rows in which a moment has to differ from the arrival to be another one."""
_SLACK = 2.0
"""Moments that are no farther apart are the same [s]: stamps are whole seconds."""


@dataclass(frozen=True, slots=True)
class UnusedMoments:
    """Columns that nothing was read from, by where their moments lie."""

    earlier: tuple[str, ...] = ()
    """Before the arrival in nearly all rows, and no longer before it than people may wait."""
    between: tuple[str, ...] = ()
    """Between the arrival and the start in nearly all rows."""


def unused_moments(
    table: LogTable,
    mapping: Mapping,
    columns: Iterable[str],
    times: dict[Role, Floats],
    served: Flags,
    first: dt.date,
    midnight: Floats,
) -> UnusedMoments:
    """Where the moments of some columns lie, as those who were served have them.

    Parameters
    ----------
    table, mapping
        The texts, and how they are read.
    columns
        That are looked at.
    times
        Moments of each row by role [s], shape (rows,) each.
    served
        Rows that count, shape (rows,).
    first, midnight
        As `days_of` gives them.
    """
    rows = np.flatnonzero(served)
    rows = rows[:: max(1, len(rows) // _SAMPLE)]
    arrival, start = times["arrival"][rows], times["start"][rows]
    earlier: list[str] = []
    between: list[str] = []
    for name in columns if len(rows) else ():
        at = seconds_of(table.rows[name].iloc[rows], mapping, first, midnight[rows])
        if mapping.date is not None:
            at[at < arrival - DAY / 2] += DAY
        since = at - arrival
        if np.mean(np.abs(since) > _SLACK) < _OFTEN:
            continue
        before = (since <= _SLACK) & (since >= -mapping.longest * 3600)
        if before.mean() >= _NEARLY_ALL:
            earlier.append(name)
        elif ((since >= -_SLACK) & (at <= start + _SLACK)).mean() >= _NEARLY_ALL:
            between.append(name)
    return UnusedMoments(tuple(earlier), tuple(between))
