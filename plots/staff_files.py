"""What is taken along of a plan of shifts: pictures, one workbook and a page."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from plots.exports import put, write_sheets
from plots.language import LANGS, Lang
from plots.pictures import taken_along
from plots.staff_charts import STAFF_CHARTS, staff_charts
from plots.staff_data import StaffData
from plots.staff_page import write_staff_page
from plots.staff_tables import staff_sheets

WORKBOOK, PAGE = "staffing.xlsx", "staffing.html"
KINDS = ("png", "pdf", "svg")


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
    charts = list(staff_charts(data))
    each = len(charts)
    written: list[Path] = []
    for done, (chart, numbers) in enumerate(charts, 1):
        for kind, content in taken_along(chart, data, numbers, lang).items():
            written.append(put(folder / f"{chart.name}.{kind}", content))
        progress(done, each * (1 + len(LANGS)))
    written.append(write_sheets(staff_sheets(data, lang), folder / WORKBOOK))
    page = write_staff_page(
        data, folder / PAGE, lambda done, asked: progress(each + done, each + asked), lang
    )
    return [*written, page]


def staff_file_names() -> list[str]:
    """Names of all files that `write_staff_files` may write."""
    return [f"{chart.name}.{kind}" for chart in STAFF_CHARTS for kind in KINDS] + [WORKBOOK, PAGE]
