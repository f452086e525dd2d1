"""The engine that one reads: a SimPy process per case, walking its script through the hall."""

from __future__ import annotations

from collections.abc import Callable, Generator

from simpy.events import Event

from sim.clock import CHANGES, ENTERS, Clock, rank
from sim.cues import Cues
from sim.duty_changes import DutyChanges
from sim.event_log import EventLog, collect
from sim.hall import Hall
from sim.open_time import OpenTime
from sim.pool_state import PoolState
from sim.script import Script
from sim.surging import Surging
from sim.walking import Walking
from sim.world import World

Watcher = Callable[[float, Hall], None]
"""Looks on: called with the time [s] and the hall after each instant in which something moved."""


def run(world: World, script: Script, watch: Watcher | None = None) -> EventLog:
    """Walk all cases of a script through a world; ``watch`` looks on.

    Nothing here is random: the same script gives the same log, to the byte.
    """
    engine = Engine(world, script)
    if watch is not None:
        engine.hall.after_settling.append(lambda: watch(engine.clock.now, engine.hall))
    return engine.run()


class Engine:
    """One run: a clock, a hall, and a process for each case and for each pool's duty."""

    def __init__(self, world: World, script: Script) -> None:
        self.world, self.script, self.cues = world, script, Cues.of(script)
        # Cases that are open at the beginning came before it.
        self.clock = Clock(initial_time=min([0.0, *self.cues.arrival[:1]]))
        self.hours = [OpenTime(spans) for spans in world.calendar_spans]
        self.hall = Hall(self.clock, world, self.cues, self.hours)
        self.staff = DutyChanges(self.hall)
        Surging(self.hall, self.staff)
        self.cases = Walking(self.clock, world, self.cues, self.hall, self.hours)

    def run(self) -> EventLog:
        """Run to the end and collect the log."""
        for state in self.hall.pools:
            self.clock.process(self.duty(state))
        for (k, resource), spans in self.script.down.by_resource().items():
            self.clock.process(self.breakdowns(self.hall.pools[k], resource, spans))
        self.clock.process(self.arrivals())
        self.clock.run_settled(self.hall, self._is_over)
        until = max(self.clock.now, self.world.horizon) if self._is_empty() else self.world.end
        self.hall.note_unfinished(until)
        self.cases.note_unfinished()
        for pool in self.hall.pools:
            pool.end(until)
        duty = [row for pool in self.hall.pools for row in pool.duty.rows]
        ends, fates = self.cases.end_time, self.cases.fate
        return collect(self.script, self.hall.records.rows, duty, ends, fates, until)

    def _is_over(self, next_time: float) -> bool:
        """True when the next event lies past the end, or nobody is left after the horizon."""
        return next_time > self.world.end or (next_time >= self.world.horizon and self._is_empty())

    def _is_empty(self) -> bool:
        """True when every case has ended and nobody is busy."""
        return self.cases.to_end == 0 and self.hall.work.busy == 0

    def arrivals(self) -> Generator[Event, None, None]:
        """Let each case start its walk at its time."""
        for case, time in enumerate(self.cues.arrival):
            yield self.clock.at(time, ENTERS + rank(case, 0))
            self.clock.process(self.cases.case(case))

    def duty(self, pool: PoolState) -> Generator[Event, None, None]:
        """Change a pool's duty as planned."""
        plan = pool.plan.duty
        for k, (time, closes) in enumerate(
            zip(plan.times.tolist(), plan.closes.tolist(), strict=True)
        ):
            yield self.clock.at(time, CHANGES + pool.index)
            if closes:
                self.staff.close(pool)
            else:
                self.staff.change(pool, plan.wanted(k))

    def breakdowns(
        self, pool: PoolState, resource: int, spans: list[tuple[float, float]]
    ) -> Generator[Event, None, None]:
        """Put one resource out of order now and then."""
        for begin, end in spans:
            yield self.clock.at(begin, CHANGES + pool.index)
            self.staff.break_down(pool, resource)
            yield self.clock.at(end, CHANGES + pool.index)
            self.staff.repair(pool, resource)
