"""What is taken along of a fitted log: pictures, one workbook and a page."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from plots.chart_set import with_numbers, write_charts
from plots.exports import safe, write_sheets
from plots.fit_charts import FIT_CHARTS
from plots.fit_data import FitData
from plots.fit_page import fit_html
from plots.language import LANGS, Lang, say
from plots.page_html import write_page

WORKBOOK, PAGE = "calibration.xlsx", "calibration.html"


def write_fit_files(
    data: FitData,
    folder: str | os.PathLike[str],
    *,
    lang: Lang = "zh",
    progress: Callable[[int, int], None] | None = None,
) -> list[Path]:
    """Write each chart as PNG (300 dpi), SVG and PDF, all tables as a workbook, and the page.

    Parameters
    ----------
    data
        What was found.
    folder
        Folder to write to; made when it is not there.
    lang
        Language of pictures, and the one in which the page opens.
    progress
        Told (charts done, charts in all).

    Returns
    -------
    list of Path
        The files written, the page first.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    charts = with_numbers(FIT_CHARTS, data)
    all_charts = len(charts) * (1 + len(LANGS))

    def told(done: int) -> None:
        if progress is not None:
            progress(done, all_charts)

    html = fit_html(data, lambda done, _: told(done), lang)
    written = [write_page(html, folder / PAGE)]
    paged = len(charts) * len(LANGS)
    written += write_charts(charts, data, folder, lang, lambda done: told(paged + done))
    written.append(write_sheets(_sheets(data, lang), folder / WORKBOOK))
    return written


def _sheets(data: FitData, lang: Lang) -> dict[str, pd.DataFrame]:
    """All tables with all their digits, by the names of their sheets; empty ones are left out."""
    made = {chart.title(lang): numbers for chart, numbers in with_numbers(FIT_CHARTS, data)}
    made[say(lang, "结论", "Verdicts")] = data.verdicts
    made[say(lang, "数值与区间", "Numbers")] = data.known
    made[say(lang, "搁置的行", "Rows set aside")] = data.reasons
    return {name: safe(table) for name, table in made.items() if len(table)}
