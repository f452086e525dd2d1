"""The sections that every calibration page of queues or events has."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from onewindow.fitting.heads_words import heads_lines
from onewindow.fitting.model_origin import origin_table
from onewindow.fitting.page_words import table_in_both, told_in_both
from plots.calibration.log_data import LogSection
from plots.calibration.tables import known_table, reason_table
from plots.language import Lang
from scenarios.fit.contacts import Quality
from scenarios.model import ServiceModel


def rows_section(
    reasons: pd.DataFrame, quality: Quality, lines: Callable[[Lang], Iterable[str]]
) -> LogSection:
    """How many rows were read, why some were set aside, and which columns were not used.

    Parameters
    ----------
    reasons
        Rows set aside, by reason.
    quality
        Of the log.
    lines
        What is said of the rows in a language; the first line is told here.
    """
    return LogSection(
        "rows", "记录的质量", "Quality of the log",
        told=told_in_both(
            lambda lang: [*list(lines(lang))[:1], *heads_lines(quality.heads, lang)]
        ),
        tables=table_in_both(lambda lang: reason_table(reasons, lang)),
    )  # fmt: skip


def closing_sections(
    known: pd.DataFrame, unknown: Callable[[Lang], Iterable[str]], model: ServiceModel
) -> tuple[LogSection, ...]:
    """How well numbers are known, what the log cannot tell, and where the model's come from.

    Parameters
    ----------
    known
        Numbers with their intervals.
    unknown
        What the log cannot tell, in a language.
    model
        The fitted model.
    """
    return (
        LogSection(
            "known", "知道得多准", "How well it is known",
            tables=table_in_both(lambda lang: known_table(known, lang)),
        ),
        LogSection(
            "unknown", "记录说明不了的", "What the log cannot tell", listed=told_in_both(unknown),
        ),
        LogSection(
            "model", "模型与来源", "The model and its sources",
            tables=table_in_both(lambda lang: origin_table(model, lang)),
        ),
    )  # fmt: skip
