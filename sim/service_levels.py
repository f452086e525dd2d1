"""What a queue gives its callers, and those of a channel: counts, and levels by four formulas."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scenarios.arrivals import Counts, Rates
from scenarios.at_hours import SCOPE, member_at
from scenarios.calls import acceptable_waits, lines_of
from scenarios.model import ServiceModel
from scenarios.targets import Formula, ServiceLevelTarget
from scenarios.units import SECONDS
from sim.clock_times import within_hours
from sim.event_log import ABANDONED, BALKED, BLOCKED, OUTCOMES, TURNED_AWAY, UNFINISHED
from sim.runs import Flags, Runs, sums, totals
from sim.sample import Samples
from sim.tally import Tallies
from sim.ticket_table import Tickets
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


def is_against(formula: Formula) -> bool:
    """Whether who leaves at once counts and is not good, so that the share cannot be all."""
    part, whole = FORMULAS[formula]
    left = _GAVE_UP | _QUICK
    return bool(whole[left] and not part[left])


def tally_queues(
    tally: Tallies,
    model: ServiceModel,
    world: World,
    tickets: Tickets,
    samples: Samples,
    runs: Runs,
) -> None:
    """Counts, waits, levels and lengths of each queue."""
    interval, n = shortest_interval(model), runs.n
    span, on_duty = _days_on_duty(world, runs)
    acceptable = _acceptable(model, world)
    lines = {world.activity_queue[k] for k, walked in enumerate(world.walked) if walked}
    queue = np.array(world.activity_queue)[tickets.activity]
    for k in sorted(lines):
        name = world.queues[k]
        at = np.flatnonzero(queue == k)
        _tally_line(tally, "queue", name, tickets, at, samples, acceptable[k], interval)
        since, wait, run = tickets.enable_time[at], tickets.wait[at], tickets.run[at]
        joined = ~tickets.refused[at]
        tally_by_hour(tally, "queue", name, since[joined], wait[joined], run[joined])
        left = np.where(np.isnan(wait), runs.until[run], since + wait)
        begin = np.clip(since, world.warm_up, world.horizon)
        end = np.clip(left, world.warm_up, world.horizon)
        # Over the days on which somebody is on duty.
        of_day = by_hour_of_day(begin, end, world, run, n)
        days = np.maximum(on_duty.sum(axis=1), 1)
        tally.profile("queue_length", "queue", name, HOURS, of_day, days[:, None] * HOUR)
        for hours in world.hours:
            own, of = at[hours.hold(since)], member_at(hours.name, "queue", name)
            _tally_line(tally, SCOPE, of, tickets, own, samples, acceptable[k])
            waited = totals(hours.time_within(begin, end), run, n)
            tally.level("queue_length", SCOPE, of, waited, on_duty @ hours.time_within(*span))


def _tally_line(
    tally: Tallies,
    scope: str,
    of: str,
    tickets: Tickets,
    at: Ints,
    samples: Samples,
    within: float,
    interval: float | None = None,
) -> None:
    """Counts, waits and levels of some tickets of a line, each level also by interval of the day.

    Parameters
    ----------
    at
        Which tickets, in order.
    within
        The acceptable wait [s], infinite where there is none.
    interval
        Length of an interval [s]; none when left out.
    """
    wait, run, joined = tickets.wait[at], tickets.run[at], ~tickets.refused[at]
    _tally_counts(tally, scope, of, tickets, at)
    tally.times("wait", scope, of, samples.of(wait[joined], run[joined]))
    _tally_answered(tally, scope, of, tickets, at)
    if within == math.inf:
        return
    kinds = kinds_of(wait, tickets.outcome[at], tickets.served[at], within)
    places: tuple[float, ...] = ()
    bins: Ints | int = 0
    if interval is not None:
        places = tuple(b * interval for b in range(math.ceil(DAY / interval)))
        bins = np.floor(tickets.enable_time[at] % DAY / interval).astype(np.int64)
    counts = _by_kind(kinds, run, tally.runs, bins, max(1, len(places)))
    _tally_formulas(tally, scope, of, counts, places)


def tally_callers(
    tally: Tallies,
    model: ServiceModel,
    world: World,
    tickets: Tickets,
    service: str,
    channel: str,
    own: Flags,
) -> None:
    """Counts and levels of the callers of a channel, at all lines in which they wait together.

    Parameters
    ----------
    service
        The service of which it is one.
    channel
        The channel, by its name over all services.
    own
        Which tickets are those of the channel; back offices have no callers.
    """
    known = acceptable_waits(model)
    promised = any(line in known for line in lines_of(model, service))
    _tally_lines(tally, ("channel", channel), model, world, tickets, own, promised=promised)


def tally_all_lines(tally: Tallies, model: ServiceModel, world: World, tickets: Tickets) -> None:
    """Counts and levels of all who came to any line of a front office.

    They are what redesigns have in common that pool lines, or part them.
    """
    promised = bool(acceptable_waits(model))
    every = np.ones(len(tickets.case), np.bool_)
    _tally_lines(tally, ("all", ""), model, world, tickets, every, promised=promised)


def _tally_lines(
    tally: Tallies,
    named: tuple[str, str],
    model: ServiceModel,
    world: World,
    tickets: Tickets,
    own: Flags,
    *,
    promised: bool,
) -> None:
    """Counts and levels of some tickets at all lines in which people wait together.

    Parameters
    ----------
    named
        Scope and member.
    own
        Which tickets; back offices have nobody who waits.
    promised
        Whether a wait is acceptable in any of the lines.
    """
    at = np.flatnonzero(own & tickets.front)
    _tally_counts(tally, *named, tickets, at)
    _tally_answered(tally, *named, tickets, at)
    if promised:
        acceptable = _acceptable(model, world)
        # Each by what is acceptable in its own line, where that is known.
        within = acceptable[np.array(world.activity_queue)[tickets.activity[at]]]
        at, within = at[within < math.inf], within[within < math.inf]
        kinds = kinds_of(tickets.wait[at], tickets.outcome[at], tickets.served[at], within)
        counts = _by_kind(kinds, tickets.run[at], tally.runs)
        _tally_formulas(tally, *named, counts)


def _tally_formulas(
    tally: Tallies, scope: str, of: str, counts: Ints, places: tuple[float, ...] = ()
) -> None:
    """Each formula over all, and at each of some places.

    Parameters
    ----------
    counts
        Tickets of each kind, shape (replications, places, KINDS), or (replications, 1, KINDS) when
        there are no places.
    """
    for formula, (part, whole) in FORMULAS.items():
        parts, wholes = counts[:, :, part].sum(axis=2), counts[:, :, whole].sum(axis=2)
        tally.level(formula, scope, of, parts.sum(axis=1), wholes.sum(axis=1))
        if places:
            tally.profile(formula, scope, of, places, parts, wholes)


def _by_kind(kinds: Codes, run: Ints, runs: int, bins: Ints | int = 0, n: int = 1) -> Ints:
    """Tickets of each kind in each of ``n`` bins, shape (replications, n, KINDS)."""
    shape = runs, n, KINDS
    cells = (run * n + bins) * KINDS + kinds
    return np.bincount(cells, minlength=math.prod(shape)).reshape(shape)


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


def _acceptable(model: ServiceModel, world: World) -> Floats:
    """Acceptable wait of the first target about each queue [s], infinite without one."""
    known = acceptable_waits(model)
    return np.array([known.get(queue, math.inf) for queue in world.queues])


def kinds_of(wait: Floats, outcome: Codes, answered: Flags, within: float | Floats) -> Codes:
    """Kind of each ticket, by which all formulas count it: flags added up.

    A balk is an abandonment at 0 s.
    """
    kinds = answered * _ANSWERED
    kinds += (wait <= within) * _QUICK
    return kinds + _BY_OUTCOME[outcome]


def _tally_counts(tally: Tallies, scope: str, of: str, tickets: Tickets, at: Ints) -> None:
    """How many of some tickets, which are in order of their cases, became what."""
    case, outcome, answered = tickets.case[at], tickets.outcome[at], tickets.served[at]
    run = tickets.run[at]

    def count(flags: Flags) -> Floats:
        return totals(flags, run, tally.runs)

    first = np.ones(at.size, np.bool_)
    np.not_equal(case[1:], case[:-1], out=first[1:])
    offered, heard = count(answered | (outcome != UNFINISHED)), count(answered)
    lost = count((outcome == ABANDONED) | (outcome == BALKED))
    tally.number("offered", scope, of, offered)
    tally.number("unique_callers", scope, of, count(first))
    tally.number("answered", scope, of, heard)
    tally.level("answered_fraction", scope, of, heard, offered)
    tally.level("abandoned_fraction", scope, of, lost, offered)
    tally.level("blocked_fraction", scope, of, count(outcome == BLOCKED), offered)


def _tally_answered(tally: Tallies, scope: str, of: str, tickets: Tickets, at: Ints) -> None:
    """Means over those of some tickets whose service began."""
    answered, run = tickets.served[at], tickets.run[at]
    times = {"asa": tickets.wait[at], "aht": tickets.touch[at] + tickets.after_work[at]}
    for measure, time in times.items():
        total = totals(np.where(answered, time, 0.0), run, tally.runs)
        tally.level(measure, scope, of, total, totals(answered, run, tally.runs))


def tally_by_hour(
    tally: Tallies, scope: str, of: str, since: Floats, wait: Floats, run: Ints
) -> None:
    """Mean of the waits that have ended, by the hour of the day in which each began."""
    ended = np.isfinite(wait)
    cell = run[ended] * len(HOURS) + np.floor(since[ended] % DAY / HOUR).astype(np.int64)
    shape = tally.runs, len(HOURS)
    waits = sums(cell, wait[ended], math.prod(shape)).reshape(shape)
    counts = np.bincount(cell, minlength=math.prod(shape)).reshape(shape)
    tally.profile("wait_by_hour", scope, of, HOURS, waits, counts)


def by_hour_of_day(begin: Floats, end: Floats, world: World, run: Ints, runs: int) -> Floats:
    """Length of all spans together within each hour of the day [s], shape (replications, 24).

    Spans lie within the time measured; those that end before they begin have no length.
    """
    first = math.floor(world.warm_up / HOUR)
    n = math.ceil(world.horizon / HOUR) - first
    some = end > begin
    by_hour = time_by_hour(begin[some] - first * HOUR, end[some] - first * HOUR, n, run[some], runs)
    # Whole days from midnight on, so that hours of the same name stand below each other.
    days = math.ceil((first % 24 + n) / 24)
    placed = np.zeros((runs, days * 24))
    placed[:, first % 24 : first % 24 + n] = by_hour
    found: Floats = placed.reshape(runs, days, 24).sum(axis=1)
    return found


def time_by_hour(begin: Floats, end: Floats, n: int, run: Ints, runs: int) -> Floats:
    """Length of all spans together within each of n hours [s], shape (replications, n)."""
    hours = [np.floor(times / HOUR).astype(np.int64) for times in (begin, end)]
    cells = [run * (n + 1) + hour for hour in hours]
    shape = runs, n + 1
    begun, ended = (np.bincount(cell, minlength=math.prod(shape)) for cell in cells)
    # Each span has the rest of the hour in which it begins, without what is left after its end.
    rest, after = (
        sums(cell, (hour + 1) * HOUR - times, math.prod(shape)).reshape(shape)
        for cell, hour, times in zip(cells, hours, (begin, end), strict=True)
    )
    at_the_turn = np.cumsum((begun - ended).reshape(shape), axis=1)
    whole = np.zeros(shape)
    whole[:, 1:] = at_the_turn[:, :-1] * HOUR
    return (whole + rest - after)[:, :n]


def _days_on_duty(world: World, runs: Runs) -> tuple[Floats, Flags]:
    """Begin and end of each day measured [s], and whether somebody is on duty on it.

    Returns
    -------
    tuple of ndarray
        Shapes (2, days) and (replications, days).
    """
    days = np.arange(np.floor(world.warm_up / DAY), np.ceil(world.horizon / DAY))
    found = np.zeros((runs.n, days.size), np.bool_)
    turns = np.searchsorted(runs.duty_run, np.arange(runs.n + 1)).tolist()
    for k, (begin, end) in enumerate(pairwise(turns)):
        on, off = runs.duty.on_time[begin:end], runs.duty.off_time[begin:end]
        begun = np.searchsorted(np.sort(on), (days + 1) * DAY)
        gone = np.searchsorted(np.sort(off), days * DAY, side="right")
        found[k] = begun > gone
    return np.array([days * DAY, (days + 1) * DAY]).clip(world.warm_up, world.horizon), found


def tally_targets(tally: Tallies, model: ServiceModel, world: World, tickets: Tickets) -> None:
    """Share that keeps each service-level target, at its times of day and by its formula."""
    for name, target in model.targets.items():
        if isinstance(target, ServiceLevelTarget):
            at = np.flatnonzero(np.isin(tickets.activity, target_activities(world, target.queue)))
            at = at[within_hours(tickets.enable_time[at], target.between)]
            kinds = kinds_of(
                tickets.wait[at], tickets.outcome[at], tickets.served[at], target.within
            )
            counts = _by_kind(kinds, tickets.run[at], tally.runs)[:, 0]
            part, whole = (counts[:, of].sum(axis=1) for of in FORMULAS[target.formula])
            tally.level("within_target_fraction", "target", name, part, whole)
