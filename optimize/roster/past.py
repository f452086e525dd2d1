"""Limits that the days before the first have broken already: nothing more may be added to them."""

from __future__ import annotations

from dataclasses import replace

from optimize.roster.limits import Grid, Limit, only_from_above
from scenarios.roster.rosters import ASKED_FOR, RosterCase


def with_past(case: RosterCase, limit: Limit) -> Limit:
    """The limit, or one that the days planned keep by adding nothing to what is over.

    What is over cannot be changed, so a week that had too many hours before the first day would
    leave no roster at all. What a rule allows is still what its sentence says.
    """
    known = limit.days[0] < 0 and limit.sense == "<=" and limit.rule not in ASKED_FOR
    if not known or not only_from_above(limit):
        return limit
    grid: Grid = {}
    for person, day, _ in limit.cells():
        history = case.people[person].history
        grid[person, day] = history[day] if -len(history) <= day < 0 else None
    least = limit.value(grid)
    return replace(limit, side=least, by_rule=limit.allowed) if least > limit.side else limit
