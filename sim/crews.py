"""Crews: their ways to the cases, and rounds on which they take several along."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from scenarios.pools import Crew
from scenarios.units import SECONDS
from sim.idle_staff import IdleStaff
from sim.ticket import Piece, Ticket
from sim.ways import Ways

HOUR = SECONDS["h"]


class Crews(Ways):
    """Where the crews of a pool are, and the tickets that each has taken along.

    Parameters
    ----------
    crew
        How they travel.
    places
        Where each case is [km east, km north].
    """

    def __init__(self, crew: Crew, places: Sequence[Sequence[float]]) -> None:
        self._crew, self._places = crew, places
        self._position: dict[int, tuple[float, float]] = {}
        """Where each crew on duty was last [km east, km north]; at its base before."""
        self._rounds: dict[int, list[Ticket]] = {}

    def choose(self, idle: IdleStaff, ticket: Ticket) -> int:
        """Take the crew idle longest, or the idle crew nearest to the case."""
        if self._crew.dispatch == "rota":
            return idle.longest()
        place, since = self._place(ticket), idle.since
        resource = min(since, key=lambda r: (self._distance(r, place), since[r], r))
        idle.go(resource)
        return resource

    def set_out(
        self, resource: int, ticket: Ticket, take_next: Callable[[], Ticket | None]
    ) -> Ticket:
        """A crew that sets out takes the next tickets along, as many as it has stops for."""
        taken = [ticket]
        while len(taken) < self._crew.stops and (following := take_next()) is not None:
            taken.append(following)
        for one in taken:
            one.patience = math.inf
        self._rounds[resource] = taken
        first = self.next_stop(resource)
        assert first is not None
        return first

    def go_to(self, piece: Piece) -> None:
        """A crew travels to the case."""
        piece.origin = self._at(piece.resource)
        piece.travel = self._travel(piece.resource, self._place(piece.ticket))
        piece.pickup += piece.travel

    def arrive(self, piece: Piece) -> None:
        """A crew will be where the case is."""
        self._position[piece.resource] = self._place(piece.ticket)

    def next_stop(self, resource: int) -> Ticket | None:
        """The next ticket as queued, or the nearest."""
        left = self._rounds.get(resource)
        if not left:
            return None
        following = left[0]
        if self._crew.order == "nearest":
            following = min(left, key=lambda one: self._distance(resource, self._place(one)))
        self._take_off(resource, following)
        return following

    def way_back(self, resource: int) -> float:
        """A crew whose round is over goes back to its base, where it has to."""
        if resource in self._rounds or not self._crew.returns:
            return 0.0
        way = self._travel(resource, self._crew.base)
        self._position[resource] = self._crew.base
        return way

    def stop(self, piece: Piece, now: float) -> None:
        """A crew stops on its way along the straight line, or where the case is."""
        place, gone = self._place(piece.ticket), now - piece.seize_time
        if gone < piece.travel:
            (east, north), share = piece.origin, gone / piece.travel
            place = east + share * (place[0] - east), north + share * (place[1] - north)
        self._position[piece.resource] = place

    def leave(self, resource: int) -> None:
        """A crew goes off duty: it begins at its base again."""
        self._position.pop(resource, None)

    def give_back(self, resource: int) -> Iterable[Ticket]:
        """A crew does not go on with its round."""
        return self._rounds.pop(resource, [])

    def withdraw(self, ticket: Ticket) -> bool:
        """A ticket that a crew has taken along, but not yet reached, is not wanted any more."""
        for resource, left in self._rounds.items():
            if any(other is ticket for other in left):
                self._take_off(resource, ticket)
                return True
        return False

    def taken_along(self) -> Iterable[Ticket]:
        """Tickets taken along and not yet reached."""
        return [ticket for left in self._rounds.values() for ticket in left]

    def _take_off(self, resource: int, ticket: Ticket) -> None:
        left = [other for other in self._rounds.pop(resource) if other is not ticket]
        if left:
            self._rounds[resource] = left

    def _at(self, resource: int) -> tuple[float, float]:
        return self._position.get(resource, self._crew.base)

    def _place(self, ticket: Ticket) -> tuple[float, float]:
        east, north = self._places[ticket.trip.case]
        return east, north

    def _distance(self, resource: int, place: tuple[float, float]) -> float:
        """Way of a crew to a place, along the straight line [km]."""
        east, north = self._at(resource)
        to_east, to_north = place[0] - east, place[1] - north
        return math.sqrt(to_east * to_east + to_north * to_north)

    def _travel(self, resource: int, place: tuple[float, float]) -> float:
        """Time of a crew's way to a place [s]."""
        return self._distance(resource, place) / self._crew.speed * HOUR
