"""The lines and the resources that cases meet: who waits, who takes whom, who leaves.

The rules are those of the semantics page: at one instant ends of work come first, then changes
of duty, then cases entering in their order; then each pool takes its best cases; then those
balk who were not taken; only when nothing moves does patience run out.
"""

from __future__ import annotations

import math

from simpy.events import Event

from sim.clock import ENDS, GIVES_UP, Clock
from sim.cues import Cues
from sim.event_log import (
    ABANDONED,
    BALKED,
    BLOCKED,
    HANDED_OVER,
    SERVED,
    UNFINISHED,
    Row,
)
from sim.lines import Lines
from sim.pool_state import PoolState
from sim.script import BRANCH, DELAY, FORK, HOME, SERVE
from sim.ticket import NAN, Piece, Ticket, Trip
from sim.world import World

_ORDER = 1 << 16
"""Branches that fit into a key beside the case."""


def rank(case: int, branch: int) -> int:
    """Rank of a case's branch among those that move at the same instant."""
    return case * _ORDER + branch


class Hall:
    """All lines and pools of a world while cases walk through it."""

    def __init__(self, clock: Clock, world: World, cues: Cues) -> None:
        self.clock = clock
        self.world = world
        self.cues = cues
        self.rows: list[Row] = []
        self.pools = [PoolState(k, plan) for k, plan in enumerate(world.pools)]
        self.unsettled = False
        self.busy = 0
        """Resources in service or after-work: the run is not over before they are done."""
        self._serving = [
            [k for k, plan in enumerate(world.pools) if activity in plan.serves]
            for activity in range(len(world.activities))
        ]
        self._lines = Lines(world, cues)
        self._entering: list[Ticket] = []
        self._touched: set[int] = set()
        self._live: dict[Ticket, None] = {}
        """Tickets of front-office steps that have not ended."""

    # What a case does

    def ask(self, ticket: Ticket) -> Event:
        """Join the line for the ticket's activity; the event carries how it ended."""
        self._entering.append(ticket)
        self.unsettled = True
        if ticket.front:
            self._live[ticket] = None
        if ticket.branch:
            ticket.trip.tickets[ticket] = None
        return ticket.done

    def withdraw(self, trip: Trip) -> None:
        """The case leaves: what it waits for in other branches is given up."""
        for ticket in list(trip.tickets):
            if ticket.waiting:
                self._lose(ticket, ABANDONED)
            elif ticket in trip.pending or ticket in self._entering:
                self._entering = [t for t in self._entering if t is not ticket]
                trip.pending = [t for t in trip.pending if t is not ticket]
                self._close_ticket(ticket, ABANDONED)

    # What happens at an instant

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
            if not ticket.waiting:
                continue
            if ticket.balks:
                self._lose(ticket, BALKED)
            elif ticket.patience < math.inf:
                self._start_patience(ticket, now)
        for pool in self.pools:
            if pool.closing_since < math.inf and not self._is_needed(pool):
                pool.go_home(now)

    def _enter(self, ticket: Ticket, now: float) -> bool:
        trip = ticket.trip
        if ticket.branch and ticket.front:
            if trip.engaged:
                trip.pending.append(ticket)
                return False
            trip.engaged = True
        ticket.enable_time = now
        if self._lines.is_full(ticket):
            self._note_lost(ticket, BLOCKED)
            self._close_ticket(ticket, BLOCKED)
            return False
        self._lines.come(ticket)
        self._line_up(ticket)
        return True

    def _line_up(self, ticket: Ticket) -> None:
        self._lines.wait(ticket)
        self._touched.update(self._serving[ticket.activity])

    def _match(self, pool: PoolState, now: float) -> None:
        closed = pool.closing_since
        while pool.can_serve:
            if closed == math.inf:
                ticket = self._lines.take_best(pool.plan)
            else:
                ticket = self._lines.take_best_inside(pool.plan, closed)
            if ticket is None:
                return
            self._seize(pool, ticket, now)

    def _seize(self, pool: PoolState, ticket: Ticket, now: float) -> None:
        ticket.patience = math.inf
        piece = Piece(ticket, pool.take(now), now, ticket.pickup, ticket.work)
        self._work_on(pool, piece, now)

    def _work_on(self, pool: PoolState, piece: Piece, now: float) -> None:
        """The resource does what is left of the piece from now on."""
        piece.since = now + piece.pickup
        if math.isnan(piece.start_time):
            piece.start_time = piece.since
        pool.busy[piece.resource] = piece
        self.busy += 1
        end = self.clock.at(piece.since + piece.work, ENDS + rank(pool.index, piece.resource))
        end.callbacks.append(lambda _: self._end_piece(pool, piece))

    def _end_piece(self, pool: PoolState, piece: Piece) -> None:
        if piece.stopped:
            return
        ticket, now = piece.ticket, self.clock.now
        release = now + ticket.after_work
        self._note(piece, pool, now, release, SERVED)
        self._lines.go(ticket)
        self._close_ticket(ticket, SERVED)
        if ticket.after_work > 0:
            pool.after_work.add(piece.resource)
            later = self.clock.at(release, ENDS + rank(pool.index, piece.resource))
            later.callbacks.append(lambda _: self._release(pool, piece.resource))
        else:
            self._release(pool, piece.resource)

    def _release(self, pool: PoolState, resource: int) -> None:
        del pool.busy[resource]
        pool.after_work.discard(resource)
        self.busy -= 1
        pool.free(resource, self.clock.now)
        self._touched.add(pool.index)
        self.unsettled = True

    # How duty changes

    def change_duty(self, pool: PoolState, level: float, on_duty: tuple[int, ...]) -> None:
        """A pool's level, or who is on duty, changes while it is open."""
        now = self.clock.now

        def resume(piece: Piece) -> None:
            self._work_on(pool, piece.taken_up(), now)

        for resource in pool.change(level, on_duty, now, resume):
            self._hand_over(pool, pool.busy[resource], now)
        self._touched.add(pool.index)
        self.unsettled = True

    def close(self, pool: PoolState) -> None:
        """A pool's opening ends."""
        now = self.clock.now
        for resource in pool.close(now):
            piece = pool.busy[resource]
            piece.put_down(now)
            self.busy -= 1
            pool.stop(resource, now, piece)
        self.unsettled = True

    def _hand_over(self, pool: PoolState, piece: Piece, now: float) -> None:
        piece.put_down(now)
        self._note(piece, pool, now, now, HANDED_OVER)
        self.busy -= 1
        pool.stop(piece.resource, now)
        piece.ticket.handed = 0
        piece.ticket.work = piece.work
        self._line_up(piece.ticket)

    def _is_needed(self, pool: PoolState) -> bool:
        """True while a visit that came before the closing still needs the pool."""
        return any(
            ticket.came_in < pool.closing_since
            and not self._ahead(ticket).isdisjoint(pool.plan.serves)
            for ticket in self._live
        )

    def _ahead(self, ticket: Ticket) -> set[int]:
        """Activities up to the next step at which the applicant is absent, this one included."""
        found: set[int] = set()
        self._look_ahead(ticket.op, self.cues.first_op[ticket.trip.case + 1], found)
        return found

    def _look_ahead(self, op: int, stop: int, found: set[int]) -> bool:
        """Collect front-office activities; returns False at a step without the applicant."""
        cues = self.cues
        while op < stop:
            kind, what = cues.kind[op], cues.what[op]
            if kind == SERVE and self.world.activity_front[what]:
                found.add(what)
            elif kind in (SERVE, DELAY, HOME):
                return False
            elif kind == FORK:
                mark, join = op + 1, cues.jump[op]
                present = []
                while mark != join:
                    following = cues.jump[mark]
                    present.append(self._look_ahead(mark + 1, following, found))
                    mark = following
                if not all(present):
                    return False
                op = join
            while cues.kind[op] == BRANCH:  # its own branch ends: go on where all have joined
                op = cues.jump[op]
            op += 1
        return True

    # How tickets end without service

    def _start_patience(self, ticket: Ticket, now: float) -> None:
        end = self.clock.at(now + ticket.patience, GIVES_UP + rank(ticket.trip.case, ticket.branch))
        end.callbacks.append(lambda _: self._give_up(ticket))

    def _give_up(self, ticket: Ticket) -> None:
        if ticket.waiting and ticket.patience < math.inf:
            self._lose(ticket, ABANDONED)

    def _lose(self, ticket: Ticket, outcome: int) -> None:
        ticket.waiting = False
        self._lines.go(ticket)
        self._note_lost(ticket, outcome)
        self._close_ticket(ticket, outcome)

    def _close_ticket(self, ticket: Ticket, outcome: int) -> None:
        """The ticket has ended: the applicant is free for other branches, the case goes on."""
        trip = ticket.trip
        if ticket.front:
            del self._live[ticket]
        if ticket.branch:
            del trip.tickets[ticket]
            if ticket.front and ticket not in trip.pending:
                trip.engaged = False
                self._entering += trip.pending
                trip.pending = []
        self.unsettled = True
        ticket.done.succeed(outcome)

    # What is written down

    def _note(
        self, piece: Piece, pool: PoolState, end: float, release: float, outcome: int
    ) -> None:
        ticket, trip = piece.ticket, piece.ticket.trip
        self.rows.append(
            (trip.case, ticket.op, trip.attempt, pool.index, piece.resource, ticket.enable_time,
             piece.seize_time, piece.start_time, end, release, outcome)
        )  # fmt: skip

    def _note_lost(self, ticket: Ticket, outcome: int) -> None:
        trip, now = ticket.trip, self.clock.now
        self.rows.append(
            (trip.case, ticket.op, trip.attempt, -1, -1, ticket.enable_time, NAN, NAN, now, NAN,
             outcome)
        )  # fmt: skip

    def note_unfinished(self, until: float) -> None:
        """The run stops: write down what still waits or is being done."""
        for pool in self.pools:
            pieces = {**pool.busy, **pool.suspended}
            for resource in sorted(pieces.keys() - pool.after_work):
                piece = pieces[resource]
                if piece.start_time > until:
                    piece.start_time = NAN
                self._note(piece, pool, NAN, NAN, UNFINISHED)
        for ticket in self._lines.all_waiting():
            trip, since = ticket.trip, ticket.enable_time
            self.rows.append(
                (trip.case, ticket.op, trip.attempt, -1, -1, since, NAN, NAN, NAN, NAN, UNFINISHED)
            )
