"""What a simulated roster says on the screen and to machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onewindow.grid import Grid
from onewindow.machine import records
from onewindow.promised import promise_record
from plots.language import Lang
from plots.roster.run_data import RosterRunData
from plots.roster.run_tables import level_rows, people_rows
from plots.roster.run_words import clock_finding, people_finding, run_finding, run_sentences
from plots.tables import Cell, Table


def run_told(data: RosterRunData, lang: Lang) -> Iterator[Grid | str]:
    """Levels by interval, everybody, and what they come to."""
    yield data.title[lang]
    tables = level_rows(data, lang)
    for table in tables:
        if len(tables) > 1:
            yield table.caption
        yield _grid(table)
    yield _grid(people_rows(data, lang))
    yield run_finding(data, lang)
    yield clock_finding(data, lang)
    yield people_finding(data, lang)
    yield from run_sentences(data, lang)


def _grid(table: Table) -> Grid:
    words = tuple(h for h, a in zip(table.header[1:], table.align[1:], strict=True) if a == "left")
    grid = Grid(table.header, words=words)
    for first, *rest in table.rows:
        grid.row(first.text, *(_plain(cell) for cell in rest))
    return grid


def _plain(cell: Cell) -> str:
    return f"{cell.text} ({cell.note})" if cell.note else cell.text


def run_record(data: RosterRunData) -> dict[str, Any]:
    """The simulated roster for machines."""
    return {
        "target": promise_record(data.promise),
        "replications": data.replications,
        "absent": data.rate,
        "shifts": data.shifts,
        "shifts_lost": data.missing,
        "total": records(data.total),
        "intervals": records(data.clock.rename(columns={"at": "start"})),
        "days": records(data.days),
        "people": records(data.people),
        "beyond": records(data.beyond),
        "notes": data.notes["en"],
    }
