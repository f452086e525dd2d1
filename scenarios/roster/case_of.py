"""A roster file as the case that it describes, day by day."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.roster.file import (
    ANY,
    OFF,
    NeedLine,
    PersonLine,
    RosterFile,
    UnavailableLine,
    WishLine,
)
from scenarios.roster.roster_calendar import DayCalendar
from scenarios.roster.rosters import Contract, CoverNeed, Person, RosterCase, Wish


def case_of(file: RosterFile) -> RosterCase:
    """The case of a file that has been checked; names stand in the order of the file."""
    calendar = file.calendar
    lines = file.person_lines()
    before = max((len(line.history) for line in lines.values()), default=0)
    return RosterCase(
        first_day=file.first_day,
        days=file.days,
        kinds=file.kinds,
        people={name: _person(file, line, calendar) for name, line in lines.items()},
        needs=_needs(file, calendar),
        # A file without any line, such as one by which grids are only checked, says nothing of it.
        unasked=NeedLine.model_fields["over"].default if file.needs else 0.0,
        holidays=calendar.drawn(before),
        law=file.law,
        apart=file.apart,
        together=file.together,
        strengths=file.strengths,
    )


def _person(file: RosterFile, line: PersonLine, calendar: DayCalendar) -> Person:
    away = (*line.paid_leave, *line.leave)
    return Person(
        contract=_contract(file, line, calendar),
        skills=line.skills,
        leave=tuple(sorted(calendar.within([one.span for one in away]))),
        reasons={
            day: one.reason
            for one in away
            if one.reason
            for day in sorted(calendar.within((one.span,)))
        },
        unavailable=_unavailable(line.unavailable, tuple(file.kinds), calendar),
        wishes=tuple(wish for one in line.wishes for wish in _wishes(one, calendar)),
        history=line.history,
        protected=line.protected,
        speed=line.speed,
        nights_before=line.nights_before,
        weekends_before=line.weekends_before,
        holidays_before=line.holidays_before,
        new=line.new,
    )


def _contract(file: RosterFile, line: PersonLine, calendar: DayCalendar) -> Contract:
    """The contract of a person, with the hours that are their own, less those of paid leave.

    Rest days and holidays are none of the days of paid leave (职工带薪年休假条例 第3条).
    """
    shared = Contract() if line.contract is None else file.contracts[line.contract]
    own = {
        key: hours
        for key, hours in (("least_hours", line.least_hours), ("most_hours", line.most_hours))
        if hours is not None
    }
    found = shared.replace(**own) if own else shared
    workdays = calendar.named("workdays")
    paid = workdays & calendar.within([one.span for one in line.paid_leave])
    if not paid:
        return found
    return found.replace(least_hours=found.least_hours * (1 - len(paid) / len(workdays)))


def days_of(line: WishLine | UnavailableLine, calendar: DayCalendar) -> list[int]:
    """Days that a line speaks of: those it names by date and by weekday, in both if it does."""
    found = frozenset(range(calendar.days))
    if line.dates:
        found &= calendar.within(line.dates)
    if line.days is not None:
        found &= calendar.named(line.days)
    return sorted(found)


def _wishes(line: WishLine, calendar: DayCalendar) -> Iterable[Wish]:
    for day in days_of(line, calendar):
        if line.avoid is not None:
            kind = None if line.avoid.lower() in ANY else line.avoid
            yield Wish(day=day, kind=kind, works=False, weight=line.weight)
        if line.want is not None:
            word = line.want.lower()
            kind = None if word in (*OFF, *ANY) else line.want
            yield Wish(day=day, kind=kind, works=word not in OFF, weight=line.weight)


def _unavailable(
    lines: Iterable[UnavailableLine], kinds: tuple[str, ...], calendar: DayCalendar
) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for line in lines:
        for day in days_of(line, calendar):
            here = found.setdefault(day, [])
            here += [kind for kind in line.kinds or kinds if kind not in here]
    return {day: tuple(found[day]) for day in sorted(found)}


def _needs(file: RosterFile, calendar: DayCalendar) -> tuple[CoverNeed, ...]:
    found: dict[tuple[int, str], CoverNeed] = {}
    for line in file.needs:
        days = calendar.named(line.days)
        if line.dates:
            days &= calendar.within(line.dates)
        for day in days:
            found[day, line.kind] = CoverNeed(
                day=day, kind=line.kind, required=line.people, under=line.under, over=line.over,
                breaks=line.breaks,
            )  # fmt: skip
    order = {kind: k for k, kind in enumerate(file.kinds)}
    return tuple(found[at] for at in sorted(found, key=lambda at: (at[0], order[at[1]])))
