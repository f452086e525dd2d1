"""A plan: individual shifts with their breaks, whom they cover, and how good that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from optimize.need import Ints
from optimize.solved import Termination


@dataclass(frozen=True, slots=True)
class PlannedBreak:
    """A break of one shift."""

    name: str
    start: float
    """Seconds from midnight of the first day of the plan."""
    end: float
    paid: bool


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """One person's shift on one day."""

    kind: str
    day: int
    """Day it starts on, the first 0."""
    start: float
    """Seconds from midnight of the first day of the plan; shifts over the end of the plan go on."""
    end: float
    breaks: tuple[PlannedBreak, ...]
    person: int | None = None
    """Whose shift it is, where the rules have tours; persons count from 0."""

    @property
    def paid_hours(self) -> float:
        """Hours from start to end without unpaid breaks."""
        unpaid = sum(pause.end - pause.start for pause in self.breaks if not pause.paid)
        return (self.end - self.start - unpaid) / 3600


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """Shifts that cover a requirement, and how good they are."""

    status: Literal["optimal", "feasible"]
    """Whether it was proved that no plan costs less."""
    termination: Termination
    """Why the search ended."""
    solver: str
    seconds: float
    """Time the search took."""
    cost: float
    """In the unit of the rules' prices."""
    bound: float
    """No plan under the same rules costs less."""
    gap: float
    """(cost - bound) / cost."""
    shifts: tuple[PlannedShift, ...]
    """By start, then end."""
    interval: float
    """Length of a slot [s]; starts, ends and breaks fall on slots."""
    first_weekday: int
    """Weekday of the first day, Monday 0."""
    required: Ints
    """People required, shape (days, slots a day)."""
    staffed: Ints
    """People on position: on a shift and not on a break, those of the day before the plan
    included; shape (days, slots a day)."""

    @property
    def paid_hours(self) -> float:
        """Paid hours of all shifts."""
        return sum(shift.paid_hours for shift in self.shifts)

    @property
    def under(self) -> Ints:
        """People missing, shape (days, slots a day)."""
        missing: Ints = np.maximum(self.required - self.staffed, 0)
        return missing

    @property
    def over(self) -> Ints:
        """People more than required, shape (days, slots a day)."""
        more: Ints = np.maximum(self.staffed - self.required, 0)
        return more

    @property
    def people(self) -> int | None:
        """Number of persons, where the rules have tours."""
        persons = {shift.person for shift in self.shifts}
        return None if None in persons else len(persons)
