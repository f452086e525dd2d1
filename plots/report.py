"""The report: one HTML file in both languages, with its charts, tables and font inside."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from plots.before_after import before_after_finding
from plots.charts import charts_of
from plots.cost_tables import cost_table, step_cost_table
from plots.fonts import font_face
from plots.language import LANGS, Lang, say
from plots.pairs import pairs
from plots.payback import payback_words
from plots.pictures import page_svg
from plots.report_data import ReportData
from plots.report_words import further_findings, method, model_titles
from plots.result_tables import (
    indicator_table,
    key_table,
    part_table,
    promise_table,
    reduction_table,
)
from plots.source_tables import change_table, definitions, provenance_table, published_table
from plots.tables import Table
from scenarios.targets import Costs
from scenarios.whole_file import whole_file

Progress = Callable[[int, int], None]
"""Called with (parts done, parts in all)."""
_PARTS = (
    ("service", ("hall_time_mean", "completion_time_mean", "visits_mean")),
    (
        "queue",
        (
            "wait_mean", "wait_p90", "answered_fraction", "abandoned_fraction", "blocked_fraction",
            "of_offered", "of_answered", "answered_or_quick_abandoned", "less_quick_abandoned",
        ),
    ),
    ("pool", ("occupancy", "staffed_hours", "overtime_hours")),
)  # fmt: skip
"""What is shown of each service, queue and pool."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One chart on a page."""

    kind: str
    finding: str
    svg: Markup
    reading: str


@dataclass(frozen=True, slots=True)
class Page:
    """The report in one language."""

    lang: Lang
    kind: str
    title: str
    finding: str
    why: str
    model: str
    key: Markup
    lines: tuple[str, ...]
    promises: Markup
    reductions: Markup
    charts: tuple[Figure, ...]
    indicators: Markup
    costs: tuple[Markup, ...]
    payback: tuple[str, ...]
    parts: tuple[Markup, ...]
    changes: Markup
    published: Markup
    method: tuple[str, ...]
    provenance: Markup
    definitions: tuple[tuple[str, str], ...]


def write_report(
    data: ReportData,
    path: str | os.PathLike[str],
    progress: Progress | None = None,
    lang: Lang = "zh",
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

    Returns
    -------
    Path
        The file written.
    """
    path = Path(path)
    html = report_html(data, progress, lang)
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as beside:
        beside.write_text(html, encoding="utf-8")
    return path


def report_html(data: ReportData, progress: Progress | None = None, lang: Lang = "zh") -> str:
    """The report as text; the same data give the same text."""
    import jinja2

    room = files("plots") / "templates"
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string((room / "report.html.j2").read_text(encoding="utf-8"))
    css = (room / "report.css").read_text(encoding="utf-8")
    html = template.render(
        facts=data.facts,
        warnings=data.warnings,
        pages=_pages(data, progress),
        css=Markup(css),
        lang=lang,
        titles={lang: data.facts.title[lang] for lang in LANGS},
    )
    letters = unescape(re.sub(r"<(style|script)[\s\S]*?</\1>", "", html))
    return html.replace("/*font*/", font_face(letters), 1)


def _pages(data: ReportData, progress: Progress | None) -> list[Page]:
    charts = list(charts_of(data))
    done, all_parts = 0, len(charts) * len(LANGS)
    pages = []
    for lang in LANGS:
        figures = []
        for chart, numbers in charts:
            svg = _wide(Markup(page_svg(chart, data, numbers, lang)), lang)
            figures.append(
                Figure(
                    chart.title(lang),
                    chart.finding(data, lang),
                    svg,
                    chart.reading(lang, compares=data.compares),
                )
            )
            done += 1
            if progress is not None:
                progress(done, all_parts)
        pages.append(_page(data, lang, tuple(figures)))
    return pages


def _page(data: ReportData, lang: Lang, figures: tuple[Figure, ...]) -> Page:
    facts = data.facts
    parts = (part_table(data, scope, names, lang) for scope, names in _PARTS)
    page = Page(
        lang=lang,
        kind=say(lang, "仿真报告", "Simulation report"),
        title=facts.title[lang],
        finding=before_after_finding(data, lang),
        why=facts.why[lang],
        model=model_titles(data, lang),
        key=_html(key_table(data, lang), lang),
        lines=further_findings(data, lang),
        promises=_html(promise_table(data, lang), lang),
        reductions=_html(reduction_table(data, lang), lang),
        charts=figures,
        indicators=_html(indicator_table(data, lang), lang),
        costs=tuple(
            _html(t, lang) for t in (cost_table(data, lang), step_cost_table(data, lang)) if t
        ),
        payback=_payback(data, lang),
        parts=tuple(_html(part, lang) for part in parts if part),
        changes=_html(change_table(data, lang), lang),
        published=_html(published_table(data, lang), lang),
        method=method(data, lang),
        provenance=_html(provenance_table(data, lang), lang),
        definitions=(),
    )
    return replace(page, definitions=_in_use(definitions(data, lang), page))


def _in_use(found: list[tuple[str, str]], page: Page) -> tuple[tuple[str, str], ...]:
    """The definitions of what stands somewhere on a page."""
    parts = (page.key, page.promises, page.reductions, page.indicators, page.published)
    figures = (text for one in page.charts for text in (one.kind, one.finding, one.svg))
    texts = (*parts, *page.costs, *page.parts, *page.lines, page.finding, *figures)
    text = unescape("\n".join(texts)).lower()
    between = say(page.lang, "、", ", ")
    return tuple(
        (names, told)
        for names, told in found
        if any(name.lower() in text for name in names.split(between))
    )


def _payback(data: ReportData, lang: Lang) -> tuple[str, ...]:
    if not data.compares or data.step_costs.empty:
        return ()
    once, yearly = (float(data.step_costs[name].sum()) for name in ("one_off_cost", "yearly_cost"))
    currency = (data.model.costs or Costs()).currency
    return payback_words(pairs(data), data.model_before, once, yearly, currency, lang)


def _html(table: Table, lang: Lang) -> Markup:
    if not table:
        return Markup()
    return Markup(table.html()) if table.stacked else _wide(Markup(table.html()), lang)


def _wide(inner: Markup, lang: Lang) -> Markup:
    """A box that scrolls sideways, also by the keyboard, where a screen is narrower than it."""
    hint = say(lang, "左右滑动看全 →", "Swipe for the rest →")
    return Markup('<div class="wide" tabindex="0" data-hint="{}">{}</div>').format(hint, inner)
