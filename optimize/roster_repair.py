"""Mends a posted roster when people fall ill or swap: fewest other changes, then least cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from optimize.highs import Told
from optimize.in_turn import Goal, solve_in_turn
from optimize.roster_limits import Grid, Roster, grid_of
from optimize.roster_model import Place, RosterModel, changed, roster_model
from optimize.roster_neighbourhoods import LimitIndex
from optimize.roster_rules import limits_of
from optimize.rows import Row, Terms, add_rows
from scenarios.errors import DataError, Interrupted, Problem, SolverError
from scenarios.rosters import CoverNeed, RosterCase, RuleName

Why = Literal["absent", "swap", "cover", "rules"]
"""Why a cell changed: the person is away, swapped as asked, steps in, or rules asked for it."""
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
    """Whether no roster that covers as much has fewer changes beside those asked for."""
    cheapest: bool
    """Whether none of those costs less."""
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
    time_limit: float = 60.0,
    progress: Told | None = None,
) -> Repair:
    """Mend a roster: hard rules first, then nobody missing more, fewest changes, least cost.

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
    time_limit
        Most seconds for each of the four in turn; beyond it the best so far is taken.
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
    targets = _targets(after, posted, grid, asked.now)
    least = _least_changes(targets, grid)
    fixed = _asked_places(asked)
    mending = _Mending(after, posted, grid, targets, fixed, asked.swaps, time_limit, progress)
    near = mending.solve(sorted({day for _, day in fixed if day >= asked.now}))
    done = near is not None and near.proved and not near.missing and near.changes == least
    if not done and not (near is not None and near.interrupted):
        # Moves on other days may help: shifts of a week against each other, rests.
        whole = mending.solve(range(asked.now, case.days))
        near = whole or near
    for kept in (_NEVER, frozenset[RuleName]()):
        # Something is broken whatever is done: by what is over, or by the absence itself.
        near = near or mending.solve(range(asked.now, case.days), kept)
    if near is None:
        raise SolverError("repair: expected a roster in time, got none. Raise --time-limit.")
    return _repair(after, posted, near, asked, targets)


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
    missing: float
    changes: int
    proved: bool
    """Whether the fewest changes were proved, among the places that were free."""
    cheapest: bool
    interrupted: bool


@dataclass(frozen=True)
class _Mending:
    case: RosterCase
    posted: Roster
    grid: Grid
    targets: Mapping[tuple[int, str], tuple[int, CoverNeed]]
    fixed: frozenset[Place]
    swaps: tuple[tuple[str, str, int], ...]
    time_limit: float
    progress: Told | None

    def solve(self, days: Iterable[int], kept: frozenset[RuleName] | None = None) -> _Found | None:
        """Free some days; None where hard rules cannot be kept or nothing was found in time.

        Of the hard rules those ``kept`` stay so, and of the others as little as can be is broken.
        """
        case = self.case if kept is None else _elastic(self.case, kept)
        places = frozenset((name, day) for name in case.people for day in days)
        limits = LimitIndex(limits_of(case)).touching(places)
        problem, model = roster_model(case, limits, self.grid, places)
        add_rows(problem, self._swapped(model))
        broken = [(variable, 1.0) for variable, price in model.costs if price == _LASTING]
        costs = [(variable, price) for variable, price in model.costs if price != _LASTING]
        changes, forced = self._changes(model)
        missing, rows = self._missing(model)
        add_rows(problem, rows)
        goals = [Goal(broken), Goal(missing), Goal(changes), Goal(costs)]
        done = solve_in_turn(problem, goals, model.start, self.time_limit, self.progress)
        if done.interrupted and done.values is None:
            raise Interrupted("repair: Ctrl-C came before there was a roster. Run it again.")
        if done.values is None:
            return None
        return _Found(
            changed(model, done.values.__getitem__),
            done.reached[1],
            forced + round(done.reached[2]),
            proved=all(done.proved[:3]),
            cheapest=all(done.proved),
            interrupted=done.interrupted,
        )

    def _changes(self, model: RosterModel) -> tuple[Terms, int]:
        """Cells that are not as posted, less those that cannot be."""
        terms: Terms = []
        forced = 0
        for name, day in sorted(model.places - self.fixed):
            kind = self.posted[name][day]
            variable = model.shifts.get((name, day, kind))
            if kind is None:
                terms += [] if variable is None else [(variable, 1.0)]
            else:
                forced += 1
                terms += [] if variable is None else [(variable, -1.0)]
        return terms, forced

    def _missing(self, model: RosterModel) -> tuple[Terms, list[Row]]:
        """People missing where nobody was, at their prices."""
        terms: Terms = []
        rows: list[Row] = []
        days = {day for _, day in model.places}
        for number, ((day, kind), (target, need)) in enumerate(self.targets.items()):
            if day not in days:
                continue
            people: Terms = [
                (variable, 1.0)
                for name in self.case.people
                if (variable := model.shifts.get((name, day, kind))) is not None
            ]
            value = max(0.0, target - model.now(people))
            gap = model.column(f"gap_{number}", value, 0.0, None)
            terms.append((gap, need.under))
            rows.append(Row(f"kept_cover_{number}", [*people, (gap, 1.0)], ">=", target))
        return terms, rows

    def _swapped(self, model: RosterModel) -> list[Row]:
        """Those who swap have what the other had."""
        rows = []
        for one, other, day in self.swaps:
            for name in (one, other):
                kind = self.grid[name, day]
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


def _targets(
    case: RosterCase, posted: Roster, grid: Grid, now: int
) -> dict[tuple[int, str], tuple[int, CoverNeed]]:
    """People that each need had, or needs where it had more."""
    had = Counter((day, kind) for row in posted.values() for day, kind in enumerate(row))
    return {
        (need.day, need.kind): (min(need.required, had[need.day, need.kind]), need)
        for need in case.needs
        if need.day >= now
    }


def _least_changes(targets: Mapping[tuple[int, str], tuple[int, CoverNeed]], grid: Grid) -> int:
    """No fewer changes cover what is open: each fills one place at most."""
    there = Counter((day, kind) for (_, day), kind in grid.items())
    return sum(max(0, target - there[place]) for place, (target, _) in targets.items())


def _repair(
    case: RosterCase,
    posted: Roster,
    found: _Found,
    asked: Asked,
    targets: Mapping[tuple[int, str], tuple[int, CoverNeed]],
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
        place: target - there[place]
        for place, (target, _) in targets.items()
        if there[place] < target
    }
    return Repair(
        case, posted, roster, tuple(changes), found.proved, found.cheapest, missing,
        found.interrupted,
    )  # fmt: skip
