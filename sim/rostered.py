"""Runs of a model whose people have names and hours of their own on each date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scenarios.model import ServiceModel
from sim.drawing import draw
from sim.duty_plan import Present, planned_people
from sim.engines import Engine, chosen, has_numba, kernels_of, run
from sim.event_log import UNFINISHED, EventLog
from sim.interval_counts import Counted, IntervalCounts
from sim.presence_spans import of_resources
from sim.roster_stays import Stays, beside, stays
from sim.runs import sums
from sim.script import Codes, Script
from sim.streams import Streams
from sim.variates import Floats
from sim.world import ALWAYS, World, build_world

Hours = Mapping[str, Mapping[str, Present]]
"""When everybody is there, by pool and name: the people of the model, in its order."""


@dataclass(frozen=True, slots=True)
class RosterRun:
    """One replication."""

    part: Floats
    """What is counted of the calls of each interval, shape (intervals, queues)."""
    whole: Floats
    busy: Mapping[tuple[str, str], float]
    """Time at work of each person of each pool, in the horizon [s]."""
    present: Mapping[tuple[str, str], float]
    """Time on duty, likewise."""
    waiting: float
    """Calls of these queues that came in the horizon and still wait when the run stops."""
    stays: Stays
    """Time on duty after it should have ended."""


class RosteredRuns:
    """Replications of one model under rosters; the calls of a replication are the same in all.

    Parameters
    ----------
    model
        The model; its pools on a roster have people, whose own shifts are not looked at.
    queues
        Queues whose calls are counted.
    starts, interval
        Start of each interval and their length [s]; shape (intervals,).
    counted
        What is counted.
    """

    def __init__(
        self,
        model: ServiceModel,
        queues: Sequence[str],
        starts: Floats,
        interval: float,
        counted: Counted,
    ) -> None:
        self._model, self._world = model, build_world(model)
        self._queues = [self._world.queues.index(name) for name in queues]
        of = [*zip(self._world.activities, self._world.activity_queue, strict=True)]
        lines = [[name for name, queue in of if queue == k] for k in self._queues]
        self._counting = IntervalCounts(self._world, lines, starts, interval, counted)
        self._beside = beside(model, self._world)
        self._engine: Engine = chosen("fast" if has_numba() else "simpy")

    def script(self, seed: int, replication: int) -> Script:
        """All that is drawn of one replication but who is absent."""
        return draw(
            self._model, seed=seed, replication=replication, world=self._world,
            kernels=kernels_of(self._engine),
        )  # fmt: skip

    def run(self, script: Script, hours: Hours) -> RosterRun:
        """Run a replication with everybody there at their hours."""
        world = self._staffed(hours)
        log = run(world, script, self._engine)
        part, whole = self._counting.of([log], [script], world)
        busy, present = _times(log, world, hours)
        return RosterRun(
            part[0], whole[0], busy, present, self._waiting(log),
            stays(log, world, hours, self._beside),
        )  # fmt: skip

    def _waiting(self, log: EventLog) -> float:
        """Who waits in vain: no level counts them, for how long they will wait is not known."""
        rows, queue = log.services, np.array(self._world.activity_queue)
        lost = (rows.outcome == UNFINISHED) & np.isnan(rows.seize_time) & (rows.activity >= 0)
        asked = np.isin(queue[rows.activity[lost]], self._queues)
        return float((asked & (rows.enable_time[lost] < self._world.horizon)).sum())

    def _staffed(self, hours: Hours) -> World:
        plans = list(self._world.pools)
        for k, plan in enumerate(plans):
            if plan.name in hours:
                spans = None if plan.hours == ALWAYS else self._world.calendar_spans[plan.hours]
                duty = planned_people([hours[plan.name][name] for name in plan.people], spans)
                plans[k] = replace(plan, duty=duty, planned=duty)
        return replace(self._world, pools=tuple(plans))


def absent(
    shifts: Sequence[tuple[str, int]], rate: float, seed: int, replication: int
) -> frozenset[tuple[str, int]]:
    """Which shifts, by person and day, are not worked; each with the same probability.

    A shift's number is drawn from the person's own stream at the place of its day: who else is on
    the roster does not matter, and who is absent at a rate is so at every higher one.
    """
    streams = Streams(seed, (replication,))
    found = set()
    for name in {name for name, _ in shifts}:
        days = np.array(sorted(day for one, day in shifts if one == name))
        # Days before the first have negative numbers, which streams do not know.
        draws = streams.stream("absence", name).uniform(days + 7, np.zeros_like(days))
        found |= {(name, int(day)) for day in days[draws < rate]}
    return frozenset(found)


def _times(
    log: EventLog, world: World, hours: Hours
) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """Time at work and on duty of everybody on the roster, within the time measured [s]."""
    busy: dict[tuple[str, str], float] = {}
    present: dict[tuple[str, str], float] = {}
    rows, duty = log.services, log.duty
    release = np.where(np.isnan(rows.release_time), log.until, rows.release_time)
    for k, plan in enumerate(world.pools):
        if plan.name not in hours:
            continue
        at, on = np.flatnonzero(rows.pool == k), np.flatnonzero(duty.pool == k)
        resource, since, until = rows.resource[at], rows.seize_time[at], release[at]
        if plan.closing == "suspend" and at.size:
            # A piece lies still while nobody is on duty.
            one_run = np.zeros(duty.pool.size, np.int64)
            spans, group = of_resources(duty, one_run, k, resource, np.zeros_like(resource))
            piece, since, until = spans.cut(group, since, until)
            resource = resource[piece]
        people = len(plan.people)
        worked = _sums(resource, since, until, world, people)
        there = _sums(duty.resource[on], duty.on_time[on], duty.off_time[on], world, people)
        for number, name in enumerate(plan.people):
            busy[plan.name, name] = float(worked[number])
            present[plan.name, name] = float(there[number])
    return busy, present


def _sums(resource: Codes, begin: Floats, end: Floats, world: World, people: int) -> Floats:
    """Length of spans within the time measured, by resource [s]."""
    since, until = (np.clip(times, world.warm_up, world.horizon) for times in (begin, end))
    return sums(resource, np.maximum(until - since, 0.0), people)
