"""The report: one HTML file in both languages, with its charts, tables and font inside."""

from __future__ import annotations

import os
from pathlib import Path

from markupsafe import Markup

from plots.before_after import before_after_finding
from plots.chart_set import page_figures
from plots.charts import charts_of
from plots.language import LANGS, Lang, say
from plots.page_html import Page, Progress, page_html, write_page
from plots.report_data import ReportData
from plots.report_sections import sections_of
from plots.report_words import model_titles
from plots.sections import SectionName


def write_report(
    data: ReportData,
    path: str | os.PathLike[str],
    progress: Progress | None = None,
    lang: Lang = "zh",
    processes: int | None = 1,
) -> Path:
    """Write the report as one HTML file that needs no other file and no network.

    Parameters
    ----------
    data
        Tables and facts.
    path
        Where to; it is there whole or not at all.
    progress
        Told how far it is.
    lang
        Language it opens in; the page has both.
    processes
        Processes that draw its charts, where several pay; all processors when None. The page does
        not depend on how many.

    Returns
    -------
    Path
        The file written.
    """
    return write_page(report_html(data, progress, lang, processes), path)


def report_html(
    data: ReportData,
    progress: Progress | None = None,
    lang: Lang = "zh",
    processes: int | None = 1,
) -> str:
    """The report as text; the same data give the same text."""
    return page_html(
        _pages(data, progress, processes),
        titles={lang: data.facts.title[lang] for lang in LANGS},
        version=data.facts.version,
        date=data.facts.date,
        warnings=data.warnings,
        lang=lang,
    )


def _pages(data: ReportData, progress: Progress | None, processes: int | None) -> list[Page]:
    charts = list(charts_of(data))
    pages = []
    for lang, found in page_figures(charts, data, progress, processes).items():
        figures: dict[SectionName, list[Markup]] = {}
        for chart, _ in charts:
            figures.setdefault(chart.section, []).append(found[chart.name])
        pages.append(_page(data, lang, figures))
    return pages


def _page(data: ReportData, lang: Lang, figures: dict[SectionName, list[Markup]]) -> Page:
    facts = data.facts
    return Page(
        lang=lang,
        kind=say(lang, "仿真报告", "Simulation report"),
        title=facts.title[lang],
        finding=before_after_finding(data, lang),
        why="" if data.compares else facts.why[lang],
        model=model_titles(data, lang),
        sections=sections_of(data, lang, figures),
    )
