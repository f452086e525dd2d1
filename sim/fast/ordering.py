"""Tickets in the order of their cases."""

from __future__ import annotations

import numpy as np

from sim.fast import of
from sim.fast.compiling import compiled
from sim.fast.events import RANK
from sim.fast.tables import State
from sim.population import Ints


@compiled
def sort_by_case(s: State, tickets: Ints, n: int) -> None:
    """Put the first n tickets in the order of their cases, then branches."""
    if n > 32:
        keys = np.empty(n, np.int64)
        for at in range(n):
            ticket = of.tickets(s, tickets[at])
            keys[at] = of.trips(s, ticket.trip).case * RANK + ticket.branch
        order = np.argsort(keys, kind="mergesort")
        before = np.empty(n, np.int64)
        for at in range(n):
            before[at] = tickets[at]
        for at in range(n):
            tickets[at] = before[order[at]]
        return
    for at in range(1, n):
        k = tickets[at]
        case, branch = of.trips(s, of.tickets(s, k).trip).case, of.tickets(s, k).branch
        place = at
        while place > 0:
            other = of.tickets(s, tickets[place - 1])
            before = of.trips(s, other.trip).case
            if before < case or (before == case and other.branch <= branch):
                break
            tickets[place] = tickets[place - 1]
            place -= 1
        tickets[place] = k
