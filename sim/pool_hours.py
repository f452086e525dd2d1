"""Hours, overtime and occupancy of each pool."""

from __future__ import annotations

import numpy as np

from scenarios.model import ServiceModel
from sim.duty_plan import DutyPlan
from sim.event_log import DUTY, OVERTIME, EventLog
from sim.presence_spans import spans_on_duty
from sim.service_levels import HOURS, by_hour_of_day
from sim.tally import Tally
from sim.variates import Floats
from sim.world import World


def tally_pools(tally: Tally, model: ServiceModel, world: World, log: EventLog) -> dict[str, float]:
    """Tally the time measured of each pool; returns the hours that people were on duty, by pool.

    Machines have an occupancy, but no hours of work.
    """
    duty, rows = log.duty, log.services
    on = np.clip(duty.on_time, world.warm_up, world.horizon)
    off = np.clip(duty.off_time, world.warm_up, world.horizon)
    hours = (off - on) / 3600
    release = np.where(np.isnan(rows.release_time), log.until, rows.release_time)
    begin = np.clip(rows.seize_time, world.warm_up, world.horizon)
    end = np.clip(release, world.warm_up, world.horizon)
    total_late = 0.0
    by_pool: dict[str, float] = {}
    paid: dict[str, tuple[float, float]] = {}
    """Hours of work and hours paid."""
    for k, plan in enumerate(world.pools):
        of_pool = duty.pool == k
        staffed = float(hours[of_pool].sum())
        at = np.flatnonzero(rows.pool == k)
        since, until = begin[at], end[at]
        if plan.closing == "suspend":
            since, until = spans_on_duty(duty, k, rows.resource[at], since, until)
        worked = float((until - since).sum()) / 3600
        if np.isfinite(plan.duty.levels).all():
            tally.level("occupancy", "pool", plan.name, worked, staffed)
            _tally_by_hour(tally, world, plan.name, (since, until), (on[of_pool], off[of_pool]))
        if not model.pools[plan.name].machines:
            late = float(hours[of_pool & (duty.kind == OVERTIME)].sum())
            tally.number("staffed_hours", "pool", plan.name, staffed)
            tally.number("overtime_hours", "pool", plan.name, late)
            by_pool[plan.name] = staffed
            extra = float(hours[of_pool & (duty.kind != DUTY)].sum())
            if np.isfinite(plan.planned.levels).all():
                paid[plan.name] = worked, _planned_hours(plan.planned, world) + extra
            total_late += late
    for name, (worked, hours_paid) in paid.items():
        _tally_paid(tally, "pool", name, worked, hours_paid)
    if paid:
        _tally_paid(tally, "all", "", *np.sum(list(paid.values()), axis=0).tolist())
    tally.number("staffed_hours", "all", "", sum(by_pool.values()))
    tally.number("overtime_hours", "all", "", total_late)
    return by_pool


def tally_seats(tally: Tally, model: ServiceModel) -> None:
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


def _tally_paid(tally: Tally, scope: str, of: str, worked: float, paid: float) -> None:
    tally.number("busy_hours", scope, of, worked)
    tally.number("paid_hours", scope, of, paid)
    tally.level("worked_fraction", scope, of, worked, paid)


def _planned_hours(plan: DutyPlan, world: World) -> float:
    """Hours that staff are planned for during the time measured, whether there are seats or not."""
    bounds = np.clip([*plan.times, np.inf], world.warm_up, world.horizon)
    return float(np.diff(bounds) @ plan.levels) / 3600


def _tally_by_hour(
    tally: Tally, world: World, pool: str, busy: tuple[Floats, Floats], duty: tuple[Floats, Floats]
) -> None:
    """Occupancy by hour of the day; no number where nobody is on duty."""
    part, whole = (by_hour_of_day(*spans, world).tolist() for spans in (busy, duty))
    tally.profile("occupancy", "pool", pool, HOURS, part, whole)
