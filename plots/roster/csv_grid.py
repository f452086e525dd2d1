"""The grid of a roster as a CSV file that office programs open and that is read back."""

from __future__ import annotations

import csv
import io

from plots.language import Lang, say
from plots.roster.data import RosterData
from scenarios.cell_texts import escaped, quoted


def roster_csv(data: RosterData, lang: Lang) -> str:
    """A row for each person: name, a shift or a day off for each date, hours and overtime [h].

    What an office program would run as a formula has an apostrophe before it;
    `scenarios.roster.grid.read_grid` takes it away again.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    days = range(data.case.days)
    names = say(lang, "姓名|工时（小时）|加班（小时）", "Name|Hours (h)|Overtime (h)").split("|")
    writer.writerow([names[0], *(data.case.date(day).isoformat() for day in days), *names[1:]])
    for name in data.case.people:
        cells = (quoted(data.cell(name, day, lang)) for day in days)
        hours = data.hours[name]
        writer.writerow([quoted(escaped(name)), *cells, f"{hours.hours:g}", f"{hours.overtime:g}"])
    return file.getvalue()
