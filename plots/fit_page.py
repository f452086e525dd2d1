"""A page of a fitted log: one HTML file in both languages, with all it shows inside."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from markupsafe import Markup

from plots.chart_set import page_figures, with_numbers
from plots.fit_charts import FIT_CHARTS
from plots.fit_data import FitData
from plots.language import LANGS, Lang, say
from plots.naming import model_title
from plots.page_html import Page, page_html
from plots.page_parts import Part, Section, paragraphs, points, table_html
from plots.tables import Table, cells


def fit_html(
    data: FitData, progress: Callable[[int, int], None] | None = None, lang: Lang = "zh"
) -> str:
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
    figures = page_figures(with_numbers(FIT_CHARTS, data), data, progress)
    pages = [_page(data, figures[one], one) for one in LANGS]
    return page_html(
        pages,
        titles={one: pages[k].title for k, one in enumerate(LANGS)},
        version=data.version,
        date=data.date,
        warnings=data.warnings,
        lang=lang,
    )


def _page(data: FitData, figures: dict[str, Markup], lang: Lang) -> Page:
    title = model_title(data.model, lang)
    return Page(
        lang=lang,
        kind=say(lang, "拟合报告", "Calibration report"),
        title=title,
        finding=data.findings["page"][lang],
        why="",
        model=data.source[lang],
        sections=_sections(data, figures, lang),
    )


def _sections(data: FitData, figures: dict[str, Markup], lang: Lang) -> tuple[Section, ...]:
    def shown(*names: str) -> tuple[Part, ...]:
        return tuple(Part("", (figures[name],)) for name in names if name in figures)

    def told(name: str) -> Markup:
        return paragraphs(data.lines.get(name, {}).get(lang, ()))

    contents = (
        (
            "judged", say(lang, "留出的日子：可信吗", "Days held out: is it to be trusted"),
            (
                Part("", (told("judged"), table_html(_verdict_rows(data, lang), lang))),
                *shown("judged"),
                Part("", (points(data.lines["why"][lang]),)),
            ),
        ),
        (
            "rows", say(lang, "记录的质量", "Quality of the log"),
            (Part("", (told("rows"), table_html(_reason_rows(data, lang), lang))),),
        ),
        (
            "arrivals", say(lang, "到达", "Arrivals"),
            (Part("", (told("arrivals"),)), *shown("days", "arrivals")),
        ),
        (
            "services", say(lang, "服务与耐心", "Services and patience"),
            (Part("", (told("services"),)), *shown("times", "patience")),
        ),
        ("staff", say(lang, "人员", "Staff"), (Part("", (told("staff"),)), *shown("staff"))),
        (
            "known", say(lang, "知道得多准", "How well it is known"),
            (Part("", (table_html(_known_rows(data, lang), lang),)),),
        ),
        (
            "unknown", say(lang, "记录说明不了的", "What the log cannot tell"),
            (Part("", (points(data.lines["unknown"][lang]),)),),
        ),
    )  # fmt: skip
    filled = [
        (name, title, tuple(filter(None, parts))) for name, title, parts in contents if any(parts)
    ]
    return tuple(
        Section(k, f"{lang}-{name}", title, parts)
        for k, (name, title, parts) in enumerate(filled, 1)
    )


_VERDICT_HEADS = (
    ("量", "Measure"), ("结论", "Verdict"), ("平均误差", "Mean error"), ("允许", "Allowed"),
    ("偶然", "Chance"), ("照搬拟合日", "As days fitted"),
    ("已知人员", "Told staff"), ("再知到达", "And arrivals"), ("再知用时", "And times"),
    ("区间覆盖", "Bands hold"),
)  # fmt: skip


def _verdict_rows(data: FitData, lang: Lang) -> Table:
    rows = data.verdicts
    columns = (
        lang, f"verdict_{lang}", *(f"{name}_{lang}" for name in (
            "error", "allowed", "chance", "unmodelled", "staff_known", "came_known", "all_known")),
        "coverage",
    )  # fmt: skip
    return Table(
        "verdicts",
        say(lang, "各小时的误差，按到达量加权平均", "Errors by hour, weighted by arrivals"),
        tuple(say(lang, *head) for head in _VERDICT_HEADS),
        tuple(cells(map(str, row)) for row in rows[list(columns)].itertuples(index=False)),
        ("left", "left") + ("right",) * 8,
        stacked=True,
    )


def _reason_rows(data: FitData, lang: Lang) -> Table:
    return Table(
        "reasons",
        say(lang, "搁置的行，按原因", "Rows set aside, by reason"),
        (say(lang, "原因", "Reason"), say(lang, "行数", "Rows")),
        tuple(
            cells((str(row[lang]), f"{row['rows']:,}")) for row in data.reasons.to_dict("records")
        ),
        ("left", "right"),
    )


def _known_rows(data: FitData, lang: Lang) -> Table:
    def number(row: pd.Series, name: str) -> str:
        return f"{row[name]:,.2f}" if abs(row["value"]) < 10 else f"{row[name]:,.1f}"

    rows = [
        cells(
            (
                str(row[f"what_{lang}"]),
                str(row["of"]),
                number(row, "value"),
                f"{number(row, 'low')}–{number(row, 'high')}",
                str(row[f"unit_{lang}"]),
                f"{row['n']:,}",
            )
        )
        for _, row in data.known.iterrows()
    ]
    return Table(
        "known",
        say(
            lang,
            "数值与 95 % 区间；人员为记录允许的范围",
            "Numbers with intervals of 95%; of staff the range that the log allows",
        ),
        (
            say(lang, "数值", "Number"), say(lang, "事项", "Matter"), say(lang, "估计", "Estimate"),
            say(lang, "区间", "Interval"), say(lang, "单位", "Unit"),
            say(lang, "样本量", "Sample size"),
        ),
        tuple(rows),
        ("left", "left", "right", "right", "left", "right"),
        stacked=True,
    )  # fmt: skip
