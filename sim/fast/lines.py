"""The lines in which tickets wait: a pairing heap for each activity.

Fredman, Sedgewick, Sleator and Tarjan (1986), "The pairing heap". A ticket that stops waiting is
taken out at once, wherever it stands.
"""

from __future__ import annotations

from sim.fast import of
from sim.fast.compiling import compiled, inlined
from sim.fast.tables import NONE, State


@compiled
def goes_before(s: State, a: int, b: int) -> bool:
    """True when ticket a goes before b in a line."""
    one, other = of.tickets(s, a), of.tickets(s, b)
    trip, others = of.trips(s, one.trip), of.trips(s, other.trip)
    first, second = of.priority(s, trip.case), of.priority(s, others.case)
    if first != second:
        return first < second
    if one.handed != other.handed:
        return one.handed < other.handed
    if one.enable != other.enable:
        return one.enable < other.enable
    if trip.case != others.case:
        return trip.case < others.case
    if one.branch != other.branch:
        return one.branch < other.branch
    return trip.attempt < others.attempt


@compiled
def _meld(s: State, a: int, b: int) -> int:
    """Join two heaps; ``elder`` is a ticket's elder sibling, or its parent when it is the first."""
    if a == NONE:
        return b
    if b == NONE:
        return a
    if goes_before(s, b, a):
        a, b = b, a
    top, below = of.tickets(s, a), of.tickets(s, b)
    first = top.child
    below.sibling = first
    below.elder = a
    if first != NONE:
        of.tickets(s, first).elder = b
    top.child = b
    return a


@compiled
def _gather(s: State, first: int) -> int:
    """Make one heap of siblings: in pairs from the left, then all from the right."""
    done = NONE
    while first != NONE:
        second = of.tickets(s, first).sibling
        following = NONE
        of.tickets(s, first).sibling = NONE
        of.tickets(s, first).elder = NONE
        if second != NONE:
            following = of.tickets(s, second).sibling
            of.tickets(s, second).sibling = NONE
            of.tickets(s, second).elder = NONE
        pair = _meld(s, first, second)
        of.tickets(s, pair).sibling = done
        done = pair
        first = following
    whole = NONE
    while done != NONE:
        following = of.tickets(s, done).sibling
        of.tickets(s, done).sibling = NONE
        whole = _meld(s, whole, done)
        done = following
    return whole


@inlined
def wait(s: State, k: int) -> None:
    """A ticket waits in its line."""
    ticket = of.tickets(s, k)
    ticket.waiting = True
    ticket.child = NONE
    ticket.sibling = NONE
    ticket.elder = NONE
    of.activities(s, ticket.activity).waiting += 1
    of.lines(s)[ticket.activity] = _meld(s, of.lines(s)[ticket.activity], k)


@compiled
def leave(s: State, k: int) -> None:
    """A ticket waits no longer."""
    ticket = of.tickets(s, k)
    ticket.waiting = False
    of.activities(s, ticket.activity).waiting -= 1
    below = _gather(s, ticket.child)
    ticket.child = NONE
    if of.lines(s)[ticket.activity] == k:
        of.lines(s)[ticket.activity] = below
        return
    elder = of.tickets(s, ticket.elder)
    if elder.child == k:
        elder.child = ticket.sibling
    else:
        elder.sibling = ticket.sibling
    if ticket.sibling != NONE:
        of.tickets(s, ticket.sibling).elder = ticket.elder
    of.lines(s)[ticket.activity] = _meld(s, of.lines(s)[ticket.activity], below)


@compiled
def next_waiting(s: State, k: int) -> int:
    """The ticket after this one on a way through all of a line, NONE at the end."""
    if of.tickets(s, k).child != NONE:
        return of.tickets(s, k).child
    while k != NONE:
        if of.tickets(s, k).sibling != NONE:
            return of.tickets(s, k).sibling
        # Up to the parent: the elder of the first of the siblings.
        while of.tickets(s, k).elder != NONE and of.tickets(s, of.tickets(s, k).elder).child != k:
            k = of.tickets(s, k).elder
        k = of.tickets(s, k).elder
    return NONE


@compiled
def _is_better(s: State, a: int, rank_a: int, b: int, rank_b: int) -> bool:
    """True when a pool takes ticket a before b; ranks are those of their lines in the pool."""
    one, other = of.tickets(s, a), of.tickets(s, b)
    case, others = of.trips(s, one.trip).case, of.trips(s, other.trip).case
    first, second = of.priority(s, case), of.priority(s, others)
    if first != second:
        return first < second
    if one.handed != other.handed:
        return one.handed < other.handed
    if rank_a != rank_b:
        return rank_a < rank_b
    if one.enable != other.enable:
        return one.enable < other.enable
    if case != others:
        return case < others
    return one.branch < other.branch


@inlined
def take_best(s: State, p: int) -> int:
    """Take the ticket that a pool serves next out of its line; NONE when nobody waits.

    After the pool has closed only visits count that came in before.
    """
    pool = of.pools(s, p)
    best, rank = NONE, 0
    for k in range(pool.serves_from, pool.serves_to):
        order = of.serves_rank(s, k)
        ticket = of.lines(s)[of.serves_activity(s, k)]
        if pool.closing_since == float("inf"):
            if ticket != NONE and (best == NONE or _is_better(s, ticket, order, best, rank)):
                best, rank = ticket, order
            continue
        while ticket != NONE:
            inside = (
                of.tickets(s, ticket).front and of.tickets(s, ticket).came_in < pool.closing_since
            )
            if inside and (best == NONE or _is_better(s, ticket, order, best, rank)):
                best, rank = ticket, order
            ticket = next_waiting(s, ticket)
    if best != NONE:
        leave(s, best)
    return best


@compiled
def ahead_of(s: State, k: int) -> int:
    """How many wait in the ticket's queue and go before it."""
    queue = of.activities(s, of.tickets(s, k).activity).queue
    found = 0
    for activity in range(s.n_activities):
        if of.activities(s, activity).queue == queue:
            ticket = of.lines(s)[activity]
            while ticket != NONE:
                if goes_before(s, ticket, k):
                    found += 1
                ticket = next_waiting(s, ticket)
    return found


@compiled
def waiting_for(s: State, p: int) -> int:
    """How many wait for what a pool serves."""
    found = 0
    for k in range(of.pools(s, p).serves_from, of.pools(s, p).serves_to):
        found += of.activities(s, of.serves_activity(s, k)).waiting
    return found
