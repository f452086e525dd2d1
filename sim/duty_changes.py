"""Changes of who is there: duty, closing, breakdowns, and windows opened when many wait."""

from __future__ import annotations

from collections.abc import Callable

from sim.clock import CHANGES, rank
from sim.event_log import HANDED_OVER, INTERRUPTED, TURNED_AWAY
from sim.hall import Hall
from sim.late_breaks import LateBreak
from sim.pool_state import PoolState
from sim.ticket import Piece


class DutyChanges:
    """Changes of duty in a hall; each leaves it to be settled."""

    def __init__(self, hall: Hall) -> None:
        self._hall, self._clock, self._work = hall, hall.clock, hall.work
        if any(pool.plan.surge is not None for pool in hall.pools):
            hall.after_settling.append(self._surge)
        if any(pool.plan.duty.breaks.any() for pool in hall.pools):
            hall.after_settling.append(self._end_breaks)

    def change(
        self, pool: PoolState, level: float, on_duty: tuple[int, ...], breaks: tuple[int, ...]
    ) -> None:
        """A pool's level, or who is on duty, changes while it is open."""
        now, resume = self._clock.now, self._resume_in(pool)
        handing = pool.change(level, on_duty, breaks, now, resume)
        self._hand_over(pool, handing)

    def close(self, pool: PoolState) -> None:
        """A pool's opening ends: pieces are suspended, those who wait may be turned away."""
        now = self._clock.now
        for resource in pool.close(now):
            piece = pool.busy[resource]
            self._work.set_aside(piece)
            pool.stop(resource, now, piece)
            self._work.give_back(pool, resource)
        for ticket in self._hall.lines.all_waiting():
            if ticket.activity in pool.plan.serves:
                if ticket.outside:
                    self._hall.lines.put_first(ticket)
                elif self._hall.doors.is_shut_to(ticket, now):
                    self._hall.lose(ticket, TURNED_AWAY)
        self._hall.touch(pool)

    def break_down(self, pool: PoolState, resource: int) -> None:
        """A resource is out of order; what it was doing is interrupted."""
        pool.break_down(resource)
        piece = pool.busy.get(resource)
        if piece is not None and resource not in pool.after_work:
            del pool.busy[resource]
            self._work.put_down(pool, piece, INTERRUPTED)
            pool.leave_if_due(resource, self._clock.now)
        self._work.give_back(pool, resource)
        self._hall.touch(pool)

    def repair(self, pool: PoolState, resource: int) -> None:
        """A resource works again."""
        pool.repair(resource, self._clock.now)
        self._hall.touch(pool)

    def _hand_over(self, pool: PoolState, resources: list[int]) -> None:
        """Busy resources whose duty has ended leave at once."""
        for resource in resources:
            piece = pool.busy[resource]
            pool.stop(resource, self._clock.now)
            self._work.put_down(pool, piece, HANDED_OVER)
            self._work.give_back(pool, resource)
        self._hall.touch(pool)

    def _resume_in(self, pool: PoolState) -> Callable[[Piece], None]:
        """What a resource does that comes back to a suspended piece."""

        def resume(piece: Piece) -> None:
            self._work.go_on(pool, piece.taken_up(), self._clock.now)
            if piece.resource in pool.down:
                self.break_down(pool, piece.resource)

        return resume

    def _end_breaks(self) -> None:
        """Those whose break has started late come back when it is over."""
        for pool in self._hall.pools:
            for over, late in pool.breaks.take_begun():
                key = CHANGES + rank(1 + pool.index, late.person)  # after changes by plan
                self._clock.at(over, key).callbacks.append(self._come_back(pool, late))

    def _come_back(self, pool: PoolState, late: LateBreak) -> Callable[[object], None]:
        def come_back(_: object) -> None:
            if pool.breaks.is_over(late):
                pool.start(late.person, self._clock.now, self._resume_in(pool))
                self._hall.touch(pool)

        return come_back

    def _surge(self) -> None:
        """Open one more resource, or close one, in each pool by how many wait."""
        now = self._clock.now
        for pool in self._hall.pools:
            step = pool.surge_step(self._hall.lines.waiting_for(pool.plan.serves), now)
            if step != 0:
                pool.surged_at = now
            if step < 0:
                pool.extra -= 1
                self._change_extra(pool)
            elif step > 0:
                self._set_up(pool, now)

    def _set_up(self, pool: PoolState, now: float) -> None:
        assert pool.plan.surge is not None
        opening = pool.openings
        pool.coming += 1

        def open_one_more(_: object) -> None:
            # It may have closed while one more was being set up, or the staff has taken the seat.
            if pool.openings == opening:
                pool.coming -= 1
                if pool.planned + pool.extra < pool.plan.seats:
                    pool.extra += 1
                    self._change_extra(pool)

        ready = self._clock.at(now + pool.plan.surge.setup, CHANGES + pool.index)
        ready.callbacks.append(open_one_more)

    def _change_extra(self, pool: PoolState) -> None:
        level = pool.planned + pool.extra
        self._hand_over(pool, pool.change_level(level, self._clock.now, self._resume_in(pool)))
