"""A posted roster, read back from a workbook or a CSV file; all its mistakes are told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scenarios.errors import DataError, Problem
from scenarios.findings import (
    listed,
    listed_zh,
    plain_text,
    shown,
    wrong_name,
    wrong_name_zh,
)
from scenarios.roster.cells import RosterWords
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import RosterCase
from scenarios.roster.sheets import Sheet, find_days

Row = tuple[str | None, ...]
"""The kind worked on each day of the case, None for a day off."""


@dataclass(frozen=True, slots=True)
class PostedGrid:
    """What stands in a grid."""

    roster: dict[str, Row]
    """A row for each person of the case, in its order."""
    away: Mapping[str, Mapping[int, str | None]]
    """By person the days of absence, each with the kind of shift that was lost, if it is said."""
    reasons: Mapping[str, Mapping[int, str]]
    """By person what is said of days without a shift, where more than that."""

    def known(self, case: RosterCase) -> RosterCase:
        """The case with these absences: who is away cannot work, what is lost is known, and why."""
        people = dict(case.people)
        for name in dict.fromkeys((*self.away, *self.reasons)):
            person, days = people[name], self.away.get(name, {})
            leave = tuple(sorted({*person.leave, *days}))
            lost = {day: kind for day, kind in days.items() if kind is not None}
            reasons = {**person.reasons, **self.reasons.get(name, {})}
            people[name] = person.replace(
                leave=leave, lost={**person.lost, **lost}, reasons=reasons
            )
        return case.replace(people=people)


def read_grid(case: RosterCase, path: str | Path) -> dict[str, Row]:
    """Read who works what when, and nothing of absences; see `read_posted`."""
    return read_posted(case, path).roster


def read_posted(case: RosterCase, path: str | Path) -> PostedGrid:
    """Read who works what when, and who is away, from a grid of people by days.

    A row has the days of the case, by their dates; below it each row has the name of a person to
    the left of them. Rows without a person, such as sums, other columns, and what stands below
    everybody behind an empty row are left aside. Shifts stand there by name or title, days off by
    休, off, 调休 or the like, absences by 假, leave, 年假, 培训 or the like, 假(早) where it took a
    shift, 假：参加婚礼 for reasons in other words. An empty cell is a day off too, but a mistake
    where most have a word.

    Parameters
    ----------
    case
        The people, kinds of shift and days that may stand there.
    path
        A workbook (.xlsx) or a CSV file, ours or made by hand.

    Returns
    -------
    PostedGrid
        The roster and its absences.

    Raises
    ------
    DataError
        Unknown people or kinds, people or days twice or missing, empty cells: all at once, each
        with the address of its cell.
    """
    dates = [case.date(day) for day in range(case.days)]
    sheet = find_days(path, dates, least=case.days // 2 + 1)
    words = RosterWords(case.people, case.kinds)
    column = name_column(sheet, words)
    found: dict[str, Row] = {}
    away: dict[str, dict[int, str | None]] = {}
    reasons: dict[str, dict[int, str]] = {}
    problems, empty, marked = list(_missing_days(sheet, case)), [], 0
    for row in range(sheet.head + 1, len(sheet.rows)):
        text = sheet.at(row, column)
        if len(found) == len(case.people) and not text.strip():
            break
        name = words.people.find(text)
        if name is None or name in found:
            problems += _wrong_person(sheet, row, column, case, words, name)
            continue
        cells: list[str | None] = [None] * case.days
        for at, day in sheet.days.items():
            text = sheet.at(row, at)
            cells[day] = words.kinds.find(text)
            if not text.strip():
                empty.append(wrong_kind(sheet, row, at, case.kinds))
            elif words.is_off(text):
                marked += 1
                if words.is_away(text):
                    away.setdefault(name, {})[day] = words.lost(text)
                if reason := words.reason(text):
                    reasons.setdefault(name, {})[day] = reason
            elif cells[day] is None:
                problems.append(wrong_kind(sheet, row, at, case.kinds))
        found[name] = tuple(cells)
    if marked > len(empty):
        problems += empty
    for name in case.people:
        if name not in found:
            what = f"expected a row for {shown(name)}, got none. Add it."
            zh = f"应有“{plain_text(name)}”的一行，没有。请补上。"
            problems.append(Problem(sheet.name, what, sheet.file, zh=zh))
    if problems:
        raise DataError(problems)
    return PostedGrid({name: found[name] for name in case.people}, away, reasons)


def name_column(sheet: Sheet, words: RosterWords) -> int:
    """The column before the days that names most people."""
    before = range(min(sheet.days))
    known = {
        column: sum(
            words.people.find(sheet.at(row, column)) is not None
            for row in range(sheet.head + 1, len(sheet.rows))
        )
        for column in before
    }
    if not known:
        what = "expected a column with the names of the people before the days, got none. Add it."
        raise DataError(Problem(sheet.place(sheet.head, 0), what, sheet.file))
    return max(known, key=lambda column: known[column])


def _missing_days(sheet: Sheet, case: RosterCase) -> Iterator[Problem]:
    missing = sorted(set(range(case.days)) - set(sheet.days.values()))
    if missing:
        dates = [str(case.date(day)) for day in missing]
        what = f"expected a column for each day, got none for {listed(dates)}. Add it."
        zh = f"每天应有一列，缺 {listed_zh(dates)}。请补上。"
        yield Problem(sheet.place(sheet.head, min(sheet.days)), what, sheet.file, zh=zh)


def _wrong_person(
    sheet: Sheet, row: int, column: int, case: RosterCase, words: RosterWords, found: str | None
) -> Iterator[Problem]:
    """A row of somebody who had one before, or of a stranger where shifts stand in it."""
    name = sheet.at(row, column)
    if found is not None:
        what = f"expected each person once, got {shown(name)} again. Take one row out."
        zh = f"每人应只有一行，“{plain_text(name)}”又出现一次。请去掉一行。"
    elif any(words.kinds.find(sheet.at(row, at)) is not None for at in sheet.days):
        mend = "Correct the name, or add them under people."
        what = wrong_name("a person", name, case.people, mend)
        zh = wrong_name_zh("人名", name, case.people, "请改正，或在 people（人员）里加上。")
    else:
        return
    yield Problem(sheet.place(row, column), what, sheet.file, zh=zh)


def wrong_kind(sheet: Sheet, row: int, column: int, kinds: Mapping[str, RosterKind]) -> Problem:
    """What is wrong with a cell that is neither a shift nor a day off nor an absence."""
    text = sheet.at(row, column)
    mend = "A day off is 休 or off, an absence 假 or leave."
    mend_zh = "休息写“休”，请假写“假”或“假：缘由”。"
    if not text.strip():
        what = f"expected a shift, a day off or an absence, got nothing. {mend}"
        zh = f"应为班次、休息或请假，实为空。{mend_zh}"
    else:
        words = [word for name, kind in kinds.items() for word in kind.words(name)]
        told = [" = ".join(kind.words(name)) for name, kind in kinds.items()]
        said = wrong_name("a kind of shift", text, words, "", told).rstrip()
        what = f"{said} {mend}"
        zh = wrong_name_zh("班次", text, words, "", told) + mend_zh
    return Problem(sheet.place(row, column), what, sheet.file, zh=zh)
