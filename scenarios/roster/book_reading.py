"""A workbook in the form schedulers keep as the plain data of a roster file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path as FilePath
from typing import Any

from scenarios.findings import Finding, Path, near, shown, wrong_name, wrong_name_zh
from scenarios.roster.book import LAW, LAW_KEYS, PLAN, SHEETS, Column, Sheet
from scenarios.roster.book_cells import DATE
from scenarios.roster.book_heads import head_of, is_chinese, there
from scenarios.roster.holidays import holidays_in_cell
from scenarios.roster.rule_names import RULE_NAMES
from scenarios.workbooks import sheets_of
from scenarios.written_cells import plain
from scenarios.yaml_text import Document

_RULES = {word.lower(): rule for rule, names in RULE_NAMES.items() for word in (rule, *names)}
_SUMS = ("合计", "总计", "小计", "total", "sum")
"""Kinds of shift in a table of needs that are none."""


def workbook_document(path: str | FilePath) -> Document:
    """A workbook as plain data; the sheet and row of each value stand in it, and what is wrong.

    Raises
    ------
    DataError
        It cannot be read as a workbook.
    """
    document = Document(data={})
    known = {name.lower(): sheet for sheet in SHEETS for name in (sheet.zh, sheet.en)}
    found: dict[str, tuple[str, Sequence[Sequence[object]]]] = {}
    for title, rows in sheets_of(path):
        sheet = known.get(plain(title).lower())
        if sheet is not None:
            found[sheet.part] = title, rows
        elif near(plain(title), known) is not None:
            what = wrong_name("a sheet that is known", title, known, "Rename it.")
            zh = wrong_name_zh("已知的工作表名", title, known, "请改名。")
            document.findings.append(Finding((), what, zh))
    # People come before what is said of them, however the sheets are ordered.
    for sheet in SHEETS:
        if sheet.part in found:
            read_sheet(document, sheet, *found[sheet.part])
    return document


def read_sheet(
    document: Document, sheet: Sheet, title: str, rows: Sequence[Sequence[object]]
) -> None:
    """Put what stands in a sheet into a document."""
    head = head_of(sheet, rows, document.data)
    if head is None:
        return
    for word, what, zh in head.unknown:
        _note(document, (sheet.part, word), title, head.line + 1, what, zh)
    for k, row in enumerate(rows[head.line + 1 :], head.line + 2):
        cells = {
            column.key: (row[at], column)
            for at, column in head.columns.items()
            if at < len(row) and there(row[at])
        }
        if cells:
            _FILLED[sheet.part](_Row(document, title, k, cells))


def _note(document: Document, path: Path, title: str, line: int, what: str, zh: str = "") -> None:
    document.lines.setdefault(path, line)
    document.sheets.setdefault(path, title)
    document.findings.append(Finding(path, what, zh))


class _Row:
    """A row of a sheet, which puts its cells into the document."""

    def __init__(
        self, document: Document, title: str, line: int, cells: dict[str, tuple[Any, Column]]
    ) -> None:
        self.document, self.title, self.line = document, title, line
        self._cells = cells

    def value(self, key: str) -> Any:
        """The plain value of a column; None where nothing stands."""
        if key not in self._cells:
            return None
        cell, column = self._cells[key]
        return column.cell.read(cell)

    def values(self, *but: str) -> dict[str, Any]:
        """All plain values with their keys, but those of some columns."""
        return {key: self.value(key) for key in self._cells if key not in but}

    def across(self) -> list[tuple[str, str, str]]:
        """Cells below days: the key of the column, and the key and value that name its days."""
        parted = ((key, *key.partition(":")) for key in self._cells)
        return [(key, part, days) for key, part, colon, days in parted if colon]

    def put(self, path: Path, value: Any) -> None:
        """Set a value of the document at a path whose outer parts are maps or lists."""
        inside: Any = self.document.data
        for k, part in enumerate(path[:-1]):
            empty: Any = [] if isinstance(path[k + 1], int) else {}
            inside = inside.setdefault(part, empty) if isinstance(inside, dict) else inside[part]
        if isinstance(inside, list):
            inside.append(value)
        else:
            inside[path[-1]] = value
        self.document.lines[path] = self.line
        self.document.sheets[path] = self.title

    def wrong(self, path: Path, what: str, zh: str) -> None:
        """Note a mistake in this row."""
        _note(self.document, path, self.title, self.line, what, zh)

    def count(self, *path: str) -> int:
        """How many items a list of the document has."""
        inside: Any = self.document.data
        for part in path:
            inside = inside.get(part, {})
        return len(inside)


def _plan(row: _Row) -> None:
    item = str(row.value("item") or "")
    column = _named(item, PLAN)
    if column is None:
        names = [one.zh if is_chinese(item) else one.en for one in PLAN]
        zh = wrong_name_zh("概况的项目", item, names, "请改正。")
        row.wrong(("plan", item), wrong_name("an item of the plan", item, names, "Correct it."), zh)
        return
    if row.value("value") is not None:
        cell = row.values()["value"] if column.cell is not DATE else row._cells["value"][0]
        value = column.cell.read(cell)
        if column.key == "holidays":
            value = holidays_in_cell(str(value))
        row.put((column.key,), value)


def _named(word: str, columns: tuple[Column, ...]) -> Column | None:
    said = plain(word).lower()
    return next((one for one in columns if said in (one.key, one.zh, one.en.lower())), None)


def _section(part: str) -> Callable[[_Row], None]:
    def fill(row: _Row) -> None:
        name = row.value("name")
        if name is None:
            what = f"expected a name in each row, got {shown(row.values())}. Name it."
            row.wrong((part, f"row {row.line}"), what, "每行应有名称，这一行没有。请写上。")
        elif name in row.document.data.get(part, {}):
            first = row.document.lines[part, name]
            what = f"expected each name once, got it again after row {first}. Take one out."
            zh = f"名称应各不相同，第 {first} 行已有这一个。请去掉一行。"
            row.wrong((part, name, f"row {row.line}"), what, zh)
        else:
            row.put((part, name), row.values("name"))

    return fill


def _need(row: _Row) -> None:
    """A line of needs, or one for each day where the days stand across."""
    wide = row.across()
    if not wide:
        row.put(("needs", row.count("needs")), row.values())
    elif (kind := row.value("kind")) is not None and kind.lower() not in _SUMS:
        own = row.values(*(key for key, *_ in wide))
        for key, part, days in wide:
            line = {**own, part: days, "people": row.value(key)}
            row.put(("needs", row.count("needs")), line)


def _of_person(part: str) -> Callable[[_Row], None]:
    """Rows of which one person may have several."""

    def fill(row: _Row) -> None:
        name = row.value("name")
        people = row.document.data.setdefault("people", {})
        if not isinstance(people.get(name), dict):
            what = wrong_name("a person of the sheet of people", name, people, "Add them there.")
            zh = wrong_name_zh("人员表里的人名", name, people, "请在人员表里加上。")
            row.wrong((part, f"row {row.line}"), what, zh)
        else:
            row.put(("people", name, part, row.count("people", name, part)), row.values("name"))

    return fill


def _rule(row: _Row) -> None:
    said = str(row.value("rule") or "")
    number = _named(said, LAW)
    rule = _RULES.get(plain(said).lower())
    if number is None and rule is None:
        names = [names[0] if is_chinese(said) else names[1] for names in RULE_NAMES.values()]
        zh = wrong_name_zh("规则名", said, names, "请改正。")
        row.wrong(("rules", said), wrong_name("a rule", said, names, "Correct it."), zh)
        return
    if number is not None and row.value("value") is not None:
        row.put(("law", LAW_KEYS.get(number.key, number.key)), row.value("value"))
    if rule is not None and row.value("strength") is not None:
        row.put(("strengths", rule), row.value("strength"))


def _pair(row: _Row) -> None:
    how = row.value("how")
    if how not in ("apart", "together"):
        what = f"expected 不得同班 (apart) or 须同班 (together), got {shown(how)}. Use one."
        zh = f"应为“不得同班”或“须同班”，实为“{how or '空'}”。请用其中一个。"
        row.wrong(("pairs", f"row {row.line}"), what, zh)
        return
    row.put((how, row.count(how)), [row.value("one"), row.value("other")])


_FILLED = {
    "plan": _plan, "kinds": _section("kinds"), "contracts": _section("contracts"),
    "people": _section("people"), "needs": _need, "wishes": _of_person("wishes"),
    "unavailable": _of_person("unavailable"), "rules": _rule, "pairs": _pair,
}  # fmt: skip
