"""A page of a fitted log: one HTML file in both languages, with all it shows inside."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from plots.calibration.fit_charts import FIT_CHARTS
from plots.calibration.fit_data import FitData
from plots.calibration.page_frame import Contents, Figures, calibration_html, figure_parts
from plots.calibration.tables import known_table, reason_table
from plots.chart_set import with_numbers
from plots.language import Lang, say
from plots.page_html import Progress
from plots.page_parts import Part, paragraphs, points, table_html
from plots.tables import Table, cells


def fit_html(data: FitData, progress: Progress | None = None, lang: Lang = "zh") -> str:
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
    charts = with_numbers(FIT_CHARTS, data)
    return calibration_html(data, charts, partial(_contents, data), progress, lang)


def _contents(data: FitData, figures: Figures, lang: Lang) -> Contents:
    shown = partial(figure_parts, figures)

    def told(name: str) -> Markup:
        return paragraphs(data.lines.get(name, {}).get(lang, ()))

    return (
        (
            "judged", say(lang, "留出的日子：可信吗", "Days held out: is it to be trusted"),
            (
                Part("", (table_html(_against_rows(data, lang), lang),)),
                Part("", (told("judged"), table_html(_verdict_rows(data, lang), lang))),
                *shown("judged"),
                Part("", (points(data.lines["why"][lang]),)),
            ),
        ),
        (
            "rows", say(lang, "记录的质量", "Quality of the log"),
            (Part("", (told("rows"), table_html(reason_table(data.reasons, lang), lang))),),
        ),
        (
            "arrivals", say(lang, "到达", "Arrivals"),
            (Part("", (told("arrivals"),)), *shown("days", "arrivals")),
        ),
        (
            "services", say(lang, "服务、耐心与先后", "Services, patience and order"),
            (Part("", (told("services"),)), *shown("times", "patience")),
        ),
        ("staff", say(lang, "人员", "Staff"), (Part("", (told("staff"),)), *shown("staff"))),
        (
            "known", say(lang, "知道得多准", "How well it is known"),
            (Part("", (table_html(known_table(data.known, lang, has_staff=True), lang),)),),
        ),
        (
            "unknown", say(lang, "记录说明不了的", "What the log cannot tell"),
            (Part("", (points(data.lines["unknown"][lang]),)),),
        ),
        (
            "model", say(lang, "模型与来源", "The model and its sources"),
            (Part("", tuple(table_html(table, lang) for table in data.origins[lang])),),
        ),
    )  # fmt: skip


_VERDICT_HEADS = (
    ("量", "Measure"), ("结论", "Verdict"), ("偏向", "Direction"),
    ("平均误差", "Mean error"), ("允许", "Allowed"),
    ("偶然", "Chance"), ("照搬拟合日", "As days fitted"),
    ("已知人员", "Told staff"), ("再知到达", "And arrivals"), ("再知用时", "And times"),
    ("区间覆盖", "Bands hold"),
)  # fmt: skip


def _verdict_rows(data: FitData, lang: Lang) -> Table:
    rows = data.verdicts
    columns = (
        lang, f"verdict_{lang}", f"bias_{lang}", *(f"{name}_{lang}" for name in (
            "error", "allowed", "chance", "unmodelled", "staff_known", "came_known", "all_known")),
        "coverage",
    )  # fmt: skip
    return Table(
        "verdicts",
        say(lang, "各小时的误差，按到达量加权平均", "Errors by hour, weighted by arrivals"),
        tuple(say(lang, *head) for head in _VERDICT_HEADS),
        tuple(
            cells(map(str, row))
            for row in rows.reindex(columns=list(columns)).itertuples(index=False)
        ),
        ("left",) * 3 + ("right",) * 8,
        stacked=True,
    )


_AGAINST_HEADS = (
    ("量", "Measure"), ("记录", "Log"), ("模型", "Model"), ("各次仿真", "Runs"),
    ("偏向", "Direction"),
)  # fmt: skip


def _against_rows(data: FitData, lang: Lang) -> Table:
    columns = (lang, *(f"{name}_{lang}" for name in ("log", "model", "runs", "direction")))
    rows = data.against.reindex(columns=list(columns))
    return Table(
        "against",
        say(
            lang,
            "模型与记录对照，全部日子；人数用模型的，每周相同",
            "Model against log, all days; with the staff of the model, the same each week",
        ),
        tuple(say(lang, *head) for head in _AGAINST_HEADS),
        tuple(
            cells((name[:1].upper() + name[1:], *map(str, row)))
            for name, *row in rows.itertuples(index=False)
        ),
        ("left",) + ("right",) * 3 + ("left",),
        stacked=True,
    )
