"""Who is at work when: the spans of a roster's shifts, with their breaks one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scenarios.calendar_days import DAY
from scenarios.roster.breaks import Taken, within
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import RosterCase

MIDDLE = 0.5
"""Share of a shift, around its middle, in which people take their breaks."""


@dataclass(frozen=True, slots=True)
class Presence:
    """One shift of one person; times in seconds since midnight of the day on which it starts."""

    person: str
    day: int
    kind: str
    start: float
    end: float
    pauses: Taken
    """The breaks, in their order."""
    assumed: bool = False
    """Whether the file does not say when the break is, so that it is our assumption."""

    @property
    def spans(self) -> tuple[tuple[float, float], ...]:
        """When the person is at work."""
        edges = (self.start, *(at for pause in self.pauses for at in pause), self.end)
        return tuple(zip(edges[::2], edges[1::2], strict=True))


def presence(case: RosterCase, roster: Mapping[str, Sequence[str | None]]) -> list[Presence]:
    """Shifts of a roster whose kind has a start, by day and kind.

    Of the eve there are those that end after its midnight, on the first day of the roster.

    Who works a kind on a day takes its breaks in the order of the case: the first those that are
    named first, and round. Where only the length of an unpaid break is known, it is taken one
    after another around the middle of the shift: so no more people are away at once than there
    have to be. That is our assumption, not a rule.
    """
    found = []
    of_day = {(need.day, need.kind): need.breaks for need in case.needs if need.breaks}
    for day in range(-1, case.days):
        for kind, one in case.kinds.items():
            if one.start is None or day * DAY + one.start + one.length <= 0:
                continue
            names = [name for name in case.people if _worked(case, roster, name, day) == kind]
            for number, name in enumerate(names):
                start, end = one.start, one.start + one.length
                if breaks := of_day.get((day, kind), one.breaks):
                    taken = within(start, breaks[number % len(breaks)])
                    found.append(Presence(name, day, kind, start, end, taken))
                else:
                    taken = _assumed(one, number, len(names))
                    found.append(Presence(name, day, kind, start, end, taken, bool(taken)))
    return found


def _worked(
    case: RosterCase, roster: Mapping[str, Sequence[str | None]], name: str, day: int
) -> str | None:
    history = case.people[name].history
    if day < 0:
        return history[day] if history else None
    return roster[name][day]


def _assumed(kind: RosterKind, number: int, people: int) -> Taken:
    """The break of one of the people who work a kind on a day, which has no time."""
    length = kind.unpaid_break
    if length <= 0 or kind.start is None:
        return ()
    turns = max(1, min(people, int(MIDDLE * kind.length / length)))
    middle = kind.start + kind.length / 2
    begin = middle + (number % turns - turns / 2) * length
    return ((begin, begin + length),)
