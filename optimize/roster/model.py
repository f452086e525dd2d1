"""The PuLP model of a roster, or of a part of it with the rest as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pulp

from optimize.roster.limits import Cell, Grid, Limit, Linear
from optimize.rows import Row, Terms, add_rows, column
from scenarios.roster.rosters import RosterCase

Place = tuple[str, int]
"""A person and a day."""


@dataclass
class RosterModel:
    """The problem of some places, being built; all other places are as in the grid."""

    case: RosterCase
    grid: Grid
    """The roster as it stands, which is what the solver begins with."""
    places: frozenset[Place]
    """Those that may change."""
    shifts: dict[Cell, Any] = field(default_factory=dict)
    """A variable for each shift that may be worked, and for each day with several of them."""
    start: dict[str, float] = field(default_factory=dict)
    """Value of each variable in the grid."""
    costs: Terms = field(default_factory=list)
    constant: float = 0.0
    rows: list[Row] = field(default_factory=list)

    def terms(self, linear: Linear) -> tuple[Terms, float]:
        """A sum over the variables, and what the rest of it comes to."""
        found: Terms = []
        constant = linear.constant
        for cell, factor in linear.terms:
            person, day, kind = cell
            if (person, day) in self.places:
                if (variable := self.shifts.get(cell)) is not None:
                    found.append((variable, factor))
            elif (
                (self.grid[person, day] is not None)
                if kind is None
                else (self.grid[person, day] == kind)
            ):
                constant += factor
        return _summed(found), constant

    def now(self, terms: Terms) -> float:
        """What a sum comes to in the grid."""
        return sum(factor * self.start[variable.name] for variable, factor in terms)

    def column(self, name: str, value: float, least: float | None, most: float | None) -> Any:
        """A variable that need not be whole, with its value in the grid."""
        variable = pulp.LpVariable(name, least, most)
        self.start[name] = value
        return variable


def roster_model(
    case: RosterCase, limits: Iterable[Limit], grid: Grid, places: frozenset[Place]
) -> tuple[Any, RosterModel]:
    """Problem of least cost in which some places are free, and its parts.

    The cost is that of the places and of the cover, rules and wishes that they touch; what the
    others cost alone is left out.

    Parameters
    ----------
    case
        The case.
    limits
        Those of its limits that speak of the places, and no others.
    grid
        The roster as it stands with the days before it.
    places
        What may change.
    """
    model = RosterModel(case, grid, places)
    cells = {one: cell for one in limits if (cell := _forbidden(case, one)) is not None}
    _shifts(model, set(cells.values()))
    for number, limit in enumerate(one for one in limits if one not in cells):
        _limit(model, limit, str(number))
    _cover(model)
    _wishes(model)
    problem = pulp.LpProblem("roster", pulp.LpMinimize)
    problem.setObjective(pulp.LpAffineExpression(_summed(model.costs), model.constant))
    add_rows(problem, model.rows)
    return problem, model


def changed(model: RosterModel, value: Callable[[str], float]) -> Grid:
    """The grid with the places as a solution has them."""
    grid = dict(model.grid)
    for place in model.places:
        grid[place] = None
    for (person, day, kind), variable in model.shifts.items():
        if kind is not None and value(variable.name) > 0.5:
            grid[person, day] = kind
    return grid


def _summed(terms: Terms) -> Terms:
    """Each variable once: of a variable given twice PuLP forgets the first factor."""
    found: dict[str, tuple[Any, float]] = {}
    for variable, factor in terms:
        _, before = found.get(variable.name, (variable, 0.0))
        found[variable.name] = variable, before + factor
    return list(found.values())


def _forbidden(case: RosterCase, limit: Limit) -> Cell | None:
    """The cell that a hard limit forbids by itself, for which no variable is needed."""
    if limit.largest or limit.sense != "<=" or len(limit.sum.terms) != 1:
        return None
    cell, factor = limit.sum.terms[0]
    beyond = limit.sum.constant + factor > limit.side
    return cell if beyond and case.strength(limit.rule) == "hard" else None


def _shifts(model: RosterModel, forbidden: set[Cell]) -> None:
    """One variable for each shift that may be worked: at most one of them a day."""
    numbers = {name: k for k, name in enumerate(model.case.people)}
    for person, day in sorted(model.places, key=lambda place: (numbers[place[0]], place[1])):
        here: Terms = []
        for k, kind in enumerate(model.case.kinds):
            if (person, day, kind) in forbidden or (person, day, None) in forbidden:
                continue
            variable = column(f"x_{numbers[person]}_{day}_{k}", most=1)
            model.shifts[person, day, kind] = variable
            model.start[variable.name] = float(model.grid[person, day] == kind)
            here.append((variable, 1.0))
        if len(here) == 1:
            model.shifts[person, day, None] = here[0][0]
        elif here:
            name = f"w_{numbers[person]}_{day}"
            works = model.column(name, model.now(here), 0.0, 1.0)
            model.shifts[person, day, None] = works
            model.rows.append(Row(f"day_{name}", [*here, (works, -1.0)], "=="))


def _limit(model: RosterModel, limit: Limit, number: str) -> None:
    """A row; where its rule has a price, it may be broken at that."""
    terms, constant = model.terms(limit.sum)
    for k, parts in enumerate(limit.largest):
        several = [model.terms(part) for part in parts]
        if not any(inside for inside, _ in several):
            constant += max(fixed for _, fixed in several)
            continue
        value = max(model.now(inside) + fixed for inside, fixed in several)
        least = max(fixed if not inside else float("-inf") for inside, fixed in several)
        bound = least if least > float("-inf") else None
        most = model.column(f"largest_{number}_{k}", value, bound, None)
        for j, (inside, fixed) in enumerate(several):
            if inside:
                above = [*inside, (most, -1.0)]
                model.rows.append(Row(f"part_{number}_{k}_{j}", above, "<=", -fixed))
        terms.append((most, 1.0))
    strength = model.case.strength(limit.rule)
    side = limit.side - constant
    if isinstance(strength, float):
        sign = 1.0 if limit.sense == "<=" else -1.0
        off = max(0.0, sign * (model.now(terms) - side))
        slack = model.column(f"broken_{number}", off, 0.0, None)
        terms = [*terms, (slack, -sign)]
        model.costs.append((slack, strength))
    elif not terms:
        # A row without terms would say nothing, and here it may be that none can be kept.
        terms = [(model.column(f"nothing_{number}", 0.0, 0.0, 0.0), 1.0)]
    model.rows.append(Row(f"limit_{number}", terms, limit.sense, side))


def _cover(model: RosterModel) -> None:
    """People on a shift + missing - too many = required."""
    free: dict[tuple[int, str], Terms] = {}
    for (_, day, kind), variable in model.shifts.items():
        if kind is not None:
            free.setdefault((day, kind), []).append((variable, 1.0))
    fixed: dict[tuple[int, str], int] = {}
    for place, kind in model.grid.items():
        if kind is not None and place not in model.places:
            fixed[place[1], kind] = fixed.get((place[1], kind), 0) + 1
    for k, need in enumerate(model.case.cover):
        people = free.get((need.day, need.kind), [])
        short = need.required - fixed.get((need.day, need.kind), 0)
        if not people:
            if any(day == need.day for _, day in model.places):
                model.constant += max(short, 0) * need.under + max(-short, 0) * need.over
            continue
        off = short - model.now(people)
        under = model.column(f"under_{k}", max(off, 0.0), 0.0, None)
        over = model.column(f"over_{k}", max(-off, 0.0), 0.0, None)
        model.costs += [(under, need.under), (over, need.over)]
        model.rows.append(Row(f"cover_{k}", [*people, (under, 1.0), (over, -1.0)], "==", short))


def _wishes(model: RosterModel) -> None:
    for name, person in model.case.people.items():
        for wish in person.wishes:
            if (name, wish.day) in model.places:
                variable = model.shifts.get((name, wish.day, wish.kind))
                if wish.works:
                    model.constant += wish.weight
                if variable is not None:
                    model.costs.append((variable, -wish.weight if wish.works else wish.weight))
