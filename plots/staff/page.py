"""A page of planned shifts: one HTML file in both languages, with all it shows inside."""

from __future__ import annotations

import os
from pathlib import Path

from markupsafe import Markup

from plots.chart_set import page_figures, with_numbers
from plots.language import LANGS, Lang, say
from plots.naming import model_title
from plots.page_html import Page, Progress, page_html, write_page
from plots.page_parts import Part, Section, paragraphs, points, table_html
from plots.staff.charts import STAFF_CHARTS
from plots.staff.data import StaffData
from plots.staff.findings import staff_finding
from plots.staff.page_tables import goal_rows, interval_rows, key_rows, round_rows, shift_rows
from plots.staff.words import method_lines


def write_staff_page(
    data: StaffData,
    path: str | os.PathLike[str],
    progress: Progress | None = None,
    lang: Lang = "zh",
) -> Path:
    """Write the page as one HTML file that needs no other file and no network.

    Parameters
    ----------
    data
        The plan.
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
    return write_page(staff_html(data, progress, lang), path)


def staff_html(data: StaffData, progress: Progress | None = None, lang: Lang = "zh") -> str:
    """The page as text; the same data give the same text."""
    figures = page_figures(with_numbers(STAFF_CHARTS, data), data, progress)
    pages = [_page(data, figures[one], one) for one in LANGS]
    return page_html(
        pages,
        titles={one: pages[k].title for k, one in enumerate(LANGS)},
        version=data.version,
        date=data.date,
        warnings=data.warnings,
        lang=lang,
    )


def _page(data: StaffData, figures: dict[str, Markup], lang: Lang) -> Page:
    title = model_title(data.model, lang)
    return Page(
        lang=lang,
        kind=say(lang, "排班方案", "Plan of shifts"),
        title=title,
        finding=staff_finding(data, lang),
        why="",
        model=say(lang, f"{title} · 种子 {data.seed}", f"{title} · seed {data.seed}"),
        sections=_sections(data, figures, lang),
    )


def _sections(data: StaffData, figures: dict[str, Markup], lang: Lang) -> tuple[Section, ...]:
    def shown(*names: str) -> tuple[Part, ...]:
        return tuple(Part("", (figures[name],)) for name in names if name in figures)

    contents = (
        (
            "result", say(lang, "结果", "Result"),
            (Part("", (paragraphs(data.sentences[lang]), table_html(key_rows(data, lang), lang))),),
        ),
        (
            "intervals", say(lang, "各时段", "By interval"),
            (
                *shown("staffed", "level"),
                Part("", tuple(table_html(one, lang) for one in interval_rows(data, lang))),
            ),
        ),
        (
            "shifts", say(lang, "班次表", "Table of shifts"),
            (*shown("shifts"), Part("", (table_html(shift_rows(data, lang), lang),))),
        ),
        (
            "goals", say(lang, "不同目标的成本", "What other goals cost"),
            (*shown("front"), Part("", (table_html(goal_rows(data, lang), lang),))),
        ),
        (
            "method", say(lang, "怎么证明的", "How it was proven"),
            (
                Part("", (points(method_lines(data, lang)),)),
                Part("", (table_html(round_rows(data, lang), lang),)),
            ),
        ),
    )  # fmt: skip
    filled = [
        (name, title, tuple(filter(None, parts))) for name, title, parts in contents if any(parts)
    ]
    return tuple(
        Section(k, f"{lang}-{name}", title, parts)
        for k, (name, title, parts) in enumerate(filled, 1)
    )
