"""A roster that is mended as a model: changes, open places, and rules that have to give way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from optimize.highs import Told
from optimize.roster.changes import Asked, asked_places
from optimize.roster.in_turn import solve_in_turn
from optimize.roster.limits import Grid, Roster
from optimize.roster.model import RosterModel, changed, roster_model
from optimize.roster.neighbourhoods import LimitIndex
from optimize.roster.rules import limits_of
from optimize.rows import Row, Terms, add_rows
from scenarios.errors import DataError, Interrupted, Problem
from scenarios.roster.rosters import RosterCase, RuleName

_LASTING = 1e7
"""Price that marks breaches of rules which cannot be kept any more."""
NEVER: frozenset[RuleName] = frozenset(
    ("available", "skill", "day_hours", "day_overtime", "protected")
)
"""Rules that say of a shift by itself that it may not be: the last that are given up."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mended roster, and what is proved of it."""

    grid: Grid
    weight: float
    """Changes, and open places at their worth."""
    proved: bool
    """Whether that is the least, among the places that were free."""
    cheapest: bool
    interrupted: bool


@dataclass(frozen=True)
class Mending:
    """A posted roster to mend, and how."""

    case: RosterCase
    posted: Roster
    targets: Mapping[tuple[int, str], int]
    asked: Asked
    worth: float
    time_limit: float
    progress: Told | None

    def solve(
        self,
        grid: Grid,
        days: Collection[int],
        *,
        kept: frozenset[RuleName] | None = None,
        costs: bool = True,
    ) -> Found | None:
        """Free some days of a roster; None where hard rules cannot be kept, or none came in time.

        Of the hard rules those ``kept`` stay so, and of the others as little as can be is broken.
        """
        case = self.case if kept is None else _elastic(self.case, kept)
        places = frozenset((name, day) for name in case.people for day in days)
        limits = LimitIndex(limits_of(case)).touching(places)
        problem, model = roster_model(case, limits, grid, places)
        add_rows(problem, self._swapped(model))
        broken = [(variable, 1.0) for variable, price in model.costs if price == _LASTING]
        prices = [(variable, price) for variable, price in model.costs if price != _LASTING]
        changes, forced = self._changes(model)
        missing, rows = self._missing(model)
        add_rows(problem, rows)
        goals = [broken, [*changes, *missing], *([prices] if costs else [])]
        done = solve_in_turn(problem, goals, model.start, self.time_limit, self.progress)
        if done.values is None:
            if done.interrupted:
                raise Interrupted("repair: Ctrl-C came before there was a roster. Run it again.")
            return None
        return Found(
            changed(model, done.values.__getitem__),
            forced + done.reached[1],
            proved=all(done.proved[:2]),
            cheapest=all(done.proved),
            interrupted=done.interrupted,
        )

    def breaks(self, grid: Grid, days: Collection[int]) -> bool:
        """Whether a roster breaks a hard rule that speaks of one of some days."""
        places = frozenset((name, day) for name in self.case.people for day in days)
        return any(
            self.case.strength(limit.rule) == "hard" and limit.broken_by(grid)
            for limit in LimitIndex(limits_of(self.case)).touching(places)
        )

    def _changes(self, model: RosterModel) -> tuple[Terms, int]:
        """Cells that are not as posted, less those that cannot be."""
        terms: Terms = []
        forced = 0
        for name, day in sorted(model.places - asked_places(self.asked)):
            kind = self.posted[name][day]
            variable = model.shifts.get((name, day, kind))
            if kind is None:
                terms += [] if variable is None else [(variable, 1.0)]
            else:
                forced += 1
                terms += [] if variable is None else [(variable, -1.0)]
        return terms, forced

    def _missing(self, model: RosterModel) -> tuple[Terms, list[Row]]:
        """People missing where nobody was, each as so many changes as they are worth."""
        terms: Terms = []
        rows: list[Row] = []
        days = {day for _, day in model.places}
        for number, ((day, kind), target) in enumerate(self.targets.items()):
            if day not in days:
                continue
            people: Terms = [
                (variable, 1.0)
                for name in self.case.people
                if (variable := model.shifts.get((name, day, kind))) is not None
            ]
            value = max(0.0, target - model.now(people))
            gap = model.column(f"gap_{number}", value, 0.0, None)
            terms.append((gap, self.worth))
            rows.append(Row(f"kept_cover_{number}", [*people, (gap, 1.0)], ">=", target))
        return terms, rows

    def _swapped(self, model: RosterModel) -> list[Row]:
        """Those who swap have what the other had."""
        rows = []
        for one, other, day in self.asked.swaps:
            for name, giver in ((one, other), (other, one)):
                kind = self.posted[giver][day]
                variable = model.shifts.get((name, day, kind))
                if kind is None:
                    if variable is not None:
                        rows.append(Row(f"off_{name}_{day}", [(variable, 1.0)], "==", 0.0))
                    continue
                if variable is None:
                    what = (
                        f"expected a shift that {name} may work on {self.case.date(day)}, got "
                        f"{kind}: leave, skill, contract or law forbid it. Swap with somebody else."
                    )
                    raise DataError(Problem("--swap", what))
                rows.append(Row(f"swap_{name}_{day}", [(variable, 1.0)], "==", 1.0))
        return [Row(f"swapped_{k}", row.terms, row.sense, row.side) for k, row in enumerate(rows)]


def _elastic(case: RosterCase, kept: frozenset[RuleName]) -> RosterCase:
    """The case with all but some of its hard rules at a price."""
    priced = {
        limit.rule: _LASTING
        for limit in limits_of(case)
        if case.strength(limit.rule) == "hard" and limit.rule not in kept
    }
    return case.replace(strengths={**case.strengths, **priced})


def targets_of(case: RosterCase, posted: Roster, now: int) -> dict[tuple[int, str], int]:
    """People that each need with a price had, or needs where it had more."""
    had = Counter((day, kind) for row in posted.values() for day, kind in enumerate(row))
    return {
        (need.day, need.kind): min(need.required, had[need.day, need.kind])
        for need in case.needs
        if need.day >= now and need.under > 0
    }


def open_places(targets: Mapping[tuple[int, str], int], grid: Grid) -> int:
    """People missing before anything is changed."""
    there = Counter((day, kind) for (_, day), kind in grid.items())
    return sum(max(0, target - there[place]) for place, target in targets.items())
