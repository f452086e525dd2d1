"""By when each case is due under the promise of its service."""

from __future__ import annotations

import math

import numpy as np

from scenarios.calendar_days import workday_limit, workdays
from scenarios.model import ServiceModel
from scenarios.units import SECONDS, Workdays
from scenarios.visits import visiting_calendar
from sim.script import STAY_AWAY, Script
from sim.variates import Floats
from sim.world import World


def due_times(model: ServiceModel, world: World, script: Script) -> Floats:
    """End of the promised limit of each case [s], infinity without a promise; shape (cases,).

    A channel's own limit, such as one by urgency, goes before the service's. Who has booked and
    does not come is never accepted, so nothing is due.
    """
    due = np.full(script.cases, np.inf)
    days = math.ceil(world.end / SECONDS["day"])
    for k, (name, service) in enumerate(model.services.items()):
        calendar = visiting_calendar(model, name)
        on = None if calendar is None else model.calendars[calendar]
        own = [channel.limits for channel in service.channels.values()] or [None]
        for c, of_channel in enumerate(own):
            limits = of_channel or service.limits
            limit = limits.promised if limits else None
            at = np.flatnonzero((script.service == k) & (script.channel == c))
            if isinstance(limit, Workdays):
                spans = workdays(on, model.start_date, world.first_day, days - world.first_day)
                due[at] = workday_limit(spans, script.arrival[at], limit.n)
            elif limit is not None:
                due[at] = script.arrival[at] + limit
    of_case = np.repeat(np.arange(script.cases), np.diff(script.first_op))
    due[of_case[script.kind == STAY_AWAY]] = np.inf
    return due
