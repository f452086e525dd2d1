"""What the roster before this one says of everybody: their last days, and what counts on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scenarios.errors import DataError, Problem
from scenarios.near_names import alike_people, meant
from scenarios.roster.cells import RosterWords
from scenarios.roster.checks import NOTHING_UNREAD, Unread
from scenarios.roster.file import PersonLine, RosterFile
from scenarios.roster.grid import name_column, wrong_kind
from scenarios.roster.sheets import Sheet, find_days
from scenarios.section import TextPair

_LOOKED_AT = 92
"""Days before the first that are looked for."""
_SAYS_WHO_WAS_THERE = {"new", "history", "nights_before", "weekends_before", "holidays_before"}
"""What a line says of the days before the first, or that its person was not there."""


def with_last(
    file: RosterFile, read_from: str | Path | None, unread: Unread = NOTHING_UNREAD
) -> RosterFile:
    """The file with the last days of everybody as the roster in ``after`` has them.

    Who is not in it is new, unless the file itself says what they worked before; a history that
    it gives stays. Nights, weekends and holidays from ``counted_from`` on count together with the
    days planned.

    Parameters
    ----------
    file
        A checked file that names a roster in ``after``.
    read_from
        Where it was read from: paths begin beside it.
    unread
        Parts of the file that make no sense: nothing is said to be unknown that may stand there.

    Raises
    ------
    DataError
        The roster cannot be read, does not reach the eve of the first day, has none of these
        people, or shifts of a kind that is not known here.
    """
    dates = _dates(file)
    sheet = _sheet(file, read_from, dates)
    known = _known(sheet, dates)
    rows = _rows(file, sheet, [sheet_at for sheet_at, _ in known], unread)
    days = [dates[day] for _, day in known]
    people = {name: PersonLine() for name in file.person_lines()} | dict(file.people)
    made = {
        name: _continued(file, line, days, rows[name]) if name in rows else _joined(line)
        for name, line in people.items()
    }
    return file.replace(people=made)


def renamed(file: RosterFile, read_from: str | Path | None) -> Iterator[TextPair]:
    """A sentence for each who is new, where the roster before has a name like theirs instead.

    Raises
    ------
    DataError
        As `with_last`.
    """
    joined = [name for name, line in file.people.items() if line.new]
    if file.after is None or not joined:
        return
    sheet = _sheet(file, read_from, _dates(file))
    words = RosterWords(file.person_lines(), file.kinds)
    column = name_column(sheet, words)
    gone = [
        sheet.at(row, column).strip()
        for row in range(sheet.head + 1, len(sheet.rows))
        if words.people.find(sheet.at(row, column)) is None
        and any(words.kinds.find(sheet.at(row, at)) is not None for at in sheet.days)
    ]
    for name in joined:
        if names := alike_people(name, gone):
            question = meant(names)
            yield TextPair(
                zh=f"上期排班表 {file.after} 里没有“{name}”，有相近的名字。{question.zh}",
                en=f"'{name}' is not in {file.after}, and a name like it is. {question.en}",
            )


def _dates(file: RosterFile) -> list[dt.date]:
    """The dates before the first that are looked for, the eve last."""
    return [file.first_day - dt.timedelta(days=k) for k in range(_LOOKED_AT, 0, -1)]


def _sheet(file: RosterFile, read_from: str | Path | None, dates: Sequence[dt.date]) -> Sheet:
    assert file.after is not None
    beside = Path() if read_from is None else Path(read_from).parent
    return find_days(beside / file.after, dates, least=1, numbered=_numbered(dates))


def _numbered(dates: Sequence[dt.date]) -> list[dt.date]:
    """The last dates of which no two are the same day of a month."""
    found: list[dt.date] = []
    for date in reversed(dates):
        if any(date.day == one.day for one in found):
            break
        found.insert(0, date)
    return found


def _known(sheet: Sheet, dates: Sequence[dt.date]) -> list[tuple[int, int]]:
    """Columns and days from the last gap to the eve."""
    column_of = {day: column for column, day in sheet.days.items()}
    last = len(dates) - 1
    if last not in column_of:
        what = (
            f"expected a roster that reaches {dates[-1]}, the eve of the first day, got one to "
            f"{dates[max(column_of)]}. Take the last roster, or correct first_day."
        )
        raise DataError(Problem(sheet.place(sheet.head, max(sheet.days)), what, sheet.file))
    first = last
    while first - 1 in column_of:
        first -= 1
    return [(column_of[day], day) for day in range(first, last + 1)]


def _rows(
    file: RosterFile, sheet: Sheet, columns: Sequence[int], unread: Unread
) -> dict[str, list[str | None]]:
    """By person of the file what they worked; others have left and are left aside."""
    people = file.person_lines()
    words = RosterWords(people, file.kinds)
    column = name_column(sheet, words)
    found: dict[str, list[str | None]] = {}
    problems: list[Problem] = []
    for row in range(sheet.head + 1, len(sheet.rows)):
        name = words.people.find(sheet.at(row, column))
        if name is None or name in found:
            continue
        found[name] = [words.kinds.find(sheet.at(row, at)) for at in columns]
        for at, kind in zip(columns, found[name], strict=True):
            text = sheet.at(row, at)
            is_known = kind is not None or not text.strip() or words.is_off(text)
            if not is_known and not unread.within("kinds"):
                problems.append(wrong_kind(sheet, row, at, file.kinds))
    if not found and not unread.within("people", "groups"):
        what = f"expected rows of people such as {next(iter(people))}, got none of them. "
        problems.append(Problem(sheet.name, what + "Take the last roster.", sheet.file))
    if problems:
        raise DataError(problems)
    return found


def _continued(
    file: RosterFile, line: PersonLine, days: Sequence[dt.date], row: Sequence[str | None]
) -> PersonLine:
    """A line with what its person worked before, where it says nothing itself."""
    own: dict[str, Any] = {name: getattr(line, name) for name in line.model_fields_set}
    given: dict[str, Any] = {"history": tuple(row)}
    if file.counted_from is not None:
        since = file.counted_from
        counted = {
            (date - file.first_day).days: kind
            for date, kind in zip(days, row, strict=True)
            if date >= since and kind is not None
        }
        given |= _counts(file, counted)
    return PersonLine.model_validate({**given, **own})


def _joined(line: PersonLine) -> PersonLine:
    """A line of somebody who is not in the last roster, new where nothing says otherwise."""
    if line.model_fields_set & _SAYS_WHO_WAS_THERE:
        return line
    return line.replace(new=True)


def _counts(file: RosterFile, worked: Mapping[int, str]) -> dict[str, int]:
    """What was worked of each, from the kinds of shift by day, negative before the first."""
    calendar = file.calendar
    return {
        "nights_before": sum(file.kinds[kind].is_night for kind in worked.values()),
        "weekends_before": len(calendar.weekends(worked)),
        "holidays_before": sum(map(calendar.is_holiday, worked)),
    }
