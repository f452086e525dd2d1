"""Changes of who is there: duty, closing, breaks and breakdowns."""

from __future__ import annotations

from collections.abc import Callable

from sim.clock import CHANGES, rank
from sim.duty_plan import Wanted
from sim.event_log import HANDED_OVER, INTERRUPTED, TURNED_AWAY
from sim.hall import Hall
from sim.late_breaks import LateBreak
from sim.named_staff import NamedStaff
from sim.numbered_staff import NumberedStaff
from sim.pool_state import PoolState
from sim.ticket import Piece


class DutyChanges:
    """Changes of duty in a hall; each leaves it to be settled."""

    def __init__(self, hall: Hall) -> None:
        self._hall, self._clock, self._work = hall, hall.clock, hall.work
        self._named = [pool for pool in hall.pools if isinstance(pool, NamedStaff)]
        if any(pool.plan.duty.breaks.any() for pool in self._named):
            hall.after_settling.append(self._end_breaks)

    def change(self, pool: PoolState, wanted: Wanted) -> None:
        """A pool's level, or who is on duty, changes while it is open."""
        now, resume = self._clock.now, self._resume_in(pool)
        handing = pool.change(wanted, now, resume)
        self._hand_over(pool, handing)

    def change_level(self, pool: NumberedStaff) -> None:
        """More or fewer are open because many wait, or few do."""
        self._hand_over(pool, pool.change_level(self._clock.now, self._resume_in(pool)))

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
        for pool in self._named:
            for over, late in pool.breaks.take_begun():
                key = CHANGES + rank(1 + pool.index, late.person)  # after changes by plan
                self._clock.at(over, key).callbacks.append(self._come_back(pool, late))

    def _come_back(self, pool: NamedStaff, late: LateBreak) -> Callable[[object], None]:
        def come_back(_: object) -> None:
            if pool.breaks.is_over(late):
                pool.start(late.person, self._clock.now, self._resume_in(pool))
                self._hall.touch(pool)

        return come_back
