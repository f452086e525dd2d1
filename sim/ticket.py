"""What moves through the hall: trips of cases, their tickets, and pieces of work on them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simpy.events import Event

from sim.event_log import CALLBACK, SERVED

if TYPE_CHECKING:
    from sim.pool_state import PoolState

NAN = math.nan


@dataclass(slots=True, eq=False)
class Trip:
    """One attempt of a case, from coming in to its end or its loss."""

    case: int
    attempt: int
    visit_op: int
    """First operation of the present visit: where a further attempt begins."""
    came_in: float = NAN
    """When the applicant came to where the front-office steps now walked began [s]."""
    entered: bool = False
    """True once the applicant has been let in on the present visit."""
    engaged: int = 0
    """The branch in which the applicant waits or is served, 0 for none."""
    pending: list[Ticket] = field(default_factory=list)
    """Front-office steps of other branches that wait for the applicant."""
    tickets: dict[Ticket, None] = field(default_factory=dict)
    """Tickets of parallel branches that have not ended."""
    sent_home: bool = False
    """True from when the applicant is turned away until he comes back."""
    turned_away: int = 0
    """How often the applicant has been sent home and come back: so many more visits."""
    kept: list[tuple[int, PoolState, Piece]] = field(default_factory=list)
    """Resources kept after their service, by branch."""
    lost: bool = False
    left: Event | None = None
    """Happens when the case leaves from within parallel branches."""

    def keeps_in(self, branch: int) -> bool:
        """True while the case keeps a resource in a branch."""
        return any(of == branch for of, _, _ in self.kept)


@dataclass(slots=True, frozen=True)
class Away:
    """A stretch of a case's time without a resource."""

    trip: Trip
    op: int
    since: float
    turned_away: int
    """How often the applicant had been sent home when it began."""


@dataclass(slots=True, eq=False)
class Ticket:
    """A case's wish for one activity, from joining the line to its end."""

    trip: Trip
    op: int
    activity: int
    branch: int
    front: bool
    """True when the applicant has to be there."""
    came_in: float
    """When the applicant came in for this and the front-office steps around it [s]; NaN while he
    is not there."""
    work: float
    pickup: float
    after_work: float
    patience: float
    balks: bool
    no_show: bool
    """Is not there when called, however soon."""
    accepts: bool
    """Takes a call-back when it is offered."""
    answers: bool
    """Answers when called back."""
    done: Event
    """Happens when the ticket has ended; carries the outcome."""
    let_in: bool = False
    """True when it was in line before the run began."""
    waiting: bool = False
    handed: int = 1
    """0 after a hand-over, which goes first within its priority."""
    outside: bool = False
    """Has hung up until called back: holds no line, and is in no hall."""
    outcome: int = SERVED
    """How its service ends when nothing stops it."""
    enable_time: float = NAN
    turned_away: int = 0
    """How often the applicant had been sent home when he joined."""

    def hang_up(self) -> None:
        """Wait to be called back, as long as it takes: the applicant is not there any more."""
        self.outside = True
        self.patience = math.inf
        self.trip.came_in = NAN
        for ticket in (self, *self.trip.pending):
            ticket.came_in = NAN
        if not self.answers:
            self.work, self.outcome = 0.0, CALLBACK


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of one resource's time for one ticket, pick-up included."""

    ticket: Ticket
    resource: int
    seize_time: float
    pickup: float
    """Pick-up that is left [s]."""
    work: float
    """Work that is left [s]."""
    travel: float = 0.0
    """Way to the case, part of the pick-up [s]."""
    origin: tuple[float, float] = (0.0, 0.0)
    """Where the way began [km east, km north]."""
    factor: float = 1.0
    """Time that the resource takes for the work, against the drawn one."""
    since: float = NAN
    """From when that work is done, without a break [s]."""
    start_time: float = NAN
    """When service first began [s]."""
    stopped: bool = False
    """True when its scheduled end no longer counts."""

    def put_down(self, now: float) -> None:
        """Stop, and keep what is left as work."""
        self.stopped = True
        if now < self.since:
            self.pickup = self.since - now
            self.start_time = NAN
        else:
            self.pickup = 0.0
            self.work -= (now - self.since) / self.factor

    def taken_up(self) -> Piece:
        """The same piece to go on with."""
        return Piece(
            self.ticket, self.resource, self.seize_time, self.pickup, self.work,
            factor=self.factor, start_time=self.start_time,
        )  # fmt: skip
