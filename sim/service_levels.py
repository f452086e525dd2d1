"""What a queue gives its callers: levels by four formulas, by interval, and targets kept."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from scenarios.arrivals import Counts, Rates
from scenarios.model import ServiceModel
from scenarios.targets import ServiceLevelTarget
from scenarios.units import SECONDS
from sim.clock_times import within_hours
from sim.event_log import ABANDONED, BALKED, BLOCKED, OUTCOMES, TURNED_AWAY, UNFINISHED, EventLog
from sim.sample import Samples
from sim.tally import Tally
from sim.ticket_table import Flags, Tickets, sums
from sim.variates import Floats, Ints
from sim.world import World

Codes = NDArray[np.int8]
DAY = SECONDS["day"]
HOUR = SECONDS["h"]
HOURS = tuple(hour * HOUR for hour in range(24))

_ANSWERED, _QUICK, _GAVE_UP, _REFUSED = (np.int8(1 << k) for k in range(4))
KINDS = 16
"""Kinds of ticket that the formulas tell apart."""
_BY_OUTCOME = np.zeros(len(OUTCOMES), np.int8)
_BY_OUTCOME[[ABANDONED, BALKED]] = _GAVE_UP
_BY_OUTCOME[[BLOCKED, TURNED_AWAY]] = _REFUSED


def _formulas() -> dict[str, tuple[Flags, Flags]]:
    """Kinds of ticket in numerator and denominator of each service-level formula.

    The four formulas are those of the measures page. Blocked and turned-away attempts are
    offered in those that count the offered.
    """
    kinds = np.arange(KINDS)
    answered, quick, gave_up, refused = (
        (kinds & flag) > 0 for flag in (_ANSWERED, _QUICK, _GAVE_UP, _REFUSED)
    )
    good, offered = answered & quick, answered | gave_up | refused
    return {
        "of_offered": (good, offered),
        "of_answered": (good, answered),
        "answered_or_quick_abandoned": (good | (gave_up & quick), offered),
        "less_quick_abandoned": (good, answered | (gave_up & ~quick)),
    }


FORMULAS = _formulas()


def tally_queues(
    tally: Tally,
    model: ServiceModel,
    world: World,
    tickets: Tickets,
    samples: Samples,
    log: EventLog,
) -> None:
    """Counts, waits, levels and lengths of each queue."""
    interval = shortest_interval(model)
    days = _days_on_duty(world, log)
    lines = {world.activity_queue[k] for k, walked in enumerate(world.walked) if walked}
    queue = np.array(world.activity_queue)[tickets.activity]
    for k in sorted(lines):
        name = world.queues[k]
        at = np.flatnonzero(queue == k)
        outcome, answered, wait = tickets.outcome[at], tickets.served[at], tickets.wait[at]
        _tally_counts(tally, name, tickets.case[at], outcome, answered)
        tally.times("wait", "queue", name, samples.of(wait[~tickets.refused[at]]))
        tally.mean("asa", "queue", name, wait[answered])
        tally.mean("aht", "queue", name, (tickets.touch[at] + tickets.after_work[at])[answered])
        since = tickets.enable_time[at]
        within = _within(model, world, k)
        if within is not None:
            kinds = kinds_of(wait, outcome, answered, within)
            _tally_formulas(tally, name, kinds, since, interval)
        _tally_length(tally, name, since, wait, world, log.until, days)


def _tally_formulas(tally: Tally, queue: str, kinds: Codes, since: Floats, interval: float) -> None:
    """Each formula over all and by interval of the day in which the tickets joined."""
    n = math.ceil(DAY / interval)
    bins = np.floor(since % DAY / interval).astype(np.int64)
    counts = np.bincount(bins * KINDS + kinds, minlength=n * KINDS).reshape(n, KINDS)
    places = tuple(b * interval for b in range(n))
    for formula, (part, whole) in FORMULAS.items():
        parts, wholes = counts[:, part].sum(axis=1), counts[:, whole].sum(axis=1)
        tally.level(formula, "queue", queue, float(parts.sum()), float(wholes.sum()))
        tally.profile(formula, "queue", queue, places, parts.tolist(), wholes.tolist())


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


def kinds_of(wait: Floats, outcome: Codes, answered: Flags, within: float) -> Codes:
    """Kind of each ticket, by which all formulas count it: flags added up.

    A balk is an abandonment at 0 s.
    """
    kinds = answered * _ANSWERED
    kinds += (wait <= within) * _QUICK
    return kinds + _BY_OUTCOME[outcome]


def _tally_counts(tally: Tally, queue: str, case: Ints, outcome: Codes, answered: Flags) -> None:
    offered = float((answered | (outcome != UNFINISHED)).sum())
    lost = float(((outcome == ABANDONED) | (outcome == BALKED)).sum())
    tally.number("offered", "queue", queue, offered)
    tally.number("unique_callers", "queue", queue, float(np.count_nonzero(np.bincount(case))))
    tally.number("answered", "queue", queue, float(answered.sum()))
    tally.level("answered_fraction", "queue", queue, float(answered.sum()), offered)
    tally.level("abandoned_fraction", "queue", queue, lost, offered)
    tally.level("blocked_fraction", "queue", queue, float((outcome == BLOCKED).sum()), offered)


def _tally_length(
    tally: Tally, queue: str, since: Floats, wait: Floats, world: World, until: float, days: float
) -> None:
    """Mean number waiting by hour of the day, over the days on which somebody is on duty."""
    left = np.where(np.isnan(wait), until, since + wait)
    begin = np.clip(since, world.warm_up, world.horizon)
    end = np.clip(left, world.warm_up, world.horizon)
    of_day = by_hour_of_day(begin, end, world)
    tally.profile("queue_length", "queue", queue, HOURS, of_day.tolist(), [days * HOUR] * 24)


def by_hour_of_day(begin: Floats, end: Floats, world: World) -> Floats:
    """Length of all spans together within each hour of the day [s], shape (24,).

    Spans lie within the time measured; those that end before they begin have no length.
    """
    first = math.floor(world.warm_up / HOUR)
    n = math.ceil(world.horizon / HOUR) - first
    some = end > begin
    by_hour = time_by_hour(begin[some] - first * HOUR, end[some] - first * HOUR, n)
    return sums((first + np.arange(n)) % 24, by_hour, 24)


def time_by_hour(begin: Floats, end: Floats, n: int) -> Floats:
    """Length of all spans together within each hour [s], shape (n,)."""
    hours = [np.floor(times / HOUR).astype(np.int64) for times in (begin, end)]
    begun, ended = (np.bincount(hour, minlength=n + 1) for hour in hours)
    # Each span has the rest of the hour in which it begins, without what is left after its end.
    rest, after = (
        sums(hour, (hour + 1) * HOUR - times, n + 1)
        for hour, times in zip(hours, (begin, end), strict=True)
    )
    at_the_turn = np.cumsum(begun - ended)
    whole = np.concatenate([[0.0], at_the_turn[:-1] * HOUR])
    return (whole + rest - after)[:n]


def _days_on_duty(world: World, log: EventLog) -> float:
    """Days measured on which somebody is on duty; at least 1."""
    days = np.arange(np.floor(world.warm_up / DAY), np.ceil(world.horizon / DAY))
    begun = np.searchsorted(np.sort(log.duty.on_time), (days + 1) * DAY)
    gone = np.searchsorted(np.sort(log.duty.off_time), days * DAY, side="right")
    return max(1.0, float((begun > gone).sum()))


def tally_targets(tally: Tally, model: ServiceModel, world: World, tickets: Tickets) -> None:
    """Share that keeps each service-level target, at its times of day and by its formula."""
    for name, target in model.targets.items():
        if isinstance(target, ServiceLevelTarget):
            at = np.flatnonzero(np.isin(tickets.activity, target_activities(world, target.queue)))
            at = at[within_hours(tickets.enable_time[at], target.between)]
            kinds = kinds_of(
                tickets.wait[at], tickets.outcome[at], tickets.served[at], target.within
            )
            counts = np.bincount(kinds, minlength=KINDS)
            part, whole = (float(counts[of].sum()) for of in FORMULAS[target.formula])
            tally.level("within_target_fraction", "target", name, part, whole)
