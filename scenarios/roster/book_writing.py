"""A roster file as a workbook that a scheduler fills in, in Chinese or in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from scenarios.cell_texts import escaped
from scenarios.roster.book import LAW, LAW_KEYS, PLAN, SHEETS, Column, Sheet
from scenarios.roster.file import RosterFile
from scenarios.roster.holidays import holidays_text
from scenarios.roster.rule_names import RULE_NAMES
from scenarios.whole_file import whole_file

_CHOICES = {
    ("people", "protected"): (("孕期", "哺乳期"), ("pregnant", "nursing")),
    ("contracts", "overtime"): (("是", "否"), ("yes", "no")),
    ("pairs", "how"): (("不得同班", "须同班"), ("apart", "together")),
}
_ROWS = 500
"""Rows of a sheet that have its lists of choices."""


def write_workbook(file: RosterFile, path: str | Path, lang: Literal["zh", "en"]) -> None:
    """Write a workbook from which the same case is read; groups become people.

    Raises
    ------
    OSError
        It cannot be written.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    book.remove(book.active)
    for sheet in SHEETS:
        page = book.create_sheet(getattr(sheet, lang))
        page.append([getattr(column, lang) for column in sheet.columns])
        for row in _rows(sheet, file, lang):
            page.append([_cell(column, row.get(column.key), lang) for column in sheet.columns])
        for cell in (one for row in page.iter_rows() for one in row):
            if isinstance(cell.value, str):
                # A text that looks like a formula stays a text.
                cell.data_type, cell.quotePrefix = "s", cell.value[:1] in set("=+-@")
        for cell in page[1]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="DDE6F0")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.freeze_panes = "B2"
        for k, column in enumerate(sheet.columns, 1):
            letter = get_column_letter(k)
            texts = [str(cell.value or "") for cell in page[letter]]
            page.column_dimensions[letter].width = min(max(map(_width, texts)) + 2, 30)
            if choices := _CHOICES.get((sheet.part, column.key)):
                listed = ",".join(choices[lang == "en"])
                rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
                page.add_data_validation(rule)
                rule.add(f"{letter}2:{letter}{_ROWS}")
    with whole_file(path) as beside:
        book.save(beside)


def _width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _cell(column: Column, value: Any, lang: str) -> Any:
    if value is None or value == ():
        return None
    written = column.cell.write(value)
    if lang == "zh" and isinstance(written, str):
        written = column.cell.zh(written)
    return escaped(written) if isinstance(written, str) else written


def _rows(sheet: Sheet, file: RosterFile, lang: Literal["zh", "en"]) -> Iterator[Mapping[str, Any]]:
    people = file.person_lines()
    match sheet.part:
        case "plan":
            for line in PLAN:
                value = getattr(file, line.key)
                if line.key == "title" and value is not None:
                    value = getattr(value, lang)
                if line.key == "holidays":
                    value = holidays_text(value, lang)
                yield {"item": getattr(line, lang), "value": value}
        case "kinds":
            for name, kind in file.kinds.items():
                title = None if kind.title is None else getattr(kind.title, lang)
                yield {**_set(kind), "name": name, "title": title}
        case "contracts":
            for name, contract in file.contracts.items():
                yield {**_set(contract), "name": name}
        case "people":
            for name, person in people.items():
                yield {**_set(person), "name": name}
        case "needs":
            yield from map(_set, file.needs)
        case "wishes" | "unavailable":
            for name, person in people.items():
                for line in getattr(person, sheet.part):
                    yield {**_set(line), "name": name}
        case "rules":
            yield from _rules(file, lang)
        case _:
            for how in ("apart", "together"):
                for one, other in getattr(file, how):
                    yield {"one": one, "other": other, "how": how}


def _set(section: Any) -> dict[str, Any]:
    """What was said of a section, without what it has by default."""
    return {name: getattr(section, name) for name in section.model_fields_set}


def _rules(file: RosterFile, lang: Literal["zh", "en"]) -> Iterator[dict[str, Any]]:
    """All rules, and numbers of the law that belong to none."""
    numbers = {line.key: line for line in LAW}
    for rule, names in RULE_NAMES.items():
        line = numbers.pop(rule, None)
        value = None if line is None else getattr(file.law, LAW_KEYS.get(rule, rule))
        name = names[lang == "en"] if line is None else getattr(line, lang)
        yield {"rule": name, "value": value, "strength": file.strengths.get(rule)}
    for key, line in numbers.items():
        yield {"rule": getattr(line, lang), "value": getattr(file.law, key)}
