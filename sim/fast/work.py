"""Pieces of work: a resource takes a ticket, serves it, and is free again or goes on."""

from __future__ import annotations

import math

from sim.event_log import SERVED, TURNED_AWAY
from sim.fast import of, resources
from sim.fast.closing import close_ticket, free_applicant, line_up, lose, touch
from sim.fast.compiling import compiled, inlined
from sim.fast.events import END_PIECE, ENDS, RANK, RELEASE, schedule
from sim.fast.hours import is_shut_to
from sim.fast.lines import take_best
from sim.fast.rounds import begin_round, drop_from_round, next_stop
from sim.fast.rows import write_piece
from sim.fast.tables import NONE, State
from sim.fast.tickets import drop_ticket

HOUR = 3600.0


@inlined
def seize(s: State, p: int, k: int, now: float) -> None:
    """The pool's next resource takes a ticket; a crew may take the next ones along."""
    pool = of.pools(s, p)
    case = of.trips(s, of.tickets(s, k).trip).case
    r = resources.take(s, p, now, of.place(s, 2 * case), of.place(s, 2 * case + 1))
    if pool.has_crew:
        begin_round(s, p, r, k)
        _go_to_next_stop(s, p, r, now)
    else:
        _take_up(s, p, r, k, now)


@compiled
def _go_to_next_stop(s: State, p: int, r: int, now: float) -> bool:
    """Turn to the next ticket of the round; False when the round is over."""
    k = next_stop(s, p, r)
    if k == NONE:
        return False
    _take_up(s, p, r, k, now)
    return True


@inlined
def _take_up(s: State, p: int, r: int, k: int, now: float) -> None:
    """A resource turns to a ticket: it travels there, picks up and works."""
    pool, ticket = of.pools(s, p), of.tickets(s, k)
    resource = of.resources(s, pool.resources + r)
    ticket.patience = math.inf
    resource.ticket = k
    resource.seize = now
    resource.pickup = of.pickup(s, ticket.draw)
    resource.work = ticket.work
    resource.start = math.nan
    resource.travel = 0.0
    resource.origin_east = 0.0
    resource.origin_north = 0.0
    if pool.has_crew:
        case = of.trips(s, ticket.trip).case
        resource.origin_east = resource.east if resource.has_place else pool.base_east
        resource.origin_north = resource.north if resource.has_place else pool.base_north
        resource.travel = travel(s, p, r, of.place(s, 2 * case), of.place(s, 2 * case + 1))
        resource.pickup += resource.travel
    if ticket.outside:
        of.queues(s, of.activities(s, ticket.activity).queue).inside += 1
        ticket.outside = False
    work_on(s, p, r, now)


@compiled
def travel(s: State, p: int, r: int, east: float, north: float) -> float:
    """Time of a crew's way to a place [s]."""
    return resources.distance(s, p, r, east, north) / of.pools(s, p).speed * HOUR


@inlined
def work_on(s: State, p: int, r: int, now: float) -> None:
    """The resource does what is left of its piece from now on."""
    pool = of.pools(s, p)
    resource = of.resources(s, pool.resources + r)
    resource.since = now + resource.pickup
    resource.factor = resources.factor(s, p, r, resource.since)
    if math.isnan(resource.start):
        resource.start = resource.since
    resource.busy = True
    resource.piece += 1
    if pool.has_crew:
        case = of.trips(s, of.tickets(s, resource.ticket).trip).case
        resource.east = of.place(s, 2 * case)
        resource.north = of.place(s, 2 * case + 1)
        resource.has_place = True
    s.busy += 1
    ends = resource.since + resource.work * resource.factor
    schedule(s, ends, ENDS + p * RANK + r, END_PIECE, p, r, resource.piece)


@inlined
def end_piece(s: State, p: int, r: int, now: float) -> None:
    """A piece is done: its ticket ends, and the resource is kept or does its after-work."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    k = resource.ticket
    ticket = of.tickets(s, k)
    trip = of.trips(s, ticket.trip)
    of.queues(s, of.activities(s, ticket.activity).queue).inside -= 1
    if of.keeps(s, ticket.op) and not trip.lost:
        resource.after_work = True
        resource.kept = True
        _keep(s, ticket.trip, ticket.branch, p, r)
        resource.since = now
        close_ticket(s, k, ticket.outcome)
        return
    close_ticket(s, k, ticket.outcome)
    _finish(s, p, r, now, now)


@compiled
def _keep(s: State, t: int, branch: int, p: int, r: int) -> None:
    trip = of.trips(s, t)
    k = s.free_kept
    if k == NONE:
        k = s.n_kept
        s.n_kept += 1
    else:
        s.free_kept = of.kept(s, k).below
    kept = of.kept(s, k)
    kept.branch = branch
    kept.pool = p
    kept.resource = r
    kept.below = trip.kept
    trip.kept = k


@compiled
def let_go(s: State, t: int, branch: int, now: float) -> bool:
    """A case frees the resource that it kept last in a branch; False when there is none."""
    trip = of.trips(s, t)
    above, k = NONE, trip.kept
    while k != NONE and of.kept(s, k).branch != branch:
        above, k = k, of.kept(s, k).below
    if k == NONE:
        return False
    kept = of.kept(s, k)
    if above == NONE:
        trip.kept = kept.below
    else:
        of.kept(s, above).below = kept.below
    p, r = kept.pool, kept.resource
    kept.below = s.free_kept
    s.free_kept = k
    resource = of.resources(s, of.pools(s, p).resources + r)
    resource.kept = False
    _finish(s, p, r, resource.since, now)
    free_applicant(s, t, branch)
    return True


@compiled
def let_all_go(s: State, t: int, now: float) -> None:
    """A case that leaves frees all resources that it kept."""
    while of.trips(s, t).kept != NONE:
        let_go(s, t, of.kept(s, of.trips(s, t).kept).branch, now)


@inlined
def _finish(s: State, p: int, r: int, end: float, now: float) -> None:
    """A piece ended at ``end``; the resource does its after-work from now on."""
    pool = of.pools(s, p)
    resource = of.resources(s, pool.resources + r)
    k = resource.ticket
    ticket = of.tickets(s, k)
    after, start = 0.0, math.nan
    if ticket.outcome == SERVED:
        after, start = of.after_work(s, ticket.draw), resource.start
    if resources.is_to_leave(s, p, r):
        give_back(s, p, r, now)
    if pool.has_crew and pool.returns and resource.round_first == NONE:
        after += travel(s, p, r, pool.base_east, pool.base_north)
        resource.east = pool.base_east
        resource.north = pool.base_north
        resource.has_place = True
    release_time = now + after
    write_piece(s, p, r, start, end, release_time, ticket.outcome)
    resource.ticket = NONE
    drop_ticket(s, k)
    if after > 0:
        resource.after_work = True
        schedule(s, release_time, ENDS + p * RANK + r, RELEASE, p, r, 0)
    else:
        release(s, p, r, now)


@compiled
def release(s: State, p: int, r: int, now: float) -> None:
    """The resource is free, or goes on to the next stop of its round."""
    pool = of.pools(s, p)
    resource = of.resources(s, pool.resources + r)
    resource.busy = False
    resource.after_work = False
    s.busy -= 1
    if resources.is_to_leave(s, p, r):
        give_back(s, p, r, now)
    if not _go_to_next_stop(s, p, r, now):
        resources.set_free(s, p, r, now)
        touch(s, p)


@compiled
def set_aside(s: State, p: int, r: int, now: float) -> None:
    """A piece stops and keeps what is left as work."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    resource.piece += 1
    if now < resource.since:
        resource.pickup = resource.since - now
        resource.start = math.nan
    else:
        resource.pickup = 0.0
        resource.work -= (now - resource.since) / resource.factor
    s.busy -= 1


@compiled
def put_down(s: State, p: int, r: int, outcome: int, now: float) -> None:
    """A piece stops; what is left of it waits for any resource, first within its priority."""
    pool = of.pools(s, p)
    resource = of.resources(s, pool.resources + r)
    k = resource.ticket
    set_aside(s, p, r, now)
    write_piece(s, p, r, resource.start, now, now, outcome)
    if pool.has_crew and not math.isnan(resource.on_since):
        _stop_on_the_way(s, p, r, now)
    ticket = of.tickets(s, k)
    resource.ticket = NONE
    ticket.handed = 0
    ticket.work = resource.work
    _wait_again(s, k, now)


@compiled
def _stop_on_the_way(s: State, p: int, r: int, now: float) -> None:
    """Where a crew is that stops now: on its way along the straight line, or there."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    case = of.trips(s, of.tickets(s, resource.ticket).trip).case
    east, north = of.place(s, 2 * case), of.place(s, 2 * case + 1)
    gone = now - resource.seize
    resource.has_place = True
    if gone >= resource.travel:
        resource.east, resource.north = east, north
        return
    share = gone / resource.travel
    resource.east = resource.origin_east + share * (east - resource.origin_east)
    resource.north = resource.origin_north + share * (north - resource.origin_north)


@compiled
def _wait_again(s: State, k: int, now: float) -> None:
    """A ticket that was taken waits again; where it is shut for the day it is sent home."""
    line_up(s, k)
    if is_shut_to(s, of.tickets(s, k).activity, now):
        lose(s, k, now, TURNED_AWAY)


@compiled
def give_back(s: State, p: int, r: int, now: float) -> None:
    """A crew does not go on with its round: what it had taken along waits for another."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    while resource.round_first != NONE:
        k = resource.round_first
        drop_from_round(s, k)
        of.tickets(s, k).handed = 0
        _wait_again(s, k, now)


@inlined
def match(s: State, p: int, now: float) -> None:
    """A pool takes its best cases while it can."""
    while resources.can_serve(s, p):
        k = take_best(s, p)
        if k == NONE:
            return
        seize(s, p, k, now)
