"""What is taken along of a roster: a workbook, a page, a CSV grid, a calendar for each person."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from plots.chart_set import chart_files, with_numbers, write_charts
from plots.exports import put
from plots.file_names import distinct
from plots.language import Lang
from plots.roster.calendars import person_calendar
from plots.roster.charts import ROSTER_CHARTS
from plots.roster.csv_grid import roster_csv
from plots.roster.data import RosterData
from plots.roster.page import write_roster_page
from plots.roster.workbook import write_roster_workbook
from scenarios.whole_file import made_folder

WORKBOOK, GRID, PAGE, CALENDARS = "roster.xlsx", "roster.csv", "roster.html", "calendars"


def write_roster_files(
    data: RosterData,
    out_dir: str | os.PathLike[str],
    *,
    lang: Lang = "zh",
    progress: Callable[[int, int], None],
) -> list[Path]:
    """Write the workbook, the page, the grid as CSV, and an iCalendar file for each person.

    Parameters
    ----------
    data
        The roster.
    out_dir
        Folder to write to; made when it is not there.
    lang
        Language of all of it.
    progress
        Called with (files done, files in all).

    Returns
    -------
    list of Path
        The files written.
    """
    folder = Path(out_dir)
    calendars = folder / CALENDARS
    with made_folder(calendars):
        people = list(data.case.people)
        asked = len(people) + 3
        written = [write_roster_workbook(data, folder / WORKBOOK, lang)]
        progress(1, asked)
        written.append(write_roster_page(data, folder / PAGE, lang))
        progress(2, asked)
        charts = with_numbers(ROSTER_CHARTS, data)
        written += write_charts(charts, data, folder, lang, lambda _: progress(2, asked))
        for chart, numbers in charts:
            table = numbers.to_csv(index=False).encode("utf-8-sig")
            written.append(put(folder / f"{chart.name}.csv", table))
        # The mark tells office programs that it is UTF-8.
        written.append(put(folder / GRID, roster_csv(data, lang).encode("utf-8-sig")))
        for done, (name, stem) in enumerate(zip(people, distinct(people), strict=True), 4):
            text = person_calendar(data, name, lang)
            written.append(put(calendars / f"{stem}.ics", text.encode()))
            progress(done, asked)
        return written


def roster_file_names() -> list[str]:
    """Names of the files in the folder that are the same for every roster."""
    tables = [f"{chart.name}.csv" for chart in ROSTER_CHARTS]
    return [WORKBOOK, GRID, PAGE, *chart_files(ROSTER_CHARTS), *tables]
