"""The column that has the moment at which people left who were not served."""

from __future__ import annotations

import numpy as np

from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import Mapping, Role
from scenarios.fit.moments import days_of, moments_of, outcomes_of

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
    times = {role: moments_of(table, mapping, role, first, midnight)[0] for role in roles}
    outcome = outcomes_of(table, mapping, times["start"], times["end"])
    gone = (outcome == "abandoned").to_numpy(dtype=np.bool_)
    if mapping.kind == "tickets":
        gone = gone & np.isnan(times["start"])
    for role in roles:
        if gone.any() and np.isfinite(times[role][gone]).mean() >= _NEARLY_ALL:
            return mapping.columns[role]
    return None
