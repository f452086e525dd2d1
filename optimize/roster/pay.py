"""What work in overtime, on rest days and on holidays is paid, as limits that only cost."""

from __future__ import annotations

from collections.abc import Iterator

from optimize.roster.law import plain_days, standard_hours, weeks, working_time
from optimize.roster.limits import Grid, Limit, Linear
from scenarios.roster.rosters import RosterCase


def extra_pay(case: RosterCase, name: str) -> Iterator[Limit]:
    """Plain hours that the pay of extra work in a week, or in an averaged span, is worth.

    Labour Law (劳动法), art. 44: hours above those of a day are paid as overtime, hours of other
    days above those of the week as work on a rest day, hours on a statutory holiday as such; a
    holiday's hours are in none of the others, and are not owed in its week. On averaged hours
    (art. 39) what is above those of the span is overtime. All of that pay counts, not only what is
    above a plain hour: monthly pay covers the hours owed and the holiday itself, none of these.
    """
    contract, law = case.people[name].contract, case.law
    whole = weeks(case, name)
    for first in range(0, len(whole), contract.averaged_over):
        some = whole[first : first + contract.averaged_over]
        days = tuple(day for week in some for day in week)
        planned = [day for day in days if day >= 0]
        holidays = tuple(filter(case.calendar.is_statutory, planned))
        owed = standard_hours(case, *some)
        at_once = list(working_time(case, name, holidays).times(law.pay_holiday).terms)
        hours = working_time(case, name, plain_days(case, days))
        if contract.averaged_over > 1:
            above = Linear(hours.terms, -owed).times(law.pay_overtime)
        else:
            short = [(cell, min(one, law.day_hours)) for cell, one in hours.terms]
            long = [
                (cell, (one - law.day_hours) * law.pay_overtime)
                for cell, one in hours.terms
                if one > law.day_hours and cell[1] >= 0
            ]
            at_once += long
            above = Linear(tuple(short), -owed).times(law.pay_rest_day)
        largest = ((Linear(()), above),)
        yield Limit("extra_pay", (name,), days, Linear(tuple(at_once)), "<=", 0.0, largest)


def extra_hours(case: RosterCase, name: str, grid: Grid) -> float:
    """Plain hours that the pay of one person's extra work is worth, with a price or without."""
    return sum(limit.value(grid) for limit in extra_pay(case, name))
