"""Ways of crews to the cases, and rounds on which they take several along."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from scenarios.pools import Crew
from sim.pool_state import PoolState
from sim.ticket import Piece, Ticket

Place = tuple[float, float]


def begin_round(crew: Crew, first: Ticket, take_next: Callable[[], Ticket | None]) -> list[Ticket]:
    """A crew that sets out takes the next tickets along, as many as it has stops for."""
    taken = [first]
    while len(taken) < crew.stops and (ticket := take_next()) is not None:
        taken.append(ticket)
    for ticket in taken:
        ticket.patience = math.inf
    return taken


def next_stop(pool: PoolState, resource: int, place_of: Callable[[Ticket], Place]) -> Ticket | None:
    """Take the ticket to which a crew goes next out of its round, None when the round is over."""
    left = pool.rounds.get(resource)
    if not left:
        return None
    assert pool.plan.crew is not None
    following = left[0]
    if pool.plan.crew.order == "nearest":
        following = min(left, key=lambda ticket: pool.distance(resource, place_of(ticket)))
    _take_off(pool, resource, following)
    return following


def leave_round(pools: Iterable[PoolState], ticket: Ticket) -> bool:
    """A ticket that a crew has taken along, but not yet reached, is not wanted any more."""
    for pool in pools:
        for resource, left in pool.rounds.items():
            if any(other is ticket for other in left):
                _take_off(pool, resource, ticket)
                return True
    return False


def _take_off(pool: PoolState, resource: int, ticket: Ticket) -> None:
    left = [other for other in pool.rounds.pop(resource) if other is not ticket]
    if left:
        pool.rounds[resource] = left


def give_back_round(pool: PoolState, resource: int, wait_again: Callable[[Ticket], None]) -> None:
    """A crew cannot go on: what it had taken along waits for another, first in line."""
    for ticket in pool.rounds.pop(resource, []):
        ticket.handed = 0
        wait_again(ticket)


def stopped_at(piece: Piece, place: Place, now: float) -> Place:
    """Where a crew is that stops now: on its way to a place along the straight line, or there."""
    gone = now - piece.seize_time
    if gone >= piece.travel:
        return place
    east, north = piece.origin
    share = gone / piece.travel
    return east + share * (place[0] - east), north + share * (place[1] - north)
