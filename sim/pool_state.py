"""Who of a pool is on duty, idle or busy, and who has to leave."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from scenarios.units import SECONDS
from sim.event_log import DUTY, ON_DEMAND, OVERTIME, DutyRow
from sim.late_breaks import LateBreaks
from sim.ticket import Piece, Ticket
from sim.world import PoolPlan

DAY = SECONDS["day"]


class PoolState:
    """The resources of one pool, by index, at the present instant.

    A resource is on duty while it is in ``on_since``; then it is idle, or out of order, or busy:
    with a piece, in after-work, or kept by a case. One that should have left but is busy stays on
    duty until it is done.
    """

    def __init__(self, index: int, plan: PoolPlan) -> None:
        self.index = index
        self.plan = plan
        self.level = 0.0
        self.on_since: dict[int, float] = {}
        self.busy: dict[int, Piece] = {}
        self.after_work: set[int] = set()
        """Busy resources whose piece is done: in after-work, or kept by their case."""
        self.kept: set[int] = set()
        """Those of them that a case keeps."""
        self.down: set[int] = set()
        """Resources out of order, on duty or not."""
        self.planned = 0.0
        """Level by plan, without those opened because many wait."""
        self.extra = 0
        """Resources opened because many wait."""
        self.coming = 0
        """Resources being set up because many wait."""
        self.openings = 0
        """How often what was being set up has been given up: that does not open any more."""
        self.surged_at = -math.inf
        """When the last one was opened or closed for that."""
        self.position: dict[int, tuple[float, float]] = {}
        """Where each crew on duty was last [km east, km north]; at its base before."""
        self.rounds: dict[int, list[Ticket]] = {}
        """Tickets that a crew has taken along for its round."""
        self.suspended: dict[int, Piece] = {}
        self.leaving: deque[float] = deque()
        """Times since which somebody, whoever is done first, has to leave."""
        self.leavers: dict[int, float] = {}
        """Named people who have to leave, and since when."""
        self.breaks = LateBreaks()
        self.closing_since = math.inf
        """When the pool closed, while its staff still serve out the queue."""
        self.duty: list[DutyRow] = []
        self._idle: list[tuple[float, int]] = []
        self._idle_since: dict[int, float] = {}
        self._gone: list[int] = []
        self._fresh = 0

    @property
    def present(self) -> float:
        """How many are on duty, infinity without a limit."""
        return math.inf if self.level == math.inf else float(len(self.on_since))

    @property
    def can_serve(self) -> bool:
        """True when a case that waits could be taken at once."""
        return bool(self._idle_since) or self.level == math.inf

    def take(self, now: float, place: tuple[float, float]) -> int:
        """The resource that serves next: longest idle, then lowest index, or the nearest."""
        if self.level == math.inf:
            return self._come(self._lowest_off(), now)
        if self.plan.crew is not None and self.plan.crew.dispatch == "nearest":
            idle = self._idle_since
            resource = min(idle, key=lambda r: (self.distance(r, place), idle[r], r))
            del idle[resource]
            return resource
        while True:
            since, resource = heappop(self._idle)
            if self._idle_since.get(resource) == since:
                del self._idle_since[resource]
                return resource

    def distance(self, resource: int, place: tuple[float, float]) -> float:
        """Way of a crew to a place, along the straight line [km]."""
        assert self.plan.crew is not None
        east, north = self.position.get(resource, self.plan.crew.base)
        to_east, to_north = place[0] - east, place[1] - north
        return math.sqrt(to_east * to_east + to_north * to_north)

    def factor(self, resource: int, now: float) -> float:
        """Time that a resource takes for work now, against the drawn one."""
        plan = self.plan
        own = plan.slowness[resource] if plan.slowness else 1.0
        if not plan.day_factor:
            return own
        day = min(int(max(now, 0.0) // DAY), len(plan.day_factor) - 1)
        return own * plan.day_factor[day]

    def free(self, resource: int, now: float) -> None:
        """A resource is done: it leaves when it has to, or else is idle."""
        if self.level == math.inf:
            self._leave(resource, min(now, self.closing_since), now, ON_DEMAND)
        elif self.plan.people:
            if resource in self.leavers:
                self._leave(resource, self.leavers.pop(resource), now)
                self.breaks.leaves(resource, now)
            else:
                self._rest(resource, now)
        elif self.leaving:
            self._leave(resource, self.leaving.popleft(), now)
        else:
            self._rest(resource, now)

    def close(self, now: float) -> list[int]:
        """The pool closes; returns the resources that have to put their piece down."""
        if self.closing_since < now:
            return []  # nobody was to come in the meantime: it is still serving out the queue
        endless = self.level == math.inf
        if endless:
            self._note_all(now, now, ON_DEMAND)
        self._forget_extra()
        self.breaks.clear()
        if self.plan.closing != "suspend":
            if self.on_since or endless:
                self.closing_since = now
                if self.plan.closing == "turn_away":
                    self.go_home(now)
            return []
        stopped = sorted(self.busy.keys() - self.after_work)
        for resource in self._unoccupied():
            self._leave(resource, now, now)
        self.level = self.planned = 0.0
        still = sorted(self.after_work)
        if self.plan.people:
            self.leavers = {r: self.leavers.get(r, now) for r in still}
        else:
            self.leaving = deque([*self.leaving, *(now for _ in still)][: len(still)])
        return stopped

    def go_home(self, now: float) -> None:
        """Nobody inside needs the closed pool any more: those idle leave, the others when done."""
        since, self.closing_since = self.closing_since, math.inf
        for resource in self._unoccupied():
            self._leave(resource, since, now)
        if self.plan.people:
            self.leavers = {r: self.leavers.get(r, since) for r in self.on_since}
        else:
            self.leaving.extend(since for _ in range(len(self.on_since) - len(self.leaving)))
        self.level = self.planned = 0.0

    def _unoccupied(self) -> list[int]:
        """Resources on duty that are idle or out of order, by index."""
        return sorted(self.on_since.keys() - self.busy.keys())

    def break_down(self, resource: int) -> None:
        """A resource is out of order from now on."""
        self.down.add(resource)
        self._idle_since.pop(resource, None)

    def is_to_leave(self, resource: int) -> bool:
        """True when the resource leaves as soon as it is done."""
        return resource in self.leavers or bool(self.leaving)

    def leave_if_due(self, resource: int, now: float) -> None:
        """A resource that is busy no longer leaves now if somebody has to."""
        if self.is_to_leave(resource):
            self.free(resource, now)

    def repair(self, resource: int, now: float) -> None:
        """A resource works again; on duty and not busy it is idle."""
        self.down.discard(resource)
        if resource in self.on_since and resource not in self.busy:
            self._rest(resource, now)

    def surge_step(self, waiting: int, now: float) -> int:
        """1 to open one more resource, -1 to close one, 0 to leave it."""
        surge = self.plan.surge
        if surge is None or self.planned == 0 or self.closing_since <= now or self.surged_at == now:
            return 0
        more = self.extra + self.coming
        room = more < surge.at_most and self.planned + more < self.plan.seats
        if waiting > surge.above and room:
            return 1
        return -1 if waiting < surge.below and self.extra > 0 else 0

    def stop(self, resource: int, now: float, piece: Piece | None = None) -> None:
        """A busy resource leaves at once, keeping ``piece`` for its return if there is one."""
        del self.busy[resource]
        self.leavers.pop(resource, None)
        if piece is not None:
            self.suspended[resource] = piece
        self._leave(resource, now, now)

    def change(
        self,
        level: float,
        on_duty: tuple[int, ...],
        breaks: tuple[int, ...],
        now: float,
        resume: Callable[[Piece], None],
    ) -> list[int]:
        """Change who is to be on duty; returns the busy resources that have to hand over.

        Parameters
        ----------
        level
            How many are to be on duty, infinity for no limit.
        on_duty
            Who is to be on duty, for a pool with names.
        breaks
            Whose break begins.
        resume
            Called with the piece that a resource left when it was last suspended.
        """
        if self.closing_since < now:
            self._note_all(self.closing_since, now, DUTY)
        self.closing_since = math.inf
        if self.plan.people:
            return self._change_people(set(on_duty), breaks, now, resume)
        self.planned = level
        if level == 0:
            self._forget_extra()
        elif self.extra:
            self.extra = int(min(self.extra, self.plan.seats - level))
        return self.change_level(level + self.extra, now, resume)

    def _forget_extra(self) -> None:
        """Those opened because many wait, or being set up for that, no longer count."""
        self.extra = self.coming = 0
        self.openings += 1

    def change_level(self, level: float, now: float, resume: Callable[[Piece], None]) -> list[int]:
        """Change how many are to be on duty, those opened because many wait included."""
        endless, self.level = self.level == math.inf, level
        if level == math.inf:
            # From now on they are called when needed; those busy stay until they are done.
            if not endless:
                self._note_all(now, now, DUTY)
            self.leaving.clear()
            for resource in sorted(self._idle_since):
                self._leave(resource, now, now)
            for resource in sorted(self.suspended.keys() - self.on_since.keys()):
                self.start(resource, now, resume)
            return []
        if endless:
            # Until now they were called when needed; those busy count as staff from here.
            self._note_all(now, now, ON_DEMAND)
        missing = int(level) - (len(self.on_since) - len(self.leaving))
        while missing > 0 and self.leaving:
            self.leaving.pop()
            missing -= 1
        for _ in range(missing):
            back = min(self.suspended.keys() - self.on_since.keys(), default=None)
            self.start(self._lowest_off() if back is None else back, now, resume)
        handing: list[int] = []
        for _ in range(-missing):
            can_hand = self.busy.keys() - self.after_work - set(handing)
            if unoccupied := self._unoccupied():
                idle = self._idle_since.keys() or unoccupied
                self._leave(max(idle), now, now)
            elif self.plan.hands_over and can_hand:
                handing.append(max(can_hand, key=lambda r: (self.busy[r].seize_time, r)))
            else:
                self.leaving.append(now)
        return handing

    def _change_people(
        self,
        wanted: set[int],
        breaks: tuple[int, ...],
        now: float,
        resume: Callable[[Piece], None],
    ) -> list[int]:
        self.level = float(len(wanted))
        self.breaks.change(wanted, now)
        handing: list[int] = []
        for resource in sorted(self.on_since.keys() - wanted - self.leavers.keys()):
            if resource not in self.busy:
                self._leave(resource, now, now)
            elif self.plan.hands_over and resource not in self.after_work:
                handing.append(resource)
            else:
                self.leavers[resource] = now
        for resource in breaks:
            if resource in self.leavers:
                self.breaks.is_late(resource, now)
        for resource in sorted(resource for resource in wanted if resource not in self.breaks):
            if resource not in self.on_since:
                self.start(resource, now, resume)
            elif resource in self.leavers:
                self._note_present(resource, self.leavers.pop(resource), now, DUTY)
        return handing

    def end(self, now: float) -> None:
        """The run stops: note the presence of all who are still there."""
        kind = ON_DEMAND if self.level == math.inf else DUTY
        for resource in sorted(self.on_since):
            since = self.leavers.get(resource, self.closing_since)
            if self.leaving and resource in self.busy:
                since = self.leaving.popleft()
            self._leave(resource, min(since, now), now, kind)

    def start(self, resource: int, now: float, resume: Callable[[Piece], None]) -> None:
        """A resource comes on duty, and goes on with what it had put aside."""
        self._come(resource, now)
        piece = self.suspended.pop(resource, None)
        if piece is None:
            self._rest(resource, now)
        else:
            resume(piece)

    def _come(self, resource: int, now: float) -> int:
        self.on_since[resource] = now
        return resource

    def _rest(self, resource: int, now: float) -> None:
        if resource in self.down:
            return
        self._idle_since[resource] = now
        heappush(self._idle, (now, resource))

    def _leave(self, resource: int, since: float, now: float, kind: int = DUTY) -> None:
        """Leave now; duty should have ended at ``since``."""
        self._note_present(resource, since, now, kind)
        del self.on_since[resource]
        self.position.pop(resource, None)
        self._idle_since.pop(resource, None)
        heappush(self._gone, resource)

    def _note_all(self, since: float, now: float, kind: int) -> None:
        """Note the presence of all until now; duty should have ended at ``since``."""
        for resource in self.on_since:
            self._note_present(resource, since, now, kind)

    def _note_present(self, resource: int, since: float, now: float, kind: int) -> None:
        """Note a resource's presence until now; duty should have ended at ``since``."""
        on, self.on_since[resource] = self.on_since[resource], now
        self._note(resource, on, since, kind)
        self._note(resource, max(on, since), now, OVERTIME)

    def _note(self, resource: int, on: float, off: float, kind: int) -> None:
        if off > on:
            self.duty.append((self.index, resource, on, off, kind))

    def _lowest_off(self) -> int:
        while self._gone:
            resource = heappop(self._gone)
            if resource not in self.on_since and resource not in self.suspended:
                return resource
        self._fresh += 1
        return self._fresh - 1


def people_on(row: NDArray[np.bool_]) -> tuple[int, ...]:
    """Indices of the people on duty in a row of a duty plan."""
    return tuple(int(k) for k in np.flatnonzero(row))
