"""Pieces of work: a resource takes a ticket, serves it, and is free again or goes on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from sim.clock import ENDS, Clock, rank
from sim.cues import Cues
from sim.event_log import SERVED, UNFINISHED
from sim.lines import Lines
from sim.pool_state import PoolState
from sim.records import Records
from sim.ticket import NAN, Piece, Ticket, Trip


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the hall does when something happens to a ticket or a resource."""

    ended: Callable[[Ticket, int], None]
    """A ticket has ended, with its outcome."""
    let_go: Callable[[Trip, int], None]
    """A case has freed a resource that it kept in a branch."""
    freed: Callable[[PoolState], None]
    """A resource of a pool is free."""
    wait_again: Callable[[Ticket], None]
    """A ticket that was taken waits again."""


class Work:
    """What resources do, from taking a ticket to being free again."""

    def __init__(
        self,
        clock: Clock,
        cues: Cues,
        lines: Lines,
        records: Records,
        hooks: Hooks,
    ) -> None:
        self._clock, self._cues, self._lines, self._records = clock, cues, lines, records
        self._hooks = hooks
        self.busy = 0
        """Resources in service or after-work: the run is not over before they are done."""

    def seize(
        self, pool: PoolState, ticket: Ticket, now: float, take_next: Callable[[], Ticket | None]
    ) -> None:
        """The pool's next resource takes a ticket; a crew may take the next ones along."""
        resource = pool.take(now, ticket)
        self._take_up(pool, resource, pool.ways.set_out(resource, ticket, take_next), now)

    def _take_up(self, pool: PoolState, resource: int, ticket: Ticket, now: float) -> None:
        """A resource turns to a ticket: it travels there, picks up and works."""
        ticket.patience = math.inf
        piece = Piece(ticket, resource, now, ticket.pickup, ticket.work)
        pool.ways.go_to(piece)
        if ticket.outside:
            self._lines.come(ticket)
            ticket.outside = False
        self.go_on(pool, piece, now)

    def go_on(self, pool: PoolState, piece: Piece, now: float) -> None:
        """The resource does what is left of the piece from now on."""
        piece.since = now + piece.pickup
        piece.factor = pool.factor(piece.resource, piece.since)
        if math.isnan(piece.start_time):
            piece.start_time = piece.since
        pool.busy[piece.resource] = piece
        pool.ways.arrive(piece)
        self.busy += 1
        ends = piece.since + piece.work * piece.factor
        end = self._clock.at(ends, ENDS + rank(pool.index, piece.resource))
        end.callbacks.append(lambda _: self._end_piece(pool, piece))

    def _end_piece(self, pool: PoolState, piece: Piece) -> None:
        if piece.stopped:
            return
        ticket, now = piece.ticket, self._clock.now
        self._lines.go(ticket)
        if self._cues.keeps[ticket.op] and not ticket.trip.lost:
            pool.after_work.add(piece.resource)
            pool.kept.add(piece.resource)
            ticket.trip.kept.append((ticket.branch, pool, piece))
            piece.since = now
            self._hooks.ended(ticket, ticket.outcome)
            return
        self._hooks.ended(ticket, ticket.outcome)
        self._finish(pool, piece, now, now)

    def let_go(self, trip: Trip, branch: int) -> None:
        """A case frees the resource that it kept in a branch."""
        for k in range(len(trip.kept) - 1, -1, -1):
            if trip.kept[k][0] == branch:
                _, pool, piece = trip.kept.pop(k)
                pool.kept.discard(piece.resource)
                self._finish(pool, piece, piece.since, self._clock.now)
                self._hooks.let_go(trip, branch)
                return

    def let_branch_go(self, trip: Trip, branch: int) -> None:
        """A case that leaves a branch frees all resources that it kept there."""
        while trip.keeps_in(branch):
            self.let_go(trip, branch)

    def let_all_go(self, trip: Trip) -> None:
        """A case that leaves frees all resources that it kept."""
        while trip.kept:
            self.let_go(trip, trip.kept[-1][0])

    def _finish(self, pool: PoolState, piece: Piece, end: float, now: float) -> None:
        """A piece ended at ``end``; the resource does its after-work from now on."""
        resource = piece.resource
        after = piece.ticket.after_work if piece.ticket.outcome == SERVED else 0.0
        if pool.is_to_leave(resource):
            self.give_back(pool, resource)
        after += pool.ways.way_back(resource)
        release = now + after
        start = piece.start_time if piece.ticket.outcome == SERVED else NAN
        self._records.piece(piece, pool.index, start, end, release, piece.ticket.outcome)
        if after > 0:
            pool.after_work.add(resource)
            later = self._clock.at(release, ENDS + rank(pool.index, resource))
            later.callbacks.append(lambda _: self._release(pool, resource))
        else:
            self._release(pool, resource)

    def _release(self, pool: PoolState, resource: int) -> None:
        """The resource is free, or goes on to the next stop of its round."""
        now = self._clock.now
        del pool.busy[resource]
        pool.after_work.discard(resource)
        self.busy -= 1
        if pool.is_to_leave(resource):
            self.give_back(pool, resource)
        following = pool.ways.next_stop(resource)
        if following is None:
            pool.free(resource, now)
            self._hooks.freed(pool)
        else:
            self._take_up(pool, resource, following, now)

    def put_down(self, pool: PoolState, piece: Piece, outcome: int) -> None:
        """A piece stops; what is left of it waits for any resource, first within its priority."""
        now = self._clock.now
        self.set_aside(piece)
        self._records.piece(piece, pool.index, piece.start_time, now, now, outcome)
        if piece.resource in pool.duty.since:
            pool.ways.stop(piece, now)
        piece.ticket.handed = 0
        piece.ticket.work = piece.work
        self._hooks.wait_again(piece.ticket)

    def give_back(self, pool: PoolState, resource: int) -> None:
        """What a crew has taken along waits for another, first in line."""
        for ticket in pool.ways.give_back(resource):
            ticket.handed = 0
            self._hooks.wait_again(ticket)

    def set_aside(self, piece: Piece) -> None:
        """A piece stops and keeps what is left."""
        piece.put_down(self._clock.now)
        self.busy -= 1

    def note_unfinished(self, pool: PoolState, until: float) -> None:
        """The run stops: write down what is being done."""
        pieces = {**pool.busy, **pool.suspended}
        for resource in sorted(pieces.keys() - pool.after_work):
            self._records.unfinished(pieces[resource], pool.index, until)
        for resource in sorted(pool.after_work & pool.kept):
            self._records.kept(pieces[resource], pool.index)
        for ticket in pool.ways.taken_along():
            self._records.lost(ticket, NAN, UNFINISHED)
