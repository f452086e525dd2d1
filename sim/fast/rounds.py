"""Rounds on which crews take several cases along."""

from __future__ import annotations

import math

from sim.fast import of
from sim.fast.compiling import compiled
from sim.fast.lines import take_best
from sim.fast.resources import distance
from sim.fast.tables import NONE, State


@compiled
def begin_round(s: State, p: int, r: int, first: int) -> None:
    """A crew that sets out takes the next tickets along, as many as it has stops for."""
    pool = of.pools(s, p)
    resource = of.resources(s, pool.resources + r)
    k, taken = first, 0
    while k != NONE:
        ticket = of.tickets(s, k)
        ticket.patience = math.inf
        ticket.round_pool = p
        ticket.round_resource = r
        ticket.round_after = NONE
        if resource.round_first == NONE:
            resource.round_first = k
        else:
            of.tickets(s, resource.round_last).round_after = k
        resource.round_last = k
        taken += 1
        k = take_best(s, p) if taken < pool.stops else NONE


@compiled
def next_stop(s: State, p: int, r: int) -> int:
    """Take the ticket to which a crew goes next out of its round, NONE when the round is over."""
    pool = of.pools(s, p)
    best = of.resources(s, pool.resources + r).round_first
    if best == NONE:
        return NONE
    if pool.goes_nearest:
        least = _way_to(s, p, r, best)
        k = of.tickets(s, best).round_after
        while k != NONE:
            way = _way_to(s, p, r, k)
            if way < least:
                best, least = k, way
            k = of.tickets(s, k).round_after
    drop_from_round(s, best)
    return best


@compiled
def _way_to(s: State, p: int, r: int, k: int) -> float:
    case = of.trips(s, of.tickets(s, k).trip).case
    return distance(s, p, r, of.place(s, 2 * case), of.place(s, 2 * case + 1))


@compiled
def drop_from_round(s: State, k: int) -> None:
    """A ticket is not among those taken along any more."""
    ticket = of.tickets(s, k)
    resource = of.resources(s, of.pools(s, ticket.round_pool).resources + ticket.round_resource)
    before, other = NONE, resource.round_first
    while other != k:
        before, other = other, of.tickets(s, other).round_after
    if before == NONE:
        resource.round_first = ticket.round_after
    else:
        of.tickets(s, before).round_after = ticket.round_after
    if resource.round_last == k:
        resource.round_last = before
    ticket.round_pool = NONE
