"""Tickets in the order of their cases."""

from __future__ import annotations

from sim.fast import of
from sim.fast.compiling import compiled
from sim.fast.events import RANK
from sim.fast.tables import State
from sim.variates import Ints


@compiled
def sort_by_case(s: State, tickets: Ints, n: int) -> None:
    """Put the first n tickets in the order of their cases, then branches: no two are equal.

    Shell's sort (1959) with Knuth's steps 1, 4, 13, ...: mostly there are few, and in order.
    """
    step = 1
    while 3 * step + 1 < n:
        step = 3 * step + 1
    while step > 0:
        for at in range(step, n):
            k, place = tickets[at], at
            key = _key(s, k)
            while place >= step and _key(s, tickets[place - step]) > key:
                tickets[place] = tickets[place - step]
                place -= step
            tickets[place] = k
        step //= 3


@compiled
def _key(s: State, k: int) -> int:
    ticket = of.tickets(s, k)
    return of.trips(s, ticket.trip).case * RANK + ticket.branch
