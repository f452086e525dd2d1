"""What has come up since a roster was posted, as it stands in options: who is ill, who swaps."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from optimize.roster.changes import Asked
from optimize.roster.limits import Roster
from scenarios.errors import DataError, Problem
from scenarios.findings import listed, listed_zh, shown
from scenarios.near_names import meant, nearest
from scenarios.roster.cells import Names
from scenarios.roster.days import Span, WrongDates, parse_spans, span_text
from scenarios.roster.moments import day_in
from scenarios.roster.rosters import RosterCase

_COMMA = re.compile("[,，、]")


@dataclass(frozen=True, slots=True)
class CameUp:
    """What is asked for, and what is to be known of it."""

    asked: Asked
    notes: tuple[Problem, ...]
    """Days that are not of the roster, or on which nothing changes by it."""


def asked_of(
    case: RosterCase,
    roster: Roster,
    sick: Sequence[str],
    swaps: Sequence[str],
    now: str | None,
    today: dt.date | None = None,
) -> CameUp:
    """Read the options of a repair.

    Parameters
    ----------
    case, roster
        Say who and which days there are, and who works what.
    sick
        ``NAME=DATE`` or ``NAME=DATE..DATE``; a colon will do, and so will Chinese signs.
    swaps
        ``NAME,NAME=DATE``: two people who exchange what they have on a day; likewise.
    now
        The first date that can still be changed; the first that is named when left out.
    today
        The day it is, where ``now`` may mean it.

    Raises
    ------
    DataError
        A name or date is not of the roster, or nothing is asked for; all at once.
    """
    reading = _Reading(case, roster)
    for text in sick:
        reading.sick(text)
    for text in swaps:
        reading.swap(text)
    return reading.done(now, today)


class _Reading:
    """Options as they are read, with what is wrong with them."""

    def __init__(self, case: RosterCase, roster: Roster) -> None:
        self.case, self.roster = case, roster
        self.period: Span = (case.first_day, case.date(case.days - 1))
        self.names = Names(case.people)
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.absences: dict[str, set[int]] = {}
        self.pairs: list[tuple[str, str, int]] = []

    def sick(self, text: str) -> None:
        """Read who is away when; whoever is off then all the same is told."""
        where = f"--sick {text}"
        cut = _cut(text)
        if cut is None:
            self._wrong(
                where,
                f"expected NAME=DATES, got {shown(text)}. Write it like "
                f"{next(iter(self.case.people))}={self.period[0]}.",
                f"应为“姓名=日期”，得到“{text}”。请写成“{next(iter(self.case.people))}="
                f"{self.period[0]}”。",
            )
            return
        person, days = self._person(cut[0], where), self._days(cut[1], where)
        if person is None:
            return
        self.absences.setdefault(person, set()).update(days)
        if days and all(self.roster[person][day] is None for day in days):
            told = self._dates(days)
            self._note(
                where,
                f"{person} has no duty on {told}: there is nothing to fill. It is noted that they "
                "cannot be called then. If they were to work, correct the name or the dates.",
                f"{person} 在 {told} 本来就没有班，不需要人顶替；只记下这些天不能叫其来上班。"
                "如应有班，请改正姓名或日期。",
            )

    def swap(self, text: str) -> None:
        """Read who exchanges shifts when; where both have the same there is nothing to exchange."""
        where = f"--swap {text}"
        cut = _cut(text)
        pair = None if cut is None else self._pair(cut[0], where)
        if cut is None:
            self._not_two(where, text)
        days = [] if cut is None else self._days(cut[1], where)
        if pair is None:
            return
        one, other = pair
        self.pairs += [(one, other, day) for day in days]
        same = [day for day in days if self.roster[one][day] == self.roster[other][day]]
        if not same:
            return
        told = self._dates(same)
        kinds = dict.fromkeys(self.roster[one][day] for day in same)
        titles = [None if kind is None else self.case.title_of(kind) for kind in kinds]
        en = " / ".join("off" if title is None else f"on {title.en}" for title in titles)
        zh = "、".join("休息" if title is None else f"上{title.zh}" for title in titles)
        en = f"{one} and {other} are both {en} on {told}: there is nothing to exchange."
        zh = f"{one} 和 {other} 在 {told} 都{zh}，没有可换的。"
        if len(same) < len(days):
            self._note(where, en, zh)
            return
        self._wrong(
            where,
            f"expected two people who do not have the same, got: {en} Name a day on which only "
            "one of them works, or both on different shifts.",
            f"{zh}请写两人班次不同或只有一人上班的日期。",
        )

    def done(self, now: str | None, today: dt.date | None) -> CameUp:
        """All that was asked for.

        Raises
        ------
        DataError
            Anything was wrong.
        """
        named = sorted({*(day for days in self.absences.values() for day in days),
                        *(day for *_, day in self.pairs)})  # fmt: skip
        first = named[:1]
        if now is not None:
            try:
                first = [(day_in(now, self.period, today) - self.case.first_day).days]
            except WrongDates as error:
                self._wrong("--now", str(error), error.zh)
        if not self.problems and not named:
            self._wrong(
                "roster repair",
                "expected somebody who is ill or swaps, got nobody. Add --sick NAME=DATE.",
                "应说明谁不能来或谁与谁换班，却都没有。请加上 --sick 姓名=日期 或 "
                "--swap 姓名,姓名=日期。",
            )
        if first and named and named[0] < first[0]:
            begin, got = self.case.date(first[0]), self.case.date(named[0])
            self._wrong(
                "--now",
                f"expected days from {begin} on, got {got}. What is over cannot be changed: give "
                "an earlier --now.",
                f"应为 {begin} 起的日期，得到 {got}。已经过去的不能再改：请把 --now 写得早一些。",
            )
        if self.problems:
            raise DataError(self.problems)
        absent = {name: frozenset(days) for name, days in self.absences.items()}
        return CameUp(Asked(absent, tuple(self.pairs), first[0]), tuple(self.notes))

    def _wrong(self, where: str, en: str, zh: str) -> None:
        self.problems.append(Problem(where, en, zh=zh))

    def _note(self, where: str, en: str, zh: str) -> None:
        self.notes.append(Problem(where, en, zh=zh))

    def _pair(self, names: str, where: str) -> tuple[str, str] | None:
        """Two people; a comma may be part of a name."""
        cuts = [found.span() for found in _COMMA.finditer(names)]
        parts = [(names[:begin], names[end:]) for begin, end in cuts]
        for one, other in ((self.names.find(a), self.names.find(b)) for a, b in parts):
            if one is not None and other is not None and one != other:
                return one, other
        found = [self._person(part, where) for part in parts[0]] if len(parts) == 1 else []
        if None not in found:  # no comma or several, or the same person twice
            self._not_two(where, names)
        return None

    def _not_two(self, where: str, got: str) -> None:
        self._wrong(
            where,
            f"expected two people with a comma between, got {shown(got)}. Write NAME,NAME=DATE.",
            f"应为用逗号隔开的两个人，得到“{got}”。请写成“姓名,姓名={self.period[0]}”。",
        )

    def _person(self, name: str, where: str) -> str | None:
        found = self.names.find(name)
        if found is None:
            people = self.case.people
            near = meant(nearest(name.strip(), people))
            self._wrong(
                where,
                f"expected a person ({listed(people)}), got {shown(name.strip())}. "
                + (near.en or "Take one of these, as they stand in the roster."),
                f"应为班表中的人（{listed_zh(people)}），得到“{name.strip()}”。"
                + (near.zh or "请用班表中的姓名。"),
            )
        return found

    def _days(self, text: str, where: str) -> list[int]:
        """Days of the roster within dates; of a span that goes beyond, those that are of it."""
        first_day, last_day = self.period
        try:
            spans = parse_spans(text, self.period)
        except WrongDates as error:
            self._wrong(where, str(error), error.zh)
            return []
        found: list[int] = []
        for first, last in spans:
            inside = max(first, first_day), min(last, last_day)
            if inside[0] > inside[1]:
                self._wrong(
                    where,
                    f"expected dates from {first_day} to {last_day}, got "
                    f"{span_text((first, last))}. Correct them, or take the roster of these days.",
                    f"应为 {first_day} 至 {last_day} 之间的日期，得到 {span_text((first, last))}。"
                    "请改正日期，或换成这段时间的班表。",
                )
                continue
            if inside != (first, last):
                self._note(
                    where,
                    f"of {span_text((first, last))} only {span_text(inside)} is of this roster; "
                    "the other days belong into that of their time.",
                    f"{span_text((first, last))} 中只有 {span_text(inside)} 在本班表内，"
                    "其余各天请在对应的班表里处理。",
                )
            begin = (inside[0] - first_day).days
            found += range(begin, begin + (inside[1] - inside[0]).days + 1)
        return found

    def _dates(self, days: Sequence[int]) -> str:
        """Days as dates, those that follow one another as a span."""
        spans: list[Span] = []
        for date in map(self.case.date, sorted(set(days))):
            follows = bool(spans) and (date - spans[-1][1]).days == 1
            spans[-1:] = [(spans[-1][0], date)] if follows else [*spans[-1:], (date, date)]
        return ", ".join(map(span_text, spans))


def _cut(text: str) -> tuple[str, str] | None:
    """What stands before and behind the last sign of equality, or else the last colon."""
    for signs in ("=＝", ":："):
        if (at := max(map(text.rfind, signs))) >= 0:
            return text[:at], text[at + 1 :]
    return None
