"""A column that says when people left, where a mapping names none for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scenarios.fit.column_names import columns_found
from scenarios.fit.guessing import moment_columns, sampled
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import Mapping
from scenarios.fit.who_left import column_of_leaving


def left_not_used(table: LogTable, mapping: Mapping, not_used: Iterable[str]) -> str:
    """The column that would have been guessed, were there no mapping; empty where there is none.

    Parameters
    ----------
    table, mapping
        The texts, and how they are read.
    not_used
        Columns that nothing is read from.
    """
    if "left" in mapping.columns or "wait" in mapping.durations:
        return ""
    sample = sampled(table)
    free = [name for name in moment_columns(sample) if name in set(not_used)]
    found = columns_found(free, free, mapping.kind)
    return found.get("left") or column_of_leaving(replace(table, rows=sample), mapping) or ""
