"""A pool of resources that are a number, or as many as cases need."""

from __future__ import annotations

import math
from collections import deque
from heapq import heappop, heappush

from sim.duty_plan import Wanted
from sim.event_log import DUTY, ON_DEMAND
from sim.pool_state import PoolState, Resume
from sim.surge_windows import SurgeWindows
from sim.ticket import Ticket
from sim.ways import Ways
from sim.world import PoolPlan


class NumberedStaff(PoolState):
    """So many on duty; without a limit they come when a case needs them, and leave when done."""

    def __init__(self, index: int, plan: PoolPlan, ways: Ways) -> None:
        super().__init__(index, plan, ways)
        self.level = 0.0
        """How many are to be on duty, infinity without a limit."""
        self.planned = 0.0
        """Level by plan, without those opened because many wait."""
        self.surge = SurgeWindows(plan.surge, plan.seats)
        self._leaving: deque[float] = deque()
        """Times since which somebody, whoever is done first, has to leave."""
        self._gone: list[int] = []
        self._fresh = 0

    @property
    def _kind(self) -> int:
        return ON_DEMAND if self.level == math.inf else DUTY

    @property
    def present(self) -> float:
        """How many are on duty, infinity without a limit."""
        return math.inf if self.level == math.inf else float(len(self.duty.since))

    @property
    def can_serve(self) -> bool:
        """True when a case that waits could be taken at once."""
        return bool(self.idle.since) or self.level == math.inf

    def take(self, now: float, ticket: Ticket) -> int:
        """The resource that serves next: without a limit, one more."""
        if self.level < math.inf:
            return self.ways.choose(self.idle, ticket)
        resource = self._lowest_off()
        self.duty.come(resource, now)
        return resource

    def free(self, resource: int, now: float) -> None:
        """A resource is done: it leaves when somebody has to, or else is idle."""
        if self.level == math.inf:
            self._leave(resource, min(now, self.closing_since), now, ON_DEMAND)
        elif self._leaving:
            self._leave(resource, self._leaving.popleft(), now)
        else:
            self._rest(resource, now)

    def is_to_leave(self, resource: int) -> bool:
        """True when somebody has to leave: it is whoever is done first."""
        return bool(self._leaving)

    def change(self, wanted: Wanted, now: float, resume: Resume) -> list[int]:
        """Change how many are to be on duty; returns the busy ones that have to hand over."""
        self._reopen(now)
        self.planned = wanted.level
        self.surge.make_room(wanted.level)
        return self.change_level(now, resume)

    def change_level(self, now: float, resume: Resume) -> list[int]:
        """As many as planned are to be on duty, and those opened because many wait."""
        level = self.planned + self.surge.open
        endless, self.level = self.level == math.inf, level
        if level == math.inf:
            self._come_when_needed(endless, now, resume)
            return []
        if endless:
            # Until now they were called when needed; those busy count as staff from here.
            self.duty.note_all(now, now, ON_DEMAND)
        missing = int(level) - (len(self.duty.since) - len(self._leaving))
        while missing > 0 and self._leaving:
            self._leaving.pop()
            missing -= 1
        for _ in range(missing):
            back = min(self.suspended.keys() - self.duty.since.keys(), default=None)
            self.start(self._lowest_off() if back is None else back, now, resume)
        return self._let_go(-missing, now)

    def _come_when_needed(self, endless: bool, now: float, resume: Resume) -> None:
        """From now on they are called when needed; those busy stay until they are done."""
        if not endless:
            self.duty.note_all(now, now, DUTY)
        self._leaving.clear()
        for resource in sorted(self.idle.since):
            self._leave(resource, now, now)
        for resource in sorted(self.suspended.keys() - self.duty.since.keys()):
            self.start(resource, now, resume)

    def _let_go(self, many: int, now: float) -> list[int]:
        """So many leave, those not busy first; returns the busy ones that have to hand over."""
        handing: list[int] = []
        for _ in range(many):
            can_hand = self.busy.keys() - self.after_work - set(handing)
            if unoccupied := self._unoccupied():
                idle = self.idle.since.keys() or unoccupied
                self._leave(max(idle), now, now)
            elif self.plan.hands_over and can_hand:
                handing.append(max(can_hand, key=lambda r: (self.busy[r].seize_time, r)))
            else:
                self._leaving.append(now)
        return handing

    def _begin_closing(self, now: float) -> None:
        if self.level == math.inf:
            self.duty.note_all(now, now, ON_DEMAND)
        self.surge.forget()

    def _have_to_leave(self, resources: list[int], since: float) -> None:
        waiting = [*self._leaving, *(since for _ in resources)]
        self._leaving = deque(waiting[: len(resources)])
        self.level = self.planned = 0.0

    def _due(self, resource: int) -> float:
        if self._leaving and resource in self.busy:
            return self._leaving.popleft()
        return self.closing_since

    def _leave(self, resource: int, due: float, now: float, kind: int = DUTY) -> None:
        super()._leave(resource, due, now, kind)
        heappush(self._gone, resource)

    def _lowest_off(self) -> int:
        """The lowest index that is not on duty."""
        while self._gone:
            resource = heappop(self._gone)
            if resource not in self.duty.since and resource not in self.suspended:
                return resource
        self._fresh += 1
        return self._fresh - 1
