"""What has come up since a roster was posted, and what of it changes in a mended one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from optimize.roster.limits import Grid, Roster, grid_of
from optimize.roster.model import Place
from scenarios.roster.rosters import RosterCase

Why = Literal["absent", "swap", "cover", "rules"]
"""Why a cell changed: the person is away, swapped as asked, steps in, or rules asked for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What has come up since the roster was posted."""

    absences: Mapping[str, frozenset[int]]
    """Days on which people are away, by name."""
    swaps: tuple[tuple[str, str, int], ...] = ()
    """Two people who exchange what they have on a day."""
    now: int = 0
    """The first day that can still be changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is not as it was posted."""

    person: str
    day: int
    before: str | None
    after: str | None
    why: Why


def with_absences(
    case: RosterCase, posted: Roster, absences: Mapping[str, frozenset[int]]
) -> RosterCase:
    """The case with absences as leave, and the shifts that were lost by them."""
    people = dict(case.people)
    for name, days in absences.items():
        person = people[name]
        lost = {day: kind for day in days if (kind := posted[name][day]) is not None}
        leave = tuple(sorted({*person.leave, *days}))
        # What was said of a day off, such as 调休, is not what this absence is for.
        reasons = {
            day: said
            for day, said in person.reasons.items()
            if day in person.leave or day not in days
        }
        people[name] = person.replace(leave=leave, lost={**person.lost, **lost}, reasons=reasons)
    return case.replace(people=people)


def as_asked(case: RosterCase, posted: Roster, asked: Asked) -> Grid:
    """The roster with what was asked for and nothing else."""
    grid = grid_of(case, posted)
    for one, other, day in asked.swaps:
        grid[one, day], grid[other, day] = grid[other, day], grid[one, day]
    for name, days in asked.absences.items():
        for day in days:
            grid[name, day] = None
    return grid


def asked_places(asked: Asked) -> frozenset[Place]:
    """Cells of those who are away or swap."""
    swapped = ((name, day) for one, other, day in asked.swaps for name in (one, other))
    return frozenset((*swapped, *((n, day) for n, days in asked.absences.items() for day in days)))


def changes_of(posted: Roster, roster: Roster, asked: Asked) -> Iterator[Change]:
    """Cells that are not as they were posted, by day and person, each with why."""
    left = Counter(
        (day, kind)
        for name, days in asked.absences.items()
        for day in days
        if (kind := posted[name][day]) is not None
    )
    swapped = {(name, day) for one, other, day in asked.swaps for name in (one, other)}
    for day in range(len(next(iter(roster.values())))):
        for name in roster:
            before, after = posted[name][day], roster[name][day]
            if before == after:
                continue
            why: Why = "rules"
            if day in asked.absences.get(name, ()):
                why = "absent"
            elif (name, day) in swapped:
                why = "swap"
            elif after is not None and left[day, after] > 0:
                left[day, after] -= 1
                why = "cover"
            yield Change(name, day, before, after, why)
