"""Where the time of finished cases goes: waiting in line, shut, being worked on, elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.event_log import FINISHED, EventLog
from sim.presence_spans import anybody_on_duty, time_within
from sim.script import DELAY, Script
from sim.tally import Tally
from sim.ticket_table import Flags, Tickets, sums
from sim.variates import Floats, Ints
from sim.visit_table import Visits
from sim.world import World

_LEAST = 1e-6
"""Time that is not more than rounding [s]."""


@dataclass(frozen=True, slots=True)
class _Spent:
    """Time on tickets of finished cases, by kind [s], shape (tickets,)."""

    at: Ints
    """Which tickets they are."""
    parts: dict[str, Floats]


def tally_time_spent(
    tally: Tally,
    world: World,
    script: Script,
    log: EventLog,
    tickets: Tickets,
    visits: Visits,
    measured: Flags,
) -> None:
    """Time of a finished case at each activity and pool, and where its visits begin.

    The time from application to outcome is the sum of line, shut, touch, delay and away; steps
    side by side count once each, so that in a flow with parallel steps the sum is longer. All are
    means over the finished cases that count, so that the parts of all activities add up.
    """
    counts = measured & (log.fate == FINISHED)
    cases = float(counts.sum())
    spent = _spent(world, log, tickets, counts)
    at = spent.at
    activity, pool, service = tickets.activity[at], tickets.pool[at], tickets.service[at]
    n, k = len(world.activities), len(world.pools)
    begun = np.bincount(visits.activity[counts[visits.case]], minlength=n)
    for measure, times in spent.parts.items():
        of_activity = sums(activity, times, n)
        of_pool = sums(pool + 1, times, k + 1)[1:]
        for a, name in enumerate(world.activities):
            if world.walked[a]:
                tally.level(measure, "activity", name, float(of_activity[a]), cases)
        for p, plan in enumerate(world.pools):
            tally.level(measure, "pool", plan.name, float(of_pool[p]), cases)
    for a, name in enumerate(world.activities):
        if world.walked[a] and world.activity_front[a]:
            tally.level("visits_mean", "activity", name, float(begun[a]), cases)
    of_cases = np.bincount(script.service[counts], minlength=len(world.services))
    again = tickets.round[at] > 0
    delay, away = _without_resource(script, log, counts)
    rows = {
        "line_time_mean": spent.parts["line_time_mean"],
        "shut_time_mean": spent.parts["shut_time_mean"],
        "rework_touch_mean": np.where(again, spent.parts["touch_time_mean"], 0.0),
    }
    rework = visits.round > 0
    rework &= counts[visits.case]
    totals = {
        **{m: sums(service, times, of_cases.size) for m, times in rows.items()},
        "rework_visits_mean": np.bincount(visits.service[rework], minlength=of_cases.size),
        "delay_time_mean": np.bincount(script.service, delay, minlength=of_cases.size),
        "away_time_mean": np.bincount(script.service, away, minlength=of_cases.size),
    }
    for measure, total in totals.items():
        tally.level(measure, "all", "", float(total.sum()), cases)
        for s, name in enumerate(world.services):
            tally.level(measure, "service", name, float(total[s]), float(of_cases[s]))


def _spent(world: World, log: EventLog, tickets: Tickets, counts: Flags) -> _Spent:
    at = np.flatnonzero(counts[tickets.case])
    activity, since, wait = tickets.activity[at], tickets.enable_time[at], tickets.wait[at]
    touch = tickets.touch[at]
    line = np.zeros(at.size)
    pools = [
        tuple(k for k, pool in enumerate(world.pools) if a in pool.serves)
        for a in range(len(world.activities))
    ]
    waits = wait > 0
    for some in set(pools):
        of = np.array([one == some for one in pools])
        here = np.flatnonzero(of[activity] & waits)
        if here.size:
            open_ = anybody_on_duty(log.duty, some)
            line[here] = time_within(open_, since[here], since[here] + wait[here])
    shut = tickets.end_time[at] - since - line - touch
    shut[shut < _LEAST] = 0.0
    return _Spent(at, {"line_time_mean": line, "shut_time_mean": shut, "touch_time_mean": touch})


def _without_resource(script: Script, log: EventLog, counts: Flags) -> tuple[Floats, Floats]:
    """Time in delays, and time with neither a delay nor a ticket, of each case [s]; 0 for cases
    that do not count.
    """
    rows, n = log.services, script.cases
    delays = (rows.activity < 0) & (script.kind[rows.operation] == DELAY)
    at = np.flatnonzero(counts[rows.case] & ((rows.activity >= 0) | delays))
    case, begin, end = rows.case[at], rows.enable_time[at], rows.end_time[at]
    delay = np.where(delays[at], end - begin, 0.0)
    covered = sums(case, end - begin, n) - sums(case, _overlap(case, begin, end), n)
    away = np.where(counts, log.end_time - script.arrival - covered, 0.0)
    away[away < _LEAST] = 0.0
    return sums(case, delay, n), away


def _overlap(case: Ints, begin: Floats, end: Floats) -> Floats:
    """How much of each span lies within spans of the same case that began before [s]."""
    order = np.lexsort((begin, case)) if (np.diff(begin)[np.diff(case) == 0] < 0).any() else None
    if order is not None:
        case, begin, end = case[order], begin[order], end[order]
    # Cases lie one behind the other, so that one running maximum serves them all.
    apart = case * (float(end.max(initial=0.0)) + 1.0)
    latest = np.maximum.accumulate(end + apart)
    before = np.concatenate([[-np.inf], latest[:-1]])
    found: Floats = np.clip(before - (begin + apart), 0.0, end - begin)
    if order is None:
        return found
    back = np.empty_like(found)
    back[order] = found
    return back
