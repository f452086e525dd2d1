"""Who of the pools that help is there, when: their staff is the model's, and is not planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimize.evaluation import Ints
from scenarios.calendar_days import DAY
from scenarios.model import ServiceModel
from scenarios.units import SECONDS, clock_text
from sim.variates import Floats
from sim.world import build_world

if TYPE_CHECKING:
    import pandas as pd

    from onewindow.staffing_found import Staffing


def people_there(model: ServiceModel, pool: str, moments: Floats) -> Floats:
    """How many of a pool are on duty at some moments [s from the start of the model]; 0 where
    nothing limits them.

    Shape as ``moments``.
    """
    duty = {plan.name: plan for plan in build_world(model).pools}[pool].duty
    at = np.maximum(np.searchsorted(duty.times, moments, side="right") - 1, 0)
    there = np.asarray(duty.levels, dtype=np.float64)[at]
    return np.where(np.isfinite(there), there, 0.0)


def helping_table(found: Staffing) -> pd.DataFrame:
    """Those who help the pools planned, who have to be there as well.

    Columns ``group, weekdays, clock, until, day, at, end, people``: times of a kind of day while
    their number stays the same. ``weekdays``, ``clock`` and ``until`` are words as in the
    intervals, ``at`` and ``end`` seconds since midnight, and ``day`` its first day.
    """
    import pandas as pd

    made = found.requirement
    day: Ints = (made.starts // DAY).astype(np.int64)
    rows = []
    for name in found.days.helping:
        people = np.rint(people_there(found.model, name, made.starts + made.interval / 2))
        turn = np.flatnonzero((np.diff(people) != 0) | (np.diff(made.starts) != made.interval)
                              | (np.diff(day) != 0)) + 1  # fmt: skip
        for some in np.split(np.arange(people.size), turn):
            if people[some[0]] == 0:
                continue
            first = int(day[some[0]])
            at = float(made.starts[some[0]]) - first * DAY
            end = float(made.starts[some[-1]]) + made.interval - first * DAY
            rows.append(
                (name, found.weekdays_of(first), clock_text(at), clock_text(end), first, at, end,
                 int(people[some[0]]))
            )  # fmt: skip
    names = ["group", "weekdays", "clock", "until", "day", "at", "end", "people"]
    return pd.DataFrame(rows, columns=names)


def helping_hours(found: Staffing) -> float:
    """Hours a day of those who help, in the mean over the days on which they are there [h]."""
    table = helping_table(found)
    if table.empty:
        return 0.0
    hours = (table["end"] - table["at"]) * table["people"] / SECONDS["h"]
    by_day = hours.groupby(table["day"]).sum()
    weight = [len(found.days.of_first(int(one))) for one in by_day.index]
    return float(np.average(by_day, weights=weight))
