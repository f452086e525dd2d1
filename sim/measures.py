"""Everything reported is computed here from the event log."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.model import ServiceModel
from scenarios.targets import TimeTarget
from scenarios.units import SECONDS
from sim.costs import tally_citizen_time, tally_staff_costs
from sim.event_log import FINISHED, OPEN, OVERTIME, EventLog
from sim.limits import due_times
from sim.script import Script
from sim.service_levels import tally_queues, tally_targets
from sim.tally import Tally
from sim.ticket_table import Flags, Tickets, present_time, sums, tickets_of
from sim.variates import Floats
from sim.world import World

CDF_TIMES = np.concatenate([[0.0], np.geomspace(1.0, 30 * SECONDS["day"], 260)])
"""Times at which distributions of waits are counted [s]: finer than a line's width on paper."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Sums by case over its tickets, shape (cases,)."""

    elapsed: Floats
    """From arrival to the end [s], NaN when unfinished."""
    finished: Flags
    visits: NDArray[np.int64]
    windows: NDArray[np.int64]
    """Services at front-office windows."""
    touch: Floats
    reworked: Flags
    on_the_spot: Flags


def measure(model: ServiceModel, world: World, script: Script, log: EventLog) -> Tally:
    """All measures of one replication; cases that came during warm-up are left out."""
    measured = world.is_measured(script.arrival)
    tickets = tickets_of(log, world, measured)
    cases = _cases(script, log, tickets)
    tally = Tally()
    everyone = np.ones(len(world.services), dtype=np.bool_)
    _tally_cases(tally, model, world, script, log, cases, tickets, "all", "", everyone)
    for k, name in enumerate(world.services):
        one = np.arange(len(world.services)) == k
        _tally_cases(tally, model, world, script, log, cases, tickets, "service", name, one)
    for k, name in enumerate(world.activities):
        if not world.walked[k]:
            continue
        joined = (tickets.activity == k) & ~tickets.refused
        tally.times("wait", "activity", name, tickets.wait[joined])
    tally_queues(tally, model, world, tickets, log)
    tally_targets(tally, model, world, tickets)
    _tally_time_targets(tally, model, world, script, cases, tickets)
    staffed = _tally_pools(tally, world, log)
    finished = float((cases.finished & measured).sum())
    tally_staff_costs(tally, model, world, staffed, finished)
    return tally


def _cases(script: Script, log: EventLog, tickets: Tickets) -> Cases:
    n = script.cases
    served = ~np.isnan(tickets.start_time)
    last_front = np.full(n, -np.inf)
    front = tickets.front & served
    np.fmax.at(last_front, tickets.case[front], tickets.end_time[front])
    # Who settles all online never comes in: only visits with a front-office step count.
    present = tickets.front
    visit = tickets.visit[present]
    most = int(visit.max(initial=0)) + 1
    coming = np.unique(tickets.case[present] * most + visit) // most
    visits = np.bincount(coming, minlength=n)
    reworked = np.zeros(n, dtype=np.bool_)
    reworked[log.services.case[log.services.round > 0]] = True
    finished = log.fate == FINISHED
    return Cases(
        elapsed=np.where(log.fate == OPEN, np.nan, log.end_time - script.arrival),
        finished=finished,
        visits=visits,
        windows=np.bincount(tickets.case[front], minlength=n),
        touch=sums(tickets.case, tickets.touch, n),
        reworked=reworked,
        on_the_spot=finished & (visits == 1) & (last_front == log.end_time),
    )


def _tally_cases(
    tally: Tally,
    model: ServiceModel,
    world: World,
    script: Script,
    log: EventLog,
    cases: Cases,
    tickets: Tickets,
    scope: str,
    of: str,
    services: Flags,
) -> None:
    counted = services[script.service] & world.is_measured(script.arrival)
    done = counted & cases.finished
    finished, came = float(done.sum()), float(counted.sum())
    visit_wait, hall_time = _by_visit(tickets, services)
    tally.times("wait", scope, of, visit_wait)
    tally.times("hall_time", scope, of, hall_time)
    tally.times("completion_time", scope, of, cases.elapsed[done])
    tally_citizen_time(tally, model, scope, of, hall_time)
    for name, values in (("wait_cdf", visit_wait), ("hall_time_cdf", hall_time)):
        ordered = np.sort(values[np.isfinite(values)])
        counts = np.searchsorted(ordered, CDF_TIMES, side="right")
        for t, count in zip(CDF_TIMES.tolist(), counts.tolist(), strict=True):
            tally.level(name, scope, of, count, ordered.size, t)
    tally.mean("touch_time_mean", scope, of, cases.touch[done])
    tally.level(
        "value_added_fraction", scope, of, cases.touch[done].sum(), cases.elapsed[done].sum()
    )
    tally.mean("visits_mean", scope, of, cases.visits[done])
    tally.mean("windows_mean", scope, of, cases.windows[done])
    tally.number("arrivals", scope, of, came)
    tally.number("finished", scope, of, finished)
    tally.level("finished_fraction", scope, of, finished, came)
    tally.level("on_the_spot_fraction", scope, of, float((done & cases.on_the_spot).sum()), came)
    tally.level("first_time_fraction", scope, of, float((done & ~cases.reworked).sum()), finished)
    due = due_times(model, world, script)
    # The run may stop when everybody is finished: what falls due later is as good as due.
    due_by_now = counted & (due <= world.end)
    on_time = done & (log.end_time <= due)
    tally.level(
        "on_time_fraction", scope, of, float((on_time & due_by_now).sum()), float(due_by_now.sum())
    )
    promised = done & np.isfinite(due)
    early = promised & (log.end_time < due)
    tally.level("early_fraction", scope, of, float(early.sum()), float(promised.sum()))


def _tally_time_targets(
    tally: Tally,
    model: ServiceModel,
    world: World,
    script: Script,
    cases: Cases,
    tickets: Tickets,
) -> None:
    """Share that keeps each target about a time."""
    for name, target in model.targets.items():
        if isinstance(target, TimeTarget):
            services = np.array([target.service in (None, one) for one in world.services])
            wait, hall = _by_visit(tickets, services)
            counted = services[script.service] & world.is_measured(script.arrival)
            elapsed = cases.elapsed[counted & cases.finished]
            by_measure = {"wait": wait, "hall_time": hall, "completion_time": elapsed}
            times = by_measure[target.measure]
            times = times[np.isfinite(times)]
            kept = float((times <= target.within).sum())
            tally.level("within_target_fraction", "target", name, kept, float(times.size))


def _by_visit(tickets: Tickets, services: Flags) -> tuple[Floats, Floats]:
    """Wait and time in the hall of each visit [s], shape (visits,).

    Only front-office steps count: in the others the applicant is not there. Attempts that were
    blocked or turned away did not get in.
    """
    at = np.flatnonzero(tickets.front & services[tickets.service] & ~tickets.refused)
    if at.size == 0:
        return np.empty(0), np.empty(0)
    visit = tickets.case[at] * (tickets.visit.max() + 1) + tickets.visit[at]
    _, group = np.unique(visit, return_inverse=True)
    n = int(group.max()) + 1
    stay = tickets.end_time[at] - tickets.enable_time[at]
    return sums(group, tickets.wait[at], n), sums(group, stay, n)


def _tally_pools(tally: Tally, world: World, log: EventLog) -> dict[str, float]:
    """Hours, overtime and occupancy of each pool; returns the hours by pool."""
    duty, rows = log.duty, log.services
    on = np.clip(duty.on_time, world.warm_up, world.horizon)
    off = np.clip(duty.off_time, world.warm_up, world.horizon)
    hours = (off - on) / 3600
    release = np.where(np.isnan(rows.release_time), log.until, rows.release_time)
    begin = np.clip(rows.seize_time, world.warm_up, world.horizon)
    end = np.clip(release, world.warm_up, world.horizon)
    total_late = 0.0
    by_pool: dict[str, float] = {}
    for k, plan in enumerate(world.pools):
        of_pool = duty.pool == k
        staffed = float(hours[of_pool].sum())
        late = float(hours[of_pool & (duty.kind == OVERTIME)].sum())
        tally.number("staffed_hours", "pool", plan.name, staffed)
        tally.number("overtime_hours", "pool", plan.name, late)
        at = rows.pool == k
        busy = end[at] - begin[at]
        if plan.closing == "suspend":
            busy = present_time(duty, k, rows.resource[at], begin[at], end[at])
        if np.isfinite(plan.duty.levels).all():
            tally.level("occupancy", "pool", plan.name, float(busy.sum()) / 3600, staffed)
        by_pool[plan.name] = staffed
        total_late += late
    tally.number("staffed_hours", "all", "", sum(by_pool.values()))
    tally.number("overtime_hours", "all", "", total_late)
    return by_pool
