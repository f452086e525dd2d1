"""Heads of exported tables: the name of each column with its unit."""

from __future__ import annotations

import pandas as pd

_VALUES = (
    "value", "before", "before_low", "before_high", "after", "after_low", "after_high",
    "difference", "low", "high",
)  # fmt: skip
"""Columns whose unit stands in the column ``unit``."""
_FRACTIONS = ("relative", "target")
_SECONDS = (
    "at", "length", "within", "start", "end", "enable_time", "seize_time", "start_time", "end_time",
    "release_time",
)  # fmt: skip


_OF_TWO = ("after", "after_low", "after_high", "difference", "relative", "p", "verdict", "side")
"""Columns that say nothing where nothing is compared."""


def of_one_model(table: pd.DataFrame) -> pd.DataFrame:
    """A table of one model alone, which has no before and no after but a value."""
    names = {"before": "value", "before_low": "low", "before_high": "high"}
    if "before" not in table:
        return table.drop(columns="side", errors="ignore")
    return table.drop(columns=[*_OF_TWO, "low", "high"], errors="ignore").rename(columns=names)


def with_units(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the unit of each column in its head: ``at [s]``, ``before [people]``.

    Where the unit changes from row to row the head names the column that says it:
    ``before [see unit]``.
    """
    units = dict.fromkeys(_SECONDS, "s") | dict.fromkeys(_FRACTIONS, "fraction")
    for told, columns in (("unit", _VALUES), ("at_unit", ("at",))):
        if told in table:
            found = list(table[told].dropna().unique())
            units |= dict.fromkeys(columns, str(found[0]) if len(found) == 1 else f"see {told}")
    return table.rename(columns={name: f"{name} [{unit}]" for name, unit in units.items()})
