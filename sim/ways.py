"""How resources and cases come together: at the window, to which the cases come."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sim.idle_staff import IdleStaff
from sim.ticket import Piece, Ticket


class Ways:
    """Resources that stay where they are; crews, who travel, do otherwise (see `Crews`)."""

    def choose(self, idle: IdleStaff, ticket: Ticket) -> int:
        """Take the idle resource that serves next."""
        return idle.longest()

    def set_out(
        self, resource: int, ticket: Ticket, take_next: Callable[[], Ticket | None]
    ) -> Ticket:
        """The ticket to which a resource turns first, out of those that it takes along."""
        return ticket

    def go_to(self, piece: Piece) -> None:
        """A resource turns to a ticket: its way is part of the pick-up."""

    def arrive(self, piece: Piece) -> None:
        """A resource will be where the case is."""

    def next_stop(self, resource: int) -> Ticket | None:
        """Take the next ticket out of a resource's round, None when the round is over."""
        return None

    def way_back(self, resource: int) -> float:
        """Time that a resource needs to go back after its round [s]."""
        return 0.0

    def stop(self, piece: Piece, now: float) -> None:
        """A resource on duty stops on its way, or at the case."""

    def leave(self, resource: int) -> None:
        """A resource goes off duty."""

    def give_back(self, resource: int) -> Iterable[Ticket]:
        """Take what a resource has taken along and not reached out of its round."""
        return ()

    def withdraw(self, ticket: Ticket) -> bool:
        """Take a ticket out of the round of whoever has taken it along; False when nobody has."""
        return False

    def taken_along(self) -> Iterable[Ticket]:
        """Tickets taken along and not yet reached."""
        return ()
