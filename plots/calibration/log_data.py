"""What the page, the charts and the workbook of a log of queues or of events are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from plots.language import Lang, no_warnings
from plots.tables import Table
from scenarios.model import ServiceModel

Texts = Mapping[Lang, tuple[str, ...]]
NO_TEXTS: Texts = {"zh": (), "en": ()}


@dataclass(frozen=True, slots=True)
class LogSection:
    """A section of the page: what is told, its tables, its charts, and what is listed at its end.

    Sections of which nothing is left are left out.
    """

    name: str
    zh: str
    en: str
    told: Texts = field(default_factory=lambda: NO_TEXTS)
    tables: Mapping[Lang, tuple[Table, ...]] = field(default_factory=dict)
    charts: tuple[str, ...] = ()
    """By their names."""
    listed: Texts = field(default_factory=lambda: NO_TEXTS)


@dataclass(frozen=True, slots=True)
class LogData:
    """What was found in a log."""

    model: ServiceModel
    source: Mapping[Lang, str]
    """The log, and its days."""
    findings: Mapping[str, Mapping[Lang, str]]
    """What each chart shows, by its name; ``page`` is that of all."""
    sections: tuple[LogSection, ...]
    numbers: Mapping[str, pd.DataFrame]
    """Of the charts by their names, with the columns that each chart asks for."""
    sheets: Mapping[tuple[str, str], pd.DataFrame]
    """Other tables of the workbook with all their digits, by their names in Chinese and English."""
    version: str
    date: str
    warnings: Mapping[Lang, tuple[str, ...]] = field(default_factory=no_warnings)
    """Sentences by language."""

    def numbers_of(self, chart: str) -> pd.DataFrame:
        """The numbers of a chart; an empty table where there are none."""
        return self.numbers.get(chart, pd.DataFrame())

    @property
    def compares(self) -> bool:
        """There is no before and after."""
        return False
