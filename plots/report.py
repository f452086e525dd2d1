"""The report: one HTML file in both languages, with its charts, tables and font inside."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from plots.charts import charts_of
from plots.fonts import font_face
from plots.language import LANGS, Lang, lower_first, say
from plots.naming import measure_title, model_title
from plots.pairs import SAME, Key, chosen, headline, level_targets, pairs
from plots.pictures import page_svg
from plots.report_data import ReportData
from plots.result_tables import (
    indicator_table,
    key_table,
    part_table,
    promise_table,
    reduction_table,
)
from plots.sentences import change, row_amounts
from plots.source_tables import change_table, definitions, provenance_table, published_table
from plots.tables import Table
from sim.catalogue import CATALOGUE

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
    parts: tuple[Markup, ...]
    changes: Markup
    published: Markup
    method: tuple[str, ...]
    provenance: Markup
    definitions: tuple[tuple[str, str], ...]


def write_report(
    data: ReportData, path: str | os.PathLike[str], progress: Progress | None = None
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

    Returns
    -------
    Path
        The file written.
    """
    path = Path(path)
    html = report_html(data, progress)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(html, encoding="utf-8")
    part.replace(path)
    return path


def report_html(data: ReportData, progress: Progress | None = None) -> str:
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
        pages=_pages(data, progress),
        css=Markup(css),
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
            svg = Markup(page_svg(chart, data, numbers, lang))
            figures.append(
                Figure(chart.title(lang), chart.finding(data, lang), svg, chart.reading(lang))
            )
            done += 1
            if progress is not None:
                progress(done, all_parts)
        pages.append(_page(data, lang, tuple(figures)))
    return pages


def _page(data: ReportData, lang: Lang, figures: tuple[Figure, ...]) -> Page:
    row = headline(data)
    facts = data.facts
    parts = (part_table(data, scope, names, lang) for scope, names in _PARTS)
    return Page(
        lang=lang,
        kind=say(lang, "仿真报告", "Simulation report"),
        title=facts.title[lang],
        finding="" if row is None else change(row, facts.title[lang], lang),
        why=facts.why[lang],
        model=_models(data, lang),
        key=_html(key_table(data, lang)),
        lines=_lines(data, lang),
        promises=_html(promise_table(data, lang)),
        reductions=_html(reduction_table(data, lang)),
        charts=figures,
        indicators=_html(indicator_table(data, lang)),
        parts=tuple(_html(part) for part in parts if part),
        changes=_html(change_table(data, lang)),
        published=_html(published_table(data, lang)),
        method=_method(data, lang),
        provenance=_html(provenance_table(data, lang)),
        definitions=tuple(definitions(data, lang)),
    )


def _html(table: Table) -> Markup:
    return Markup(table.html() if table else "")


def _models(data: ReportData, lang: Lang) -> str:
    titles = [model_title(m, lang) for m in (data.model_before, data.model_after) if m is not None]
    return " → ".join(dict.fromkeys(titles))


def _lines(data: ReportData, lang: Lang) -> tuple[str, ...]:
    """What else the reader must know: how many numbers moved which way, and which got worse."""
    if not data.compares:
        return ()
    table = pairs(data)
    names = [m for m in CATALOGUE if not m.endswith(("_cdf", "_p50", "_max"))]
    if level_targets(data):
        # Callers are in no hall.
        names = [m for m in names if not m.startswith("hall_time")]
    rows = chosen(table, [Key(name) for name in names])
    count = {v: int((rows["verdict"] == v).sum()) for v in ("better", "worse", SAME)}
    lines = [
        say(
            lang,
            f"全部事项合计的 {sum(count.values())} 个有好坏之分的指标中，{count['better']} 个变好，"
            f"{count['worse']} 个变差，{count[SAME]} 个没有可分辨的变化。",
            f"Of the {sum(count.values())} measures over all services for which better and worse "
            f"are told apart, {count['better']} got better, {count['worse']} got worse and "
            f"{count[SAME]} show no distinguishable change.",
        )
    ]
    worse = []
    for _, row in rows[rows["verdict"] == "worse"].iterrows():
        written = row_amounts(row)
        name = measure_title(row["measure"], lang)
        values = f"{written.bare(row['before'])} → {written.full(row['after'], lang)}"
        worse.append(say(lang, f"{name}（{values}）", f"{lower_first(name)} ({values})"))
    if worse:
        listed = say(lang, "、", ", ").join(worse)
        lines.append(say(lang, f"变差的是：{listed}。", f"Worse: {listed}."))
    return tuple(lines)


def _method(data: ReportData, lang: Lang) -> tuple[str, ...]:
    facts = data.facts
    lines = [
        say(
            lang,
            f"{facts.replications} 次独立重复，随机种子 {facts.seed}，引擎 {facts.engine}，"
            f"onewindow {facts.version}。用同样的模型和种子可以重现本报告的全部数字。",
            f"{facts.replications} independent replications, seed {facts.seed}, engine "
            f"{facts.engine}, onewindow {facts.version}. The same models and seed give every "
            "number of this report again.",
        ),
        say(
            lang,
            "区间为 95 % 置信区间：以每次重复为一个观测，按 t 分布计算；占比为合计之比，用刀切法。",
            "Intervals are 95% confidence intervals by Student's t; the unit is the replication, "
            "never the customer. Shares are ratios of sums, with jackknife intervals.",
        ),
    ]
    if data.compares:
        lines += [
            say(
                lang,
                "改造前后使用相同的随机数（公共随机数）：同一批群众、同样的需求，逐次配对比较。",
                "Before and after share their random numbers (common random numbers): the same "
                "people with the same needs, compared replication by replication (paired t).",
            ),
            say(
                lang,
                "判断按 Holm 方法对同时比较的各方案校正；校正后 p < 0.05 才称变好或变差。",
                "Verdicts are corrected by Holm over the redesigns compared; better or worse is "
                "said only when the corrected p is below 0.05.",
            ),
        ]
    lines.append(
        say(
            lang,
            "区间只包含随机波动，不包含模型假设的误差；各数字的出处见下。",
            "Intervals hold chance alone, not errors in what the model assumes; where each number "
            "comes from is listed below.",
        )
    )
    return tuple(lines)
