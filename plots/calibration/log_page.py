"""A page of a log of queues or of events: its sections as they were found."""

from __future__ import annotations

from functools import partial

from plots.calibration.log_charts import LOG_CHARTS
from plots.calibration.log_data import LogData
from plots.calibration.page_frame import Contents, Figures, calibration_html, figure_parts
from plots.chart_set import with_numbers
from plots.language import Lang, say
from plots.page_html import Progress
from plots.page_parts import Part, paragraphs, points, table_html


def log_html(data: LogData, progress: Progress | None = None, lang: Lang = "zh") -> str:
    """The page as text; the same data give the same text.

    Parameters
    ----------
    data
        What was found.
    progress
        Told (charts done, charts in all).
    lang
        Language it opens in; the page has both.
    """
    charts = with_numbers(LOG_CHARTS, data)
    return calibration_html(data, charts, partial(_contents, data), progress, lang)


def _contents(data: LogData, figures: Figures, lang: Lang) -> Contents:
    for section in data.sections:
        tables = [table_html(table, lang) for table in section.tables.get(lang, ())]
        yield (
            section.name,
            say(lang, section.zh, section.en),
            (
                Part("", (paragraphs(section.told[lang]), *tables)),
                *figure_parts(figures, *section.charts),
                Part("", (points(section.listed[lang]),)),
            ),
        )
