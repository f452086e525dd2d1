"""Runs of a model with so many on position by interval, and what a promise counts in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from scenarios.model import ServiceModel
from scenarios.pools import Person
from sim.duty_plan import planned_levels
from sim.engines import Engine, has_numba
from sim.interval_counts import Counted, IntervalCounts
from sim.kept_scripts import Parts
from sim.shared_runs import SharedRuns
from sim.variates import Floats, Ints
from sim.world import ALWAYS, World, build_world


class StaffedRuns:
    """Replications of one model under other and other levels of staff.

    The script of a replication is drawn once: all plans meet the same people with the same needs.
    Where it takes long, several processes have replications of their own; the numbers do not depend
    on how many. To be closed where Ctrl-C is answered.

    Parameters
    ----------
    model
        The model; staff, seats, names and surges of the pools below are replaced by levels.
    pools
        Pools whose level is given.
    lines
        Activities of each line whose calls are counted.
    starts, interval
        Start of each interval and their length [s]; shape (intervals,). Elsewhere the pools have
        the staff of the model.
    counted
        What is counted.
    processes
        Processes to use; all processors when left out.
    """

    def __init__(
        self,
        model: ServiceModel,
        pools: Sequence[str],
        lines: Sequence[Collection[str]],
        starts: Floats,
        interval: float,
        counted: Counted,
        processes: int | None = None,
    ) -> None:
        self._model, self._world = model, build_world(model)
        self._pools = [[plan.name for plan in self._world.pools].index(name) for name in pools]
        self._starts, self._interval = starts, interval
        counting = IntervalCounts(self._world, lines, starts, interval, counted)
        # A search runs long enough for compiling to pay.
        engine: Engine = "fast" if has_numba() else "simpy"
        self._runs = SharedRuns(model, self._world, engine, counting, processes)

    def close(self) -> None:
        """End the processes that it has started."""
        self._runs.close()

    def counts(self, levels: Ints, replications: range, seed: int) -> Parts:
        """Part and whole of what is counted, each of shape (replications, intervals, lines).

        Parameters
        ----------
        levels
            Staff on duty, shape (intervals, pools).
        replications, seed
            Which replications.
        """
        return self._runs.counts(self._staffed(levels), replications, seed)

    def counts_with(
        self, people: Mapping[str, Mapping[str, Person]], replications: range, seed: int
    ) -> Parts:
        """The same with names on duty: who comes when, who is late from a break, who finishes late.

        Parameters
        ----------
        people
            Everybody of each pool whose staff is given; a pool may have nobody.
        replications, seed
            Which replications.
        """
        pools = dict(self._model.pools)
        for name, staff in people.items():
            level = None if staff else 0
            pools[name] = pools[name].replace(people=staff, staff=level, surge=None)
        world = build_world(self._model.replace(pools=pools))
        return self._runs.counts(world, replications, seed)

    def _staffed(self, levels: Ints) -> World:
        plans = list(self._world.pools)
        for k, level in zip(self._pools, levels.T, strict=True):
            plan = plans[k]
            spans = None if plan.hours == ALWAYS else self._world.calendar_spans[plan.hours]
            ends = self._starts + self._interval
            times = np.unique(np.concatenate([[0.0], plan.duty.times, self._starts, ends]))
            own = plan.duty.levels[
                np.maximum(np.searchsorted(plan.duty.times, times, side="right") - 1, 0)
            ]
            at = np.searchsorted(self._starts, times, side="right") - 1
            inside = (at >= 0) & (times < ends[np.maximum(at, 0)])
            wanted = np.where(inside, level[np.maximum(at, 0)], own)
            duty = planned_levels(times, wanted, spans)
            plans[k] = replace(
                plan, duty=duty, people=(), slowness=(), surge=None, seats=float("inf")
            )
        return replace(self._world, pools=tuple(plans))
