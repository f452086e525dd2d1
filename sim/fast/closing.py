"""Tickets that join a line, end, or free their applicant for other branches."""

from __future__ import annotations

import math

from sim.event_log import CALLBACK, TURNED_AWAY
from sim.fast import lines, of
from sim.fast.compiling import compiled, inlined
from sim.fast.events import ANSWERED, go_on_soon
from sim.fast.presence import go_out
from sim.fast.rows import write_lost
from sim.fast.tables import NONE, State
from sim.fast.tickets import drop_ticket


@compiled
def touch(s: State, p: int) -> None:
    """Something has changed in a pool: it may take cases."""
    _look_at(s, p)
    s.unsettled = True


@compiled
def _look_at(s: State, p: int) -> None:
    """When this instant is settled the pool takes cases."""
    of.pools(s, p).touched = True
    s.touched_first = min(s.touched_first, p)
    s.touched_last = max(s.touched_last, p)


@inlined
def line_up(s: State, k: int) -> None:
    """A ticket waits; the pools that serve it have something to look at."""
    lines.wait(s, k)
    serving = of.activities(s, of.tickets(s, k).activity)
    for at in range(serving.serving_from, serving.serving_to):
        _look_at(s, of.serving(s, at))


@compiled
def lose(s: State, k: int, now: float, outcome: int) -> None:
    """A ticket that waits ends without service."""
    ticket = of.tickets(s, k)
    lines.leave(s, k)
    if not ticket.outside:
        of.queues(s, of.activities(s, ticket.activity).queue).inside -= 1
    end_without_service(s, k, now, outcome)


@compiled
def end_without_service(s: State, k: int, now: float, outcome: int) -> None:
    """A ticket that is in no line ends, with a row."""
    write_lost(s, k, now, outcome)
    close_ticket(s, k, outcome)
    drop_ticket(s, k)


@compiled
def close_ticket(s: State, k: int, outcome: int) -> None:
    """The ticket has ended: the applicant is free for other branches, the case goes on."""
    ticket = of.tickets(s, k)
    if ticket.front:
        go_out(s, k)
    if ticket.branch != 0:
        _disown(s, k)
        if ticket.front and not ticket.pending:
            free_applicant(s, ticket.trip, ticket.branch)
    s.unsettled = True
    if outcome == TURNED_AWAY:
        of.threads(s, ticket.thread).left_work = ticket.work
    go_on_soon(s, ANSWERED, ticket.thread, outcome)


@compiled
def own(s: State, k: int) -> None:
    """A ticket of a parallel branch is one of its trip's, in the order in which they came."""
    ticket = of.tickets(s, k)
    trip = of.trips(s, ticket.trip)
    ticket.own_before = trip.own_last
    ticket.own_after = NONE
    if trip.own_last == NONE:
        trip.own_first = k
    else:
        of.tickets(s, trip.own_last).own_after = k
    trip.own_last = k


@compiled
def _disown(s: State, k: int) -> None:
    ticket = of.tickets(s, k)
    trip = of.trips(s, ticket.trip)
    if ticket.own_before == NONE:
        trip.own_first = ticket.own_after
    else:
        of.tickets(s, ticket.own_before).own_after = ticket.own_after
    if ticket.own_after == NONE:
        trip.own_last = ticket.own_before
    else:
        of.tickets(s, ticket.own_after).own_before = ticket.own_before


@compiled
def free_applicant(s: State, t: int, branch: int) -> None:
    """The applicant is free for other branches, unless he keeps a resource in this one."""
    trip = of.trips(s, t)
    if trip.engaged != branch or _keeps_in(s, t, branch):
        return
    trip.engaged = 0
    k = trip.pending
    while k != NONE:
        of.tickets(s, k).pending = False
        enter_soon(s, k)
        k = of.tickets(s, k).pending_after
    trip.pending = NONE
    s.unsettled = True


@compiled
def _keeps_in(s: State, t: int, branch: int) -> bool:
    k = of.trips(s, t).kept
    while k != NONE:
        if of.kept(s, k).branch == branch:
            return True
        k = of.kept(s, k).below
    return False


@compiled
def enter_soon(s: State, k: int) -> None:
    """A ticket enters when this instant is settled."""
    of.tickets(s, k).entering = True
    of.entering(s)[s.n_entering] = k
    s.n_entering += 1


@compiled
def hang_up(s: State, k: int) -> None:
    """A caller waits to be called back, as long as it takes: he is not there any more."""
    ticket = of.tickets(s, k)
    ticket.outside = True
    ticket.patience = math.inf
    ticket.came_in = of.trips(s, ticket.trip).came_in = math.nan
    other = of.trips(s, ticket.trip).pending
    while other != NONE:
        of.tickets(s, other).came_in = math.nan
        other = of.tickets(s, other).pending_after
    if not ticket.answers:
        ticket.work = 0.0
        ticket.outcome = CALLBACK
    of.queues(s, of.activities(s, ticket.activity).queue).inside -= 1
