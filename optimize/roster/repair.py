"""Mends a posted roster when people fall ill or swap: fewest changes, then least cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from optimize.highs import Told
from optimize.roster.changes import (
    Asked,
    Change,
    as_asked,
    asked_places,
    changes_of,
    with_absences,
)
from optimize.roster.limits import Roster
from optimize.roster.mending import NEVER, Found, Mending, open_places, targets_of
from scenarios.errors import SolverError
from scenarios.roster.rosters import RosterCase, RuleName

WORTH = 5.0
"""Changes that filling one open place is worth; where it takes more it stays open."""
_NEAR = 3
"""Days around those named that are looked at before all others."""


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
    grid = as_asked(after, posted, asked)
    targets = targets_of(after, posted, asked.now)
    mending = Mending(after, posted, targets, asked, worth, time_limit, progress)
    named = {day for _, day in asked_places(asked)}
    found = mending.solve(grid, named)
    # Each place that is open takes a change, or stays open: with no more nothing is left to prove,
    # and every change is on a day that was named.
    least = min(1.0, worth) * open_places(targets, grid)
    days = range(asked.now, case.days)
    # Other days may have been posted against the rules: those of no day named were not looked at.
    if found is None or found.weight > least + 1e-6 or mending.breaks(found.grid, days):
        around = {day for one in named for day in range(one - _NEAR, one + _NEAR + 1)}
        near = mending.solve(found.grid if found else grid, around & set(days), costs=False)
        first = near or found
        found = mending.solve(first.grid if first else grid, days)
        if first is not None and found is None and not mending.breaks(first.grid, days):
            found = first
        for kept in (NEVER, frozenset[RuleName]()):
            # Something is broken whatever is done: by what is over, or by the absence itself.
            found = found or mending.solve(grid, days, kept=kept)
        found = found or first
    if found is None:
        raise SolverError("repair: expected a roster in time, got none. Raise --time-limit.")
    return _repair(after, posted, found, asked, targets)


def _repair(
    case: RosterCase,
    posted: Roster,
    found: Found,
    asked: Asked,
    targets: Mapping[tuple[int, str], int],
) -> Repair:
    roster = {
        name: tuple(found.grid[name, day] for day in range(case.days)) for name in case.people
    }
    there = Counter((day, kind) for row in roster.values() for day, kind in enumerate(row))
    changes = tuple(changes_of(posted, roster, asked))
    missing = {
        place: target - there[place] for place, target in targets.items() if there[place] < target
    }
    return Repair(
        case, posted, roster, changes, found.proved, found.cheapest, missing,
        found.interrupted,
    )  # fmt: skip
