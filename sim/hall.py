"""The lines and the resources that cases meet: who waits, who takes whom, who leaves.

The rules are those of the semantics page: at one instant ends of work come first, then changes
of duty, then cases entering in their order; then each pool takes its best cases; then those
balk who were not taken; only when nothing moves does patience run out.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from simpy.events import Event

from scenarios.units import SECONDS
from sim.clock import CHANGES, ENDS, GIVES_UP, Clock
from sim.cues import Cues
from sim.event_log import (
    ABANDONED,
    BALKED,
    BLOCKED,
    CALLBACK,
    HANDED_OVER,
    INTERRUPTED,
    SERVED,
    TURNED_AWAY,
    UNFINISHED,
    Row,
)
from sim.lines import Lines
from sim.open_time import OpenTime
from sim.pool_state import PoolState
from sim.script import BRANCH, DELAY, FORK, HOME, SERVE
from sim.ticket import NAN, Piece, Ticket, Trip
from sim.world import ALWAYS, World

HOUR = SECONDS["h"]

_ORDER = 1 << 16
"""Branches that fit into a key beside the case."""


def rank(case: int, branch: int) -> int:
    """Rank of a case's branch among those that move at the same instant."""
    return case * _ORDER + branch


class Hall:
    """All lines and pools of a world while cases walk through it."""

    def __init__(self, clock: Clock, world: World, cues: Cues, hours: list[OpenTime]) -> None:
        self.clock = clock
        self.world = world
        self.cues = cues
        self.hours = hours
        self.rows: list[Row] = []
        self.pools = [PoolState(k, plan) for k, plan in enumerate(world.pools)]
        self.unsettled = False
        self.busy = 0
        """Resources in service or after-work: the run is not over before they are done."""
        self._serving = [
            [k for k, plan in enumerate(world.pools) if activity in plan.serves]
            for activity in range(len(world.activities))
        ]
        self._has_doors = [
            any(
                world.pools[k].closing == "turn_away" or world.pools[k].last_ticket > 0
                for k in serving
            )
            for serving in self._serving
        ]
        """True for activities at which somebody may be turned away."""
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
            if self._is_offered_callback(ticket):
                self._promise_callback(ticket)
            elif ticket.balks:
                self._lose(ticket, BALKED)
            elif ticket.patience < math.inf:
                self._start_patience(ticket, now)
        for pool in self.pools:
            if pool.closing_since < math.inf and not self._is_needed(pool):
                pool.go_home(now)
            if pool.plan.surge is not None:
                self._surge(pool, now)

    def _enter(self, ticket: Ticket, now: float) -> bool:
        trip = ticket.trip
        if ticket.branch and ticket.front:
            if trip.engaged:
                trip.pending.append(ticket)
                return False
            trip.engaged = True
        if math.isnan(ticket.enable_time):
            ticket.enable_time = now
        refused = TURNED_AWAY if self._is_refused(ticket, now) else BLOCKED
        if refused == TURNED_AWAY or self._lines.is_full(ticket):
            self._note_lost(ticket, refused)
            self._close_ticket(ticket, refused)
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
        resource = pool.take(now, self._place(ticket))
        if pool.plan.crew is not None:
            self._take_along(pool, resource)
        self._take_up(pool, resource, ticket, now)

    def _take_up(self, pool: PoolState, resource: int, ticket: Ticket, now: float) -> None:
        """A resource turns to a ticket: it travels there, picks up and works."""
        ticket.patience = math.inf
        piece = Piece(ticket, resource, now, ticket.pickup, ticket.work)
        if pool.plan.crew is not None:
            place = self._place(ticket)
            piece.pickup += pool.distance(resource, place) / pool.plan.crew.speed * HOUR
            pool.position[resource] = place
        if ticket.called_back:
            self._lines.come(ticket)
            if not ticket.answers:
                piece.work, piece.outcome = 0.0, CALLBACK
        self._work_on(pool, piece, now)

    def _work_on(self, pool: PoolState, piece: Piece, now: float) -> None:
        """The resource does what is left of the piece from now on."""
        piece.since = now + piece.pickup
        piece.factor = pool.factor(piece.resource, piece.since)
        if math.isnan(piece.start_time):
            piece.start_time = piece.since
        pool.busy[piece.resource] = piece
        self.busy += 1
        ends = piece.since + piece.work * piece.factor
        end = self.clock.at(ends, ENDS + rank(pool.index, piece.resource))
        end.callbacks.append(lambda _: self._end_piece(pool, piece))

    def _end_piece(self, pool: PoolState, piece: Piece) -> None:
        if piece.stopped:
            return
        ticket, now = piece.ticket, self.clock.now
        self._lines.go(ticket)
        if self.cues.keeps[ticket.op]:
            pool.after_work.add(piece.resource)
            ticket.trip.kept.append((ticket.branch, pool, piece))
            piece.since = now
            self._close_ticket(ticket, piece.outcome)
            return
        self._close_ticket(ticket, piece.outcome)
        self._finish(pool, piece, now, now)

    def let_go(self, trip: Trip, branch: int) -> None:
        """A case frees the resource that it kept in a branch."""
        for k in range(len(trip.kept) - 1, -1, -1):
            if trip.kept[k][0] == branch:
                _, pool, piece = trip.kept.pop(k)
                self._finish(pool, piece, piece.since, self.clock.now)
                return

    def let_all_go(self, trip: Trip) -> None:
        """A case that leaves frees all resources that it kept."""
        while trip.kept:
            self.let_go(trip, trip.kept[-1][0])

    def _finish(self, pool: PoolState, piece: Piece, end: float, now: float) -> None:
        """A piece ended at ``end``; the resource does its after-work from now on."""
        resource = piece.resource
        after = piece.ticket.after_work if piece.outcome == SERVED else 0.0
        following = self._next_stop(pool, resource)
        if following is None and pool.plan.crew is not None and pool.plan.crew.returns:
            after += pool.distance(resource, pool.plan.crew.base) / pool.plan.crew.speed * HOUR
            pool.position[resource] = pool.plan.crew.base
        release = now + after
        start = piece.start_time if piece.outcome == SERVED else NAN
        self._note(piece, pool, start, end, release, piece.outcome)
        if after > 0:
            pool.after_work.add(resource)
            later = self.clock.at(release, ENDS + rank(pool.index, resource))
            later.callbacks.append(lambda _: self._release(pool, resource, following))
        else:
            self._release(pool, resource, following)

    def _release(self, pool: PoolState, resource: int, following: Ticket | None) -> None:
        """The resource is free, or goes on to the next stop of its round."""
        del pool.busy[resource]
        pool.after_work.discard(resource)
        self.busy -= 1
        self.unsettled = True
        if following is not None and resource not in pool.down:
            self._take_up(pool, resource, following, self.clock.now)
            return
        if following is not None:
            pool.rounds.setdefault(resource, []).append(following)
            self._give_back_round(pool, resource)
        pool.free(resource, self.clock.now)
        self._touched.add(pool.index)

    # Crews and their rounds

    def _place(self, ticket: Ticket) -> tuple[float, float]:
        east, north = self.cues.place[ticket.trip.case]
        return east, north

    def _take_along(self, pool: PoolState, resource: int) -> None:
        """A crew that sets out takes the next tickets along, as many as it has stops for."""
        assert pool.plan.crew is not None
        taken: list[Ticket] = []
        while len(taken) < pool.plan.crew.stops - 1:
            ticket = self._lines.take_best(pool.plan)
            if ticket is None:
                break
            ticket.patience = math.inf
            taken.append(ticket)
        if taken:
            pool.rounds[resource] = taken

    def _next_stop(self, pool: PoolState, resource: int) -> Ticket | None:
        """The ticket to which a crew goes next on its round."""
        left = pool.rounds.get(resource)
        if not left:
            return None
        assert pool.plan.crew is not None
        if pool.plan.crew.order == "nearest":
            left.sort(key=lambda ticket: pool.distance(resource, self._place(ticket)))
        following = left.pop(0)
        if not left:
            del pool.rounds[resource]
        return following

    def _give_back_round(self, pool: PoolState, resource: int) -> None:
        """A crew cannot go on: what it had taken along waits for another, first in line."""
        for ticket in pool.rounds.pop(resource, []):
            ticket.handed = 0
            self._line_up(ticket)

    # How duty changes

    def change_duty(self, pool: PoolState, level: float, on_duty: tuple[int, ...]) -> None:
        """A pool's level, or who is on duty, changes while it is open."""
        now = self.clock.now
        for resource in pool.change(level, on_duty, now, self._resume_at(pool, now)):
            self._hand_over(pool, pool.busy[resource], now)
        self._touched.add(pool.index)
        self.unsettled = True

    def break_down(self, pool: PoolState, resource: int) -> None:
        """A resource is out of order: what it was doing is interrupted and waits for any other."""
        pool.break_down(resource)
        piece = pool.busy.get(resource)
        if piece is not None and resource not in pool.after_work:
            now = self.clock.now
            piece.put_down(now)
            self._note(piece, pool, piece.start_time, now, now, INTERRUPTED)
            del pool.busy[resource]
            self.busy -= 1
            self._wait_again(piece)
            self._give_back_round(pool, resource)
            if resource in pool.leavers or pool.leaving:
                pool.free(resource, now)
        self.unsettled = True

    def repair(self, pool: PoolState, resource: int) -> None:
        """A resource works again."""
        pool.repair(resource, self.clock.now)
        self._touched.add(pool.index)
        self.unsettled = True

    def _surge(self, pool: PoolState, now: float) -> None:
        """Open one more resource, or close one, by how many wait."""
        assert pool.plan.surge is not None
        step = pool.surge_step(self._lines.waiting_for(pool.plan.serves), now)
        if step == 0:
            return
        pool.surged_at = now
        if step < 0:
            pool.extra -= 1
            self._change_extra(pool)
            return
        pool.coming += 1
        ready = self.clock.at(now + pool.plan.surge.setup, CHANGES + pool.index)
        ready.callbacks.append(lambda _: self._open_one_more(pool))

    def _open_one_more(self, pool: PoolState) -> None:
        # It may have closed while one more was being set up.
        if pool.coming:
            pool.coming -= 1
            pool.extra += 1
            self._change_extra(pool)

    def _change_extra(self, pool: PoolState) -> None:
        now = self.clock.now
        level = pool.planned + pool.extra
        for resource in pool.change_level(level, now, self._resume_at(pool, now)):
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
        for ticket in self._lines.all_waiting():
            if ticket.activity in pool.plan.serves:
                if ticket.called_back:
                    self._lines.put_first(ticket)
                elif self._is_shut_to(ticket, now):
                    self._lose(ticket, TURNED_AWAY)
        self.unsettled = True

    def _resume_at(self, pool: PoolState, now: float) -> Callable[[Piece], None]:
        def resume(piece: Piece) -> None:
            self._work_on(pool, piece.taken_up(), now)
            if piece.resource in pool.down:
                self.break_down(pool, piece.resource)

        return resume

    def _hand_over(self, pool: PoolState, piece: Piece, now: float) -> None:
        piece.put_down(now)
        self._note(piece, pool, piece.start_time, now, now, HANDED_OVER)
        self.busy -= 1
        pool.stop(piece.resource, now)
        self._wait_again(piece)
        self._give_back_round(pool, piece.resource)

    def _wait_again(self, piece: Piece) -> None:
        """What is left of a piece waits for any resource, first within its priority."""
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

    def _is_refused(self, ticket: Ticket, now: float) -> bool:
        """True when no pool lets a newcomer in: shut for the day, or past the last ticket."""
        if not self._has_doors[ticket.activity]:
            return False
        serving = [self.pools[k] for k in self._serving[ticket.activity]]
        return self._is_shut_to(ticket, now) or (
            bool(serving)
            and ticket.came_in == now
            and all(self._is_past_last_ticket(pool, now) for pool in serving)
        )

    def _is_past_last_ticket(self, pool: PoolState, now: float) -> bool:
        plan = pool.plan
        if plan.last_ticket == 0 or plan.hours == ALWAYS:
            return False
        hours = self.hours[plan.hours]
        if not hours.is_open(now):
            return not hours.opens_again_today(now)
        return now >= hours.close_after(now) - plan.last_ticket

    def _is_shut_to(self, ticket: Ticket, now: float) -> bool:
        """True when every pool that could serve turns away and is shut for the day."""
        plans = [self.pools[k].plan for k in self._serving[ticket.activity]]
        return bool(plans) and all(
            plan.closing == "turn_away"
            and plan.hours != ALWAYS
            and not self.hours[plan.hours].opens_again_today(now)
            for plan in plans
        )

    def _is_offered_callback(self, ticket: Ticket) -> bool:
        """True when the wait ahead is long enough and the caller accepts."""
        queue = self.world.activity_queue[ticket.activity]
        over = self.world.queue_callback[queue]
        if over == math.inf or not ticket.accepts:
            return False
        on_duty = sum(
            math.inf if self.pools[k].level == math.inf else len(self.pools[k].on_since)
            for k in self._serving[ticket.activity]
        )
        # The ticket itself is among those waiting: it stands for the one of (ahead + 1).
        place = self._lines.waiting_for(self._lines.of_queue(queue))
        return place * self.world.mean_work[ticket.activity] > over * on_duty

    def _promise_callback(self, ticket: Ticket) -> None:
        """The caller hangs up and keeps the place in the queue."""
        ticket.called_back = True
        ticket.patience = math.inf
        self._lines.go(ticket)
        self._live.pop(ticket, None)

    def _lose(self, ticket: Ticket, outcome: int) -> None:
        self._lines.leave(ticket)
        self._lines.go(ticket)
        self._note_lost(ticket, outcome)
        self._close_ticket(ticket, outcome)

    def _close_ticket(self, ticket: Ticket, outcome: int) -> None:
        """The ticket has ended: the applicant is free for other branches, the case goes on."""
        trip = ticket.trip
        if ticket.front:
            self._live.pop(ticket, None)
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
        self, piece: Piece, pool: PoolState, start: float, end: float, release: float, outcome: int
    ) -> None:
        ticket, trip = piece.ticket, piece.ticket.trip
        self.rows.append(
            (trip.case, ticket.op, trip.attempt, pool.index, piece.resource, ticket.enable_time,
             piece.seize_time, start, end, release, outcome, trip.turned_away)
        )  # fmt: skip

    def _note_lost(self, ticket: Ticket, outcome: int) -> None:
        trip, now = ticket.trip, self.clock.now
        self.rows.append(
            (trip.case, ticket.op, trip.attempt, -1, -1, ticket.enable_time, NAN, NAN, now, NAN,
             outcome, trip.turned_away)
        )  # fmt: skip

    def note_unfinished(self, until: float) -> None:
        """The run stops: write down what still waits or is being done."""
        for pool in self.pools:
            pieces = {**pool.busy, **pool.suspended}
            for resource in sorted(pieces.keys() - pool.after_work):
                piece = pieces[resource]
                start = NAN if piece.start_time > until else piece.start_time
                self._note(piece, pool, start, NAN, NAN, UNFINISHED)
        for ticket in self._lines.all_waiting():
            trip, since = ticket.trip, ticket.enable_time
            self.rows.append(
                (trip.case, ticket.op, trip.attempt, -1, -1, since, NAN, NAN, NAN, NAN, UNFINISHED,
                 trip.turned_away)
            )  # fmt: skip
