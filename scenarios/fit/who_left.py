"""The column that has the moment at which people left who were not served."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contact_moments import contact_moments
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import Mapping, Role
from scenarios.fit.moments import days_of

_NEARLY_ALL = 0.9
"""Share of those who left with a moment in a column that is then when they left."""


def column_of_leaving(table: LogTable, mapping: Mapping) -> str | None:
    """The column of the end or of the start, where nearly all who left have a moment there.

    In a hall who was called and did not come had left before, nobody knows when: rows with a start
    say nothing there.

    Raises
    ------
    DataError
        No row has a day that can be read.
    """
    first, midnight = days_of(table, mapping)
    roles: tuple[Role, ...] = ("end", "start")
    read = contact_moments(table, mapping, first, midnight)
    times = read.times
    gone = (read.outcome == "abandoned").to_numpy(dtype=np.bool_)
    if mapping.kind == "tickets":
        gone = gone & np.isnan(times["start"])
    for role in roles:
        if role not in mapping.columns or not gone.any():
            continue
        if np.isfinite(times[role][gone]).mean() >= _NEARLY_ALL:
            return mapping.columns[role]
    return None


def leaving_known(table: LogTable, mapping: Mapping) -> bool:
    """Whether there are people who left, and nearly all of them at a moment that is known.

    Raises
    ------
    DataError
        No row has a day that can be read.
    """
    read = contact_moments(table, mapping, *days_of(table, mapping))
    gone = (read.outcome == "abandoned").to_numpy(dtype=np.bool_)
    return bool(gone.any() and np.isfinite(read.times["left"][gone]).mean() >= _NEARLY_ALL)
