"""Where the time of finished cases goes: waiting in line, shut, being worked on, elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.event_log import FINISHED
from sim.presence_spans import anybody_on_duty, pairs
from sim.runs import Flags, Runs, sums, totals
from sim.script import Codes
from sim.tally import Tallies
from sim.ticket_table import Tickets
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
    tally: Tallies,
    world: World,
    runs: Runs,
    tickets: Tickets,
    visits: Visits,
    measured: Flags,
) -> None:
    """Time of a finished case at each activity and pool, and where its visits begin.

    The time from application to outcome is the sum of line, shut, touch, delay and away; steps
    side by side count once each, so that in a flow with parallel steps the sum is longer. All are
    means over the finished cases that count, so that the parts of all activities add up. How long a
    step takes those who have it, and how many have it, stand beside them.
    """
    counts = measured & (runs.fate == FINISHED)
    cases = totals(counts, runs.run, runs.n)
    spent = _spent(world, runs, tickets, counts)
    at = spent.at
    run, activity, pool = tickets.run[at], tickets.activity[at], tickets.pool[at]
    n, k = len(world.activities), len(world.pools)

    def summed(run: Ints, group: Codes, values: Floats, groups: int) -> Floats:
        """Sums, shape (replications, groups)."""
        return sums(run * groups + group, values, runs.n * groups).reshape(runs.n, groups)

    for measure, times in spent.parts.items():
        of_activity = summed(run, activity, times, n)
        of_pool = summed(run, pool + 1, times, k + 1)[:, 1:]
        for a, name in enumerate(world.activities):
            if world.walked[a]:
                tally.level(measure, "activity", name, of_activity[:, a], cases)
        for p, plan in enumerate(world.pools):
            tally.level(measure, "pool", plan.name, of_pool[:, p], cases)
    served = tickets.served[at]
    times = summed(run, activity, np.where(served, 1.0, 0.0), n)
    touch = summed(run, activity, np.where(served, spent.parts["touch_time_mean"], 0.0), n)
    case, had = np.divmod(np.unique(tickets.case[at[served]] * n + activity[served]), n)
    with_step = summed(runs.of_case(case), had, np.ones(had.size), n)
    for a, name in enumerate(world.activities):
        if world.walked[a]:
            tally.level("step_touch_mean", "activity", name, touch[:, a], times[:, a])
            tally.level("step_fraction", "activity", name, with_step[:, a], cases)
    came = np.where(counts[visits.case], 1.0, 0.0)
    begun = summed(visits.run, visits.activity, came, n)
    for a, name in enumerate(world.activities):
        if world.walked[a] and world.activity_front[a]:
            tally.level("visits_mean", "activity", name, begun[:, a], cases)
    of_case, services = (runs.run, runs.service), len(world.services)
    of_cases = summed(*of_case, np.where(counts, 1.0, 0.0), services)
    again = tickets.round[at] > 0
    delay, away = _without_resource(runs, counts)
    rows = {
        "line_time_mean": spent.parts["line_time_mean"],
        "shut_time_mean": spent.parts["shut_time_mean"],
        "rework_touch_mean": np.where(again, spent.parts["touch_time_mean"], 0.0),
    }
    rework = np.where(visits.round > 0, came, 0.0)
    by_service = {
        **{m: summed(run, tickets.service[at], times, services) for m, times in rows.items()},
        "rework_visits_mean": summed(visits.run, visits.service, rework, services),
        "delay_time_mean": summed(*of_case, delay, services),
        "away_time_mean": summed(*of_case, away, services),
    }
    for measure, total in by_service.items():
        tally.level(measure, "all", "", total.sum(axis=1), cases)
        for s, name in enumerate(world.services):
            tally.level(measure, "service", name, total[:, s], of_cases[:, s])


def _spent(world: World, runs: Runs, tickets: Tickets, counts: Flags) -> _Spent:
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
            open_ = anybody_on_duty(runs.duty, runs.duty_run, some)
            run = tickets.run[at[here]]
            line[here] = open_.within(run, since[here], since[here] + wait[here])
    shut = tickets.end_time[at] - since - line - touch
    shut[shut < _LEAST] = 0.0
    return _Spent(at, {"line_time_mean": line, "shut_time_mean": shut, "touch_time_mean": touch})


def _without_resource(runs: Runs, counts: Flags) -> tuple[Floats, Floats]:
    """Time in delays, and time with neither a delay nor a ticket, of each case [s]; 0 for cases
    that do not count.
    """
    rows, n = runs.services, runs.cases
    at = np.flatnonzero(counts[rows.case] & ((rows.activity >= 0) | runs.delays))
    case, begin, end = rows.case[at], rows.enable_time[at], rows.end_time[at]
    delay = np.where(runs.delays[at], end - begin, 0.0)
    covered = sums(case, end - begin, n) - sums(case, _overlap(case, begin, end), n)
    away = np.where(counts, runs.end_time - runs.arrival - covered, 0.0)
    away[away < _LEAST] = 0.0
    return sums(case, delay, n), away


def _overlap(case: Ints, begin: Floats, end: Floats) -> Floats:
    """How much of each span lies within spans of the same case that began before [s]."""
    order = np.lexsort((begin, case)) if (np.diff(begin)[np.diff(case) == 0] < 0).any() else None
    if order is not None:
        case, begin, end = case[order], begin[order], end[order]
    # Cases lie one behind the other, so that one running maximum serves them all.
    latest = np.maximum.accumulate(pairs(case, end)).imag
    found = np.zeros(begin.size)
    found[1:] = np.clip(latest[:-1] - begin[1:], 0.0, (end - begin)[1:])
    found[1:][case[1:] != case[:-1]] = 0.0
    if order is None:
        return found
    back = np.empty_like(found)
    back[order] = found
    return back
