"""Cases walking their scripts: threads that go on until they wait for something."""

from __future__ import annotations

import math

from sim.event_log import (
    ABANDONED,
    BALKED,
    BLOCKED,
    ELAPSED,
    FINISHED,
    LOST,
    NO_SHOW,
    SERVED,
    TURNED_AWAY,
)
from sim.fast import hours, of, work
from sim.fast.compiling import compiled, inlined
from sim.fast.events import (
    ANSWERED,
    BRANCH_ENDED,
    ENTERS,
    RANK,
    WAKE,
    begin_first,
    go_on_soon,
    schedule,
)
from sim.fast.hall import ask, withdraw
from sim.fast.rows import write_away
from sim.fast.tables import NONE, State
from sim.fast.tickets import (
    drop_fork,
    drop_thread,
    leave_hall,
    leave_trip,
    new_fork,
    new_thread,
    new_ticket,
    new_trip,
)
from sim.script import DELAY, FORK, HOME, LET_GO, SERVE, STAY_AWAY

NOTHING, SERVICE, PAUSE, NEXT_DAY, ATTEMPT, BRANCHES = range(6)
"""What a thread waits for."""
STAY, WALK, END = range(3)
"""What a thread does at once."""


@inlined
def begin_case(s: State, case: int) -> None:
    """A case comes."""
    trip = new_trip(s, case, 0, of.first_op(s, case), 0)
    walk_soon(s, new_thread(s, trip, of.first_op(s, case), of.first_op(s, case + 1), NONE))


@compiled
def walk_soon(s: State, t: int) -> None:
    """A thread walks on as soon as the present function has returned.

    The loop does it, and ends threads: every function that called them would have all of the hall
    compiled into it once more.
    """
    s.next_step, s.next_thread = WALK, t


@compiled
def end_soon(s: State, t: int, outcome: int) -> None:
    """A thread ends as soon as the present function has returned."""
    s.next_step, s.next_thread, s.next_outcome = END, t, outcome


@compiled
def draw_of(s: State, trip: int, op: int) -> int:
    """Where the times of an operation stand for the trip's attempt."""
    case = of.trips(s, trip).case
    first, last = of.first_op(s, case), of.first_op(s, case + 1)
    return of.first_draw(s, case) + of.trips(s, trip).attempt * (last - first) + op - first


@inlined
def walk(s: State, t: int, now: float) -> None:
    """Walk on from the thread's operation until it has to wait or is at its end."""
    thread = of.threads(s, t)
    while thread.op < thread.stop:
        op = thread.op
        kind = of.kind(s, op)
        if kind == SERVE:
            _serve(s, t, now)
            return
        if kind in (DELAY, HOME):
            _pause(s, t, now)
            return
        if kind == FORK:
            _fork(s, t)
            return
        if kind == STAY_AWAY:
            write_away(s, thread.trip, op, now, now, NO_SHOW, 0)
            end_soon(s, t, NO_SHOW)
            return
        if kind == LET_GO:
            work.let_go(s, thread.trip, of.branch(s, op), now)
        if of.trips(s, thread.trip).lost:
            break
        thread.op += 1
    end_soon(s, t, SERVED)


@inlined
def _go_on(s: State, t: int, outcome: int) -> None:
    """A thread's operation has ended."""
    thread = of.threads(s, t)
    thread.waits_for = NOTHING
    if outcome != SERVED or of.trips(s, thread.trip).lost:
        end_soon(s, t, outcome)
        return
    thread.op += 1
    if thread.op == thread.stop:
        end_soon(s, t, SERVED)
    else:
        walk_soon(s, t)


@inlined
def _serve(s: State, t: int, now: float) -> None:
    thread = of.threads(s, t)
    thread.waits_for = SERVICE
    ask(s, new_ticket(s, t, draw_of(s, thread.trip, thread.op), now))


@inlined
def answered(s: State, t: int, outcome: int, now: float) -> None:
    """What a thread has waited for has ended: a service, or its branches."""
    thread = of.threads(s, t)
    if thread.waits_for == BRANCHES:
        thread.op = of.jump(s, thread.op)
        _go_on(s, t, outcome)
    elif outcome != TURNED_AWAY:
        _go_on(s, t, outcome)
    else:
        op = thread.op
        branch = of.branch(s, op)
        place = of.comes_back(s, draw_of(s, thread.trip, op))
        back = hours.next_day(s, of.what(s, op), now, place)
        trip = of.trips(s, thread.trip)
        if of.activities(s, of.what(s, op)).front:
            trip.sent_home = True
            trip.came_in = math.nan
        while work.let_go(s, thread.trip, branch, now):
            pass
        thread.waits_for = NEXT_DAY
        schedule(s, back, ENTERS + trip.case * RANK + branch, WAKE, t, 0, 0)


@compiled
def _pause(s: State, t: int, now: float) -> None:
    """Let time pass without a resource."""
    thread = of.threads(s, t)
    op = thread.op
    case = of.trips(s, thread.trip).case
    k = draw_of(s, thread.trip, op)
    calendar, away = of.what(s, op), of.work(s, k)
    back = now + away if calendar == NONE else hours.open_time_after(s, calendar, now, away)
    if of.kind(s, op) == HOME:
        calendar = of.service_calendar(s, of.service(s, case))
        if calendar != NONE:
            back = hours.return_time(s, calendar, back, of.pickup(s, k))
    leave_hall(s, thread.trip, op)
    thread.since = now
    thread.turned_away = of.trips(s, thread.trip).turned_away
    thread.waits_for = PAUSE
    schedule(s, back, ENTERS + case * RANK + of.branch(s, op), WAKE, t, 0, 0)


@compiled
def wake(s: State, t: int, now: float) -> None:
    """The time has come for which a thread has waited."""
    thread = of.threads(s, t)
    trip, op = of.trips(s, thread.trip), thread.op
    if thread.waits_for == PAUSE:
        write_away(s, thread.trip, op, thread.since, now, ELAPSED, thread.turned_away)
        if of.kind(s, op) == HOME:
            trip.entered = False
            if of.branch(s, op) == 0:
                trip.visit_op = op + 1
        _go_on(s, t, SERVED)
    elif thread.waits_for == ATTEMPT:
        _try_again(s, t, now)
    elif trip.lost:
        _go_on(s, t, TURNED_AWAY)
    else:
        if trip.sent_home and of.activities(s, of.what(s, op)).front:
            # Who was sent home from several branches comes back once.
            trip.sent_home = False
            trip.entered = False
            trip.turned_away += 1
        _serve(s, t, now)


@compiled
def _fork(s: State, t: int) -> None:
    """Begin the branches of a parallel step."""
    thread = of.threads(s, t)
    trip, op = of.trips(s, thread.trip), thread.op
    outermost = trip.left == NONE
    if outermost:
        trip.left = t
    fork = new_fork(s, thread.trip, t, of.what(s, op), outermost)
    thread.waits_for = BRANCHES
    mark = op + 1
    for _ in range(of.what(s, op)):
        following = of.jump(s, mark)
        begin_first(s, new_thread(s, thread.trip, mark + 1, following, fork))
        mark = following


@compiled
def branch_ended(s: State, k: int) -> None:
    """A branch of a fork has ended; the last one lets the case go on."""
    while True:
        fork = of.forks(s, k)
        fork.running -= 1
        if fork.running > 0:
            return
        trip, parent, outermost = of.trips(s, fork.trip), fork.parent, fork.outermost
        lost = trip.lost
        if outermost and not lost:
            trip.left = NONE
        drop_fork(s, k)
        if not lost:
            go_on_soon(s, ANSWERED, parent, SERVED)
        if outermost or not lost:
            return
        # The case has left: the branch that began this fork never goes on.
        k = of.threads(s, parent).fork
        drop_thread(s, parent)


@inlined
def end(s: State, t: int, outcome: int, now: float) -> None:
    """A thread is at its end: of a branch, or of an attempt of its case."""
    thread = of.threads(s, t)
    trip = of.trips(s, thread.trip)
    if thread.fork != NONE:
        if outcome != SERVED and not trip.lost:
            trip.lost = True
            withdraw(s, thread.trip, now)
            go_on_soon(s, ANSWERED, trip.left, outcome)
        go_on_soon(s, BRANCH_ENDED, thread.fork, 0)
        drop_thread(s, t)
        return
    work.let_all_go(s, thread.trip, now)
    case = trip.case
    tries = outcome in (ABANDONED, BALKED, BLOCKED)
    if tries and trip.attempt + 1 < of.attempts(s, case):
        delay = of.retry_delay(s, of.first_retry(s, case) + trip.attempt)
        thread.waits_for = ATTEMPT
        thread.outcome = outcome
        schedule(s, now + delay, ENTERS + case * RANK, WAKE, t, 0, 0)
    else:
        _end_case(s, t, outcome, now)


@inlined
def _end_case(s: State, t: int, outcome: int, now: float) -> None:
    case = of.trips(s, of.threads(s, t).trip).case
    of.end_time(s)[case] = now
    of.fate(s)[case] = FINISHED if outcome == SERVED else LOST
    s.to_end -= 1
    drop_thread(s, t)


@compiled
def _try_again(s: State, t: int, now: float) -> None:
    """A caller makes another attempt, unless it is shut by now."""
    thread = of.threads(s, t)
    old = of.trips(s, thread.trip)
    case, op = old.case, old.visit_op
    trip = new_trip(s, case, old.attempt + 1, op, old.turned_away)
    leave_trip(s, thread.trip)
    of.trips(s, trip).users += 1
    thread.trip = trip
    thread.op = op
    calendar = of.service_calendar(s, of.service(s, case))
    if calendar != NONE and not hours.is_open(s, calendar, now):
        write_away(s, trip, op, now, now, TURNED_AWAY, of.trips(s, trip).turned_away)
        _end_case(s, t, thread.outcome, now)
    else:
        walk_soon(s, t)
