"""When the hours are that are measured by themselves too: on which days, from when to when."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scenarios.calendar_days import day_type
from scenarios.calendars import parse_days
from scenarios.model import ServiceModel
from scenarios.units import SECONDS
from sim.runs import Flags
from sim.variates import Floats

DAY = SECONDS["day"]
_WHOLE_DAY = ((0.0, DAY),)


@dataclass(frozen=True, slots=True, eq=False)
class HoursMeasured:
    """Spans of absolute time [s], in order, of which no two touch."""

    name: str
    edges: Floats
    """Begin and end of each in turn, shape (2 spans,)."""

    def hold(self, times: Floats) -> Flags:
        """Whether each moment lies in [begin, end) of one of them."""
        inside: Flags = self.edges.searchsorted(times, side="right") % 2 == 1
        return inside

    def time_within(self, begin: ArrayLike, end: ArrayLike) -> Floats:
        """How much of each span of time lies in them [s]."""
        return self._until(np.asarray(end)) - self._until(np.asarray(begin))

    def _until(self, times: Floats) -> Floats:
        """Time that has gone by in them until each moment [s]."""
        if not self.edges.size:
            return np.zeros(times.shape)
        lengths = np.diff(self.edges)
        lengths[1::2] = 0.0
        gone = np.concatenate([[0.0], np.cumsum(lengths)])
        # What lies inside is told from the nearest edge, so that no digits are lost.
        k = np.maximum(self.edges.searchsorted(times, side="right") - 1, 0)
        inside = np.clip(times - self.edges[k], 0.0, None) * (k % 2 == 0)
        found: Floats = gone[k] + inside
        return found


def hours_measured(model: ServiceModel, first_day: int, days: int) -> tuple[HoursMeasured, ...]:
    """The hours that a model names, laid out in time; as for targets, spans begin on their day.

    Parameters
    ----------
    model
        The model.
    first_day, days
        First day that is laid out, and how many are.
    """
    found = []
    for name, hours in model.times_of_day.items():
        weekdays = parse_days(hours.days)
        spans = sorted(
            (day * DAY + begin, day * DAY + end)
            for day in range(first_day, first_day + days)
            if day_type(None, model.start_date, day) in weekdays
            for begin, end in hours.between or _WHOLE_DAY
        )
        edges: list[float] = []
        reach = -math.inf
        for begin, end in spans:
            if begin > reach:
                edges += [begin, end]
            elif end > reach:
                edges[-1] = end
            reach = max(reach, end)
        found.append(HoursMeasured(name, np.array(edges)))
    return tuple(found)
