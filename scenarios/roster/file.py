"""A roster file as a scheduler writes it: dates, weekdays, groups of people, contracts by name."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from frozendict import frozendict
from pydantic import BeforeValidator, Field, model_validator

from scenarios.roster.absences import Absences
from scenarios.roster.breaks import Breaks
from scenarios.roster.days import RosterDays, Spans
from scenarios.roster.holidays import Holidays
from scenarios.roster.kinds import RosterKind
from scenarios.roster.roster_calendar import DayCalendar
from scenarios.roster.rosters import Contract, LawLimits, Positive, RuleName, Strength
from scenarios.section import NUMBER, Date, Factor, Map, Named, Section, Text
from scenarios.shifts import Count
from scenarios.units import Hours

MOST_DAYS = 732
OFF = ("off", "休", "休息", "-", "")
"""Words for a day off."""
ANY = ("work", "班", "上班")
"""Words for any kind of shift."""


def _kind(value: object) -> object:
    """A kind of shift; None for a day off."""
    if isinstance(value, str):
        value = value.strip()
        return None if value.lower() in OFF else value
    return value


def _listed(value: object) -> object:
    """One text as a list of one."""
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""Several names; one alone needs no list."""
Worked = Annotated[str | None, BeforeValidator(_kind)]
"""A kind of shift, or ``off``."""
Speed = Annotated[float, Field(gt=0, allow_inf_nan=False), NUMBER]
"""Work done in an hour, against 1 for the average."""


class WishLine(Section):
    """What somebody would like on some days: ``want`` or ``avoid`` a kind of shift."""

    dates: Spans = ()
    """Dates, such as 2026-03-05 or 2026-03-05..2026-03-09."""
    days: RosterDays | None = None
    """Weekdays or kinds of days, such as sat or holidays."""
    want: str | None = None
    """A kind of shift, ``off`` for a day off, ``work`` for any kind."""
    avoid: str | None = None
    """A kind of shift that they would rather not work."""
    weight: Factor = 1.0
    """Cost of each day on which it is not met."""


class UnavailableLine(Section):
    """When somebody cannot work, or not some kinds of shift, without being on leave."""

    dates: Spans = ()
    """Dates."""
    days: RosterDays | None = None
    """Weekdays or kinds of days."""
    kinds: Names = ()
    """Kinds of shift that they cannot work; all when left out."""


class PersonLine(Section):
    """One person; what is left out is as their group says."""

    contract: str | None = None
    """Name of their contract; no limits beside the law when left out."""
    skills: Names = ()
    """What they can do."""
    speed: Speed = 1.0
    """Work done in an hour, against 1 for the average: 1.25 needs 20 % less time."""
    leave: Absences = ()
    """Dates on which they are away, also with what for: 2026-03-05 培训."""
    paid_leave: Absences = ()
    """Dates on which they are away, with pay that counts as work (年休假): each workday of them
    takes its share off ``least_hours``."""
    unavailable: tuple[UnavailableLine, ...] = ()
    """When they cannot work, or not some kinds."""
    wishes: tuple[WishLine, ...] = ()
    """What they would like."""
    history: tuple[Worked, ...] = ()
    """Kinds worked on the last days before the first, the eve last; ``off`` for a day off."""
    nights_before: Count = 0
    """Night shifts already worked of those that are counted together with the days planned."""
    weekends_before: Count = 0
    """Weekends already worked, likewise."""
    holidays_before: Count = 0
    """Days of public holidays already worked of those that are shared out together with the days
    planned, such as those of the year so far."""
    new: bool = False
    """Whether they have joined since, so that nights, weekends and holidays before are for the
    others to even out. With ``after``, who is not in that roster is new where nothing else is
    said."""
    least_hours: Hours | None = None
    """Least working time in the days planned; that of the contract when left out."""
    most_hours: Hours | None = None
    """Most working time, likewise."""
    protected: Literal["pregnant", "nursing"] | None = None
    """Seven months pregnant or more, or nursing a child under one."""


class GroupLine(Section):
    """People who share a contract and skills."""

    title: Text | None = None
    """Name for people."""
    people: Annotated[Names, Field(min_length=1)]
    """Their names; who differs from the group has a line under ``people`` as well."""
    contract: str | None = None
    """Name of their contract."""
    skills: Names = ()
    """What they can do."""
    speed: Speed = 1.0
    """Work done in an hour, against 1 for the average."""
    unavailable: tuple[UnavailableLine, ...] = ()
    """When they cannot work, or not some kinds."""


class NeedLine(Section):
    """How many people a kind of shift needs on some days; later lines win over earlier ones."""

    kind: str
    """The kind of shift."""
    people: Count
    """People."""
    days: RosterDays = "daily"
    """Weekdays or kinds of days; with ``dates``, only those of them."""
    dates: Spans = ()
    """Dates; all of the roster when left out."""
    under: Factor = 100.0
    """Price of each person missing."""
    over: Factor = 1.0
    """Price of each person too many."""
    breaks: Breaks = ()
    """Breaks of those who work it on those days; those of the kind when left out."""


class RosterFile(Section):
    """All that a roster is made from, as it stands in a file."""

    title: Text | None = None
    """Name for people."""
    first_day: Date
    """Date of the first day."""
    days: Annotated[Positive, Field(le=MOST_DAYS)]
    """Days to plan, at most two years."""
    holidays: Holidays = Field(default_factory=frozendict)
    """CN for Chinese public holidays and make-up workdays; or dates of statutory holidays; or by
    date, or span of dates, what it is: statutory, rest (a day off that is none), work."""
    needs_from: str | None = None
    """A shifts.csv that `onewindow staff --out` wrote, beside this file: its shifts become kinds,
    and what they need by weekday. Or a table, CSV or xlsx, with kinds down and days across."""
    after: str | None = None
    """The roster before this one, beside this file: a grid of people and days that reaches the eve
    of the first day. What everybody worked there is their history, but for those who have one."""
    counted_from: Date | None = None
    """Night shifts and weekends of that roster from this date on count for the most of a contract,
    as if they were planned here; none of them when left out. Days of holidays count likewise."""
    kinds: Named[RosterKind] = Field(default_factory=frozendict)
    """Kinds of shift by name."""
    contracts: Named[Contract] = Field(default_factory=frozendict)
    """Contracts by name."""
    groups: Named[GroupLine] = Field(default_factory=frozendict)
    """People who share a contract and skills, by name of the group."""
    people: Named[PersonLine] = Field(default_factory=frozendict)
    """People by name."""
    needs: tuple[NeedLine, ...] = ()
    """What the days need; later lines win over earlier ones."""
    law: LawLimits = LawLimits()
    """Numbers of the law."""
    apart: tuple[tuple[str, str], ...] = ()
    """Pairs who may not work the same shift."""
    together: tuple[tuple[str, str], ...] = ()
    """Pairs who work the same shifts, always."""
    strengths: Map[RuleName, Strength] = Field(default_factory=frozendict)
    """How rules are kept: hard, off, or a price per unit by which they are broken."""

    @model_validator(mode="after")
    def _last_day(self) -> Self:
        if self.first_day > dt.date.max - dt.timedelta(days=MOST_DAYS):
            raise ValueError(
                f"expected a first_day before the year 9998, got {self.first_day}. Correct it."
            )
        return self

    @property
    def calendar(self) -> DayCalendar:
        """Its days."""
        return DayCalendar(self.first_day, self.days, self.holidays)

    def person_lines(self) -> dict[str, PersonLine]:
        """Everybody, those of groups first, with what their group says where they say nothing."""
        found: dict[str, PersonLine] = {}
        for group in self.groups.values():
            shared = {
                name: getattr(group, name)
                for name in group.model_fields_set & PersonLine.model_fields.keys()
            }
            for name in group.people:
                own = self.people.get(name, PersonLine())
                given = {one: getattr(own, one) for one in own.model_fields_set}
                found[name] = PersonLine.model_validate({**shared, **given})
        return found | {name: line for name, line in self.people.items() if name not in found}
