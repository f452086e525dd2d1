"""The hours of each pool in the days that are planned: who is shut is not asked for anybody."""

from __future__ import annotations

import numpy as np

from onewindow.demand import QUARTER, Days, open_in
from optimize.staffed_plan import WEEK, PlanGrid
from scenarios.calendar_days import DAY
from scenarios.model import ServiceModel


def in_hours(model: ServiceModel, pool: str, days: Days, grid: PlanGrid) -> PlanGrid:
    """The days planned with the hours of a pool, to the quarter-hour and rounded outwards.

    A weekday that is open now longer and now shorter is open for the longer. Intervals that are no
    whole number of quarter-hours are open as a whole.

    Parameters
    ----------
    model
        The model with its calendars.
    pool
        The pool.
    days
        The kinds of day that the intervals of the grid are about.
    grid
        The days planned.
    """
    interval = days.demand.interval
    parts = 1 if interval % QUARTER else round(interval / QUARTER)
    per_day = parts * round(DAY / interval)
    first = 0 if model.start_date is None else model.start_date.weekday()
    measured = [day for kind in days.alike for day in kind]
    is_open = open_in(model, pool, max(measured) + 1, per_day)
    planned = np.zeros((grid.days, per_day), dtype=np.bool_)
    for day in measured:
        planned[0 if grid.days == 1 else (first + day) % WEEK] |= is_open[day]
    found = planned.reshape(-1, parts)
    asked = found[grid.place.any(axis=0)]
    # Hours that begin and end with intervals need no finer slots.
    return grid.opened(found if (asked != asked[:, :1]).any() else found[:, :1])
