"""A log as tickets and pieces of work, for what must hold of every log."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field

from sim.event_log import DUTIES, OUTCOMES
from sim.experiment import SimResult
from sim.population import OPEN_INTERVAL
from sim.script import SERVE

LOST = {"abandoned", "balked", "blocked", "turned_away", "callback", "no_show"}
LEAVES = {"abandoned", "balked", "blocked", "callback"}
"""Outcomes with which the whole case leaves."""
PUT_DOWN = {"handed_over", "interrupted"}
ENDED = LOST | {"served", "unfinished"}


@dataclass(frozen=True)
class Piece:
    """A row of the log in which a resource is at work."""

    pool: int
    resource: int
    seize: float
    start: float
    end: float
    """When the case left, or when the run stopped."""
    release: float
    outcome: str


@dataclass
class Ticket:
    """A case's wish for one activity in one attempt."""

    case: int
    attempt: int
    operation: int
    activity: int
    branch: int
    enable: float
    pieces: list[Piece] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    gone: float = math.nan
    """When it ended, in whatever way; the end of the run when it did not."""

    def waits(self) -> list[tuple[float, float]]:
        """From when to when it waited for a resource."""
        since, found = self.enable, []
        for piece in self.pieces:
            found.append((since, piece.seize))
            since = piece.end
        if not self.pieces or self.pieces[-1].outcome in PUT_DOWN:
            found.append((since, self.gone))
        return found


def tickets(run: SimResult) -> list[Ticket]:
    """All tickets, in the order of the log, with their pieces in order of time.

    Who is turned away and comes back has a new ticket for the same step.
    """
    rows, until = run.log.services, run.log.until
    found: dict[tuple[int, int, int, float], Ticket] = {}
    columns = (
        rows.case, rows.attempt, rows.operation, rows.activity, rows.branch, rows.pool,
        rows.resource, rows.enable_time, rows.seize_time, rows.start_time, rows.end_time,
        rows.release_time, rows.outcome,
    )  # fmt: skip
    for row in zip(*(column.tolist() for column in columns), strict=True):
        case, attempt, op, activity, branch, pool, resource = row[:7]
        enable, seize, start, end, release = row[7:12]
        if activity < 0:
            continue
        ticket = found.setdefault(
            (case, attempt, op, enable), Ticket(case, attempt, op, activity, branch, enable)
        )
        outcome = OUTCOMES[row[12]]
        ticket.outcomes.append(outcome)
        ticket.gone = until if math.isnan(end) else end
        if pool >= 0:
            release = until if math.isnan(release) else min(release, until)
            ticket.pieces.append(Piece(pool, resource, seize, start, ticket.gone, release, outcome))
    return list(found.values())


def presence(run: SimResult, *kinds: str) -> dict[tuple[int, int], list[tuple[float, float]]]:
    """Spans on duty of each resource, in order of time; touching ones of these kinds are joined."""
    duty = run.log.duty
    spans: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    columns = (duty.pool, duty.resource, duty.on_time, duty.off_time, duty.kind)
    for pool, resource, on, off, kind in zip(*(c.tolist() for c in columns), strict=True):
        if kinds and DUTIES[kind] not in kinds:
            continue
        own = spans[pool, resource]
        if own and own[-1][1] == on:
            own[-1] = (own[-1][0], off)
        else:
            own.append((on, off))
    return spans


def by_resource(run: SimResult) -> dict[tuple[int, int], list[Piece]]:
    """Pieces of each resource in order of time."""
    found: dict[tuple[int, int], list[Piece]] = defaultdict(list)
    for ticket in tickets(run):
        for piece in ticket.pieces:
            found[piece.pool, piece.resource].append(piece)
    return {who: sorted(own, key=lambda p: (p.seize, p.release)) for who, own in found.items()}


@dataclass(frozen=True)
class Needs:
    """What was drawn for a ticket."""

    pickup: float
    work: float
    after_work: float
    patience: float
    balks: bool
    no_show: bool
    accepts: bool
    """Takes a call-back when it is offered."""


def drawn(run: SimResult, ticket: Ticket) -> Needs:
    """What was drawn for a ticket."""
    script = run.script
    first, last = script.first_op[ticket.case : ticket.case + 2]
    k = script.first_draw[ticket.case] + ticket.attempt * (last - first) + ticket.operation - first
    assert script.kind[ticket.operation] == SERVE
    return Needs(
        pickup=float(script.pickup[k]),
        work=float(script.work[k]),
        after_work=float(script.after_work[k]),
        patience=float(script.patience[k]),
        balks=bool(script.balks[k]),
        no_show=bool(script.no_show[k]),
        accepts=bool(script.accepts[k]),
    )


def was_in_line(run: SimResult, ticket: Ticket) -> bool:
    """True for the first step of a case that was open when the run began."""
    script = run.script
    is_open = script.interval[ticket.case] == OPEN_INTERVAL
    return bool(is_open) and ticket.attempt == 0 and ticket.enable == script.arrival[ticket.case]


def is_front(run: SimResult, ticket: Ticket) -> bool:
    """True when the applicant has to be there."""
    return run.world.activity_front[ticket.activity]


def on_rounds(run: SimResult, activity: int) -> bool:
    """True when a crew may take the activity's tickets along on its round before it seizes them."""
    return any(
        plan.crew is not None and plan.crew.stops > 1 and activity in plan.serves
        for plan in run.world.pools
    )
