"""The engine that one reads: a SimPy process per case, walking its script through the hall."""

from __future__ import annotations

from collections.abc import Callable, Generator

import numpy as np
from simpy.events import Event

from sim.clock import CHANGES, ENTERS, Clock, rank
from sim.cues import Cues
from sim.duty_changes import DutyChanges
from sim.event_log import (
    ABANDONED,
    BALKED,
    BLOCKED,
    ELAPSED,
    FINISHED,
    LOST,
    NO_SHOW,
    OPEN,
    SERVED,
    TURNED_AWAY,
    UNFINISHED,
    EventLog,
    collect,
)
from sim.hall import Hall
from sim.open_time import OpenTime
from sim.pool_state import PoolState, people_on
from sim.population import OPEN_INTERVAL
from sim.script import DELAY, FORK, HOME, LET_GO, SERVE, STAY_AWAY, Script
from sim.ticket import NAN, Away, Ticket, Trip
from sim.world import ALWAYS, World

TRY_AGAIN = (ABANDONED, BALKED, BLOCKED)
"""Outcomes after which a case may make another attempt."""
Walk = Generator[Event, int, int]
"""A process that ends with the outcome of its last step."""
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
        self.end_time = np.full(script.cases, NAN)
        self.fate = np.full(script.cases, OPEN, dtype=np.int8)
        self.to_end = script.cases
        self.pauses: dict[Away, None] = {}
        """Delays under way."""

    def run(self) -> EventLog:
        """Run to the end and collect the log."""
        for state in self.hall.pools:
            self.clock.process(self.duty(state))
        for (k, resource), spans in self.script.down.by_resource().items():
            self.clock.process(self.breakdowns(self.hall.pools[k], resource, spans))
        self.clock.process(self.arrivals())
        self.clock.run_settled(self.hall, self._is_over)
        until = max(self.clock.now, self.world.horizon) if self._is_empty() else self.world.end
        self._note_unfinished(until)
        for pool in self.hall.pools:
            pool.end(until)
        duty = [row for pool in self.hall.pools for row in pool.duty]
        return collect(self.script, self.hall.records.rows, duty, self.end_time, self.fate, until)

    def _is_over(self, next_time: float) -> bool:
        """True when the next event lies past the end, or nobody is left after the horizon."""
        return next_time > self.world.end or (next_time >= self.world.horizon and self._is_empty())

    def _is_empty(self) -> bool:
        """True when every case has ended and nobody is busy."""
        return self.to_end == 0 and self.hall.work.busy == 0

    # Processes

    def arrivals(self) -> Generator[Event, None, None]:
        """Let each case start its walk at its time."""
        for case, time in enumerate(self.cues.arrival):
            yield self.clock.at(time, ENTERS + rank(case, 0))
            self.clock.process(self.case(case))

    def duty(self, pool: PoolState) -> Generator[Event, None, None]:
        """Change a pool's duty as planned."""
        plan = pool.plan.duty
        changes = zip(plan.times.tolist(), plan.levels.tolist(), plan.closes.tolist(), strict=True)
        for k, (time, level, closes) in enumerate(changes):
            yield self.clock.at(time, CHANGES + pool.index)
            if closes:
                self.staff.close(pool)
            else:
                on_duty, breaks = people_on(plan.on_duty[k]), people_on(plan.breaks[k])
                self.staff.change(pool, level, on_duty, breaks)

    def breakdowns(
        self, pool: PoolState, resource: int, spans: list[tuple[float, float]]
    ) -> Generator[Event, None, None]:
        """Put one resource out of order now and then."""
        for begin, end in spans:
            yield self.clock.at(begin, CHANGES + pool.index)
            self.staff.break_down(pool, resource)
            yield self.clock.at(end, CHANGES + pool.index)
            self.staff.repair(pool, resource)

    def case(self, case: int) -> Walk:
        """One case: attempts until it is finished or does not try again."""
        cues = self.cues
        trip = Trip(case, 0, cues.first_op[case])
        while True:
            outcome = yield from self.walk(trip, trip.visit_op, cues.first_op[case + 1])
            self.hall.work.let_all_go(trip)
            if outcome not in TRY_AGAIN or trip.attempt + 1 >= cues.attempts[case]:
                break
            delay = cues.retry_delay[cues.first_retry[case] + trip.attempt]
            yield self.clock.at(self.clock.now + delay, ENTERS + rank(case, 0))
            trip = Trip(case, trip.attempt + 1, trip.visit_op, turned_away=trip.turned_away)
            if not self._is_open(case):
                self._note(self._away(trip, trip.visit_op), TURNED_AWAY)
                break
        self.end_time[case] = self.clock.now
        self.fate[case] = FINISHED if outcome == SERVED else LOST
        self.to_end -= 1
        return outcome

    def walk(self, trip: Trip, op: int, stop: int) -> Walk:
        """Walk operations up to ``stop``; returns at once when a step gets no service."""
        cues, outcome = self.cues, SERVED
        while op < stop:
            kind = cues.kind[op]
            if kind == SERVE:
                outcome = yield from self.serve(trip, op)
            elif kind == DELAY:
                yield from self.pause(trip, op, self._back(trip, op))
            elif kind == HOME:
                back = self._back(trip, op)
                calendar = self.world.service_calendar[cues.service[trip.case]]
                if calendar != ALWAYS:
                    place = cues.pickup[self._draw(trip, op)]
                    back = self.hours[calendar].return_time(back, place)
                yield from self.pause(trip, op, back)
                trip.entered = False
                if cues.branch[op] == 0:
                    trip.visit_op = op + 1
            elif kind == LET_GO:
                self.hall.work.let_go(trip, cues.branch[op])
            elif kind == STAY_AWAY:
                self._note(self._away(trip, op), NO_SHOW)
                return NO_SHOW
            elif kind == FORK:
                outcome = yield self.fork(trip, op)
                op = cues.jump[op]
            if outcome != SERVED or trip.lost:
                return outcome
            op += 1
        return SERVED

    def serve(self, trip: Trip, op: int) -> Walk:
        """Ask for a resource, on another day when turned away, unless the case has left by then."""
        left: float | None = None
        while True:
            ticket = self._ticket(trip, op, left)
            outcome = yield self.hall.ask(ticket)
            if outcome != TURNED_AWAY:
                return outcome
            left = ticket.work
            yield self._next_day(ticket)
            if trip.lost:
                return outcome
            if trip.sent_home and ticket.front:
                # Who was sent home from several branches comes back once.
                trip.sent_home = trip.entered = False
                trip.turned_away += 1

    def pause(self, trip: Trip, op: int, until: float) -> Generator[Event, None, None]:
        """Let time pass without a resource."""
        self._leave_hall(trip, op)
        away = self._away(trip, op)
        self.pauses[away] = None
        yield self.clock.at(until, ENTERS + rank(trip.case, self.cues.branch[op]))
        del self.pauses[away]
        self._note(away, ELAPSED)

    def fork(self, trip: Trip, op: int) -> Event:
        """Start the branches of a parallel step; the event happens when the last has ended."""
        cues = self.cues
        joined = self.clock.event()
        outermost = trip.left is None
        if outermost:
            trip.left = joined
        branches = [op + 1]
        while len(branches) < cues.what[op]:
            branches.append(cues.jump[branches[-1]])
        running = len(branches)

        def ended(_: Event) -> None:
            nonlocal running
            running -= 1
            if running == 0 and not trip.lost:
                if outermost:
                    trip.left = None
                joined.succeed(SERVED)

        for mark in branches:
            process = self.clock.process(self.branch(trip, mark + 1, cues.jump[mark]))
            process.callbacks.append(ended)
        return joined

    def branch(self, trip: Trip, op: int, stop: int) -> Walk:
        """One branch of a parallel step; when it gets no service the whole case leaves."""
        outcome = yield from self.walk(trip, op, stop)
        if outcome != SERVED and not trip.lost:
            trip.lost = True
            self.hall.withdraw(trip)
            assert trip.left is not None
            trip.left.succeed(outcome)
        return outcome

    # What a process needs to know

    def _draw(self, trip: Trip, op: int) -> int:
        """Where the times of an operation stand for the trip's attempt."""
        cues, case = self.cues, trip.case
        first, last = cues.first_op[case], cues.first_op[case + 1]
        return cues.first_draw[case] + trip.attempt * (last - first) + op - first

    def _ticket(self, trip: Trip, op: int, left: float | None = None) -> Ticket:
        """A ticket for an operation, with what is left of its work when some has been done."""
        cues, k = self.cues, self._draw(trip, op)
        activity = cues.what[op]
        front = self.world.activity_front[activity]
        if not front:
            self._leave_hall(trip, op)
        return Ticket(
            trip=trip,
            op=op,
            activity=activity,
            branch=cues.branch[op],
            front=front,
            came_in=trip.came_in,
            work=cues.work[k] if left is None else left,
            pickup=cues.pickup[k],
            after_work=cues.after_work[k],
            patience=cues.patience[k],
            balks=cues.balks[k],
            accepts=cues.accepts[k],
            answers=cues.answers[k],
            done=self.clock.event(),
            let_in=self._was_in_line(trip),
        )

    def _was_in_line(self, trip: Trip) -> bool:
        """True for the first step of a case that was open when the run began."""
        case, cues = trip.case, self.cues
        is_first = trip.attempt == 0 and self.clock.now == cues.arrival[case]
        return is_first and cues.interval[case] == OPEN_INTERVAL

    def _leave_hall(self, trip: Trip, op: int) -> None:
        """The applicant is absent for a step; in one of several branches he may be elsewhere."""
        if self.cues.branch[op] == 0:
            trip.came_in = NAN

    def _back(self, trip: Trip, op: int) -> float:
        """When a delay that begins now is over."""
        calendar, time = self.cues.what[op], self.cues.work[self._draw(trip, op)]
        now = self.clock.now
        return now + time if calendar == ALWAYS else self.hours[calendar].after(now, time)

    def _next_day(self, ticket: Ticket) -> Event:
        """The case has been turned away: when it comes back on the next open day."""
        trip = ticket.trip
        place = self.cues.comes_back[self._draw(trip, ticket.op)]
        back = self.hall.doors.next_day(ticket.activity, self.clock.now, place)
        if ticket.front:
            trip.sent_home, trip.came_in = True, NAN
        self.hall.work.let_branch_go(trip, ticket.branch)
        return self.clock.at(back, ENTERS + rank(trip.case, ticket.branch))

    def _is_open(self, case: int) -> bool:
        calendar = self.world.service_calendar[self.cues.service[case]]
        return calendar == ALWAYS or self.hours[calendar].is_open(self.clock.now)

    def _away(self, trip: Trip, op: int) -> Away:
        """A stretch without a resource that begins now."""
        return Away(trip, op, self.clock.now, trip.turned_away)

    def _note(self, away: Away, outcome: int) -> None:
        end = NAN if outcome == UNFINISHED else self.clock.now
        self.hall.records.without_resource(away, end, outcome)

    def _note_unfinished(self, until: float) -> None:
        self.hall.note_unfinished(until)
        for away in self.pauses:
            self._note(away, UNFINISHED)
