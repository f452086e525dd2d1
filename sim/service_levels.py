"""What a queue gives its callers: levels by four formulas, by interval, and targets kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios.arrivals import Counts, Rates
from scenarios.model import ServiceModel
from scenarios.targets import ServiceLevelTarget
from scenarios.units import SECONDS
from sim.event_log import ABANDONED, BALKED, BLOCKED, TURNED_AWAY, UNFINISHED, EventLog
from sim.tally import Tally
from sim.ticket_table import Flags, Tickets
from sim.variates import Floats
from sim.world import World

Codes = NDArray[np.int8]
DAY = SECONDS["day"]
HOUR = SECONDS["h"]


def tally_queues(
    tally: Tally, model: ServiceModel, world: World, tickets: Tickets, log: EventLog
) -> None:
    """Counts, waits, levels and lengths of each queue."""
    queue = np.array(world.activity_queue)[tickets.activity]
    interval = shortest_interval(model)
    days = _days_on_duty(world, log)
    lines = {world.activity_queue[k] for k, walked in enumerate(world.walked) if walked}
    for k in sorted(lines):
        name = world.queues[k]
        at = np.flatnonzero(queue == k)
        answered = ~np.isnan(tickets.start_time[at])
        _tally_counts(tally, name, tickets.outcome[at], answered)
        wait = tickets.wait[at]
        tally.times("wait", "queue", name, wait[~tickets.refused[at]])
        tally.mean("asa", "queue", name, wait[answered])
        handling = (tickets.touch + tickets.after_work)[at]
        tally.mean("aht", "queue", name, handling[answered])
        within = _within(model, world, k)
        if within is not None:
            clock = tickets.enable_time[at] % DAY
            for formula, (part, whole) in formulas(
                wait, tickets.outcome[at], answered, within
            ).items():
                tally.level(formula, "queue", name, float(part.sum()), float(whole.sum()))
                bins = np.floor(clock / interval).astype(np.int64)
                n = int(np.ceil(DAY / interval))
                parts, wholes = (np.bincount(bins, x, minlength=n) for x in (part, whole))
                for b in range(n):
                    tally.level(formula, "queue", name, parts[b], wholes[b], b * interval)
        _tally_length(tally, name, tickets.enable_time[at], wait, world, log.until, days)


def shortest_interval(model: ServiceModel) -> float:
    """The finest interval by which a service's arrivals are given [s]; an hour for others."""
    given = [
        service.arrivals.interval
        for service in model.services.values()
        if isinstance(service.arrivals, Rates | Counts)
    ]
    return min(given, default=HOUR)


def target_activities(world: World, queue: str) -> list[int]:
    """Activities that a target's ``queue`` names: a queue's members, or one activity."""
    return [
        k
        for k, activity in enumerate(world.activities)
        if queue in (activity, world.queues[world.activity_queue[k]])
    ]


def _within(model: ServiceModel, world: World, queue: int) -> float | None:
    """Acceptable wait of the first target about a queue [s]."""
    for target in model.targets.values():
        if isinstance(target, ServiceLevelTarget):
            about = target_activities(world, target.queue)
            if queue in (world.activity_queue[k] for k in about):
                return target.within
    return None


def formulas(
    wait: Floats, outcome: Codes, answered: Flags, within: float
) -> dict[str, tuple[Floats, Floats]]:
    """Numerator and denominator of each service-level formula, 0 or 1 by ticket.

    The four formulas are those of the measures page. Blocked and turned-away attempts are
    offered in those that count the offered; a balk is an abandonment at 0 s.
    """
    quick = wait <= within
    gave_up = (outcome == ABANDONED) | (outcome == BALKED)
    refused = (outcome == BLOCKED) | (outcome == TURNED_AWAY)
    good = answered & quick
    pairs = {
        "of_offered": (good, answered | gave_up | refused),
        "of_answered": (good, answered),
        "answered_or_quick_abandoned": (good | (gave_up & quick), answered | gave_up | refused),
        "less_quick_abandoned": (good, answered | (gave_up & ~quick)),
    }
    return {name: (a.astype(np.float64), b.astype(np.float64)) for name, (a, b) in pairs.items()}


def _tally_counts(tally: Tally, queue: str, outcome: Codes, answered: Flags) -> None:
    offered = float((answered | (outcome != UNFINISHED)).sum())
    lost = float(((outcome == ABANDONED) | (outcome == BALKED)).sum())
    tally.number("offered", "queue", queue, offered)
    tally.number("answered", "queue", queue, float(answered.sum()))
    tally.level("answered_fraction", "queue", queue, float(answered.sum()), offered)
    tally.level("abandoned_fraction", "queue", queue, lost, offered)
    tally.level("blocked_fraction", "queue", queue, float((outcome == BLOCKED).sum()), offered)


def _tally_length(
    tally: Tally, queue: str, since: Floats, wait: Floats, world: World, until: float, days: float
) -> None:
    """Mean number waiting by hour of the day, over the days on which somebody is on duty."""
    begin = np.clip(since, world.warm_up, world.horizon)
    left = np.where(np.isnan(wait), until, since + wait)
    end = np.clip(left, world.warm_up, world.horizon)
    edges = np.arange(np.floor(world.warm_up / HOUR), np.ceil(world.horizon / HOUR) + 1) * HOUR
    waited = np.diff(_time_before(begin, edges) - _time_before(end, edges))
    by_hour = np.bincount((edges[:-1] % DAY / HOUR).astype(np.int64), waited, minlength=24)
    for hour in range(24):
        tally.level("queue_length", "queue", queue, by_hour[hour], days * HOUR, hour * HOUR)


def _days_on_duty(world: World, log: EventLog) -> float:
    """Days measured on which somebody is on duty; at least 1."""
    days = np.arange(np.floor(world.warm_up / DAY), np.ceil(world.horizon / DAY))
    begun = np.searchsorted(np.sort(log.duty.on_time), (days + 1) * DAY)
    gone = np.searchsorted(np.sort(log.duty.off_time), days * DAY, side="right")
    return max(1.0, float((begun > gone).sum()))


def _time_before(instants: Floats, edges: Floats) -> Floats:
    """Sum over instants of max(0, edge - instant), for each edge."""
    instants = np.sort(instants)
    total = np.concatenate([[0.0], np.cumsum(instants)])
    k = np.searchsorted(instants, edges, side="right")
    before: Floats = k * edges - total[k]
    return before


def tally_targets(tally: Tally, model: ServiceModel, world: World, tickets: Tickets) -> None:
    """Share that keeps each service-level target, at its times of day and by its formula."""
    answered = ~np.isnan(tickets.start_time)
    clock = tickets.enable_time % DAY
    for name, target in model.targets.items():
        if isinstance(target, ServiceLevelTarget):
            at = np.isin(tickets.activity, target_activities(world, target.queue))
            if target.between:
                at &= np.logical_or.reduce([(clock >= a) & (clock < b) for a, b in target.between])
            pairs = formulas(tickets.wait, tickets.outcome, answered, target.within)
            part, whole = (float(x[at].sum()) for x in pairs[target.formula])
            tally.level("within_target_fraction", "target", name, part, whole)
