"""Everything that charts, tables and the page of a fitted log are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from plots.language import Lang, no_warnings
from plots.tables import Table
from scenarios.model import ServiceModel


@dataclass(frozen=True, slots=True)
class FitData:
    """What was found in a log. Panels are named by the columns ``zh`` and ``en``."""

    model: ServiceModel
    source: Mapping[Lang, str]
    """The log, and its days."""
    findings: Mapping[str, Mapping[Lang, str]]
    """What each chart shows, by its name; ``page`` is that of all."""
    lines: Mapping[str, Mapping[Lang, tuple[str, ...]]]
    """What is told in words, by the name of the section."""
    judged: pd.DataFrame
    """``zh, en, unit_zh, unit_en, at, length, observed, predicted, low, high, staff_known,
    all_known``; empty where nothing was judged."""
    verdicts: pd.DataFrame
    """``zh, en, verdict_zh, verdict_en, bias, error, allowed, chance, unmodelled, staff_known,
    came_known, all_known, coverage``: texts; the unit of the errors stands in the name."""
    against: pd.DataFrame
    """``zh, en``, and in both languages ``log, model, runs, direction``: texts with their units."""
    days: pd.DataFrame
    """``date, cases, expected, low, high, kept``."""
    arrivals: pd.DataFrame
    """``zh, en, at, length, counted, low, high, fitted`` [1/h]."""
    staff: pd.DataFrame
    """``zh, en, at, length, least, present, model, most`` [people]."""
    times: pd.DataFrame
    """``zh, en, panel, x, to, observed, fitted``: panel ``density`` has shares per minute over
    bins from x to ``to`` [s]; panel ``quantiles`` has the fitted time x [s] against the
    observed."""
    patience: pd.DataFrame
    """``time`` [s], and the share with more: ``survival, low, high, fitted``."""
    known: pd.DataFrame
    """``what_zh, what_en, of_zh, of_en, value, low, high, unit_zh, unit_en, n``."""
    reasons: pd.DataFrame
    """``zh, en, rows``: rows set aside, by reason."""
    origins: Mapping[Lang, tuple[Table, ...]]
    """Where the numbers of the model come from."""
    version: str
    date: str
    warnings: Mapping[Lang, tuple[str, ...]] = field(default_factory=no_warnings)
    """Sentences by language."""

    def numbers_of(self, chart: str) -> pd.DataFrame:
        """The numbers of a chart, which has the name of a table."""
        table: pd.DataFrame = getattr(self, chart)
        return table

    @property
    def compares(self) -> bool:
        """There is no before and after."""
        return False
