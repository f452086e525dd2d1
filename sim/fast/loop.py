"""The run: the next move, or the order of an instant, or the next event, until it is over."""

from __future__ import annotations

import math

from sim.event_log import DUTY, ON_DEMAND, SERVED, UNFINISHED
from sim.fast import duty, hall, lines, of, resources, rows, walk, work
from sim.fast.compiling import compiled, entrance, inlined
from sim.fast.events import (
    ANSWERED,
    BREAK_DOWN,
    CHANGES,
    DUTY_CHANGE,
    END_BREAK,
    END_PIECE,
    ENTERS,
    GIVE_UP,
    GIVES_UP,
    RANK,
    RELEASE,
    REPAIR,
    SURGE_READY,
    drop_first,
    schedule,
)
from sim.fast.tables import NONE, PLACE, State
from sim.script import FORK

SPARE = 16
_ARRIVAL, _DOWN_POOL = PLACE["arrival"], PLACE["down_pool"]
_TICKETS, _TRIPS, _THREADS, _FORKS, _KEPT, _EVENTS = (
    PLACE[name] for name in ("tickets", "trips", "threads", "forks", "kept", "events")
)
_URGENT, _NORMAL, _ENTERING, _ROWS, _DUTY, _RESOURCES = (
    PLACE[name] for name in ("urgent", "normal", "entering", "rows", "duty", "resources")
)


@entrance
def begin(s: State) -> None:
    """Nothing is in use yet; put the first changes of duty and failures on the heap."""
    s.free_ticket = s.free_trip = s.free_thread = s.free_fork = s.free_kept = NONE
    s.inside_first = NONE
    s.n_cases = s.to_end = s.room[_ARRIVAL]
    s.n_downs = s.room[_DOWN_POOL]
    s.touched_first, s.touched_last = s.n_pools, NONE
    if s.n_cases > 0:
        s.now = min(0.0, of.arrival(s, 0))
    for op in range(of.first_op(s, s.n_cases)):
        if of.kind(s, op) == FORK:
            s.most_branches = max(s.most_branches, of.what(s, op))
    for p in range(s.n_pools):
        _next_duty(s, p)
    for k in range(s.n_downs):
        _next_failure(s, k, of.down_from(s, k))


@entrance
def run(s: State) -> bool:
    """Run until it is over; False when a table has no room left and has to grow first."""
    while True:
        steps = _steps_with_room(s)
        if steps == 0:
            return False
        for _ in range(steps):
            if _is_done(s):
                return True


@inlined
def _is_done(s: State) -> bool:
    """Make the next step; True when the run is over."""
    if s.next_step == walk.WALK:
        s.next_step = walk.STAY
        walk.walk(s, s.next_thread, s.now)
    elif s.next_step == walk.END:
        s.next_step = walk.STAY
        walk.end(s, s.next_thread, s.next_outcome, s.now)
    elif s.urgent_first < s.urgent_last:
        walk.walk_soon(s, of.urgent(s, s.urgent_first).a)
        s.urgent_first += 1
    elif s.normal_first < s.normal_last:
        move = of.normal(s, s.normal_first)
        s.normal_first += 1
        if move.code == ANSWERED:
            walk.answered(s, move.a, move.b, s.now)
        else:
            walk.branch_ended(s, move.a)
    else:
        return _next_instant(s)
    return False


@inlined
def _next_instant(s: State) -> bool:
    """Settle what has moved, or go on to the next event; True when the run is over."""
    s.urgent_first = s.urgent_last = s.normal_first = s.normal_last = 0
    time, key = math.inf, 0
    if s.n_events > 0:
        time, key = of.events(s, 0).time, of.events(s, 0).key
    comes = False
    if s.next_case < s.n_cases:
        at = of.arrival(s, s.next_case)
        enters = ENTERS + s.next_case * RANK
        if s.n_events == 0 or at < time or (at == time and enters < key):
            time, key, comes = at, enters, True
    nothing_left = s.n_events == 0 and not comes
    if s.unsettled and (nothing_left or time > s.now or key >= GIVES_UP):
        hall.settle(s, s.now)
    elif nothing_left or _is_over(s, time):
        _stop(s)
        return True
    else:
        s.now = time
        if comes:
            s.next_case += 1
            walk.begin_case(s, s.next_case - 1)
        else:
            _happen(s, time)
    return False


@inlined
def _is_over(s: State, time: float) -> bool:
    return time > s.end or (time >= s.horizon and s.to_end == 0 and s.busy == 0)


@inlined
def _happen(s: State, now: float) -> None:
    """The first event on the heap."""
    event = of.events(s, 0)
    code, a, b, c = event.code, event.a, event.b, event.c
    drop_first(s)
    if code == END_PIECE:
        if of.resources(s, of.pools(s, a).resources + b).piece == c:
            work.end_piece(s, a, b, now)
    elif code == RELEASE:
        work.release(s, a, b, now)
    elif code == GIVE_UP:
        hall.give_up(s, a, b, now)
    elif code == DUTY_CHANGE:
        at = of.pools(s, a).duty_next
        if of.duty_closes(s, of.pools(s, a).duty_from + at):
            duty.close(s, a, now)
        else:
            duty.change(s, a, at, now)
        of.pools(s, a).duty_next += 1
        _next_duty(s, a)
    elif code == BREAK_DOWN:
        p = of.down_pool(s, a)
        duty.break_down(s, p, of.down_resource(s, a), now)
        schedule(s, of.down_end(s, b), CHANGES + p, REPAIR, a, b, 0)
    elif code == REPAIR:
        duty.repair(s, of.down_pool(s, a), of.down_resource(s, a), now)
        _next_failure(s, a, b + 1)
    elif code == SURGE_READY:
        duty.open_one_more(s, a, b, now)
    elif code == END_BREAK:
        duty.end_break(s, a, b, c, now)
    else:
        walk.wake(s, a, now)


@compiled
def _next_duty(s: State, p: int) -> None:
    pool = of.pools(s, p)
    at = pool.duty_from + pool.duty_next
    if at < pool.duty_to:
        schedule(s, of.duty_time(s, at), CHANGES + p, DUTY_CHANGE, p, 0, 0)


@compiled
def _next_failure(s: State, k: int, at: int) -> None:
    if at < of.down_from(s, k + 1):
        key = CHANGES + of.down_pool(s, k)
        schedule(s, of.down_begin(s, at), key, BREAK_DOWN, k, at, 0)


@inlined
def _steps_with_room(s: State) -> int:
    """For how many steps there is room, whatever they write down; 0 when a table has to grow."""
    steps = steps_at_once(s.live)
    few, many, branches, present = room_for(s, steps)
    has_room = (
        s.n_tickets + few < s.room[_TICKETS]
        and s.n_trips + few < s.room[_TRIPS]
        and s.n_threads + branches < s.room[_THREADS]
        and s.n_forks + few < s.room[_FORKS]
        and s.n_kept + few < s.room[_KEPT]
        and s.n_events + many + steps * s.most_people < s.room[_EVENTS]
        and s.urgent_last + branches < s.room[_URGENT]
        and s.normal_last + many < s.room[_NORMAL]
        and s.n_entering + many < s.room[_ENTERING]
        and s.n_rows + many < s.room[_ROWS]
        and s.n_duty + present < s.room[_DUTY]
        and s.on_duty + s.live + few < s.endless_room
    )
    return steps if has_room else 0


@compiled
def steps_at_once(live: int) -> int:
    """After how many steps it is looked again whether there is room: soon where many wait."""
    return 1 + 2048 // (live + 64)


@compiled
def room_for(s: State, steps: int) -> tuple[int, int, int, int]:
    """Entries that so many steps may need: of tickets, of what each ticket writes, of branches, of
    presence.

    A step brings at most one ticket more, and writes of each that there is at most twice.
    """
    few = steps * SPARE
    many = steps * (2 * (s.live + steps) + SPARE)
    return few, many, steps * (s.most_branches + 1), many + steps * 4 * s.room[_RESOURCES]


@entrance
def room_needed(s: State) -> tuple[int, int, int, int, int]:
    """The steps at once, and `room_for` them."""
    steps = steps_at_once(s.live)
    few, many, branches, present = room_for(s, steps)
    return steps, few, many, branches, present


@compiled
def _stop(s: State) -> None:
    """The run stops: write down what still waits, passes, or is being done, and who is there."""
    is_empty = s.to_end == 0 and s.busy == 0
    until = max(s.now, s.horizon) if is_empty else s.end
    s.until = until
    for p in range(s.n_pools):
        pool = of.pools(s, p)
        for r in range(pool.capacity):
            resource = of.resources(s, pool.resources + r)
            if (resource.busy and not resource.after_work) or resource.suspended:
                rows.write_unfinished(s, p, r, until)
            elif resource.kept:
                nan = math.nan
                rows.write_piece(s, p, r, resource.start, resource.since, nan, SERVED)
            k = resource.round_first
            while k != NONE:
                rows.write_lost(s, k, math.nan, UNFINISHED)
                k = of.tickets(s, k).round_after
    for activity in range(s.n_activities):
        k = of.lines(s)[activity]
        while k != NONE:
            rows.write_lost(s, k, math.nan, UNFINISHED)
            k = lines.next_waiting(s, k)
    for t in range(s.n_threads):
        thread = of.threads(s, t)
        if thread.trip != NONE and thread.waits_for == walk.PAUSE:
            rows.write_away(
                s, thread.trip, thread.op, thread.since, math.nan, UNFINISHED, thread.turned_away
            )
    for p in range(s.n_pools):
        _end_duty(s, p, until)


@compiled
def _end_duty(s: State, p: int, until: float) -> None:
    pool = of.pools(s, p)
    kind = ON_DEMAND if pool.level == math.inf else DUTY
    for r in range(pool.capacity):
        resource = of.resources(s, pool.resources + r)
        if not math.isnan(resource.on_since):
            since = resource.leaver_since
            if math.isnan(since):
                since = pool.closing_since
            if pool.leaving > 0 and resource.busy:
                since = resources.first_to_leave(s, p)
            resources.go(s, p, r, min(since, until), until, kind)
