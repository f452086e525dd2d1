"""Seats enough for the named people who are on duty at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.calendars import WEEKDAYS, parse_days
from scenarios.findings import Finding, listed
from scenarios.model import ServiceModel
from scenarios.pools import Pool, level_number
from scenarios.units import SECONDS, clock_text

_DAY = SECONDS["day"]


def findings_in_capacity(model: ServiceModel) -> Iterator[Finding]:
    """Pools whose named people are at some time more than the seats."""
    for name, pool in model.pools.items():
        if not pool.people:
            continue
        weekday, at, people = most_together(pool)
        if len(people) > level_number(pool.seats):
            yield Finding(
                ("pools", name, "people"),
                f"expected at most {pool.seats} people on duty at once, one for each seat, got "
                f"{len(people)} ({listed(people)}) on {WEEKDAYS[weekday]} at {clock_text(at)}. "
                "Add seats or move a shift.",
            )


def most_together(pool: Pool) -> tuple[int, float, tuple[str, ...]]:
    """Weekday, time of day and people of the first moment at which most are on duty."""
    week = 7 * _DAY
    spans: list[tuple[float, float, str]] = []
    for name, person in pool.people.items():
        for shift in person.shifts:
            for day in parse_days(shift.days):
                start, end = day * _DAY + shift.span[0], day * _DAY + shift.span[1]
                spans.append((start, end, name))
                if end > week:
                    # The night from Sunday to Monday stands at both ends of the week.
                    spans.append((start - week, end - week, name))
    best: tuple[int, float, tuple[str, ...]] = (0, 0.0, ())
    for moment in sorted({max(start, 0.0) for start, _, _ in spans}):
        on_duty = dict.fromkeys(name for start, end, name in spans if start <= moment < end)
        if len(on_duty) > len(best[2]):
            best = (int(moment // _DAY), moment % _DAY, tuple(on_duty))
    return best
