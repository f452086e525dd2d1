"""The lines that cases join, and what happens in them at one instant.

The rules are those of the semantics page: at one instant ends of work come first, then changes
of duty, then cases entering in their order; then each pool takes its best cases; then those
balk who were not taken; only when nothing moves does patience run out.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from simpy.events import Event

from sim.clock import GIVES_UP, Clock, rank
from sim.cues import Cues
from sim.doors import Doors
from sim.event_log import ABANDONED, BALKED, BLOCKED, TURNED_AWAY, UNFINISHED
from sim.lines import Lines
from sim.open_time import OpenTime
from sim.pool_kinds import pool_state
from sim.pool_state import PoolState
from sim.presence import Presence
from sim.records import Records
from sim.ticket import NAN, Ticket, Trip
from sim.work import Hooks, Work
from sim.world import World


class Hall:
    """All lines of a world while cases walk through it."""

    def __init__(self, clock: Clock, world: World, cues: Cues, hours: list[OpenTime]) -> None:
        self.clock = clock
        self.world = world
        self.pools = [pool_state(k, plan, cues.place) for k, plan in enumerate(world.pools)]
        self.lines = Lines(world, cues)
        self.doors = Doors(world, hours)
        self.records = Records()
        self.work = Work(
            clock,
            cues,
            self.lines,
            self.records,
            Hooks(self._close_ticket, self._go_on, self.touch, self._wait_again),
        )
        self.unsettled = False
        self.after_settling: list[Callable[[], None]] = []
        """What looks at the lines after each instant's matching."""
        self._presence = Presence(world, cues)
        self._serving = [
            [k for k, plan in enumerate(world.pools) if activity in plan.serves]
            for activity in range(len(world.activities))
        ]
        self._entering: list[Ticket] = []
        self._touched: set[int] = set()

    def ask(self, ticket: Ticket) -> Event:
        """Join the line for the ticket's activity; the event carries how it ended."""
        self._entering.append(ticket)
        self.unsettled = True
        if ticket.front:
            self._presence.come(ticket)
        if ticket.branch:
            ticket.trip.tickets[ticket] = None
        return ticket.done

    def touch(self, pool: PoolState) -> None:
        """Something has changed in a pool: it may take cases."""
        self._touched.add(pool.index)
        self.unsettled = True

    def withdraw(self, trip: Trip) -> None:
        """The case leaves: what it waits for in other branches is given up."""
        for ticket in list(trip.tickets):
            if any(pool.ways.withdraw(ticket) for pool in self.pools):
                self.lines.wait(ticket)
            if ticket.waiting:
                self.lose(ticket, ABANDONED)
            elif ticket in trip.pending or ticket in self._entering:
                self._entering = [t for t in self._entering if t is not ticket]
                trip.pending = [t for t in trip.pending if t is not ticket]
                self._close_ticket(ticket, ABANDONED)

    def lose(self, ticket: Ticket, outcome: int) -> None:
        """A ticket that waits ends without service."""
        self.lines.leave(ticket)
        if not ticket.outside:
            self.lines.go(ticket)
        self.records.lost(ticket, self.clock.now, outcome)
        self._close_ticket(ticket, outcome)

    def settle(self) -> None:
        """All that moves at this instant has moved: enter, match, balk, and send staff home."""
        self.unsettled = False
        now = self.clock.now
        entering, self._entering = self._entering, []
        if len(entering) > 1:
            entering.sort(key=lambda ticket: (ticket.trip.case, ticket.branch))
        joined = [ticket for ticket in entering if self._enter(ticket, now)]
        for k in sorted(self._touched):
            self._match(self.pools[k], now)
        self._touched.clear()
        for ticket in joined:
            if ticket.waiting:
                self._stay(ticket, now)
        for pool in self.pools:
            if pool.closing_since < math.inf and not self._presence.needs(pool):
                pool.go_home(now)
        for look in self.after_settling:
            look()

    def _enter(self, ticket: Ticket, now: float) -> bool:
        """Let a ticket into its line; False when it has to wait elsewhere, or is refused."""
        trip = ticket.trip
        if ticket.branch and ticket.front:
            if trip.engaged not in (0, ticket.branch):
                trip.pending.append(ticket)
                ticket.let_in, ticket.came_in = False, trip.came_in
                return False
            trip.engaged = ticket.branch
        ticket.enable_time, ticket.turned_away = now, trip.turned_away
        if ticket.front and math.isnan(ticket.came_in):
            trip.came_in = now if math.isnan(trip.came_in) else trip.came_in
            ticket.came_in = trip.came_in
        refused = TURNED_AWAY if self.doors.is_refused(ticket, now) else BLOCKED
        if not ticket.let_in and (refused == TURNED_AWAY or self.lines.is_full(ticket)):
            self.records.lost(ticket, now, refused)
            self._close_ticket(ticket, refused)
            return False
        if ticket.no_show and not ticket.let_in:
            self.records.lost(ticket, now, ABANDONED)
            self._close_ticket(ticket, ABANDONED)
            return False
        trip.entered = trip.entered or ticket.front
        self.lines.come(ticket)
        self._line_up(ticket)
        return True

    def _line_up(self, ticket: Ticket) -> None:
        self.lines.wait(ticket)
        self._touched.update(self._serving[ticket.activity])

    def _wait_again(self, ticket: Ticket) -> None:
        """A ticket that was taken waits again; where it is shut for the day it is sent home."""
        self._line_up(ticket)
        if self.doors.is_shut_to(ticket, self.clock.now):
            self.lose(ticket, TURNED_AWAY)

    def _match(self, pool: PoolState, now: float) -> None:
        closed = pool.closing_since

        def take_next() -> Ticket | None:
            if closed == math.inf:
                return self.lines.take_best(pool.plan)
            return self.lines.take_best_inside(pool.plan, closed)

        while pool.can_serve and (ticket := take_next()) is not None:
            self.work.seize(pool, ticket, now, take_next)

    def _stay(self, ticket: Ticket, now: float) -> None:
        """A ticket that was not taken at once: it hangs up for a call-back, balks, or waits."""
        if self._is_offered_callback(ticket):
            ticket.hang_up()
            self.lines.go(ticket)
        elif ticket.balks and not ticket.let_in:
            self.lose(ticket, BALKED)
        elif ticket.patience < math.inf:
            end = max(now, 0.0) + ticket.patience
            event = self.clock.at(end, GIVES_UP + rank(ticket.trip.case, ticket.branch))
            event.callbacks.append(lambda _: self._give_up(ticket))

    def _give_up(self, ticket: Ticket) -> None:
        if ticket.waiting and ticket.patience < math.inf:
            self.lose(ticket, ABANDONED)

    def _is_offered_callback(self, ticket: Ticket) -> bool:
        """True when the wait ahead is long enough and the caller accepts."""
        queue = self.world.activity_queue[ticket.activity]
        over = self.world.queue_callback[queue]
        if over == math.inf or not ticket.accepts or ticket.let_in:
            return False
        on_duty = sum(self.pools[k].present for k in self._serving[ticket.activity])
        place = self.lines.ahead_of(ticket) + 1
        return place * self.world.mean_service[ticket.activity] > over * on_duty

    def _close_ticket(self, ticket: Ticket, outcome: int) -> None:
        """The ticket has ended: the applicant is free for other branches, the case goes on."""
        trip = ticket.trip
        if ticket.front:
            self._presence.go(ticket)
        if ticket.branch:
            del trip.tickets[ticket]
            if ticket.front and ticket not in trip.pending:
                self._go_on(trip, ticket.branch)
        self.unsettled = True
        ticket.done.succeed(outcome)

    def _go_on(self, trip: Trip, branch: int) -> None:
        """The applicant is free for other branches, unless he keeps a resource in this one."""
        if trip.engaged == branch and not trip.keeps_in(branch):
            trip.engaged = 0
            self._entering += trip.pending
            trip.pending = []
            self.unsettled = True

    def note_unfinished(self, until: float) -> None:
        """The run stops: write down what still waits or is being done."""
        for pool in self.pools:
            self.work.note_unfinished(pool, until)
        for ticket in self.lines.all_waiting():
            self.records.lost(ticket, NAN, UNFINISHED)
