"""Everything that sheets, files and pages of a roster are made from."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from optimize.roster.audit import RosterCost, Violation
from optimize.roster.hours import Hours
from optimize.roster.limits import Roster
from optimize.roster.unmet import Unmet
from plots.language import Lang
from scenarios.roster.cells import RosterWords
from scenarios.roster.presence import Presence
from scenarios.roster.rosters import RosterCase
from scenarios.section import TextPair


@dataclass(frozen=True)
class RosterData:
    """A roster with what the auditor says of it."""

    case: RosterCase
    roster: Roster
    title: Mapping[Lang, str]
    violations: tuple[Violation, ...]
    cost: RosterCost
    hours: Mapping[str, Hours]
    presence: tuple[Presence, ...]
    """Shifts with a time of day, those of the eve too."""
    sentences: Mapping[Lang, tuple[str, ...]]
    """What there is to say of it first."""
    version: str
    written: dt.datetime
    """When it is written, UTC: files written later say so."""
    before: Roster | None = None
    """What was posted before it; None for a first one."""
    why_open: tuple[TextPair, ...] = ()
    """Why not all needs are covered: counted, the rules that clash, and what would mend it."""
    unmet: tuple[Unmet, ...] = ()
    """Needs and wishes left open, the dearest first, each with what stands in its way."""
    beyond: TextPair | None = None
    """Which shifts have more people than they need, and what keeps them there."""
    why: Mapping[tuple[str, int], TextPair] = field(default_factory=dict)
    """Why cells are not as they were posted, by person and day."""

    @property
    def date(self) -> str:
        """The day on which it is written, where it is."""
        return self.written.astimezone().date().isoformat()

    @property
    def compares(self) -> bool:
        """A roster stands alone: there is no after."""
        return False

    @cached_property
    def restdays(self) -> frozenset[int]:
        """Days on which offices do not work: weekends, less make-up workdays, and holidays."""
        return self.case.calendar.named("restdays")

    @cached_property
    def words(self) -> RosterWords:
        """How its cells are written."""
        return RosterWords(self.case.people, self.case.kinds)

    @cached_property
    def at_work(self) -> Counter[tuple[int, str]]:
        """People by day and kind."""
        return Counter(
            (day, kind)
            for row in self.roster.values()
            for day, kind in enumerate(row)
            if kind is not None
        )

    @cached_property
    def reasons(self) -> Mapping[tuple[int, str], TextPair]:
        """Why people are missing, by day and kind."""
        return {
            (one.day, one.kind): one.sentence
            for one in self.unmet
            if one.kind is not None and one.person is None
        }

    @cached_property
    def said(self) -> tuple[str, ...]:
        """What is said of days without a shift, each once, in the order of days and people."""
        return tuple(
            dict.fromkeys(
                said
                for day in range(self.case.days)
                for name, one in self.case.people.items()
                if self.roster[name][day] is None and (said := one.reasons.get(day))
            )
        )

    @cached_property
    def changed(self) -> frozenset[tuple[str, int]]:
        """Cells that are not as they were posted before."""
        if self.before is None:
            return frozenset()
        return frozenset(
            (name, day)
            for name, row in self.roster.items()
            for day, kind in enumerate(row)
            if kind != self.before[name][day]
        )

    @cached_property
    def wrong(self) -> frozenset[tuple[str, int]]:
        """Cells that are part of a breach of a hard rule."""
        return frozenset(
            (name, day)
            for one in self.violations
            if self.case.strength(one.rule) == "hard"
            for name in one.people
            for day in one.days
            if day >= 0
        )

    def cell(self, name: str, day: int, lang: Lang, *, before: bool = False) -> str:
        """What stands, or stood ``before``, in a cell: a kind of shift, a day off, or absence."""
        roster = self.before if before and self.before is not None else self.roster
        kind = roster[name][day]
        if kind is not None:
            return self.words.kind(kind, lang)
        person = self.case.people[name]
        reason = person.reasons.get(day, "")
        if day in person.leave:
            return self.words.away(lang, person.lost.get(day), reason)
        return self.words.off(lang, reason)
