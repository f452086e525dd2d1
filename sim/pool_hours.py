"""Hours, overtime and occupancy of each pool."""

from __future__ import annotations

import numpy as np

from scenarios.at_hours import SCOPE, member_at
from scenarios.model import ServiceModel
from sim.duty_plan import DutyPlan
from sim.event_log import DUTY, OVERTIME
from sim.presence_spans import of_resources
from sim.runs import Runs, totals
from sim.service_levels import HOURS, by_hour_of_day
from sim.tally import Number, Tallies
from sim.variates import Floats
from sim.world import World


def tally_pools(tally: Tallies, model: ServiceModel, world: World, runs: Runs) -> dict[str, Floats]:
    """Tally the time measured of each pool; returns the hours that people are paid for, by pool.

    Machines have an occupancy, but no hours of work. A pool without a limit has nobody on duty, so
    that it has hours of work alone, which are what a price of its hour is paid for.
    """
    duty, rows, n = runs.duty, runs.services, runs.n
    on = np.clip(duty.on_time, world.warm_up, world.horizon)
    off = np.clip(duty.off_time, world.warm_up, world.horizon)
    hours = (off - on) / 3600
    run = runs.of_case(rows.case)
    release = np.where(np.isnan(rows.release_time), runs.until[run], rows.release_time)
    begin = np.clip(rows.seize_time, world.warm_up, world.horizon)
    end = np.clip(release, world.warm_up, world.horizon)
    total_staffed, total_late = np.zeros(n), np.zeros(n)
    by_pool: dict[str, Floats] = {}
    paid: dict[str, tuple[Floats, Floats]] = {}
    """Hours of work and hours paid."""
    for k, plan in enumerate(world.pools):
        here = np.flatnonzero(duty.pool == k)
        who, present = runs.duty_run[here], hours[here]
        staffed = totals(present, who, n)
        at = np.flatnonzero(rows.pool == k)
        since, until, of = begin[at], end[at], run[at]
        if plan.closing == "suspend" and at.size:
            spans, group = of_resources(duty, runs.duty_run, k, rows.resource[at], of)
            piece, since, until = spans.cut(group, since, until)
            of = of[piece]
        worked = totals(until - since, of, n) / 3600
        if np.isfinite(plan.duty.levels).all():
            tally.level("occupancy", "pool", plan.name, worked, staffed)
            # By hour of the day; no number where nobody is on duty.
            part = by_hour_of_day(since, until, world, of, n)
            whole = by_hour_of_day(on[here], off[here], world, who, n)
            tally.profile("occupancy", "pool", plan.name, HOURS, part, whole)
            for told in world.hours:
                part = totals(told.time_within(since, until), of, n) / 3600
                whole = totals(told.time_within(on[here], off[here]), who, n) / 3600
                tally.level(
                    "occupancy", SCOPE, member_at(told.name, "pool", plan.name), part, whole
                )
        if not model.pools[plan.name].machines:
            kind = duty.kind[here]
            late, extra = (totals(present * of_kind, who, n) for of_kind in
                           (kind == OVERTIME, kind != DUTY))  # fmt: skip
            by_pool[plan.name] = staffed
            if not _is_counted(plan.duty):
                tally.number("busy_hours", "pool", plan.name, worked)
                continue
            tally.number("staffed_hours", "pool", plan.name, staffed)
            tally.number("overtime_hours", "pool", plan.name, late)
            total_staffed += staffed
            if np.isfinite(plan.planned.levels).all():
                paid[plan.name] = worked, _planned_hours(plan.planned, world) + extra
            total_late += late
    for name, (worked, hours_paid) in paid.items():
        _tally_paid(tally, "pool", name, worked, hours_paid)
    if paid:
        _tally_paid(tally, "all", "", *np.sum(list(paid.values()), axis=0))
    tally.number("staffed_hours", "all", "", total_staffed)
    tally.number("overtime_hours", "all", "", total_late)
    return by_pool


def tally_seats(tally: Tallies, model: ServiceModel) -> None:
    """Windows at the front office and machines, of each pool that has a number of them."""
    found: dict[str, dict[str, float]] = {"windows": {}, "machines": {}}
    for name, pool in model.pools.items():
        front = any(model.activities[a].place == "front" for a in pool.serves)
        if isinstance(pool.seats, int) and (pool.machines or front):
            found["machines" if pool.machines else "windows"][name] = pool.seats
    for measure, numbers in found.items():
        for name, number in numbers.items():
            tally.number(measure, "pool", name, number)
        if numbers:
            tally.number(measure, "all", "", sum(numbers.values()))


def _is_counted(plan: DutyPlan) -> bool:
    """Whether there is ever a number of people on duty: else they are called when needed."""
    levels = np.asarray(plan.levels)
    return bool(np.isfinite(levels[levels > 0]).any() or not (levels > 0).any())


def _tally_paid(tally: Tallies, scope: str, of: str, worked: Number, paid: Number) -> None:
    tally.number("busy_hours", scope, of, worked)
    tally.number("paid_hours", scope, of, paid)
    tally.level("worked_fraction", scope, of, worked, paid)


def _planned_hours(plan: DutyPlan, world: World) -> float:
    """Hours that staff are planned for during the time measured, whether there are seats or not."""
    bounds = np.clip([*plan.times, np.inf], world.warm_up, world.horizon)
    return float(np.diff(bounds) @ plan.levels) / 3600
