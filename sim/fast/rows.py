"""Rows of the log, written down as things happen."""

from __future__ import annotations

import math

from sim.event_log import UNFINISHED
from sim.fast import of
from sim.fast.compiling import compiled
from sim.fast.tables import NONE, State


@compiled
def write(
    s: State, trip: int, op: int, pool: int, resource: int, enable: float, seize: float,
    start: float, end: float, release: float, outcome: int, turned_away: int,
) -> None:  # fmt: skip
    """Write one row."""
    row, attempt = of.rows(s, s.n_rows), of.trips(s, trip)
    s.n_rows += 1
    row.case = attempt.case
    row.op = op
    row.attempt = attempt.attempt
    row.pool = pool
    row.resource = resource
    row.enable = enable
    row.seize = seize
    row.start = start
    row.end = end
    row.release = release
    row.outcome = outcome
    row.turned_away = turned_away


@compiled
def write_piece(
    s: State, p: int, r: int, start: float, end: float, release: float, outcome: int
) -> None:
    """A stretch of a resource's time."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    ticket = of.tickets(s, resource.ticket)
    write(
        s, ticket.trip, ticket.op, p, r, ticket.enable, resource.seize, start, end, release,
        outcome, ticket.turned_away,
    )  # fmt: skip


@compiled
def write_lost(s: State, k: int, now: float, outcome: int) -> None:
    """A ticket that ended without service."""
    ticket = of.tickets(s, k)
    nan = math.nan
    write(
        s, ticket.trip, ticket.op, NONE, NONE, ticket.enable, nan, nan, now, nan, outcome,
        ticket.turned_away,
    )  # fmt: skip


@compiled
def write_away(
    s: State, trip: int, op: int, since: float, end: float, outcome: int, turned_away: int
) -> None:
    """A delay, or an attempt that did not come to a line."""
    nan = math.nan
    write(s, trip, op, NONE, NONE, since, nan, nan, end, nan, outcome, turned_away)


@compiled
def write_unfinished(s: State, p: int, r: int, until: float) -> None:
    """A piece under way when the run stops."""
    start = of.resources(s, of.pools(s, p).resources + r).start
    if start > until:
        start = math.nan
    write_piece(s, p, r, start, math.nan, math.nan, UNFINISHED)
