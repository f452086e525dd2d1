"""Seats, people and hours of several pools made one, where a redesign leaves them open."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from scenarios.calendars import Calendar
from scenarios.findings import listed
from scenarios.model import ServiceModel
from scenarios.pools import Level, Pool, level_number
from scenarios.redesign.people_together import exceptions_of, hours_together, people_together
from scenarios.redesign.refusals import free_name, refusal
from scenarios.redesign.staff_levels import Staff, headcount, most_on_duty, staff_of
from scenarios.section import ProvenanceNote


def seats_of_one(old: Mapping[str, Pool], size: int | None) -> Level:
    """The seats given, or else those of the pools together.

    Raises
    ------
    RedesignError
        Nothing limits one of the pools, neither seats nor people.
    """
    if size is not None:
        return size
    endless = [
        name
        for name, pool in old.items()
        if math.isinf(min(level_number(pool.seats), headcount(pool)))
    ]
    if endless:
        raise refusal(
            "size",
            f"expected the seats of the one pool, because {listed(endless)} had no limit, "
            "got none. Give their number.",
        )
    numbers = [pool.seats for pool in old.values() if isinstance(pool.seats, int)]
    return sum(numbers) if len(numbers) == len(old) else "unlimited"


def staff_of_one(model: ServiceModel, old: Mapping[str, Pool], size: int | None) -> Staff | None:
    """People of the pools together at any time; None is one for each seat.

    Raises
    ------
    RedesignError
        People have names, or a ``size`` is given and nobody knows when they sit there.
    """
    by_name = [name for name, pool in old.items() if pool.people]
    planned = [name for name, pool in old.items() if isinstance(pool.staff, tuple)]
    if by_name or (planned and size is not None):
        mend = "" if by_name else ", or leave size out: then those of the pools stay"
        raise refusal(
            "staff",
            f"expected the staff of the one pool, because {listed([*by_name, *planned])} had "
            f"staff by time of day or by name, got none. Add a level or blocks of staff{mend}.",
        )
    if size is not None:
        return None
    for name, pool in old.items():
        if _crowded(pool):
            raise refusal(
                "staff",
                f"expected the staff of the one pool, because blocks of '{name}' that overlap "
                "have more people than it has seats, got none. Add a level or blocks of staff.",
            )
    pools = list(old.values())
    if planned or len({pool.calendar for pool in pools}) > 1:
        return tuple(
            block
            for pool in pools
            for block in people_together(
                pool, None if pool.calendar is None else model.calendars[pool.calendar]
            )
        )
    if all(pool.staff is None for pool in pools):
        return None
    return sum(int(min(headcount(pool), level_number(pool.seats))) for pool in pools)


def _crowded(pool: Pool) -> bool:
    """True when blocks of staff that overlap fill more seats than there are."""
    staff = staff_of(pool)
    if not isinstance(staff, tuple) or not isinstance(pool.seats, int):
        return False
    seated = (
        block.replace(level=int(min(level_number(block.level), pool.seats))) for block in staff
    )
    return most_on_duty(tuple(seated)) > pool.seats


def with_common_hours(
    model: ServiceModel, old: Sequence[Pool], into: str, source: ProvenanceNote
) -> dict[str, Calendar]:
    """Calendars of the model, and last the one that is open when that of one of the pools is.

    Raises
    ------
    RedesignError
        A pool is open round the clock, or calendars differ in more than their weeks.
    """
    names = dict.fromkeys(pool.calendar for pool in old)
    several = [model.calendars[name] for name in names if name is not None]
    if len(several) < len(names) or len(set(map(exceptions_of, several))) > 1:
        raise refusal(
            "calendar",
            "expected one calendar, because the pools had several "
            f"({listed(name or 'round the clock' for name in names)}) of which not only the weeks "
            "differ, got none. Name one.",
        )
    name = free_name(f"{into}_hours", model.calendars)
    return {**model.calendars, name: hours_together(several, source)}
