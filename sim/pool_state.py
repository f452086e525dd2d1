"""Who of a pool is on duty, idle or busy: what staff by number and by name have in common."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable

from scenarios.units import SECONDS
from sim.duty_plan import Wanted
from sim.duty_record import DutyRecord
from sim.event_log import DUTY
from sim.idle_staff import IdleStaff
from sim.ticket import Piece, Ticket
from sim.ways import Ways
from sim.world import PoolPlan

DAY = SECONDS["day"]
Resume = Callable[[Piece], None]
"""Called with the piece that a resource left when it was last suspended."""


class PoolState(ABC):
    """The resources of one pool, by index, at the present instant.

    A resource is on duty while it is in ``duty``; then it is idle, or out of order, or busy:
    with a piece, in after-work, or kept by a case. One that should have left but is busy stays on
    duty until it is done.
    """

    def __init__(self, index: int, plan: PoolPlan, ways: Ways) -> None:
        self.index, self.plan, self.ways = index, plan, ways
        self.duty = DutyRecord(index)
        self.idle = IdleStaff()
        self.busy: dict[int, Piece] = {}
        self.after_work: set[int] = set()
        """Busy resources whose piece is done: in after-work, or kept by their case."""
        self.kept: set[int] = set()
        """Those of them that a case keeps."""
        self.down: set[int] = set()
        """Resources out of order, on duty or not."""
        self.suspended: dict[int, Piece] = {}
        self.closing_since = math.inf
        """When the pool closed, while its staff still serve out the queue."""

    # What differs between numbers and names

    @abstractmethod
    def free(self, resource: int, now: float) -> None:
        """A resource is done: it leaves when it has to, or else is idle."""

    @abstractmethod
    def is_to_leave(self, resource: int) -> bool:
        """True when the resource leaves as soon as it is done."""

    @abstractmethod
    def change(self, wanted: Wanted, now: float, resume: Resume) -> list[int]:
        """Change who is to be on duty; returns the busy resources that have to hand over.

        Parameters
        ----------
        wanted
            Who is to be on duty from now on.
        now
            The present instant [s].
        resume
            Called with the piece that a resource left when it was last suspended.
        """

    @abstractmethod
    def _begin_closing(self, now: float) -> None:
        """The pool closes: what holds only while it is open ends."""

    @abstractmethod
    def _have_to_leave(self, resources: list[int], since: float) -> None:
        """Those on duty leave when they are done; their duty ended at ``since``, or before."""

    @abstractmethod
    def _due(self, resource: int) -> float:
        """When the duty of a resource should have ended that is there when the run stops."""

    # What is the same

    @property
    def _kind(self) -> int:
        """What the presence of the staff is."""
        return DUTY

    @property
    def present(self) -> float:
        """How many are on duty, infinity without a limit."""
        return float(len(self.duty.since))

    @property
    def can_serve(self) -> bool:
        """True when a case that waits could be taken at once."""
        return bool(self.idle.since)

    def take(self, now: float, ticket: Ticket) -> int:
        """The resource that serves next."""
        return self.ways.choose(self.idle, ticket)

    def factor(self, resource: int, now: float) -> float:
        """Time that a resource takes for work now, against the drawn one."""
        plan = self.plan
        own = plan.slowness[resource] if plan.slowness else 1.0
        if not plan.day_factor:
            return own
        day = min(int(max(now, 0.0) // DAY), len(plan.day_factor) - 1)
        return own * plan.day_factor[day]

    def close(self, now: float) -> list[int]:
        """The pool closes; returns the resources that have to put their piece down."""
        if self.closing_since < now:
            return []  # nobody was to come in the meantime: it is still serving out the queue
        self._begin_closing(now)
        if self.plan.closing != "suspend":
            if self.present:
                self.closing_since = now
                if self.plan.closing == "turn_away":
                    self.go_home(now)
            return []
        stopped = sorted(self.busy.keys() - self.after_work)
        self._send_home(now, now)
        self._have_to_leave(sorted(self.after_work), now)
        return stopped

    def go_home(self, now: float) -> None:
        """Nobody inside needs the closed pool any more: those idle leave, the others when done."""
        since, self.closing_since = self.closing_since, math.inf
        self._send_home(since, now)
        self._have_to_leave(list(self.duty.since), since)

    def end(self, now: float) -> None:
        """The run stops: note the presence of all who are still there."""
        for resource in sorted(self.duty.since):
            self._leave(resource, min(self._due(resource), now), now, self._kind)

    def start(self, resource: int, now: float, resume: Resume) -> None:
        """A resource comes on duty, and goes on with what it had put aside."""
        self.duty.come(resource, now)
        piece = self.suspended.pop(resource, None)
        if piece is None:
            self._rest(resource, now)
        else:
            resume(piece)

    def stop(self, resource: int, now: float, piece: Piece | None = None) -> None:
        """A busy resource leaves at once, keeping ``piece`` for its return if there is one."""
        del self.busy[resource]
        if piece is not None:
            self.suspended[resource] = piece
        self._leave(resource, now, now)

    def break_down(self, resource: int) -> None:
        """A resource is out of order from now on."""
        self.down.add(resource)
        self.idle.go(resource)

    def repair(self, resource: int, now: float) -> None:
        """A resource works again; on duty and not busy it is idle."""
        self.down.discard(resource)
        if resource in self.duty.since and resource not in self.busy:
            self._rest(resource, now)

    def leave_if_due(self, resource: int, now: float) -> None:
        """A resource that is busy no longer leaves now if somebody has to."""
        if self.is_to_leave(resource):
            self.free(resource, now)

    def _reopen(self, now: float) -> None:
        """The duty changes: it is no longer that of the last closing."""
        if self.closing_since < now:
            self.duty.note_all(self.closing_since, now)
        self.closing_since = math.inf

    def _unoccupied(self) -> list[int]:
        """Resources on duty that are idle or out of order, by index."""
        return sorted(self.duty.since.keys() - self.busy.keys())

    def _send_home(self, since: float, now: float) -> None:
        for resource in self._unoccupied():
            self._leave(resource, since, now)

    def _rest(self, resource: int, now: float) -> None:
        if resource not in self.down:
            self.idle.rest(resource, now)

    def _leave(self, resource: int, due: float, now: float, kind: int = DUTY) -> None:
        """Leave now; duty should have ended at ``due``."""
        self.duty.leave(resource, due, now, kind)
        self.ways.leave(resource)
        self.idle.go(resource)
