"""A page of a simulated roster, and its files: pictures, a workbook."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup

from plots.chart_set import chart_files, page_figures, with_numbers, write_charts
from plots.exports import safe, write_sheets
from plots.language import LANGS, Lang, say
from plots.naming import model_title
from plots.page_html import Page, Progress, page_html, write_page
from plots.page_parts import Part, Section, paragraphs, table_html
from plots.roster_run_charts import RUN_CHARTS
from plots.roster_run_data import RosterRunData
from plots.roster_run_tables import level_rows, people_rows, run_sheets
from plots.roster_run_words import run_finding, run_sentences

WORKBOOK, PAGE = "roster_simulated.xlsx", "roster_simulated.html"


def write_run_files(
    data: RosterRunData,
    out_dir: str | os.PathLike[str],
    *,
    lang: Lang = "zh",
    progress: Callable[[int, int], None],
) -> list[Path]:
    """Write each chart as PNG (300 dpi), SVG and PDF, all tables as a workbook, and the page.

    Parameters
    ----------
    data
        The simulated roster.
    out_dir
        Folder to write to; made when it is not there.
    lang
        Language of pictures and tables, and the one in which the page opens.
    progress
        Called with (charts done, charts in all); those of the page count again.

    Returns
    -------
    list of Path
        The files written.
    """
    folder = Path(out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    charts = with_numbers(RUN_CHARTS, data)
    each = len(charts)
    asked = each * (1 + len(LANGS))
    written = write_charts(charts, data, folder, lang, lambda done: progress(done, asked))
    tables = {name: safe(table) for name, table in run_sheets(data, lang).items()}
    written.append(write_sheets(tables, folder / WORKBOOK))
    html = run_html(data, lambda done, asked: progress(each + done, each + asked), lang)
    return [*written, write_page(html, folder / PAGE)]


def run_file_names() -> list[str]:
    """Names of all files that `write_run_files` may write."""
    return [*chart_files(RUN_CHARTS), WORKBOOK, PAGE]


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
