"""What is taken along of a plan of shifts: pictures, one workbook and a page."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from plots.chart_set import chart_files, with_numbers, write_charts
from plots.exports import write_sheets
from plots.language import LANGS, Lang
from plots.staff_charts import STAFF_CHARTS
from plots.staff_data import StaffData
from plots.staff_page import write_staff_page
from plots.staff_tables import staff_sheets

WORKBOOK, PAGE = "staffing.xlsx", "staffing.html"


def write_staff_files(
    data: StaffData,
    out_dir: str | os.PathLike[str],
    *,
    lang: Lang = "zh",
    progress: Callable[[int, int], None],
) -> list[Path]:
    """Write each chart as PNG (300 dpi), SVG and PDF, all tables as a workbook, and the page.

    Parameters
    ----------
    data
        The plan.
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
    charts = with_numbers(STAFF_CHARTS, data)
    each = len(charts)
    asked = each * (1 + len(LANGS))
    written = write_charts(charts, data, folder, lang, lambda done: progress(done, asked))
    written.append(write_sheets(staff_sheets(data, lang), folder / WORKBOOK))
    page = write_staff_page(
        data, folder / PAGE, lambda done, asked: progress(each + done, each + asked), lang
    )
    return [*written, page]


def staff_file_names() -> list[str]:
    """Names of all files that `write_staff_files` may write."""
    return [*chart_files(STAFF_CHARTS), WORKBOOK, PAGE]
