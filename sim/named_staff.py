"""A pool of people with names: each has shifts and breaks of their own."""

from __future__ import annotations

from sim.duty_plan import Wanted
from sim.late_breaks import LateBreaks
from sim.pool_state import PoolState, Resume
from sim.ticket import Piece
from sim.ways import Ways
from sim.world import PoolPlan


class NamedStaff(PoolState):
    """Who is there by name; whoever is busy when the duty ends leaves when done."""

    def __init__(self, index: int, plan: PoolPlan, ways: Ways) -> None:
        super().__init__(index, plan, ways)
        self.breaks = LateBreaks()
        self._leavers: dict[int, float] = {}
        """People who have to leave, and since when."""

    def free(self, resource: int, now: float) -> None:
        """Somebody is done: they leave when they have to, or else are idle."""
        if resource in self._leavers:
            self._leave(resource, self._leavers.pop(resource), now)
            self.breaks.leaves(resource, now)
        else:
            self._rest(resource, now)

    def is_to_leave(self, resource: int) -> bool:
        """True when this person's duty, or the time before a break, has ended."""
        return resource in self._leavers

    def stop(self, resource: int, now: float, piece: Piece | None = None) -> None:
        """Somebody busy leaves at once, keeping ``piece`` for their return if there is one."""
        self._leavers.pop(resource, None)
        super().stop(resource, now, piece)

    def change(self, wanted: Wanted, now: float, resume: Resume) -> list[int]:
        """Change who is to be on duty; returns the busy people who have to hand over."""
        self._reopen(now)
        people = set(wanted.people)
        self.breaks.change(people, now)
        handing = self._let_go(people, now)
        for resource in wanted.breaks:
            if resource in self._leavers:
                self.breaks.is_late(resource, now)
        for resource in sorted(resource for resource in people if resource not in self.breaks):
            if resource not in self.duty.since:
                self.start(resource, now, resume)
            elif resource in self._leavers:
                self.duty.note(resource, self._leavers.pop(resource), now)
        return handing

    def _let_go(self, wanted: set[int], now: float) -> list[int]:
        """Others than those wanted leave: at once, or when done, or by handing over."""
        handing: list[int] = []
        for resource in sorted(self.duty.since.keys() - wanted - self._leavers.keys()):
            if resource not in self.busy:
                self._leave(resource, now, now)
            elif self.plan.hands_over and resource not in self.after_work:
                handing.append(resource)
            else:
                self._leavers[resource] = now
        return handing

    def _begin_closing(self, now: float) -> None:
        self.breaks.clear()

    def _have_to_leave(self, resources: list[int], since: float) -> None:
        self._leavers = {r: self._leavers.get(r, since) for r in resources}

    def _due(self, resource: int) -> float:
        return self._leavers.get(resource, self.closing_since)
