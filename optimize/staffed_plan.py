"""Between the intervals of a requirement and the slots of plans of shifts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimize.evaluation import Floats, Ints
from optimize.need import Need
from optimize.shift_plan import ShiftPlan
from scenarios.errors import DataError

Span = tuple[float, float]
"""From when to when [s since midnight]."""
DAY = 86400.0
WEEK = 7


@dataclass(frozen=True, slots=True)
class PlanGrid:
    """Where each interval of a requirement lies in the days that are planned."""

    days: int
    """Days planned, which repeat: one, or the seven of a week from Monday on."""
    first_weekday: int
    """Weekday of the first, Monday 0."""
    place: NDArray[np.bool_]
    """Intervals of the plan that each interval of the requirement is about, shape (intervals,
    days × intervals a day)."""
    is_open: NDArray[np.bool_]
    """Parts of the plan's intervals in which anybody can be required, shape (days × intervals a
    day, parts); an interval that is open for a part is required for that part alone."""

    def opened(self, is_open: NDArray[np.bool_]) -> PlanGrid:
        """The same days for a group with hours of its own, as `PlanGrid.is_open`."""
        return replace(self, is_open=is_open)

    def hours(self, of: NDArray[np.bool_] | None = None) -> Span:
        """From when to when of the day some intervals are open, or all [s since midnight].

        ``of`` says which intervals of the requirement, shape (intervals,).
        """
        asked = self.is_open.copy()
        asked[~(self.place if of is None else self.place[of]).any(axis=0)] = False
        at = np.flatnonzero(asked.reshape(self.days, -1).any(axis=0))
        part = DAY * self.days / asked.size
        return (float(at[0] * part), float((at[-1] + 1) * part)) if at.size else (0.0, DAY)

    def openings(self) -> tuple[tuple[Span, ...], ...]:
        """When each day planned is open, within the hours of all of them."""
        begin, end = self.hours()
        part = DAY * self.days / self.is_open.size
        found = []
        for day in self.is_open.reshape(self.days, -1).astype(np.int8):
            edges = np.flatnonzero(np.diff(day, prepend=0, append=0)) * part
            spans = np.clip(edges, begin, end).reshape(-1, 2).tolist()
            found.append(tuple((first, last) for first, last in spans if first < last))
        return tuple(found)

    def need(self, required: Ints) -> Need:
        """People required of one group by day and part of an interval; nobody in closed time."""
        table: Ints = np.where(self.place, required[:, None], 0).max(axis=0)
        parts: Ints = np.where(self.is_open, table[:, None], 0)
        return Need(parts.reshape(self.days, -1), self.first_weekday)

    def staffed(self, plan: ShiftPlan) -> Ints:
        """People of a plan on position while each interval is open, shape (intervals,)."""
        slots = plan.staffed.size // self.is_open.size
        there = plan.staffed.reshape(*self.is_open.shape, slots).min(axis=2)
        most = int(there.max(initial=0))
        # An interval that is never open has whoever is there all the same.
        counts = self.is_open | ~self.is_open.any(axis=1, keepdims=True)
        least = np.where(counts, there, most).min(axis=1)
        staffed: Ints = np.where(self.place, least, most).min(axis=1)
        return staffed

    def shut_between(self, plan: ShiftPlan) -> float:
        """Hours of people on position between two openings of a day, as over a shut noon."""
        is_open = self.is_open.reshape(self.days, -1)
        opened = np.logical_or.accumulate(is_open, axis=1)
        opens_again = np.logical_or.accumulate(is_open[:, ::-1], axis=1)[:, ::-1]
        between = ~is_open & opened & opens_again
        there = plan.staffed.reshape(*between.shape, -1).sum(axis=2)
        return float(there[between].sum() * plan.interval / 3600)


def plan_grid(
    starts: Floats, interval: float, alike: Sequence[Sequence[int]], first_weekday: int
) -> PlanGrid:
    """The days to plan for a requirement by kinds of day.

    Where all days are of one kind, one day is planned, and else a week; a weekday that is now of
    one kind and now of another is planned for both. All of each interval is open.

    Parameters
    ----------
    starts
        Start of each interval from midnight of the first day [s], shape (intervals,).
    interval
        Length of each [s].
    alike
        Days of each kind; the intervals are those of the first of each.
    first_weekday
        Weekday of day 0, Monday 0.

    Raises
    ------
    DataError
        The interval is no part of a day on which all starts fall.
    """
    if DAY % interval or (starts % interval).any():
        raise DataError(
            f"interval: expected a part of a day on which all starts fall, got {interval:g} s. "
            "Take 15, 30 or 60 min."
        )
    per_day = round(DAY / interval)
    alone = len(alike) == 1
    days = 1 if alone else WEEK
    place = np.zeros((starts.size, days * per_day), dtype=np.bool_)
    for row, start in enumerate(starts.tolist()):
        day, slot = int(start // DAY), round(start % DAY / interval)
        kind = next(one for one in alike if one[0] == day)
        for at in {0} if alone else {(first_weekday + one) % WEEK for one in kind}:
            place[row, at * per_day + slot] = True
    always = np.ones((days * per_day, 1), dtype=np.bool_)
    return PlanGrid(days, (first_weekday + alike[0][0]) % WEEK if alone else 0, place, always)


@dataclass(frozen=True, slots=True)
class StaffedPlan:
    """Plans of shifts of all groups, as the proof sees them."""

    shifts: tuple[ShiftPlan, ...]
    """Of each group."""
    staffed: Ints
    """People on position throughout each interval, shape (intervals, groups)."""

    @property
    def cost(self) -> float:
        """Of all groups, in the unit of the rules' prices."""
        return sum(plan.cost for plan in self.shifts)

    @property
    def paid_hours(self) -> float:
        """Of all groups, on the days planned."""
        return sum(plan.paid_hours for plan in self.shifts)

    @property
    def bound(self) -> float:
        """No shifts that cover the same requirement cost less."""
        return sum(plan.bound for plan in self.shifts)

    @property
    def interrupted(self) -> bool:
        """Ctrl-C ended the search for one of them: it covers what was required, and may be dear."""
        return any(plan.termination == "interrupted" for plan in self.shifts)

    @property
    def gap(self) -> float:
        """(cost - bound) / cost."""
        return (self.cost - self.bound) / self.cost if self.cost > 0 else 0.0
