"""Hours, overtime and occupancy of each pool."""

from __future__ import annotations

import numpy as np

from scenarios.model import ServiceModel
from sim.event_log import OVERTIME, EventLog
from sim.tally import Tally
from sim.ticket_table import present_time
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
    for k, plan in enumerate(world.pools):
        of_pool = duty.pool == k
        staffed = float(hours[of_pool].sum())
        at = np.flatnonzero(rows.pool == k)
        busy = end[at] - begin[at]
        if plan.closing == "suspend":
            busy = present_time(duty, k, rows.resource[at], begin[at], end[at])
        if np.isfinite(plan.duty.levels).all():
            tally.level("occupancy", "pool", plan.name, float(busy.sum()) / 3600, staffed)
        if not model.pools[plan.name].machines:
            late = float(hours[of_pool & (duty.kind == OVERTIME)].sum())
            tally.number("staffed_hours", "pool", plan.name, staffed)
            tally.number("overtime_hours", "pool", plan.name, late)
            by_pool[plan.name] = staffed
            total_late += late
    tally.number("staffed_hours", "all", "", sum(by_pool.values()))
    tally.number("overtime_hours", "all", "", total_late)
    return by_pool
