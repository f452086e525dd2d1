"""Hours and overtime of each person of a roster, as the law counts them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from optimize.roster.law import overtime_of, plain_days, standard_hours, weeks, working_time
from optimize.roster.limits import Grid, Roster, grid_of
from scenarios.roster.rosters import RosterCase


@dataclass(frozen=True, slots=True)
class Hours:
    """What one person works in the days planned."""

    shifts: int
    hours: float
    """Working time [h], without unpaid breaks."""
    overtime: float
    """Of that above the hours of its days and weeks [h], or of the weeks averaged over."""


def hours_of(case: RosterCase, roster: Roster) -> dict[str, Hours]:
    """Hours of everybody, by name.

    Overtime counts by week from Monday to Sunday with what is known of the days before the first;
    where hours are averaged over weeks (综合计算工时), what is above those of all of them.

    Raises
    ------
    DataError
        The roster has other people, days or kinds than the case.
    """
    grid = grid_of(case, roster)
    days = tuple(range(case.days))
    return {
        name: Hours(
            shifts=sum(kind is not None for kind in roster[name]),
            hours=working_time(case, name, days).value(grid),
            overtime=_overtime(case, name, grid),
        )
        for name in case.people
    }


def _overtime(case: RosterCase, name: str, grid: Grid) -> float:
    every, together = weeks(case, name), case.people[name].contract.averaged_over
    if together == 1:
        return math.fsum(
            max(part.value(grid) for part in overtime_of(case, name, week)) for week in every
        )
    above = []
    for first in range(0, len(every), together):
        some = every[first : first + together]
        plain = (plain_days(case, week) for week in some)
        hours = math.fsum(working_time(case, name, days).value(grid) for days in plain)
        above.append(max(0.0, hours - standard_hours(case, *some)))
    return math.fsum(above)
