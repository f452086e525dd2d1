"""Entries of the tables taken and given back: tickets, trips, threads, forks."""

from __future__ import annotations

import math

from sim.event_log import SERVED
from sim.fast import of
from sim.fast.compiling import compiled, inlined
from sim.fast.tables import NONE, State
from sim.population import OPEN_INTERVAL as OPEN


@inlined
def new_trip(s: State, case: int, attempt: int, visit_op: int, turned_away: int) -> int:
    """One more attempt of a case."""
    k = s.free_trip
    if k == NONE:
        k = s.n_trips
        s.n_trips += 1
    else:
        s.free_trip = of.trips(s, k).case
    trip = of.trips(s, k)
    trip.case = case
    trip.attempt = attempt
    trip.visit_op = visit_op
    trip.turned_away = turned_away
    trip.engaged = 0
    trip.pending = NONE
    trip.own_first = NONE
    trip.own_last = NONE
    trip.kept = NONE
    trip.left = NONE
    trip.users = 0
    trip.came_in = math.nan
    trip.entered = False
    trip.sent_home = False
    trip.lost = False
    return k


@compiled
def leave_trip(s: State, k: int) -> None:
    """One thread or ticket less refers to a trip."""
    trip = of.trips(s, k)
    trip.users -= 1
    if trip.users == 0:
        trip.case = s.free_trip
        s.free_trip = k


@inlined
def new_thread(s: State, trip: int, op: int, stop: int, fork: int) -> int:
    """One more walk through operations."""
    k = s.free_thread
    if k == NONE:
        k = s.n_threads
        s.n_threads += 1
    else:
        s.free_thread = of.threads(s, k).op
    thread = of.threads(s, k)
    thread.trip = trip
    thread.op = op
    thread.stop = stop
    thread.fork = fork
    thread.waits_for = NONE
    thread.left_work = math.nan
    of.trips(s, trip).users += 1
    return k


@compiled
def drop_thread(s: State, k: int) -> None:
    """A walk is over."""
    thread = of.threads(s, k)
    leave_trip(s, thread.trip)
    thread.trip = NONE
    thread.op = s.free_thread
    s.free_thread = k


@compiled
def new_fork(s: State, trip: int, parent: int, running: int, outermost: bool) -> int:
    """Branches begin; they refer to the trip until the last has ended."""
    k = s.free_fork
    if k == NONE:
        k = s.n_forks
        s.n_forks += 1
    else:
        s.free_fork = of.forks(s, k).parent
    fork = of.forks(s, k)
    fork.trip = trip
    of.trips(s, trip).users += 1
    fork.parent = parent
    fork.running = running
    fork.outermost = outermost
    return k


@compiled
def drop_fork(s: State, k: int) -> None:
    """All branches have ended."""
    leave_trip(s, of.forks(s, k).trip)
    of.forks(s, k).parent = s.free_fork
    s.free_fork = k


@inlined
def new_ticket(s: State, thread: int, draw: int, now: float) -> int:
    """A ticket for the operation at which a thread stands."""
    k = s.free_ticket
    if k == NONE:
        k = s.n_tickets
        s.n_tickets += 1
        of.tickets(s, k).life = 0
    else:
        s.free_ticket = of.tickets(s, k).trip
    s.live += 1
    walk = of.threads(s, thread)
    trip = of.trips(s, walk.trip)
    trip.users += 1
    op = walk.op
    # The first step of a case that was open when the run began: it was in line before.
    case = trip.case
    let_in = trip.attempt == 0 and now == of.arrival(s, case) and of.interval(s, case) == OPEN
    ticket = of.tickets(s, k)
    ticket.trip = walk.trip
    ticket.thread = thread
    ticket.op = op
    ticket.draw = draw
    ticket.activity = of.what(s, op)
    ticket.branch = of.branch(s, op)
    ticket.front = of.activities(s, ticket.activity).front
    if not ticket.front:
        leave_hall(s, walk.trip, op)
    ticket.came_in = trip.came_in
    ticket.work = of.work(s, draw) if math.isnan(walk.left_work) else walk.left_work
    walk.left_work = math.nan
    ticket.patience = of.patience(s, draw)
    ticket.balks = of.balks(s, draw)
    ticket.no_show = of.no_show(s, draw)
    ticket.accepts = of.accepts(s, draw)
    ticket.answers = of.answers(s, draw)
    ticket.let_in = let_in
    ticket.waiting = False
    ticket.outside = False
    ticket.pending = False
    ticket.entering = False
    ticket.own = False
    ticket.handed = 1
    ticket.outcome = SERVED
    ticket.turned_away = 0
    ticket.enable = math.nan
    ticket.round_pool = NONE
    return k


@compiled
def drop_ticket(s: State, k: int) -> None:
    """Nobody refers to a ticket any more."""
    ticket = of.tickets(s, k)
    leave_trip(s, ticket.trip)
    ticket.life += 1
    ticket.trip = s.free_ticket
    s.free_ticket = k
    s.live -= 1


@compiled
def leave_hall(s: State, trip: int, op: int) -> None:
    """The applicant is absent for a step; in one of several branches he may be elsewhere."""
    if of.branch(s, op) == 0:
        of.trips(s, trip).came_in = math.nan
