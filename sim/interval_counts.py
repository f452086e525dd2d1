"""What a promise counts of the calls of each interval."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scenarios.targets import Formula
from sim.event_log import UNFINISHED, EventLog
from sim.runs import joined, sums
from sim.script import Script
from sim.service_levels import FORMULAS, kinds_of
from sim.ticket_table import Tickets, tickets_of
from sim.variates import Floats
from sim.world import World


@dataclass(frozen=True, slots=True)
class Counted:
    """What to count of the calls of each interval."""

    measure: Literal["service_level", "answered_fraction", "mean_wait", "completion"]
    within: float = 0.0
    formula: Formula = "of_offered"


class IntervalCounts:
    """Counts the calls of some lines by the interval in which they came.

    Parameters
    ----------
    world
        The model as the engines see it; others of the same activities may be counted too.
    lines
        Activities of each line whose calls are counted.
    starts, interval
        Start of each interval and their length [s]; shape (intervals,).
    counted
        What is counted.
    """

    def __init__(
        self,
        world: World,
        lines: Sequence[Collection[str]],
        starts: Floats,
        interval: float,
        counted: Counted,
    ) -> None:
        self._lines = [np.isin(world.activities, list(names)) for names in lines]
        self._starts, self._interval, self._counted = starts, interval, counted

    def of(
        self, logs: Sequence[EventLog], scripts: Sequence[Script], world: World
    ) -> tuple[Floats, Floats]:
        """Part and whole of what is counted, each of shape (replications, intervals, lines)."""
        runs = joined(scripts, logs)
        tickets = tickets_of(runs, world, world.is_measured(runs.arrival))
        part, whole = _parts(tickets, self._counted)
        n = self._starts.size
        since = tickets.enable_time
        at = np.searchsorted(self._starts, since, side="right") - 1
        inside = (at >= 0) & (since < self._starts[np.maximum(at, 0)] + self._interval)
        columns = []
        for line in self._lines:
            own = np.flatnonzero(inside & line[tickets.activity])
            cell = tickets.run[own] * n + at[own]
            columns.append([sums(cell, amount[own], runs.n * n) for amount in (part, whole)])
        parts, wholes = (
            np.stack([one[k].reshape(runs.n, n) for one in columns], axis=2) for k in range(2)
        )
        return parts, wholes


def _parts(tickets: Tickets, counted: Counted) -> tuple[Floats, Floats]:
    """What each ticket adds to the part and to the whole, as the measures page has it."""
    answered = tickets.served
    if counted.measure == "mean_wait":
        return np.where(answered, tickets.wait, 0.0), answered.astype(np.float64)
    if counted.measure in ("answered_fraction", "completion"):
        offered = answered | (tickets.outcome != UNFINISHED)
        good = answered
        if counted.measure == "completion":
            # Who is not done has no end, and NaN is in no time.
            good = answered & (tickets.end_time - tickets.enable_time <= counted.within)
        return good.astype(np.float64), offered.astype(np.float64)
    kinds = kinds_of(tickets.wait, tickets.outcome, answered, counted.within)
    part, whole = FORMULAS[counted.formula]
    return part[kinds].astype(np.float64), whole[kinds].astype(np.float64)
