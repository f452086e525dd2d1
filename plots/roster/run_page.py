"""A page of a simulated roster."""

from __future__ import annotations

from markupsafe import Markup

from plots.chart_set import page_figures, with_numbers
from plots.language import Lang, say
from plots.naming import model_title
from plots.page_html import Page, Progress, page_html
from plots.page_parts import Part, Section, paragraphs, table_html
from plots.roster.run_charts import RUN_CHARTS
from plots.roster.run_data import RosterRunData
from plots.roster.run_tables import level_rows, people_rows
from plots.roster.run_words import run_finding, run_sentences


def run_html(data: RosterRunData, progress: Progress | None = None, lang: Lang = "zh") -> str:
    """The page as text, in both languages; the same data give the same text."""
    pages = []
    for one, figures in page_figures(with_numbers(RUN_CHARTS, data), data, progress).items():
        levels = tuple(table_html(table, one) for table in level_rows(data, one))
        contents = (
            ("result", say(one, "结果", "Result"), (paragraphs(run_sentences(data, one)),)),
            ("intervals", say(one, "各时段", "By interval"),
             (figures.get("levels", Markup()), *levels)),
            ("people", say(one, "各人", "By person"),
             (figures.get("occupancy", Markup()), table_html(people_rows(data, one), one))),
        )  # fmt: skip
        title = model_title(data.model, one)
        pages.append(
            Page(
                lang=one,
                kind=say(one, "排班表仿真", "Roster, simulated"),
                title=data.title[one],
                finding=run_finding(data, one),
                why="",
                model=say(one, f"{title} · 种子 {data.seed}", f"{title} · seed {data.seed}"),
                sections=tuple(
                    Section(k, f"{one}-{name}", head, (Part("", pieces),))
                    for k, (name, head, pieces) in enumerate(contents, 1)
                ),
            )
        )
    return page_html(
        pages, titles=dict(data.title), version=data.version, date=data.date, warnings=data.notes,
        lang=lang,
    )  # fmt: skip
