"""What the law says of one person's hours and rests, as limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from optimize.roster.limits import Cell, Limit, Linear, known_days
from scenarios.roster.rosters import RosterCase, RuleName


def day_hours(case: RosterCase, name: str) -> Iterator[Limit]:
    """No shift above the hours of a day, for whom neither overtime nor averaging is agreed."""
    contract = case.people[name].contract
    if not contract.overtime and contract.averaged_over == 1:
        yield from _short_shifts(case, name, "day_hours", case.law.day_hours)


def day_overtime(case: RosterCase, name: str) -> Iterator[Limit]:
    """No shift above the hours of a day and its overtime, for whom one of them is agreed."""
    contract = case.people[name].contract
    if contract.overtime or contract.averaged_over > 1:
        most = case.law.day_hours + case.law.day_overtime
        yield from _short_shifts(case, name, "day_overtime", most)


def week_hours(case: RosterCase, name: str) -> Iterator[Limit]:
    """Hours of a week, or of so many weeks as they are averaged over."""
    contract = case.people[name].contract
    if contract.overtime:
        return
    yield from _span_hours(case, name, "week_hours", contract.averaged_over)


def rest_day(case: RosterCase, name: str) -> Iterator[Limit]:
    """Days off in each week; days of which nothing is known count as days off."""
    for week in weeks(case, name):
        works = Linear(tuple(((name, day, None), 1.0) for day in week))
        yield Limit("rest_day", (name,), week, works, "<=", 7 - case.law.rest_days)


def month_overtime(case: RosterCase, name: str) -> Iterator[Limit]:
    """Overtime of a month: per week what is above its hours, or above those of its days."""
    if not case.people[name].contract.overtime:
        return
    most, earlier = case.law.month_overtime, _overtime_before(case, name)
    months: dict[tuple[int, int], list[tuple[int, ...]]] = {}
    for week in weeks(case, name):
        months.setdefault(_month(case, week), []).append(week)
    for month, those in months.items():
        largest = tuple(overtime_of(case, name, week) for week in those)
        days = tuple(day for week in those for day in week)
        # What is over cannot be less: where it was too much already, none is left to give.
        before = min(earlier.get(month, 0.0), most)
        yield Limit("month_overtime", (name,), days, Linear((), before), "<=", most, largest)


def _month(case: RosterCase, week: tuple[int, ...]) -> tuple[int, int]:
    """Year and month in which the Sunday of a week lies."""
    sunday = case.date(week[0] + 6 - case.date(week[0]).weekday())
    return sunday.year, sunday.month


def _overtime_before(case: RosterCase, name: str) -> dict[tuple[int, int], float]:
    """By month the overtime of known weeks that were over before the first day [h]."""
    history = case.people[name].history
    past = {(name, day): kind for day, kind in enumerate(history, -len(history))}
    monday = -case.first_day.weekday()
    found: dict[tuple[int, int], float] = {}
    for first in range(monday - 7, -len(history) - 7, -7):
        week = tuple(day for day in range(first, first + 7) if (name, day) in past)
        hours = max(part.value(past) for part in overtime_of(case, name, week))
        month = _month(case, week)
        found[month] = found.get(month, 0.0) + hours
    return found


def protected(case: RosterCase, name: str) -> Iterator[Limit]:
    """Neither night nor overtime for the pregnant and the nursing."""
    if case.people[name].protected is None:
        return
    for kind, one in case.kinds.items():
        if one.at_night or one.hours > case.law.day_hours:
            yield from _never(case, name, "protected", kind)
    yield from _span_hours(case, name, "protected", 1)


def rest(case: RosterCase, name: str) -> Iterator[Limit]:
    """Hours between two shifts: a breach is priced once, and told in the hours between them."""
    timed = {kind: (one.start, one.length) for kind, one in case.kinds.items()}
    for kind, (start, length) in timed.items():
        if start is None:
            continue
        ready = start + length + case.law.rest * 3600
        for lag in range(1, int(ready // 86400) + 1):
            soon = tuple(
                k for k, (s, _) in timed.items() if s is not None and s < ready - lag * 86400
            )
            between = {k: (timed[k][0] or 0.0) + lag * 86400 - start - length for k in soon}
            for limit in not_after(case, name, "rest", kind, soon, lag):
                hours = tuple(
                    ((name, limit.days[-1], k), max(gap, 0.0) / 3600) for k, gap in between.items()
                )
                yield replace(limit, counted=Linear(hours), by_rule=case.law.rest)


def not_after(
    case: RosterCase, name: str, rule: RuleName, kind: str, later: tuple[str, ...], lag: int
) -> Iterator[Limit]:
    """Who works a kind does not work one of the others ``lag`` days later."""
    known = known_days(case, name)
    for day in range(max(-lag, known.start), case.days - lag):
        if later:
            cells = [(name, day, kind), *((name, day + lag, other) for other in later)]
            both = Linear(tuple((cell, 1.0) for cell in cells))
            yield Limit(rule, (name,), (day, day + lag), both, "<=", 1.0, said=(kind, later))


def weeks(case: RosterCase, name: str) -> list[tuple[int, ...]]:
    """Known days of each week from Monday to Sunday that has a day of the roster."""
    found: dict[int, list[int]] = {}
    before = case.first_day.weekday()
    for day in known_days(case, name):
        if day + before >= 0:
            found.setdefault((day + before) // 7, []).append(day)
    return [tuple(days) for days in found.values()]


def working_time(case: RosterCase, name: str, days: tuple[int, ...]) -> Linear:
    """Hours worked on some days."""
    return Linear(
        tuple(((name, day, kind), one.hours) for day in days for kind, one in case.kinds.items())
    )


def _span_hours(case: RosterCase, name: str, rule: RuleName, together: int) -> Iterator[Limit]:
    whole = weeks(case, name)
    for first in range(0, len(whole), together):
        some = whole[first : first + together]
        days = tuple(day for week in some for day in week)
        most = case.law.week_hours * len(some) + hours_moved_in(case, days)
        yield Limit(rule, (name,), days, working_time(case, name, days), "<=", most)
        # Beside a holiday fewer hours are owed, and more than those is overtime, which is not
        # agreed; work on the holiday itself is paid as such, and is none.
        if (owed := standard_hours(case, *some)) < most:
            plain = working_time(case, name, plain_days(case, days))
            yield Limit(rule, (name,), days, plain, "<=", owed)


def hours_moved_in(case: RosterCase, days: tuple[int, ...]) -> float:
    """Hours of make-up workdays among some days, above those of their workdays moved elsewhere.

    Offices work six days in the week of a make-up workday: the day off that it was has been moved
    to a holiday (国务院办公厅, the yearly notice on holidays), and so have its hours. Where days
    were moved away, hours stay: whoever serves then may work the hours of a week all the same.
    """
    calendar = case.calendar
    made_up = sum(calendar.kind(day) == "work" for day in days)
    moved = sum(calendar.kind(day) == "rest" and case.date(day).weekday() < 5 for day in days)
    return max(0, made_up - moved) * case.law.day_hours


def standard_hours(case: RosterCase, *some: tuple[int, ...]) -> float:
    """Hours of some weeks less those of their statutory holidays from Monday to Friday.

    A holiday is beside the days off, so it is none of the hours that have to be worked
    (劳社部发〔2008〕3号 counts the working days of a year alike: 365 - 104 - the holidays). The
    hours of a make-up workday are.
    """
    calendar, law = case.calendar, case.law
    days = tuple(day for week in some for day in week)
    free = sum(calendar.is_statutory(day) and case.date(day).weekday() < 5 for day in days)
    owed = law.week_hours * len(some) - free * law.day_hours
    return max(0.0, owed + hours_moved_in(case, days))


def plain_days(case: RosterCase, days: tuple[int, ...]) -> tuple[int, ...]:
    """Days that are no statutory holidays: work on those is paid as such, and is no overtime."""
    calendar = case.calendar
    return tuple(day for day in days if not calendar.is_statutory(day))


def overtime_of(case: RosterCase, name: str, week: tuple[int, ...]) -> tuple[Linear, ...]:
    """Overtime of a week is the largest of these [h]: none, above its hours, above its days'."""
    long = case.law.day_hours
    hours = working_time(case, name, plain_days(case, week))
    daily = [(cell, factor - long) for cell, factor in hours.terms if factor > long]
    return Linear(()), Linear(hours.terms, -standard_hours(case, week)), Linear(tuple(daily))


def _short_shifts(case: RosterCase, name: str, rule: RuleName, most: float) -> Iterator[Limit]:
    for kind, one in case.kinds.items():
        if one.hours > most:
            for day in range(case.days):
                hours = Linear((((name, day, kind), one.hours),))
                yield Limit(rule, (name,), (day,), hours, "<=", most)


def _never(case: RosterCase, name: str, rule: RuleName, kind: str) -> Iterator[Limit]:
    for day in range(case.days):
        cell: Cell = (name, day, kind)
        yield Limit(rule, (name,), (day,), Linear(((cell, 1.0),)), "<=", 0.0, said=(kind,))
