"""One table of before and after, whatever was run: a comparison, or one model alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from plots.report_data import ReportData
from scenarios.calls import only_calls
from scenarios.targets import ServiceLevelTarget
from sim.catalogue import OF_VISITS

COLUMNS = [
    "measure", "scope", "of", "at", "unit", "before", "before_low", "before_high",
    "after", "after_low", "after_high", "difference", "low", "high", "relative", "p", "verdict",
]  # fmt: skip
SAME = "no distinguishable change"


class Key(NamedTuple):
    """One number that is not part of a profile."""

    measure: str
    scope: str = "all"
    of: str = ""


def key_of(row: pd.Series) -> Key:
    """Which number a row of such a table is."""
    return Key(str(row["measure"]), str(row["scope"]), str(row["of"]))


def pairs(data: ReportData) -> pd.DataFrame:
    """Before and after of each measure; one model alone stands under ``before``.

    Of calls alone there are no measures of visits.

    Returns
    -------
    DataFrame
        Columns ``measure, scope, of, at, unit, before, before_low, before_high, after, after_low,
        after_high, difference, low, high, relative, p, verdict``.
    """
    models = (data.model_before, data.model_after)
    found = _pairs(data)
    if only_calls(model for model in models if model is not None):
        found = found[~found["measure"].isin(OF_VISITS)].reset_index(drop=True)
    return found


def _pairs(data: ReportData) -> pd.DataFrame:
    if data.comparison is None:
        names = {"value": "before", "low": "before_low", "high": "before_high"}
        frame = data.estimates.rename(columns=names)
        frame = frame.reindex(columns=COLUMNS)
        frame["verdict"] = ""
        return frame.reset_index(drop=True)
    frame = data.comparison
    if "redesign" in frame and len(frame):
        names_there = set(frame["redesign"])
        name = data.facts.name if data.facts.name in names_there else frame["redesign"].iloc[0]
        frame = frame[frame["redesign"] == name]
    return frame.reindex(columns=COLUMNS).reset_index(drop=True)


def chosen(table: pd.DataFrame, keys: list[Key]) -> pd.DataFrame:
    """Rows of some numbers in the order asked for; those without any value are left out."""
    has = table["at"].isna() & (table["before"].notna() | table["after"].notna())
    rows = np.flatnonzero(has.to_numpy())
    names = (table[name].to_numpy()[rows].tolist() for name in Key._fields)
    first: dict[tuple[str, str, str], int] = {}
    for row, key in zip(rows.tolist(), zip(*names, strict=True), strict=True):
        first.setdefault(key, row)
    return table.take([first[key] for key in keys if key in first]).reset_index(drop=True)


def profile(table: pd.DataFrame, measure: str, scope: str, of: str | None = None) -> pd.DataFrame:
    """Rows of a profile in order of ``at``."""
    rows = table[(table["measure"] == measure) & (table["scope"] == scope) & table["at"].notna()]
    if of is not None:
        rows = rows[rows["of"] == of]
    return rows.sort_values(["of", "at"], kind="stable").reset_index(drop=True)


def level_targets(data: ReportData) -> dict[str, ServiceLevelTarget]:
    """Service-level targets by their name, those of the redesign first."""
    found: dict[str, ServiceLevelTarget] = {}
    for model in (data.model_after, data.model_before):
        for name, target in model.targets.items() if model is not None else ():
            if isinstance(target, ServiceLevelTarget):
                found.setdefault(name, target)
    return found


def queue_of(data: ReportData, target: ServiceLevelTarget) -> str:
    """Queue that a target is about; it may name one activity of it."""
    for model in (data.model_after, data.model_before):
        if model is not None and target.queue in model.activities:
            return model.activities[target.queue].queue or target.queue
    return target.queue
