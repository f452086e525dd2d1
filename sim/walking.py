"""Cases walk their scripts: each is a process, and so is each branch of a parallel step."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from simpy.events import Event

from sim.clock import ENTERS, Clock, rank
from sim.cues import Cues
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
)
from sim.hall import Hall
from sim.open_time import OpenTime
from sim.script import DELAY, FORK, HOME, LET_GO, SERVE, STAY_AWAY
from sim.steps_of_cases import StepsOfCases
from sim.ticket import NAN, Away, Ticket, Trip
from sim.world import World

TRY_AGAIN = (ABANDONED, BALKED, BLOCKED)
"""Outcomes after which a case may make another attempt."""
Walk = Generator[Event, int, int]
"""A process that ends with the outcome of its last step."""


class Walking:
    """The processes of cases, and how each case has ended."""

    def __init__(
        self, clock: Clock, world: World, cues: Cues, hall: Hall, hours: list[OpenTime]
    ) -> None:
        self.clock, self.cues, self.hall = clock, cues, hall
        self.step = StepsOfCases(clock, world, cues, hours)
        cases = len(cues.arrival)
        self.end_time = np.full(cases, NAN)
        self.fate = np.full(cases, OPEN, dtype=np.int8)
        self.to_end = cases
        """Cases that have not ended."""
        self.pauses: dict[Away, None] = {}
        """Delays under way."""

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
            if not self.step.is_open(case):
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
                yield from self.pause(trip, op, self.step.back(trip, op))
            elif kind == HOME:
                yield from self.pause(trip, op, self.step.back_from_home(trip, op))
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
            ticket = self.step.ticket(trip, op, left)
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
        self.step.leave_hall(trip, op)
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

    def _next_day(self, ticket: Ticket) -> Event:
        """The case has been turned away: when it comes back on the next open day."""
        trip = ticket.trip
        place = self.cues.comes_back[self.step.draw(trip, ticket.op)]
        back = self.hall.doors.next_day(ticket.activity, self.clock.now, place)
        if ticket.front:
            trip.sent_home, trip.came_in = True, NAN
        self.hall.work.let_branch_go(trip, ticket.branch)
        return self.clock.at(back, ENTERS + rank(trip.case, ticket.branch))

    def _away(self, trip: Trip, op: int) -> Away:
        """A stretch without a resource that begins now."""
        return Away(trip, op, self.clock.now, trip.turned_away)

    def _note(self, away: Away, outcome: int) -> None:
        end = NAN if outcome == UNFINISHED else self.clock.now
        self.hall.records.without_resource(away, end, outcome)

    def note_unfinished(self) -> None:
        """The run stops: write down the delays under way."""
        for away in self.pauses:
            self._note(away, UNFINISHED)
