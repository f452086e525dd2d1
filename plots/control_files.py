"""A control chart to take along: pictures, and its numbers as CSV and as a workbook."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from plots.canvas import put_note
from plots.control_chart import plot_control
from plots.control_tables import point_table, stage_table
from plots.control_words import finding, reading
from plots.exports import write_sheets
from plots.fonts import house_style
from plots.language import Lang, say
from plots.measured_words import Spoken
from plots.pictures import picture, svg_file
from scenarios.whole_file import made_folder, whole_file
from sim.control import Control

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NAME = "control_chart"
KINDS = (".png", ".svg", ".pdf", ".csv", ".xlsx")


def draw_control(control: Control, told: Spoken, lang: Lang) -> Figure:
    """The chart with its finding above and how it is read below; call inside `house_style`."""
    rows = control.table()
    rows["reform"] = [control.stages[k].reform for k in rows["stage"]]
    rows["reform"] = rows["reform"].astype(object).where(rows["reform"].notna(), None)
    figure = plot_control(rows, told, lang=lang, title=finding(control, told, lang))
    put_note(figure, reading(control, lang))
    return figure


def write_control(
    control: Control,
    told: Spoken,
    out_dir: str | os.PathLike[str],
    *,
    lang: Lang = "zh",
    progress: Callable[[int, int], None] | None = None,
) -> list[Path]:
    """Write the chart as PNG (300 dpi), SVG and PDF, its numbers as CSV and as a workbook.

    Parameters
    ----------
    control, told
        The chart and how it is told.
    out_dir
        Folder to write to; made when it is not there.
    lang
        Language of picture and tables.
    progress
        Called with (files written, files in all).

    Returns
    -------
    list of Path
        The files written.
    """
    with made_folder(out_dir) as folder:
        points = point_table(control, told, lang)
        written: list[Path] = []

        def put(kind: str, content: bytes) -> None:
            path = folder / f"{NAME}{kind}"
            with whole_file(path) as beside:
                beside.write_bytes(content)
            written.append(path)
            if progress is not None:
                progress(len(written), len(KINDS))

        with house_style(lang):
            figure = draw_control(control, told, lang)
            put(".png", picture(figure, "png"))
            put(".svg", svg_file(figure))
            put(".pdf", picture(figure, "pdf"))
        # A byte-order mark tells Excel that the file is UTF-8.
        put(".csv", points.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
        book_path = folder / f"{NAME}.xlsx"
        sheets = {
            say(lang, "各点", "Points"): points,
            say(lang, "各阶段", "Stages"): stage_table(control, told, lang),
        }
        return [*written, write_sheets(sheets, book_path)]
