"""Which columns of an event log tell cases of one matter from those of others."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.fit.log_table import LogTable

_CASES_OF_A_MATTER = 50
"""Cases that a matter needs on the mean for ways of its own."""
_SAME = 0.95
"""Share of the cases whose rows all have one matter; a slip of the pen is no other matter."""


def tells_matters(table: LogTable, column: str, case: str) -> bool:
    """Whether a column has few texts, and the same one in all rows of a case.

    Parameters
    ----------
    table, column
        The log, and its column; blank cells say nothing.
    case
        The column that tells cases apart.
    """
    rows = table.rows[[column, case]].dropna()
    cases, matters = rows[case].str.strip(), rows[column].str.strip()
    if rows.empty or matters.nunique() * _CASES_OF_A_MATTER > cases.nunique():
        return False
    return bool((matters.groupby(cases).nunique() == 1).mean() >= _SAME)


def could_tell_matters(
    table: LogTable, columns: Iterable[str], case: str
) -> tuple[tuple[str, int], ...]:
    """The columns that tell two matters or more, and how many each."""
    numbered = ((name, table.rows[name].str.strip().nunique()) for name in columns)
    return tuple((name, n) for name, n in numbered if n > 1 and tells_matters(table, name, case))
