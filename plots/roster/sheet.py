"""The grid of a roster as a sheet that schedulers print: people by days, in colour."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from plots.exports import text_width
from plots.language import Lang, say
from plots.roster.colours import CHANGED, LEAVE, STATUTORY, WEEKEND, WRONG, kind_colours
from plots.roster.data import RosterData
from plots.roster.day_marks import day_mark, mark_word, marks_told
from plots.roster.words import kind_times, kind_title, weekday
from scenarios.cell_texts import escaped

_TITLE, _LINES = 1, 2
"""Rows of the title and of what is said below it."""
_FIRST = 3
"""Column of the first day, behind the number and the name."""
_CENTRE = Alignment(horizontal="center", vertical="center")
_WRAPPED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_SHRUNK = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
"""For what an absence is for, which may be wider than its column."""
_LEFT = Alignment(vertical="center")
_TWO_LINES = 28.0
"""Height of a row of two lines [pt]."""
_QUIET = "#8d97a2"
"""Ink of days without work."""
_THIN = Side(style="thin", color="C9D0D7")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def put_text(sheet: Any, row: int, column: int, text: str) -> Any:
    """Set a cell to a text that stays one, whatever it begins with; returns the cell."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    # So it stays a text when somebody goes into the cell and out again.
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    return cell


def fill_grid(sheet: Any, data: RosterData, lang: Lang) -> None:
    """Fill a sheet with the roster, set for print on one page wide."""
    case = data.case
    put_text(sheet, _TITLE, 1, data.title[lang]).font = Font(bold=True, size=14)
    lines = data.sentences[lang]
    for k, line in enumerate(lines):
        put_text(sheet, _LINES + k, 1, line).font = Font(color="5D6875", size=9)
    head = _LINES + len(lines) + 1
    _heads(sheet, data, head, lang)
    for number, name in enumerate(case.people, 1):
        _person(sheet, data, head + number, number, name, lang)
    # The grid ends, for who reads it back, at a row without anything.
    below = head + len(case.people) + 2
    below = _totals(sheet, data, below, lang)
    _legend(sheet, data, below + 1, lang)
    _widths(sheet, data, lang)
    _print_set(sheet, data, head, lang)


def _heads(sheet: Any, data: RosterData, row: int, lang: Lang) -> None:
    """Weekdays, with what they are by the calendar above them, and below them the dates."""
    for column, text in ((1, say(lang, "序", "No.")), (2, say(lang, "姓名", "Name"))):
        _boxed(put_text(sheet, row, column, text), bold=True)
        _boxed(sheet.cell(row - 1, column))
    for day in range(data.case.days):
        ground, mark = _ground(data, day), day_mark(data, day)
        text = weekday(data, day, lang)
        if mark is not None:
            text = f"{mark_word(mark, lang)}\n{text}"
            sheet.row_dimensions[row - 1].height = _TWO_LINES
        _boxed(put_text(sheet, row - 1, _FIRST + day, text), ground=ground).alignment = _WRAPPED
        cell = sheet.cell(row, _FIRST + day, data.case.date(day))
        cell.number_format = "m/d"
        _boxed(cell, ground=ground, bold=True)
    after = _FIRST + data.case.days
    names = say(lang, "班数|工时 h|加班 h", "Shifts|Hours (h)|Overtime (h)").split("|")
    for k, text in enumerate(names):
        _boxed(put_text(sheet, row, after + k, text), bold=True)
        _boxed(sheet.cell(row - 1, after + k))


def _ground(data: RosterData, day: int) -> str | None:
    """Ground of days on which offices are shut."""
    if day_mark(data, day) == "statutory":
        return STATUTORY
    return WEEKEND if day in data.restdays else None


def _person(sheet: Any, data: RosterData, row: int, number: int, name: str, lang: Lang) -> None:
    colours = kind_colours(data.case)
    _boxed(sheet.cell(row, 1, number))
    cell = _boxed(put_text(sheet, row, 2, escaped(name)))
    cell.alignment = _LEFT
    leave = data.case.people[name].leave
    for day, kind in enumerate(data.roster[name]):
        text = data.cell(name, day, lang)
        ground, ink = colours[kind] if kind is not None else (None, _QUIET)
        if kind is None and day in leave:
            ground = LEAVE
        elif kind is None:
            ground = _ground(data, day)
        cell = _boxed(put_text(sheet, row, _FIRST + day, text), ground=ground, ink=ink)
        if kind is None:
            cell.alignment = _SHRUNK
        if (name, day) in data.wrong:
            cell.border = _thick(WRONG)
        elif (name, day) in data.changed:
            cell.border = _thick(CHANGED)
    hours, after = data.hours[name], _FIRST + data.case.days
    for k, value in enumerate((hours.shifts, hours.hours, hours.overtime)):
        cell = _boxed(sheet.cell(row, after + k, value))
        cell.number_format = "0.##" if value % 1 else "0"


def _totals(sheet: Any, data: RosterData, row: int, lang: Lang) -> int:
    """A row for each kind that is needed or worked: people rostered of people required."""
    needs = {(need.day, need.kind): need.required for need in data.case.needs}
    of_days = (*(place for place, required in needs.items() if required), *data.at_work)
    shown = {kind for _, kind in of_days} if needs else set()
    for kind in (k for k in data.case.kinds if k in shown):
        words = data.words.kind(kind, lang)
        text = say(lang, f"{words} 在岗/需要", f"{words} rostered/required")
        _boxed(put_text(sheet, row, 2, text)).alignment = _LEFT
        for day in range(data.case.days):
            on, required = data.at_work[day, kind], needs.get((day, kind), 0)
            cell = _boxed(put_text(sheet, row, _FIRST + day, f"{on}/{required}"))
            cell.font = Font(size=8, color=WRONG[1:] if on < required else "5D6875",
                             bold=on != required)  # fmt: skip
        row += 1
    return row


def _legend(sheet: Any, data: RosterData, row: int, lang: Lang) -> None:
    colours = kind_colours(data.case)
    for kind, one in data.case.kinds.items():
        words = data.words.kind(kind, lang)
        ground, ink = colours[kind]
        _boxed(put_text(sheet, row, 2, words), ground=ground, ink=ink)
        title = escaped(kind_title(data, kind, lang))
        told = kind_times(one, lang) if title == words else f"{title} {kind_times(one, lang)}"
        put_text(sheet, row, _FIRST, told).font = Font(size=9, color="5D6875")
        row += 1
    for mark, told in marks_told(data, lang):
        marked = {"statutory": STATUTORY, "rest": WEEKEND}.get(mark)
        _boxed(put_text(sheet, row, 2, mark_word(mark, lang)), ground=marked)
        put_text(sheet, row, _FIRST, told).font = Font(size=9, color="5D6875")
        row += 1
    notes = [
        (
            WRONG,
            say(lang, "粗框：违反硬性规则，见“违规”", "framed: breaks a hard rule, see Violations"),
        )
    ]
    if data.changed:
        notes.append((CHANGED, say(lang, "橙框：与已公布的不同", "orange: not as it was posted")))
    lost = [kind for one in data.case.people.values() for kind in one.lost.values()]
    if lost:
        _boxed(put_text(sheet, row, 2, data.words.away(lang, lost[0])), ground=LEAVE, ink=_QUIET)
        zh = "请假，占去括号中的班；其工时计入最低工时"
        en = "away, which took the shift in brackets; its hours count for least hours"
        text = say(lang, zh, en)
        put_text(sheet, row, _FIRST, text).font = Font(size=9, color="5D6875")
        row += 1
    for colour, text in notes:
        sheet.cell(row, 2).border = _thick(colour)
        put_text(sheet, row, _FIRST, text).font = Font(size=9, color="5D6875")
        row += 1


def _boxed(
    cell: Any, *, ground: str | None = None, ink: str = "#1d2733", bold: bool = False
) -> Any:
    cell.border, cell.alignment = _BOX, _CENTRE
    cell.font = Font(size=10, color=ink[1:], bold=bold)
    if ground is not None:
        cell.fill = PatternFill("solid", fgColor=ground[1:])
    return cell


def _thick(colour: str) -> Border:
    side = Side(style="medium", color=colour[1:])
    return Border(left=side, right=side, top=side, bottom=side)


def _widths(sheet: Any, data: RosterData, lang: Lang) -> None:
    days = range(data.case.days)
    kinds = max(text_width(data.words.kind(kind, lang)) for kind in data.case.kinds)
    names = max(text_width(escaped(name)) for name in data.case.people)
    sheet.column_dimensions["A"].width = 4.5
    sheet.column_dimensions["B"].width = min(40, max(16, names + 2))
    for day in days:
        letter = get_column_letter(_FIRST + day)
        away = (data.cell(name, day, lang) for name, row in data.roster.items() if row[day] is None)
        widest = max(kinds, *map(text_width, away), 0)
        sheet.column_dimensions[letter].width = min(12, max(5.2, widest + 1.4))
    for k in range(3):
        letter = get_column_letter(_FIRST + len(days) + k)
        sheet.column_dimensions[letter].width = 8 if lang == "zh" else 12


def _print_set(sheet: Any, data: RosterData, head: int, lang: Lang) -> None:
    """On a page in landscape, one wide; heads and names on every page."""
    sheet.freeze_panes = sheet.cell(head + 1, _FIRST)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8 if data.case.days > 16 else 9  # A3, A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head - 1}:{head}"
    sheet.print_title_cols = "A:B"
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.4)
    sheet.oddFooter.right.text = say(lang, "第 &P / &N 页", "page &P of &N")
