"""Mends a posted roster when people fall ill or swap: fewest changes, then least cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from optimize.highs import Told
from optimize.in_turn import solve_in_turn
from optimize.roster_limits import Grid, Roster, grid_of
from optimize.roster_model import Place, RosterModel, changed, roster_model
from optimize.roster_neighbourhoods import LimitIndex
from optimize.roster_rules import limits_of
from optimize.rows import Row, Terms, add_rows
from scenarios.errors import DataError, Interrupted, Problem, SolverError
from scenarios.rosters import RosterCase, RuleName

Why = Literal["absent", "swap", "cover", "rules"]
"""Why a cell changed: the person is away, swapped as asked, steps in, or rules asked for it."""
WORTH = 5.0
"""Changes that filling one open place is worth; where it takes more it stays open."""
_NEAR = 3
"""Days around those named that are looked at before all others."""
_LASTING = 1e7
"""Price that marks breaches of rules which cannot be kept any more."""
_NEVER: frozenset[RuleName] = frozenset(
    ("available", "skill", "day_hours", "day_overtime", "protected")
)
"""Rules that say of a shift by itself that it may not be: the last that are given up."""


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


@dataclass(frozen=True, slots=True)
class Repair:
    """A mended roster."""

    case: RosterCase
    """The case with the absences as leave; shifts lost by them count as worked for least hours."""
    before: Roster
    roster: Roster
    changes: tuple[Change, ...]
    """By day and person, those asked for too."""
    fewest: bool
    """Whether it is proved that no other has fewer changes and open places, as they are weighed."""
    cheapest: bool
    """Whether it is proved that none of as few costs less."""
    uncovered: Mapping[tuple[int, str], int]
    """People missing who were not missing before, by day and kind."""
    interrupted: bool
    """Whether Ctrl-C ended the search."""

    @property
    def count(self) -> int:
        """Changes beside those asked for."""
        return sum(change.why in ("cover", "rules") for change in self.changes)


def repair_roster(
    case: RosterCase,
    posted: Roster,
    asked: Asked,
    *,
    worth: float = WORTH,
    time_limit: float = 60.0,
    progress: Told | None = None,
) -> Repair:
    """Mend a roster: hard rules first, then fewest changes and open places, then least cost.

    What was posted with too few people is not filled up. Where hard rules cannot be kept at all,
    because of what is over or of the absence itself, as little as possible is broken.

    Parameters
    ----------
    case
        What the roster was made from.
    posted
        The roster as it was posted.
    asked
        What has come up.
    worth
        Changes that filling one open place is worth.
    time_limit
        Most seconds for each goal in turn; beyond it the best so far is taken.
    progress
        Told (seconds over, limit); Ctrl-C is answered with the best so far.

    Raises
    ------
    DataError
        The roster does not fit the case, or somebody may never work what they swap for.
    Interrupted
        Ctrl-C before there was a roster.
    SolverError
        No roster was found in time.
    """
    after = with_absences(case, posted, asked.absences)
    grid = _as_asked(after, posted, asked)
    targets = _targets(after, posted, asked.now)
    mending = _Mending(after, posted, targets, asked, worth, time_limit, progress)
    named = {day for _, day in _asked_places(asked)}
    found = mending.solve(grid, named)
    # Each place that is open takes a change, or stays open: with no more nothing is left to prove,
    # and every change is on a day that was named.
    least = min(1.0, worth) * _open(targets, grid)
    if found is None or found.weight > least + 1e-6:
        days = range(asked.now, case.days)
        around = {day for one in named for day in range(one - _NEAR, one + _NEAR + 1)}
        near = mending.solve(found.grid if found else grid, around & set(days), costs=False)
        found = near or found
        found = mending.solve(found.grid if found else grid, days) or found
        for kept in (_NEVER, frozenset[RuleName]()):
            # Something is broken whatever is done: by what is over, or by the absence itself.
            found = found or mending.solve(grid, days, kept=kept)
    if found is None:
        raise SolverError("repair: expected a roster in time, got none. Raise --time-limit.")
    return _repair(after, posted, found, asked, targets)


def with_absences(
    case: RosterCase, posted: Roster, absences: Mapping[str, frozenset[int]]
) -> RosterCase:
    """The case with absences as leave; hours lost by them are taken off the least of a contract."""
    people = dict(case.people)
    for name, days in absences.items():
        person = people[name]
        lost = 3600 * sum(
            case.kinds[kind].hours for day in days if (kind := posted[name][day]) is not None
        )
        contract = person.contract
        contract = contract.replace(least_hours=max(0.0, contract.least_hours - lost))
        leave = tuple(sorted({*person.leave, *days}))
        people[name] = person.replace(leave=leave, contract=contract)
    return case.replace(people=people)


@dataclass(frozen=True, slots=True)
class _Found:
    grid: Grid
    weight: float
    """Changes, and open places at their worth."""
    proved: bool
    """Whether that is the least, among the places that were free."""
    cheapest: bool
    interrupted: bool


@dataclass(frozen=True)
class _Mending:
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
    ) -> _Found | None:
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
        return _Found(
            changed(model, done.values.__getitem__),
            forced + done.reached[1],
            proved=all(done.proved[:2]),
            cheapest=all(done.proved),
            interrupted=done.interrupted,
        )

    def _changes(self, model: RosterModel) -> tuple[Terms, int]:
        """Cells that are not as posted, less those that cannot be."""
        terms: Terms = []
        forced = 0
        for name, day in sorted(model.places - _asked_places(self.asked)):
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


def _as_asked(case: RosterCase, posted: Roster, asked: Asked) -> Grid:
    """The roster with what was asked for and nothing else."""
    grid = grid_of(case, posted)
    for one, other, day in asked.swaps:
        grid[one, day], grid[other, day] = grid[other, day], grid[one, day]
    for name, days in asked.absences.items():
        for day in days:
            grid[name, day] = None
    return grid


def _asked_places(asked: Asked) -> frozenset[Place]:
    swapped = ((name, day) for one, other, day in asked.swaps for name in (one, other))
    return frozenset((*swapped, *((n, day) for n, days in asked.absences.items() for day in days)))


def _targets(case: RosterCase, posted: Roster, now: int) -> dict[tuple[int, str], int]:
    """People that each need with a price had, or needs where it had more."""
    had = Counter((day, kind) for row in posted.values() for day, kind in enumerate(row))
    return {
        (need.day, need.kind): min(need.required, had[need.day, need.kind])
        for need in case.needs
        if need.day >= now and need.under > 0
    }


def _open(targets: Mapping[tuple[int, str], int], grid: Grid) -> int:
    """People missing before anything is changed."""
    there = Counter((day, kind) for (_, day), kind in grid.items())
    return sum(max(0, target - there[place]) for place, target in targets.items())


def _repair(
    case: RosterCase,
    posted: Roster,
    found: _Found,
    asked: Asked,
    targets: Mapping[tuple[int, str], int],
) -> Repair:
    roster = {
        name: tuple(found.grid[name, day] for day in range(case.days)) for name in case.people
    }
    there = Counter((day, kind) for row in roster.values() for day, kind in enumerate(row))
    open_places = Counter(
        (day, kind)
        for name, days in asked.absences.items()
        for day in days
        if (kind := posted[name][day]) is not None
    )
    swapped = {(name, day) for one, other, day in asked.swaps for name in (one, other)}
    changes = []
    for day in range(case.days):
        for name in case.people:
            before, after = posted[name][day], roster[name][day]
            if before == after:
                continue
            why: Why = "rules"
            if day in asked.absences.get(name, ()):
                why = "absent"
            elif (name, day) in swapped:
                why = "swap"
            elif after is not None and open_places[day, after] > 0:
                open_places[day, after] -= 1
                why = "cover"
            changes.append(Change(name, day, before, after, why))
    missing = {
        place: target - there[place] for place, target in targets.items() if there[place] < target
    }
    return Repair(
        case, posted, roster, tuple(changes), found.proved, found.cheapest, missing,
        found.interrupted,
    )  # fmt: skip
