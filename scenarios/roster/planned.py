"""Shifts that were planned as kinds of a roster and the people that they need, by weekday."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pydantic import ValidationError

from scenarios.csv_rows import Rows, read_rows
from scenarios.errors import DataError, Problem
from scenarios.findings import wrong_name
from scenarios.roster.breaks import Taken, parse_breaks
from scenarios.roster.file import NeedLine, RosterFile
from scenarios.roster.kinds import RosterKind
from scenarios.roster.needs_table import needs_across, no_table
from scenarios.section import TextPair
from scenarios.units import parse_clock
from scenarios.workbooks import is_workbook
from scenarios.written_cells import number_in

COLUMNS = ("group", "kind", "day", "start", "end", "breaks", "paid_hours")
"""Columns of the ``shifts.csv`` that `onewindow staff --out` writes, as far as they are used."""
_Shift = tuple[str, str, str, str]
"""Group, kind, start and end."""


def with_planned(file: RosterFile, read_from: str | Path | None) -> RosterFile:
    """The file with kinds and needs of its plan before its own, which win over them.

    A table with the days across has needs alone, of kinds that the file has.

    Parameters
    ----------
    file
        A file that names a plan in ``needs_from``.
    read_from
        Where it was read from: paths begin beside it.

    Raises
    ------
    DataError
        The plan cannot be read.
    """
    assert file.needs_from is not None
    beside = Path() if read_from is None else Path(read_from).parent
    path = beside / file.needs_from
    if is_workbook(path):
        if (across := needs_across(path, file)) is None:
            raise no_table(path)
        return file.replace(needs=(*across, *file.needs))
    rows = read_rows(path)
    missing = [name for name in COLUMNS if name not in rows.head]
    if missing and (across := needs_across(path, file)) is not None:
        return file.replace(needs=(*across, *file.needs))
    if missing:
        what = wrong_name(
            "a column of a plan of shifts", missing[0], rows.head,
            "Take the shifts.csv of onewindow staff --out.",
        )  # fmt: skip
        raise DataError(Problem(missing[0], what, rows.file, 1))
    kinds, needs = _planned(rows)
    return file.replace(kinds={**kinds, **file.kinds}, needs=(*needs, *file.needs))


def _planned(rows: Rows) -> tuple[dict[str, RosterKind], list[NeedLine]]:
    columns = {name: rows.column(name) for name in COLUMNS}
    shifts: list[_Shift] = list(
        zip(*(columns[name] for name in ("group", "kind", "start", "end")), strict=True)
    )
    paid = dict(zip(shifts, columns["paid_hours"], strict=True))
    several = len(set(columns["group"])) > 1
    names = _names(list(dict.fromkeys(shifts)), several)
    kinds: dict[str, RosterKind] = {}
    problems: list[Problem] = []
    lines = dict(zip(shifts, rows.lines, strict=True))
    breaks: dict[tuple[_Shift, str], list[str]] = defaultdict(list)
    for of, taken in zip(zip(shifts, columns["day"], strict=True), columns["breaks"], strict=True):
        breaks[of].append(taken)
    titles = _titles(rows, shifts, several)
    usual = {shift: taken for (shift, _), taken in reversed(breaks.items())}
    for shift, line in lines.items():
        hours = number_in(paid[shift])
        try:
            start, end = (parse_clock(text, None) for text in shift[2:])
            length = end - start
            free = length - (length / 3600 if hours is None else hours[0]) * 3600
            kinds[names[shift]] = RosterKind(
                start=start, length=length, unpaid_break=max(0.0, round(free)),
                breaks=_breaks(usual[shift]), skill=shift[0] if several else None,
                title=titles.get(shift),
            )  # fmt: skip
        except (ValueError, ValidationError) as error:
            what = f"expected a start and an end after it, got {shift[2]} and {shift[3]} ({error})."
            problems.append(Problem("", f"{what} Plan the shifts again.", rows.file, line))
    if problems:
        raise DataError(problems)
    needs = [
        NeedLine(
            kind=names[shift], people=len(taken), days=day,
            breaks=() if taken == usual[shift] else _breaks(taken),
        )
        for (shift, day), taken in breaks.items()
    ]  # fmt: skip
    order = {name: k for k, name in enumerate(names.values())}
    return dict(sorted(kinds.items(), key=lambda one: order[one[0]])), needs


def _titles(rows: Rows, shifts: list[_Shift], several: bool) -> dict[_Shift, TextPair]:
    """What shifts are called: their kind and start, with the end or group that tells them apart."""
    if not {"title_zh", "title_en"} <= set(rows.head):
        return {}
    by_lang = []
    for lang in ("zh", "en"):
        kinds = rows.column(f"title_{lang}")
        called = {
            shift: (shift[0], kind, *shift[2:]) for shift, kind in zip(shifts, kinds, strict=True)
        }
        names = _names(list(dict.fromkeys(called.values())), several)
        by_lang.append({shift: names[of] for shift, of in called.items()})
    zh, en = by_lang
    return {shift: TextPair(zh=zh[shift], en=en[shift]) for shift in zh}


def _breaks(taken: list[str]) -> tuple[Taken, ...]:
    """Breaks of those who work a shift on a day; none where nobody has any."""
    return parse_breaks(taken) if any(taken) else ()


def _names(shifts: list[_Shift], several: bool) -> dict[_Shift, str]:
    """``early 08:00``, with the end where two begin alike, and with the group if there are more."""
    alike: dict[tuple[str, str, str], int] = defaultdict(int)
    for group, kind, start, _ in shifts:
        alike[group, kind, start] += 1
    found: dict[_Shift, str] = {}
    for shift in sorted(shifts, key=lambda one: (one[0], one[2], one[3])):
        group, kind, start, end = shift
        name = f"{kind} {start}" + (f"-{end}" if alike[group, kind, start] > 1 else "")
        found[shift] = f"{group} {name}" if several else name
    return found
