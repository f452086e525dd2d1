"""Rows of the log, written down as things happen."""

from __future__ import annotations

from sim.event_log import SERVED, UNFINISHED, Row
from sim.ticket import NAN, Away, Piece, Ticket


class Records:
    """The rows of one run, in the order in which they are known."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def piece(
        self, piece: Piece, pool: int, start: float, end: float, release: float, outcome: int
    ) -> None:
        """A stretch of a resource's time."""
        ticket, trip = piece.ticket, piece.ticket.trip
        self.rows.append(
            (trip.case, ticket.op, trip.attempt, pool, piece.resource, ticket.enable_time,
             piece.seize_time, start, end, release, outcome, ticket.turned_away)
        )  # fmt: skip

    def lost(self, ticket: Ticket, now: float, outcome: int) -> None:
        """A ticket that ended without service."""
        trip, since = ticket.trip, ticket.enable_time
        self.rows.append(
            (trip.case, ticket.op, trip.attempt, -1, -1, since, NAN, NAN, now, NAN, outcome,
             ticket.turned_away)
        )  # fmt: skip

    def unfinished(self, piece: Piece, pool: int, until: float) -> None:
        """A piece under way when the run stops."""
        start = NAN if piece.start_time > until else piece.start_time
        self.piece(piece, pool, start, NAN, NAN, UNFINISHED)

    def kept(self, piece: Piece, pool: int) -> None:
        """A piece that is done but whose resource is still kept when the run stops."""
        self.piece(piece, pool, piece.start_time, piece.since, NAN, SERVED)

    def without_resource(self, away: Away, end: float, outcome: int) -> None:
        """A delay, or an attempt that did not come to a line."""
        trip = away.trip
        self.rows.append(
            (trip.case, away.op, trip.attempt, -1, -1, away.since, NAN, NAN, end, NAN, outcome,
             away.turned_away)
        )  # fmt: skip
