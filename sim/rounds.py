"""Rounds of crews that take several tickets along."""

from __future__ import annotations

import math
from collections.abc import Callable

from sim.lines import Lines
from sim.pool_state import PoolState
from sim.ticket import Ticket

Place = tuple[float, float]


def take_along(pool: PoolState, resource: int, lines: Lines) -> None:
    """A crew that sets out takes the next tickets along, as many as it has stops for."""
    assert pool.plan.crew is not None
    taken: list[Ticket] = []
    while len(taken) < pool.plan.crew.stops - 1:
        ticket = lines.take_best(pool.plan)
        if ticket is None:
            break
        ticket.patience = math.inf
        taken.append(ticket)
    if taken:
        pool.rounds[resource] = taken


def next_stop(pool: PoolState, resource: int, place_of: Callable[[Ticket], Place]) -> Ticket | None:
    """Take the ticket to which a crew goes next out of its round, None when the round is over."""
    left = pool.rounds.get(resource)
    if not left:
        return None
    assert pool.plan.crew is not None
    if pool.plan.crew.order == "nearest":
        left.sort(key=lambda ticket: pool.distance(resource, place_of(ticket)))
    following = left.pop(0)
    if not left:
        del pool.rounds[resource]
    return following


def give_back_round(pool: PoolState, resource: int, wait_again: Callable[[Ticket], None]) -> None:
    """A crew cannot go on: what it had taken along waits for another, first in line."""
    for ticket in pool.rounds.pop(resource, []):
        ticket.handed = 0
        wait_again(ticket)
