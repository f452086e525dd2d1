"""How nights, days off, hours and wishes are shared out: what each person has, and what is fair."""

from __future__ import annotations

from dataclasses import dataclass

from optimize.roster.contract import nights_worked
from optimize.roster.fairness import (
    days_worked,
    holiday_shares,
    holidays,
    holidays_before,
    hour_shares,
    night_shares,
    nights_before,
    weekend_days,
    weekend_days_before,
    weekend_shares,
)
from optimize.roster.law import working_time
from optimize.roster.limits import Roster, grid_of, worked
from scenarios.roster.rosters import RosterCase


@dataclass(frozen=True, slots=True)
class Portion:
    """What one person has of it all, and what would be fair; None who can have none of it."""

    nights: float
    """Night shifts, those before counted in."""
    nights_before: int
    fair_nights: float | None
    weekends: float
    """Days worked on weekends, those before counted in."""
    weekends_before: int
    fair_weekends: float | None
    holidays: float
    """Days of public holidays worked, those before counted in."""
    holidays_before: int
    fair_holidays: float | None
    hours: float
    """Working time [h]."""
    fair_hours: float | None
    wishes: int
    """Wishes, one for each day."""
    met: int
    """Of those met."""


def portions(case: RosterCase, roster: Roster) -> dict[str, Portion]:
    """By person what they have; fair shares are those of `optimize.roster.fairness`.

    Raises
    ------
    DataError
        The roster has other people, days or kinds than the case.
    """
    grid, days = grid_of(case, roster), tuple(range(case.days))
    nights, hours = night_shares(case), hour_shares(case)
    weekends, off = weekend_shares(case), holiday_shares(case)
    ends, feasts = weekend_days(case), holidays(case)
    found: dict[str, Portion] = {}
    for name, person in case.people.items():
        met = [worked((name, w.day, w.kind), grid) == w.works for w in person.wishes]
        found[name] = Portion(
            nights=nights_worked(case, name, days).value(grid) + nights_before(case, name),
            nights_before=nights_before(case, name),
            fair_nights=nights.get(name),
            weekends=days_worked(name, ends).value(grid) + weekend_days_before(case, name),
            weekends_before=weekend_days_before(case, name),
            fair_weekends=weekends.get(name),
            holidays=days_worked(name, feasts).value(grid) + holidays_before(case, name),
            holidays_before=holidays_before(case, name),
            fair_holidays=off.get(name),
            hours=working_time(case, name, days).value(grid),
            fair_hours=hours.get(name),
            wishes=len(met),
            met=sum(met),
        )
    return found
