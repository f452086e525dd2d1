"""Work that comes on a day against the staff that is there, for groups of pools."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from scenarios.arrivals import Appointments, Counts, Rates, Times
from scenarios.calendar_days import DAY, day_type, spans_of_day
from scenarios.calendars import parse_days
from scenarios.findings import Finding, listed, listed_zh
from scenarios.means import mean_work, times_served
from scenarios.model import ServiceModel
from scenarios.pools import Pool, level_number
from scenarios.services import Service

MOST_DAYS = 28
"""Days looked at, so that long horizons stay quick."""
_MOMENT = 1e-3


def days_of(model: ServiceModel) -> int:
    """Number of days to look at."""
    return min(math.ceil(model.horizon / DAY), MOST_DAYS)


def open_days(model: ServiceModel, service: Service, days: int) -> dict[int, int]:
    """Those of so many days on which a service is open, each with the weekday that it keeps."""
    calendar = None if service.calendar is None else model.calendars[service.calendar]
    kept = ((number, day_type(calendar, model.start_date, number)) for number in range(days))
    return {number: weekday for number, weekday in kept if weekday is not None}


def expected_arrivals(
    model: ServiceModel, service: Service, days: int | None = None
) -> list[tuple[float, float, float]]:
    """Start [s], length [s] and mean number of cases of each interval of the first days.

    Empty for arrivals from a log; a time written down counts as a moment. Of so many days, or of
    those that are looked at.
    """
    arrivals = service.arrivals
    days = days_of(model) if days is None else days
    if isinstance(arrivals, Appointments):
        come = arrivals.slots.per_slot * (1 - arrivals.slots.no_show)
        return _by_day(model, service, days, [(t, _MOMENT, come) for t in arrivals.slots.times()])
    if isinstance(arrivals, Times):
        return [(at, _MOMENT, 1.0) for at in arrivals.at if at < days * DAY]
    if not isinstance(arrivals, Rates | Counts):
        return []
    if isinstance(arrivals, Rates):
        day = [(s, length, rate * length / 3600) for s, length, rate in arrivals.by_interval()]
    else:
        step = arrivals.interval
        day = [(arrivals.start + k * step, step, float(n)) for k, n in enumerate(arrivals.counts)]
    return _by_day(model, service, days, day, arrivals.factor)


def _by_day(
    model: ServiceModel,
    service: Service,
    days: int,
    day: list[tuple[float, float, float]],
    factor: Callable[[int], float] = lambda _: 1.0,
) -> list[tuple[float, float, float]]:
    """The intervals of a day on each of the first days that is open, times its factor."""
    found = []
    for number, kept in open_days(model, service, days).items():
        times = factor(kept)
        found += [(number * DAY + s, length, n * times) for s, length, n in day]
    return found


def overloaded(model: ServiceModel) -> Iterator[Finding]:
    """Groups of pools to whom more work comes than their staff can do, and nobody gives up."""
    work = _work(model)
    for pools in _groups(model):
        activities = {name for pool in pools for name in model.pools[pool].serves}
        if any(model.activities[name].patience is not None for name in activities):
            continue
        amounts = [work.get(name, 0.0) for name in activities]
        if any(amount is None for amount in amounts):
            continue
        offered = sum(amount for amount in amounts if amount is not None)
        staffed = sum(staffed_time(model, model.pools[pool]) for pool in pools)
        if offered > staffed > 0:  # nobody at all is told by itself
            days = days_of(model)
            first = "first day" if days == 1 else f"first {days} days"
            rest, rest_zh = _rest(model, pools)
            yield Finding(
                ("pools", pools[0]),
                f"expected staff for {offered / 3600:.1f} h of work in the {first}, got "
                f"{staffed / 3600:.1f} h of {listed(pools)}. {rest}: add staff, "
                "or lower the arrivals.",
                f"最初 {days} 天有 {offered / 3600:.1f} 小时的工作，人员应当够用，但 "
                f"{listed_zh(pools)} 只有 {staffed / 3600:.1f} 小时。{rest_zh}："
                "请增加人员，或减少到达。",
            )


def _rest(model: ServiceModel, pools: list[str]) -> tuple[str, str]:
    """What becomes of the work that is left at closing, in English and in Chinese."""
    plans = [model.pools[name] for name in pools]
    if all(serves_out(model, pool) for pool in plans):
        return "The rest is overtime after closing, every day", "余下的每天在关门后加班办完"
    return "The line grows day by day", "队伍会一天比一天长"


def serves_out(model: ServiceModel, pool: Pool) -> bool:
    """True when those on duty stay after closing until the line is served."""
    if pool.calendar is None:
        return False
    fronts = [model.activities[name].place == "front" for name in pool.serves]
    return (pool.closing or ("serve_queue" if any(fronts) else "suspend")) == "serve_queue"


def _work(model: ServiceModel) -> dict[str, float | None]:
    """Work [s] that comes in the first days, by activity; None where only a log knows."""
    total: dict[str, float | None] = {}
    for service in model.services.values():
        cases = sum(amount for _, _, amount in expected_arrivals(model, service))
        known = isinstance(service.arrivals, Rates | Counts | Times | Appointments)
        for name, times in services_of_case(model, service).items():
            mean, before = mean_work(model, name), total.get(name, 0.0)
            if mean is None or before is None or not known:
                total[name] = None
            else:
                total[name] = before + cases * times * mean
    return total


def services_of_case(model: ServiceModel, service: Service) -> dict[str, float]:
    """Mean number of times that a case of a service is served in each activity, help included."""
    total: dict[str, float] = {}
    ways = [(c.share, c.flow or service.flow) for c in service.channels.values()]
    for share, flow in ways or [(1.0, service.flow)]:
        for name, times in _with_help(model, times_served(flow)):
            total[name] = total.get(name, 0.0) + share * times
    return total


def _with_help(model: ServiceModel, served: dict[str, float]) -> Iterator[tuple[str, float]]:
    """How often a case is served in each activity, and helped in others at its end."""
    for name, times in served.items():
        yield name, times
        help_ = model.activities[name].help
        if help_ is not None:
            yield from _with_help(model, {help_.activity: times * help_.probability})


def _groups(model: ServiceModel) -> list[list[str]]:
    """Pools that share activities, directly or through others."""
    groups: list[list[str]] = []
    for name, pool in model.pools.items():
        joined = [
            group
            for group in groups
            if any(set(pool.serves) & set(model.pools[other].serves) for other in group)
        ]
        groups = [group for group in groups if group not in joined]
        groups.append([other for group in joined for other in group] + [name])
    return groups


def staffed_time(model: ServiceModel, pool: Pool) -> float:
    """Staff time [s] of a pool in the first days, within opening hours; seats bound each level."""
    calendar = None if pool.calendar is None else model.calendars[pool.calendar]
    total = 0.0
    for number in range(days_of(model)):
        kept = day_type(calendar, model.start_date, number)
        if kept is None:
            continue
        hours = spans_of_day(calendar, model.start_date, number)
        blocks = [(span, level) for days, span, level in _blocks(pool) if kept in days]
        edges = sorted({edge for span in (*hours, *(span for span, _ in blocks)) for edge in span})
        for start, end in zip(edges, edges[1:], strict=False):
            if any(open_ <= start < close for open_, close in hours):
                level = sum(n for (begin, stop), n in blocks if begin <= start < stop)
                total += min(level, level_number(pool.seats)) * (end - start)
    return total


def _blocks(pool: Pool) -> list[tuple[tuple[int, ...], tuple[float, float], float]]:
    """Weekdays, span and number of the staff."""
    if pool.people:
        shifts = [shift for person in pool.people.values() for shift in person.shifts]
        return [(parse_days(shift.days), shift.span, 1.0) for shift in shifts]
    staff = pool.seats if pool.staff is None else pool.staff
    if isinstance(staff, tuple):
        return [(parse_days(b.days), b.span, level_number(b.level)) for b in staff]
    # A level holds round the clock, past midnight too where the calendar does.
    return [(tuple(range(7)), (0.0, 2 * DAY), level_number(staff))]
