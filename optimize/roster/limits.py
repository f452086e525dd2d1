"""A rule as limits: sums over who works when, read alike by the auditor and by the solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from scenarios.errors import DataError, Problem
from scenarios.how_many import HowMany
from scenarios.roster.rosters import RosterCase, RuleName

Cell = tuple[str, int, str | None]
"""Person, day and kind of shift: 1 when it is worked, else 0; without a kind, when any is."""
Roster = Mapping[str, tuple[str | None, ...]]
"""By person the kind worked on each day, None for a day off."""
Grid = dict[tuple[str, int], str | None]
"""The same by person and day, with the days before the first that are known."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A constant, and cells with their factors."""

    terms: tuple[tuple[Cell, float], ...]
    constant: float = 0.0

    def value(self, grid: Grid) -> float:
        """What it comes to."""
        return self.constant + sum(factor for cell, factor in self.terms if worked(cell, grid))

    def times(self, factor: float) -> Linear:
        """So many times as much."""
        terms = tuple((cell, factor * one) for cell, one in self.terms)
        return Linear(terms, factor * self.constant)


@dataclass(frozen=True, slots=True)
class Limit:
    """A sum, and what it may be: one line of a rule, for some people and days."""

    rule: RuleName
    people: tuple[str, ...]
    days: tuple[int, ...]
    """Days that it speaks of."""
    sum: Linear
    sense: Literal["<=", ">="]
    side: float
    largest: tuple[tuple[Linear, ...], ...] = ()
    """Added to the sum, of each the largest; only where the sense is ``<=``, and so convex."""
    said: tuple[object, ...] = ()
    """What the sentence of the rule has to name."""
    counted: Linear | None = None
    """What is told as got, where that is not what is compared with the side: hours of rest."""
    by_rule: float | None = None
    """What the rule allows, where the side is what the past has come to already, or is of cells
    while the rule is of hours or days."""

    @property
    def allowed(self) -> float:
        """What its sentence says is allowed."""
        return self.side if self.by_rule is None else self.by_rule

    def value(self, grid: Grid) -> float:
        """What the sum comes to."""
        return self.sum.value(grid) + sum(
            max(part.value(grid) for part in parts) for parts in self.largest
        )

    def got(self, grid: Grid) -> float:
        """What is told as got."""
        return self.value(grid) if self.counted is None else self.counted.value(grid)

    def cells(self) -> Iterator[Cell]:
        """All that it speaks of."""
        for linear in (self.sum, *(part for parts in self.largest for part in parts)):
            for cell, _ in linear.terms:
                yield cell

    def broken_by(self, grid: Grid) -> float:
        """How far the sum is beyond the side; 0 when it is kept."""
        off = self.value(grid) - self.side
        beyond = off if self.sense == "<=" else -off
        return beyond if beyond > 1e-9 else 0.0


def only_from_above(limit: Limit) -> bool:
    """Whether more work can only break it: sums of what is worked, with an upper side."""
    sums: list[Linear] = [limit.sum, *(part for parts in limit.largest for part in parts)]
    return limit.sense == "<=" and all(factor >= 0 for one in sums for _, factor in one.terms)


def worked(cell: Cell, grid: Grid) -> bool:
    """Whether a cell is worked."""
    person, day, kind = cell
    found = grid[person, day]
    return found is not None if kind is None else found == kind


def known_days(case: RosterCase, person: str) -> range:
    """Days of which it is or will be known what the person works."""
    return range(-len(case.people[person].history), case.days)


def grid_of(case: RosterCase, roster: Roster) -> Grid:
    """The roster with the days before it.

    Raises
    ------
    DataError
        Other people, days or kinds than those of the case.
    """
    problems = [
        Problem(f"roster.{name}", "expected a person of the case. Correct the name.")
        for name in roster
        if name not in case.people
    ]
    grid: Grid = {}
    for name, person in case.people.items():
        row = roster.get(name, ())
        if len(row) != case.days:
            what = f"expected {HowMany(case.days):day|days}, got {len(row)}. "
            what += "Give each day a kind or a day off."
            problems.append(Problem(f"roster.{name}", what))
        for kind in sorted({k for k in row if k is not None} - set(case.kinds)):
            what = f"expected one of {', '.join(case.kinds)}, got '{kind}'. Correct it."
            problems.append(Problem(f"roster.{name}", what))
        for day, worked_kind in enumerate(person.history, -len(person.history)):
            grid[name, day] = worked_kind
        for day, worked_kind in enumerate(row):
            grid[name, day] = worked_kind
    if problems:
        raise DataError(problems)
    return grid
