"""How many people of a pool are on duty at a time of the week."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.calendars import parse_days
from scenarios.pools import Level, Pool, Shift, StaffBlock, level_number
from scenarios.units import SECONDS

DAY = SECONDS["day"]
Staff = Level | tuple[StaffBlock, ...]
"""One level, or blocks over the day."""


def staff_of(pool: Pool) -> Staff:
    """People on duty of a pool without names: as many as seats when nothing is said."""
    return pool.seats if pool.staff is None else pool.staff


def most_on_duty(staff: Staff) -> float:
    """Most people on duty at one time of a week."""
    if not isinstance(staff, tuple):
        return level_number(staff)
    return max((level_at(staff, *moment) for moment in moments(staff)), default=0.0)


def least_on_duty(staff: Staff) -> float:
    """Fewest people on duty at a time of the week at which there are any."""
    if not isinstance(staff, tuple):
        return level_number(staff)
    levels = (level_at(staff, day, time) for day in range(7) for time in edges_of(day, staff)[:-1])
    return min((level for level in levels if level), default=0.0)


def headcount(pool: Pool) -> float:
    """People of a pool: those with names, or the most that are on duty at one time."""
    return float(len(pool.people)) if pool.people else most_on_duty(staff_of(pool))


def moments(shifts: tuple[Shift, ...]) -> list[tuple[int, float]]:
    """Weekday (Monday 0) and time of day [s] at which one of the shifts begins."""
    return sorted({(day, shift.span[0]) for shift in shifts for day in parse_days(shift.days)})


def level_at(staff: Staff, day: int, time: float) -> float:
    """People on duty on a weekday (Monday 0) at a time of day [s]."""
    if not isinstance(staff, tuple):
        return level_number(staff)
    return sum(_of_block(block, day, time) for block in staff)


def times_on(shift: Shift, day: int, time: float) -> int:
    """How often a shift is on at a time of a weekday [s]; past midnight it began the day before."""
    days, (begin, end) = parse_days(shift.days), shift.span
    here = day in days and begin <= time < end
    from_before = (day - 1) % 7 in days and begin <= time + DAY < end
    return here + from_before


def edges_of(day: int, shifts: Sequence[Shift]) -> list[float]:
    """Times of a weekday [s] at which a shift begins or ends, in order, midnights among them."""
    edges = {0.0, DAY}
    for shift in shifts:
        days, (begin, end) = parse_days(shift.days), shift.span
        if day in days:
            edges |= {begin, min(end, DAY)}
        if (day - 1) % 7 in days and end > DAY:
            edges.add(end - DAY)
    return sorted(edges)


def in_numbers(staff: Staff) -> bool:
    """Whether no level is without limit."""
    return "unlimited" not in (
        [block.level for block in staff] if isinstance(staff, tuple) else [staff]
    )


def _of_block(block: StaffBlock, day: int, time: float) -> float:
    times = times_on(block, day, time)
    # No people of a block without limit are none, not zero times infinity.
    return level_number(block.level) * times if times else 0.0
