"""What a pool says of closing, breakdowns, learning and travel has to make sense."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.calendars import Calendar
from scenarios.distributions import FromLog
from scenarios.findings import Finding, Path, shown
from scenarios.means import mean_time
from scenarios.model import ServiceModel
from scenarios.pools import Pool
from scenarios.units import time_text
from scenarios.visits import served_in

_LEAST_CYCLE = 1.0
"""Shortest mean time from failure to failure [s]: shorter ones would take for ever."""


def findings_in_pools(model: ServiceModel) -> Iterator[Finding]:
    """Words of a pool that need others, or that leave nothing to do."""
    for name, pool in model.pools.items():
        path = ("pools", name)
        yield from _closing(path, pool, model)
        yield from _breakdowns(path, pool)
        if pool.learning is not None and pool.learning.factor == 0:
            yield Finding(
                (*path, "learning", "factor"),
                "expected a share of the time that is left in the end, got 0. Write 0.8 for work "
                "that gets a fifth faster.",
            )
        if pool.crew is not None:
            yield from _travel(name, pool, model)


def _closing(path: Path, pool: Pool, model: ServiceModel) -> Iterator[Finding]:
    if pool.calendar is None:
        for key, value in (("closing", pool.closing), ("last_ticket", pool.last_ticket)):
            if value == "turn_away" or (key == "last_ticket" and value is not None):
                yield Finding(
                    (*path, key),
                    f"expected a pool that closes, because {key} is about closing, got no "
                    "calendar. Add the key calendar to the pool, or take this out.",
                )
        return
    calendar = model.calendars.get(pool.calendar)
    if calendar is None or pool.last_ticket is None:
        return
    longest = _longest_day(calendar)
    if pool.last_ticket >= longest:
        yield Finding(
            (*path, "last_ticket"),
            f"expected less than the {time_text(longest)} of the longest day, got "
            f"{time_text(pool.last_ticket)}. Nobody would be let in: shorten it.",
        )


def _longest_day(calendar: Calendar) -> float:
    """Longest time from a day's first opening to its last close [s]."""
    days = [*map(calendar.spans_on, range(7)), *calendar.open_dates.values()]
    return max(spans[-1][1] - spans[0][0] for spans in days if spans)


def _breakdowns(path: Path, pool: Pool) -> Iterator[Finding]:
    if pool.breakdowns is None:
        return
    up, down = pool.breakdowns.up, pool.breakdowns.down
    if isinstance(up, FromLog) or isinstance(down, FromLog) or up.in_workdays or down.in_workdays:
        return
    mean = mean_time(up) + mean_time(down)
    if mean < _LEAST_CYCLE:
        yield Finding(
            (*path, "breakdowns", "up"),
            f"expected failures at least {time_text(_LEAST_CYCLE)} apart on average, got "
            f"{time_text(mean)}. Lengthen up or down.",
        )


def _travel(name: str, pool: Pool, model: ServiceModel) -> Iterator[Finding]:
    for service_name, service in model.services.items():
        if service.where is not None:
            continue
        flows = (service.flow, *(c.flow for c in service.channels.values() if c.flow))
        needed = _with_help(model, {activity for flow in flows for activity in served_in(flow)})
        travelled = next((activity for activity in pool.serves if activity in needed), None)
        if travelled is not None:
            yield Finding(
                ("services", service_name),
                f"expected the key where, because pool {shown(name)} travels to the cases for "
                f"{shown(travelled)}, got none. Say where they are, such as where: "
                "{east: 10, north: 10}.",
            )


def _with_help(model: ServiceModel, activities: set[str]) -> set[str]:
    """These activities and those by which they are helped."""
    found: set[str] = set()
    while activities:
        found |= activities
        sections = [model.activities.get(name) for name in activities]
        activities = {s.help.activity for s in sections if s is not None and s.help} - found
    return found
