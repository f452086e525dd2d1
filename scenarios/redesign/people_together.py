"""Hours of several pools together, and people who keep those of their own pool in them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scenarios.calendars import WEEKDAYS, Calendar, parse_days
from scenarios.pools import Pool, StaffBlock, level_number
from scenarios.redesign.staff_levels import DAY, staff_of
from scenarios.section import ProvenanceNote

Spans = tuple[tuple[float, float], ...]


def exceptions_of(calendar: Calendar) -> tuple[object, ...]:
    """What a calendar says besides its week."""
    return calendar.holidays, calendar.makeup_as, calendar.closed_dates, calendar.open_dates


def hours_together(calendars: Sequence[Calendar], source: ProvenanceNote) -> Calendar:
    """A calendar that is open when one of several is, on whose exceptions all agree."""
    by_spans: dict[Spans, list[int]] = {}
    for day in range(7):
        if spans := _joined(sorted(s for one in calendars for s in one.spans_on(day))):
            by_spans.setdefault(spans, []).append(day)
    return calendars[0].replace(
        open={_named(days): spans for spans, days in by_spans.items()},
        workday=max(one.workday_seconds for one in calendars),
        provenance=source,
    )


def people_together(pool: Pool, calendar: Calendar | None) -> tuple[StaffBlock, ...]:
    """Blocks with as many people as a pool has at its seats within its hours.

    They say the same under any calendar that is open when the pool's is.

    Parameters
    ----------
    pool
        A pool whose people are numbers.
    calendar
        Its calendar; None is round the clock.
    """
    staff, seats = staff_of(pool), level_number(pool.seats)
    opening = _opening(calendar)
    days_of: dict[tuple[float, float, int], list[int]] = {}

    def note(begin: float, end: float, level: float) -> None:
        day = int(begin // DAY)
        key = (begin - day * DAY, end - day * DAY, int(min(level, seats)))
        days_of.setdefault(key, []).append(day % 7)

    for opens, shuts in opening:
        if not isinstance(staff, tuple):
            if 0 <= opens < 7 * DAY:
                note(opens, shuts, level_number(staff))
            continue
        for block in staff:
            for day in parse_days(block.days):
                begin, end = (day * DAY + time for time in block.span)
                # Staff of a day on which nothing opens is not there, whatever its block says.
                if min(shuts, end) > max(opens, begin) and _hours(calendar, day):
                    note(max(opens, begin), min(shuts, end), level_number(block.level))
    return tuple(
        StaffBlock(days=_named(sorted(set(days))), span=(begin, end), level=level)
        for (begin, end, level), days in days_of.items()
    )


def _opening(calendar: Calendar | None) -> Spans:
    """Opening spans of a week and the days around it [s since Monday], without overlap."""
    found: list[tuple[float, float]] = []
    until = -math.inf
    for day in range(-1, 9):
        for begin, end in _hours(calendar, day % 7):
            opens, shuts = max(until, day * DAY + begin), day * DAY + end
            if opens < shuts:
                found.append((opens, shuts))
                until = shuts
    return tuple(found)


def _hours(calendar: Calendar | None, day: int) -> Spans:
    return ((0.0, DAY),) if calendar is None else calendar.spans_on(day)


def _joined(spans: list[tuple[float, float]]) -> Spans:
    """Spans in order, those that touch or overlap made one."""
    joined: list[tuple[float, float]] = []
    for begin, end in spans:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def _named(days: list[int]) -> str:
    return "daily" if len(days) == 7 else ",".join(WEEKDAYS[day] for day in days)
