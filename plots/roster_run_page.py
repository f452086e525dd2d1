"""A page of a simulated roster, and its files: pictures, a workbook."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from plots.exports import put, safe, write_sheets
from plots.language import LANGS, Lang, say
from plots.naming import model_title
from plots.page_html import Page, Progress, page_html, write_page
from plots.page_parts import Part, Section, figure, paragraphs, table_html
from plots.pictures import page_svg, taken_along
from plots.roster_run_charts import RUN_CHARTS
from plots.roster_run_data import RosterRunData
from plots.roster_run_tables import level_rows, people_rows, run_sheets
from plots.roster_run_words import run_finding, run_sentences

WORKBOOK, PAGE = "roster_simulated.xlsx", "roster_simulated.html"
KINDS = ("png", "pdf", "svg")


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
    each = len(RUN_CHARTS)
    written: list[Path] = []
    for done, chart in enumerate(RUN_CHARTS, 1):
        for kind, content in taken_along(chart, data, chart.numbers(data), lang).items():
            written.append(put(folder / f"{chart.name}.{kind}", content))
        progress(done, each * (1 + len(LANGS)))
    tables = {name: safe(table) for name, table in run_sheets(data, lang).items()}
    written.append(write_sheets(tables, folder / WORKBOOK))
    html = run_html(data, lambda done, asked: progress(each + done, each + asked), lang)
    return [*written, write_page(html, folder / PAGE)]


def run_file_names() -> list[str]:
    """Names of all files that `write_run_files` may write."""
    return [f"{chart.name}.{kind}" for chart in RUN_CHARTS for kind in KINDS] + [WORKBOOK, PAGE]


def run_html(data: RosterRunData, progress: Progress | None = None, lang: Lang = "zh") -> str:
    """The page as text, in both languages; the same data give the same text."""
    pages, done = [], 0
    for one in LANGS:
        figures = {}
        for chart in RUN_CHARTS:
            svg = page_svg(chart, data, chart.numbers(data), one)
            figures[chart.name] = figure(
                chart.title(one), chart.finding(data, one), svg, chart.reading(one, compares=False),
                one,
            )  # fmt: skip
            done += 1
            if progress is not None:
                progress(done, len(RUN_CHARTS) * len(LANGS))
        levels = tuple(table_html(table, one) for table in level_rows(data, one))
        contents = (
            ("result", say(one, "结果", "Result"), (paragraphs(run_sentences(data, one)),)),
            ("intervals", say(one, "各时段", "By interval"), (figures["levels"], *levels)),
            ("people", say(one, "各人", "By person"),
             (figures["occupancy"], table_html(people_rows(data, one), one))),
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
