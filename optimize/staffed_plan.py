"""Between the intervals of a requirement and the slots of a plan of shifts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimize.evaluation import Floats, Ints
from optimize.need import Need
from optimize.shift_plan import ShiftPlan
from scenarios.errors import DataError

DAY = 86400.0
WEEK = 7


@dataclass(frozen=True, slots=True)
class PlanGrid:
    """Where each interval of a requirement lies in the days that are planned.

    Planned are the days of the requirement, or one week where it has more: its weeks then have the
    same shifts, which cover each interval in the week that requires most.
    """

    starts: Floats
    """Start of each interval from midnight of the first day [s], shape (intervals,)."""
    interval: float
    """Length of each [s]; a whole number of them makes a day."""
    first_weekday: int
    """Weekday of the day that the times count from, Monday 0."""

    def __post_init__(self) -> None:
        if DAY % self.interval or (self.starts % self.interval).any():
            raise DataError(
                f"interval: expected a part of a day on which all starts fall, got "
                f"{self.interval:g} s. Take 15, 30 or 60 min."
            )

    @property
    def first_day(self) -> int:
        """Day of the first interval."""
        return int(self.starts[0] // DAY)

    @property
    def days(self) -> int:
        """Days that are planned."""
        return min(int(self.starts[-1] // DAY) + 1 - self.first_day, WEEK)

    def places(self) -> Ints:
        """Interval of the plan that each interval of the requirement falls in."""
        per_day = round(DAY / self.interval)
        at = np.rint(self.starts / self.interval).astype(np.int64) - self.first_day * per_day
        places: Ints = at % (self.days * per_day)
        return places

    def need(self, required: Ints) -> Need:
        """People required by day and interval; nobody in closed time."""
        per_day = round(DAY / self.interval)
        table = np.zeros(self.days * per_day, dtype=np.int64)
        np.maximum.at(table, self.places(), required)
        weekday = (self.first_weekday + self.first_day) % WEEK
        return Need(table.reshape(self.days, per_day), weekday)

    def staffed(self, plan: ShiftPlan) -> Ints:
        """People of a plan on position throughout each interval, shape (intervals,)."""
        slots = round(self.interval / plan.interval)
        least: Ints = plan.staffed.reshape(-1, slots).min(axis=1)
        return least[self.places()]


@dataclass(frozen=True, slots=True)
class StaffedPlan:
    """A plan of shifts for one group, as the proof sees it."""

    shifts: ShiftPlan
    staffed: Ints
    """People on position throughout each interval, shape (intervals, 1)."""

    @property
    def cost(self) -> float:
        """In the unit of the rules' prices."""
        return self.shifts.cost
