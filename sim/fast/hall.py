"""What is put in order when all that moves at an instant has moved."""

from __future__ import annotations

import math

from sim.event_log import ABANDONED, BALKED, BLOCKED, TURNED_AWAY
from sim.fast import closing, hours, lines, of, presence, rounds
from sim.fast.compiling import compiled, inlined
from sim.fast.duty import go_home, surge
from sim.fast.events import GIVE_UP, GIVES_UP, RANK, schedule
from sim.fast.ordering import sort_by_case
from sim.fast.tables import NONE, State
from sim.fast.tickets import drop_ticket
from sim.fast.work import match


@inlined
def ask(s: State, k: int) -> None:
    """Join the line for the ticket's activity."""
    ticket = of.tickets(s, k)
    closing.enter_soon(s, k)
    s.unsettled = True
    if ticket.front:
        presence.come_in(s, k)
    if ticket.branch != 0:
        closing.own(s, k)


@inlined
def settle(s: State, now: float) -> None:
    """Enter, match, balk, send staff home, and open or close windows by how many wait."""
    s.unsettled = False
    entering = s.n_entering
    if entering > 1:
        sort_by_case(s, of.entering(s), entering)
    joined = 0
    s.n_entering = 0
    for at in range(entering):
        of.scratch(s)[at] = of.entering(s)[at]
    for at in range(entering):
        k = of.scratch(s)[at]
        of.tickets(s, k).entering = False
        if _enter(s, k, now):
            of.scratch(s)[joined] = k
            joined += 1
    first, last = s.touched_first, s.touched_last
    s.touched_first, s.touched_last = s.n_pools, NONE
    for p in range(first, last + 1):
        if of.pools(s, p).touched:
            match(s, p, now)
            of.pools(s, p).touched = False
    for at in range(joined):
        if of.tickets(s, of.scratch(s)[at]).waiting:
            _stay(s, of.scratch(s)[at], now)
    if s.some_close:
        _close_out(s, now)
    if s.has_surge:
        surge(s, now)


@compiled
def _close_out(s: State, now: float) -> None:
    """Pools past their closing that nobody inside needs any more send their staff home."""
    s.some_close = False
    for p in range(s.n_pools):
        if of.pools(s, p).closing_since < math.inf:
            if presence.is_needed(s, p):
                s.some_close = True
            else:
                go_home(s, p, now)


@inlined
def _enter(s: State, k: int, now: float) -> bool:
    """Let a ticket into its line; False when it has to wait elsewhere, or is refused."""
    ticket = of.tickets(s, k)
    trip = of.trips(s, ticket.trip)
    if ticket.branch != 0 and ticket.front:
        if trip.engaged not in (0, ticket.branch):
            _wait_for_applicant(s, k)
            return False
        trip.engaged = ticket.branch
    ticket.enable = now
    ticket.turned_away = trip.turned_away
    if ticket.front and math.isnan(ticket.came_in):
        if math.isnan(trip.came_in):
            trip.came_in = now
        ticket.came_in = trip.came_in
    queue = of.queues(s, of.activities(s, ticket.activity).queue)
    if not ticket.let_in:
        if hours.is_refused(s, k, now):
            closing.end_without_service(s, k, now, TURNED_AWAY)
            return False
        if queue.inside >= queue.limit:
            closing.end_without_service(s, k, now, BLOCKED)
            return False
        if ticket.no_show:
            closing.end_without_service(s, k, now, ABANDONED)
            return False
    trip.entered = trip.entered or ticket.front
    queue.inside += 1
    closing.line_up(s, k)
    return True


@compiled
def _wait_for_applicant(s: State, k: int) -> None:
    ticket = of.tickets(s, k)
    trip = of.trips(s, ticket.trip)
    ticket.pending = True
    ticket.let_in = False
    ticket.came_in = trip.came_in
    ticket.pending_after = NONE
    if trip.pending == NONE:
        trip.pending = k
        return
    last = trip.pending
    while of.tickets(s, last).pending_after != NONE:
        last = of.tickets(s, last).pending_after
    of.tickets(s, last).pending_after = k


@inlined
def _stay(s: State, k: int, now: float) -> None:
    """A ticket that was not taken at once: it hangs up for a call-back, balks, or waits."""
    ticket = of.tickets(s, k)
    if ticket.accepts and _is_offered_callback(s, k):
        closing.hang_up(s, k)
    elif ticket.balks and not ticket.let_in:
        closing.lose(s, k, now, BALKED)
    elif ticket.patience < math.inf:
        key = GIVES_UP + of.trips(s, ticket.trip).case * RANK + ticket.branch
        schedule(s, max(now, 0.0) + ticket.patience, key, GIVE_UP, k, ticket.life, 0)


@compiled
def give_up(s: State, k: int, life: int, now: float) -> None:
    """A patience is at its end."""
    ticket = of.tickets(s, k)
    if ticket.life == life and ticket.waiting and ticket.patience < math.inf:
        closing.lose(s, k, now, ABANDONED)


@compiled
def _is_offered_callback(s: State, k: int) -> bool:
    """True when the wait ahead is long enough and the caller accepts."""
    ticket = of.tickets(s, k)
    activity = of.activities(s, ticket.activity)
    over = of.queues(s, activity.queue).callback_over
    if over == math.inf or ticket.let_in:
        return False
    on_duty = 0.0
    for at in range(activity.serving_from, activity.serving_to):
        pool = of.pools(s, of.serving(s, at))
        on_duty += math.inf if pool.level == math.inf else float(pool.on_duty)
    place = lines.ahead_of(s, k) + 1
    return place * activity.mean_service > over * on_duty


@compiled
def withdraw(s: State, t: int, now: float) -> None:
    """The case leaves: what it waits for in other branches is given up."""
    k = of.trips(s, t).own_first
    while k != NONE:
        ticket = of.tickets(s, k)
        following = ticket.own_after
        if ticket.round_pool != NONE:
            rounds.drop_from_round(s, k)
            lines.wait(s, k)
        if ticket.waiting:
            closing.lose(s, k, now, ABANDONED)
        elif ticket.pending or ticket.entering:
            _forget(s, k)
            closing.close_ticket(s, k, ABANDONED)
            drop_ticket(s, k)
        k = following


@compiled
def _forget(s: State, k: int) -> None:
    """A ticket neither enters nor waits for its applicant any more."""
    ticket = of.tickets(s, k)
    kept = 0
    for at in range(s.n_entering):
        if of.entering(s)[at] != k:
            of.entering(s)[kept] = of.entering(s)[at]
            kept += 1
    s.n_entering = kept
    ticket.entering = False
    trip = of.trips(s, ticket.trip)
    before, other = NONE, trip.pending
    while other not in (NONE, k):
        before, other = other, of.tickets(s, other).pending_after
    if other == k:
        if before == NONE:
            trip.pending = ticket.pending_after
        else:
            of.tickets(s, before).pending_after = ticket.pending_after
    ticket.pending = False
