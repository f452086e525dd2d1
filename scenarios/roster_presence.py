"""Who is at work when: the spans of a roster's shifts, with their breaks one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scenarios.rosters import RosterCase, RosterKind

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
    pause: tuple[float, float] | None
    """The unpaid break; None where there is none."""

    @property
    def spans(self) -> tuple[tuple[float, float], ...]:
        """When the person is at work."""
        if self.pause is None:
            return ((self.start, self.end),)
        return ((self.start, self.pause[0]), (self.pause[1], self.end))


def presence(case: RosterCase, roster: Mapping[str, Sequence[str | None]]) -> list[Presence]:
    """Shifts of a roster whose kind has a start, and those of the eve, by day and kind.

    The unpaid break of a kind has a length but no time. It is taken one after another, in the
    order of the case, around the middle of the shift: so no more people are away at once than
    there have to be. That is our assumption, not a rule.
    """
    found = []
    for day in range(-1, case.days):
        for kind, one in case.kinds.items():
            if one.start is None:
                continue
            names = [name for name in case.people if _worked(case, roster, name, day) == kind]
            for number, name in enumerate(names):
                start, pause = one.start, _pause(one, number, len(names))
                found.append(Presence(name, day, kind, start, start + one.length, pause))
    return found


def _worked(
    case: RosterCase, roster: Mapping[str, Sequence[str | None]], name: str, day: int
) -> str | None:
    history = case.people[name].history
    if day < 0:
        return history[day] if history else None
    return roster[name][day]


def _pause(kind: RosterKind, number: int, people: int) -> tuple[float, float] | None:
    """The break of one of the people who work a kind on a day."""
    length = kind.unpaid_break
    if length <= 0 or kind.start is None:
        return None
    turns = max(1, min(people, int(MIDDLE * kind.length / length)))
    middle = kind.start + kind.length / 2
    begin = middle + (number % turns - turns / 2) * length
    return begin, begin + length
