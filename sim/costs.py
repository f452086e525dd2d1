"""What a run costs: staff, seats, and the applicants' time."""

from __future__ import annotations

import math

import numpy as np

from scenarios.model import ServiceModel
from scenarios.pools import level_number
from scenarios.units import SECONDS
from sim.tally import Tallies
from sim.variates import Floats
from sim.world import World


def tally_staff_costs(
    tally: Tallies,
    model: ServiceModel,
    world: World,
    staffed: dict[str, Floats],
    finished: Floats,
) -> None:
    """Cost of staff and seats during the time measured, of each pool that has a price.

    Staff cost their hours on duty, overtime at the same price; seats cost their number on every
    calendar day measured, open or not. Totals, and the cost of a finished case, are there when
    some pool has a price; pools without one add nothing.

    Parameters
    ----------
    staffed
        Hours on duty in each replication, by pool.
    finished
        Cases that count and were finished, in each.
    """
    days = (world.horizon - world.warm_up) / SECONDS["day"]
    staff = {
        n: staffed[n] * p.staff_cost for n, p in model.pools.items() if p.staff_cost is not None
    }
    seats = {
        n: level_number(p.seats) * days * p.seat_cost
        for n, p in model.pools.items()
        if p.seat_cost is not None and level_number(p.seats) < math.inf
    }
    for measure, costs in (("staff_cost", staff), ("seat_cost", seats)):
        for name, cost in costs.items():
            tally.number(measure, "pool", name, cost)
        if costs:
            tally.number(measure, "all", "", sum(costs.values()))
    if staff or seats:
        total = sum(staff.values()) + sum(seats.values()) + np.zeros(tally.runs)
        tally.level("cost_per_case", "all", "", total, finished)


def tally_citizen_time(
    tally: Tallies, model: ServiceModel, scope: str, of: str, seconds: Floats
) -> None:
    """Applicants' hours in the hall or on the telephone, and their value when it is given.

    Parameters
    ----------
    seconds
        Time of all visits or calls together [s], shape (replications,).
    """
    hours = seconds / 3600
    tally.number("citizen_hours", scope, of, hours)
    value = None if model.costs is None else model.costs.citizen_hour
    if value is not None:
        tally.number("citizen_cost", scope, of, hours * value)
