"""The workbook of a roster: the grid as it is printed, what is broken, cover, and fairness."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pandas as pd

from plots.exports import fit
from plots.language import Lang, say
from plots.roster.data import RosterData
from plots.roster.sheet import fill_grid, put_text
from plots.roster.tables import (
    change_table,
    cover_table,
    fairness_table,
    shift_table,
    spread_table,
    violation_table,
    why_table,
)
from scenarios.cell_texts import escaped
from scenarios.whole_file import whole_file


def write_roster_workbook(data: RosterData, path: str | os.PathLike[str], lang: Lang) -> Path:
    """Write the workbook; `scenarios.roster.grid.read_grid` reads its grid back.

    Numbers are not rounded; texts stay texts, whatever they begin with.
    """
    import openpyxl
    from openpyxl.worksheet.properties import PageSetupProperties

    book = openpyxl.Workbook()
    first = book.active
    first.title = say(lang, "排班表", "Roster")
    first.sheet_properties.pageSetUpPr = PageSetupProperties()
    fill_grid(first, data, lang)
    fairness = fairness_table(data, lang)
    changes = change_table(data, lang)
    why = why_table(data, lang)
    if len(changes):
        _fill(book.create_sheet(say(lang, "改动", "Changes")), (changes,), "")
    for title, tables, empty in (
        (say(lang, "违规", "Violations"), (violation_table(data, lang),),
         say(lang, "没有违反任何规则", "No rule is broken")),
        *([(say(lang, "原因", "Why"), (why,), "")] if len(why) else []),
        (say(lang, "覆盖", "Cover"), (cover_table(data, lang),), ""),
        (say(lang, "班次明细", "Shifts"), (shift_table(data, lang),), ""),
        (say(lang, "公平", "Fairness"), (fairness, spread_table(fairness, lang)), ""),
    ):  # fmt: skip
        _fill(book.create_sheet(title), tables, empty)
    with whole_file(path) as beside:
        book.save(beside)
    return Path(path)


def _fill(sheet: Any, tables: tuple[pd.DataFrame, ...], empty: str) -> None:
    """Tables below each other, with a blank row between them; heads of the first stay in sight."""
    from openpyxl.styles import Font

    row = 1
    for table in tables:
        for column, name in enumerate(table.columns, 1):
            put_text(sheet, row, column, name).font = Font(bold=True)
        for values in table.itertuples(index=False):
            row += 1
            for column, value in enumerate(values, 1):
                _put(sheet, row, column, value)
        row += 2
    if empty and not len(tables[0]):
        put_text(sheet, 2, 1, empty)
    sheet.freeze_panes = "A2"
    fit(sheet)


def _put(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, str):
        put_text(sheet, row, column, escaped(value))
    elif not pd.isna(value):
        sheet.cell(row, column, value.item() if hasattr(value, "item") else value)
