"""Who may work when: people with contracts and wishes, and what each day needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from frozendict import frozendict
from pydantic import Field, model_validator

from scenarios.roster.breaks import Breaks
from scenarios.roster.holidays import DayKind
from scenarios.roster.kinds import RosterKind
from scenarios.roster.roster_calendar import DayCalendar
from scenarios.section import NUMBER, Date, Factor, Map, Named, Section, TextPair
from scenarios.shifts import Count
from scenarios.units import Hours

Strength = Literal["hard", "off"] | Factor
"""How a rule is kept: always, not at all, or at a price per unit by which it is broken."""
RuleName = Literal[
    "day_hours", "week_hours", "rest_day", "day_overtime", "month_overtime", "protected",
    "rest", "succession", "available", "skill", "most_of_kind", "least_hours", "most_hours",
    "work_run_most", "work_run_least", "off_run_least", "off_run_most", "weekends_most",
    "nights_most", "night_run_most", "same_kind_run", "post_most", "apart", "together",
    "extra_pay", "even_nights", "even_weekends", "even_holidays", "even_hours", "even_wishes",
]  # fmt: skip
ASKED_FOR: frozenset[RuleName] = frozenset(
    ("extra_pay", "even_nights", "even_weekends", "even_holidays", "even_hours", "even_wishes")
)
"""Rules that are off unless a price is given: what costs, but is never wrong."""
Positive = Annotated[int, Field(ge=1), NUMBER]


class Contract(Section):
    """What a person has agreed to; what is left out is not limited."""

    least_hours: Annotated[Hours, Field(ge=0)] = 0.0
    """Least working time in the days planned."""
    most_hours: Hours | None = None
    """Most working time in the days planned."""
    overtime: bool = False
    """Whether overtime may be asked for."""
    averaged_over: Positive = 1
    """Weeks over which the hours of a week are averaged (综合计算工时, 劳动法 第39条)."""
    most_of_kind: Map[str, Count] = Field(default_factory=frozendict)
    """Most shifts of a kind in the days planned."""
    work_run_most: Positive | None = None
    """Most days of work in a row."""
    work_run_least: Positive = 1
    """Least days of work in a row; one that goes beyond what is known may be as long as wanted."""
    off_run_least: Positive = 1
    """Least days off in a row, likewise."""
    off_run_most: Positive | None = None
    """Most days off in a row; leave is not counted and ends them."""
    weekends_most: Count | None = None
    """Most weekends with work on Saturday or Sunday, ``weekends_before`` counted in; a make-up
    workday is no day of a weekend."""
    nights_most: Count | None = None
    """Most night shifts, ``nights_before`` counted in."""
    night_run_most: Positive | None = None
    """Most night shifts in a row."""
    same_kind_run: Positive | None = None
    """Most days in a row on one kind of shift (轮岗)."""
    post_most: Positive | None = None
    """Most days at one post in the days planned (轮岗)."""

    @model_validator(mode="after")
    def _one_way_to_work_longer(self) -> Self:
        if self.overtime and self.averaged_over > 1:
            raise ValueError(
                "expected overtime or averaged_over, got both. Overtime on averaged hours is not "
                "known here: leave out one of them."
            )
        return self


class Wish(Section):
    """A wish to work, or not to."""

    day: Count
    """The day, 0 for the first."""
    kind: str | None = None
    """The kind of shift; any when left out."""
    works: bool
    """True for a wish to work it, False for a wish not to."""
    weight: Factor = 1.0
    """Cost when it is not met."""


class Person(Section):
    """One of those who are put on the roster."""

    contract: Contract = Contract()
    """Their limits."""
    skills: tuple[str, ...] = ()
    """What they can do."""
    leave: tuple[Count, ...] = ()
    """Days on which they are away, 0 for the first."""
    lost: Map[int, str] = Field(default_factory=frozendict)
    """Shifts that absence took from them, by day; worked as far as ``least_hours`` goes."""
    reasons: Map[int, str] = Field(default_factory=frozendict)
    """What is said of days without a shift, by day: what an absence is for (培训, sick leave), or
    how a day off came about (调休)."""
    unavailable: Map[int, tuple[str, ...]] = Field(default_factory=frozendict)
    """Kinds they cannot work, by day."""
    wishes: tuple[Wish, ...] = ()
    """What they would like."""
    history: tuple[str | None, ...] = ()
    """Kinds worked on the last days before the first, the eve last; None for a day off."""
    protected: Literal["pregnant", "nursing"] | None = None
    """Seven months pregnant or more, or nursing a child under one."""
    speed: Annotated[float, Field(gt=0, allow_inf_nan=False), NUMBER] = 1.0
    """Work done in an hour, against 1 for the average: 1.25 needs 20 % less time."""
    nights_before: Count = 0
    """Night shifts already worked of those that are counted together with the days planned."""
    weekends_before: Count = 0
    """Weekends already worked, likewise."""
    holidays_before: Count = 0
    """Days of public holidays already worked of those that are shared out together with the days
    planned."""
    new: bool = False
    """Whether they have joined since: fair shares of what was before are those of the others."""


class CoverNeed(Section):
    """How many people a kind of shift needs on a day, and the price of others."""

    day: Count
    """The day, 0 for the first."""
    kind: str
    """The kind of shift."""
    required: Count
    """People."""
    under: Factor = 100.0
    """Price of each person missing."""
    over: Factor = 1.0
    """Price of each person too many."""
    breaks: Breaks = ()
    """Breaks of those who work it on that day; those of the kind when left out."""


class LawLimits(Section):
    """Numbers of the law, so that stricter house rules can be set."""

    day_hours: Factor = 8.0
    """Hours a day."""
    week_hours: Factor = 40.0
    """Hours a week; 44 on average is the choice of 劳动法 第36条."""
    rest_days: Annotated[int, Field(ge=0, le=7), NUMBER] = 1
    """Days off in each week from Monday to Sunday."""
    day_overtime: Factor = 3.0
    """Hours of overtime a day."""
    month_overtime: Factor = 36.0
    """Hours of overtime in a calendar month; that of a week counts where its Sunday lies."""
    rest: Factor = 11.0
    """Hours between two shifts; a common rule, not Chinese law."""
    pay_overtime: Factor = 1.5
    """Pay of an hour of overtime against a plain one (劳动法 第44条)."""
    pay_rest_day: Factor = 2.0
    """Pay of an hour on a rest day without another day off for it."""
    pay_holiday: Factor = 3.0
    """Pay of an hour on a statutory holiday."""


def never_hard(strengths: Mapping[RuleName, Strength]) -> list[tuple[RuleName, str]]:
    """Rules that only cost and yet are to be hard, each with its sentence."""
    what = "expected a price per unit or off, got 'hard'. Give it a price."
    return [(rule, what) for rule in strengths if rule in ASKED_FOR and strengths[rule] == "hard"]


class RosterCase(Section):
    """All that a roster is made from."""

    first_day: Date
    """Date of day 0."""
    days: Positive
    """Days to plan."""
    kinds: Annotated[Named[RosterKind], Field(min_length=1)]
    """Kinds of shift by name."""
    people: Annotated[Named[Person], Field(min_length=1)]
    """People by name."""
    needs: tuple[CoverNeed, ...] = ()
    """What each day needs."""
    unasked: Factor = 0.0
    """Price of each person on a shift that no need names; 0 where such shifts are as welcome."""
    holidays: Map[dt.date, DayKind] = Field(default_factory=frozendict)
    """What dates are that are not as their weekday is, those before the first day too: statutory
    holidays, other days off, make-up workdays."""
    law: LawLimits = LawLimits()
    """Numbers of the law."""
    apart: tuple[tuple[str, str], ...] = ()
    """Pairs who may not work the same shift."""
    together: tuple[tuple[str, str], ...] = ()
    """Pairs who work the same shifts, always."""
    strengths: Map[RuleName, Strength] = Field(default_factory=frozendict)
    """How rules are kept; where left out ``hard``, or ``off`` where they only cost."""

    def date(self, day: int) -> dt.date:
        """Date of a day; those before the first are negative."""
        return self.first_day + dt.timedelta(days=day)

    @property
    def cover(self) -> tuple[CoverNeed, ...]:
        """What people on shifts cost: the needs, and nobody needed where none names a shift.

        The auditor, the solver and all that is told of people too many read this; who asks what is
        needed reads ``needs``.
        """
        if not self.unasked:
            return self.needs
        named = {(need.day, need.kind) for need in self.needs}
        nobody = (
            CoverNeed(day=day, kind=kind, required=0, over=self.unasked)
            for day in range(self.days)
            for kind in self.kinds
            if (day, kind) not in named
        )
        return (*self.needs, *nobody)

    @property
    def calendar(self) -> DayCalendar:
        """What its days are."""
        return DayCalendar(self.first_day, self.days, self.holidays)

    def strength(self, rule: RuleName) -> Strength:
        """How a rule is kept."""
        return self.strengths.get(rule, "off" if rule in ASKED_FOR else "hard")

    def title_of(self, kind: str) -> TextPair:
        """What a kind of shift is called; its name where it has no title."""
        return self.kinds[kind].title or TextPair(zh=kind, en=kind)

    @model_validator(mode="after")
    def _all_known(self) -> Self:
        wrong = [*self._unknown_kinds(), *self._unknown_people(), *self._days_outside()]
        wrong += [f"strengths.{rule}: {what}" for rule, what in never_hard(self.strengths)]
        if wrong:
            raise ValueError("\n".join(wrong))
        return self

    def _unknown_kinds(self) -> list[str]:
        named = [
            (f"kinds.{name}", k) for name, one in self.kinds.items() for k in one.not_followed_by
        ]
        for name, person in self.people.items():
            where = f"people.{name}"
            named += [(f"{where}.contract", k) for k in person.contract.most_of_kind]
            named += [(f"{where}.history", k) for k in person.history if k is not None]
            named += [(f"{where}.lost", k) for k in person.lost.values()]
            named += [(f"{where}.wishes", w.kind) for w in person.wishes if w.kind is not None]
            named += [
                (f"{where}.unavailable", k) for some in person.unavailable.values() for k in some
            ]
        named += [("needs", need.kind) for need in self.needs]
        choices = ", ".join(self.kinds)
        return [
            f"{where}: expected a kind of shift, one of {choices}, got '{kind}'. Correct it."
            for where, kind in named
            if kind not in self.kinds
        ]

    def _unknown_people(self) -> list[str]:
        pairs = [("apart", p) for pair in self.apart for p in pair]
        pairs += [("together", p) for pair in self.together for p in pair]
        return [
            f"{where}: expected the name of a person, got '{name}'. Correct it."
            for where, name in pairs
            if name not in self.people
        ]

    def _days_outside(self) -> list[str]:
        found = [("needs", need.day) for need in self.needs]
        for name, person in self.people.items():
            found += [(f"people.{name}.wishes", wish.day) for wish in person.wishes]
            found += [(f"people.{name}.leave", day) for day in person.leave]
            found += [(f"people.{name}.lost", day) for day in person.lost]
            found += [(f"people.{name}.reasons", day) for day in person.reasons]
            found += [(f"people.{name}.unavailable", day) for day in person.unavailable]
        return [
            f"{where}: expected days from 0 to {self.days - 1}, got {day}. Correct it."
            for where, day in found
            if not 0 <= day < self.days
        ]
