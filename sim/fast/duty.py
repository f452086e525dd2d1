"""Changes of who is there: duty, closing, breakdowns, and windows opened when many wait."""

from __future__ import annotations

import math

from sim.event_log import DUTY, HANDED_OVER, INTERRUPTED, ON_DEMAND, TURNED_AWAY
from sim.fast import closing, hours, late_breaks, lines, of, resources, work
from sim.fast.compiling import compiled
from sim.fast.events import CHANGES, SURGE_READY, schedule
from sim.fast.ordering import sort_by_case
from sim.fast.tables import NONE, State


@compiled
def change(s: State, p: int, at: int, now: float) -> None:
    """A pool's level, or who is on duty, changes while it is open; ``at`` is a row of its plan."""
    pool = of.pools(s, p)
    if pool.closing_since < now:
        resources.note_all(s, p, pool.closing_since, now, DUTY)
    pool.closing_since = math.inf
    if pool.people > 0:
        _change_people(s, p, at, now)
        return
    level = of.duty_level(s, pool.duty_from + at)
    pool.planned = level
    if level == 0:
        _forget_extra(s, p)
    elif pool.extra > 0:
        room = pool.seats - level
        if room < pool.extra:
            pool.extra = int(room)
    _change_level(s, p, level + pool.extra, now)


@compiled
def _forget_extra(s: State, p: int) -> None:
    pool = of.pools(s, p)
    pool.extra = 0
    pool.coming = 0
    pool.openings += 1


@compiled
def _change_level(s: State, p: int, level: float, now: float) -> None:
    """Change how many are to be on duty, those opened because many wait included."""
    pool = of.pools(s, p)
    endless = pool.level == math.inf
    pool.level = level
    if level == math.inf:
        _call_when_needed(s, p, endless, now)
        closing.touch(s, p)
        return
    if endless:
        resources.note_all(s, p, now, now, ON_DEMAND)
    missing = int(level) - (pool.on_duty - pool.leaving)
    while missing > 0 and pool.leaving > 0:
        pool.leaving -= 1
        missing -= 1
    while missing > 0:
        back = _lowest_suspended(s, p)
        _start(s, p, resources.lowest_free(s, p) if back == NONE else back, now)
        missing -= 1
    n = 0
    while missing < 0:
        missing += 1
        r = _to_send_home(s, p)
        if r != NONE:
            resources.go(s, p, r, now, now)
            continue
        r = _last_started(s, p, n)
        if pool.hands_over and r != NONE:
            of.scratch(s)[n] = r
            n += 1
        else:
            resources.ask_to_leave(s, p, now)
    _hand_over(s, p, n, now)


@compiled
def _call_when_needed(s: State, p: int, endless: bool, now: float) -> None:
    pool = of.pools(s, p)
    if not endless:
        resources.note_all(s, p, now, now, DUTY)
    pool.leaving = 0
    while pool.idle_first != NONE:
        resources.go(s, p, pool.idle_first, now, now)
    while True:
        back = _lowest_suspended(s, p)
        if back == NONE:
            break
        _start(s, p, back, now)


@compiled
def _lowest_suspended(s: State, p: int) -> int:
    pool = of.pools(s, p)
    for r in range(pool.capacity):
        if of.resources(s, pool.resources + r).suspended:
            return r
    return NONE


@compiled
def _to_send_home(s: State, p: int) -> int:
    """The highest index of those idle, else of those out of order; NONE when all are busy."""
    pool = of.pools(s, p)
    found = NONE
    for r in range(pool.capacity - 1, -1, -1):
        resource = of.resources(s, pool.resources + r)
        if not math.isnan(resource.on_since) and not resource.busy:
            if not math.isnan(resource.idle_since):
                return r
            if found == NONE:
                found = r
    return found


@compiled
def _last_started(s: State, p: int, n: int) -> int:
    """The one busy with a piece that seized last; not one of the first n that are chosen."""
    pool = of.pools(s, p)
    found, latest = NONE, -math.inf
    for r in range(pool.capacity):
        resource = of.resources(s, pool.resources + r)
        if resource.busy and not resource.after_work and resource.seize >= latest:
            chosen = False
            for at in range(n):
                chosen = chosen or of.scratch(s)[at] == r
            if not chosen:
                found, latest = r, resource.seize
    return found


@compiled
def _change_people(s: State, p: int, at: int, now: float) -> None:
    pool = of.pools(s, p)
    row = pool.people_from + at * pool.people
    late_breaks.change(s, p, row, now)
    wanted, n = 0, 0
    for r in range(pool.people):
        resource = of.resources(s, pool.resources + r)
        if of.people_on(s, row + r):
            wanted += 1
        elif not math.isnan(resource.on_since) and math.isnan(resource.leaver_since):
            if not resource.busy:
                resources.go(s, p, r, now, now)
            elif pool.hands_over and not resource.after_work:
                of.scratch(s)[n] = r
                n += 1
            else:
                resource.leaver_since = now
    pool.level = float(wanted)
    for r in range(pool.people):
        resource = of.resources(s, pool.resources + r)
        if of.breaks_from(s, row + r) and not math.isnan(resource.leaver_since):
            late_breaks.is_late(s, p, r, now)
    for r in range(pool.people):
        if of.people_on(s, row + r) and not late_breaks.is_on_one(s, p, r):
            resource = of.resources(s, pool.resources + r)
            since = resource.leaver_since
            resource.leaver_since = math.nan
            if math.isnan(resource.on_since):
                _start(s, p, r, now)
            elif not math.isnan(since):
                resources.note_present(s, p, r, since, now, DUTY)
    _hand_over(s, p, n, now)


@compiled
def end_break(s: State, p: int, r: int, number: int, now: float) -> None:
    """A break that started late is over, unless the shift or the day has ended before."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    if resource.breaks == number and late_breaks.is_on_one(s, p, r):
        resource.break_due = math.nan
        _start(s, p, r, now)
        closing.touch(s, p)


@compiled
def _start(s: State, p: int, r: int, now: float) -> None:
    """A resource comes on duty, and goes on with what it had put aside."""
    resources.come(s, p, r, now)
    resource = of.resources(s, of.pools(s, p).resources + r)
    if not resource.suspended:
        resources.rest(s, p, r, now)
        return
    resource.suspended = False
    resource.travel = 0.0
    work.work_on(s, p, r, now)
    if resource.down:
        break_down(s, p, r, now)


@compiled
def _stop(s: State, p: int, r: int, now: float) -> None:
    """A busy resource leaves at once."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    resource.busy = False
    resource.leaver_since = math.nan
    resources.go(s, p, r, now, now)


@compiled
def _hand_over(s: State, p: int, n: int, now: float) -> None:
    """Busy resources whose duty has ended leave at once."""
    for at in range(n):
        r = of.scratch(s)[at]
        _stop(s, p, r, now)
        work.put_down(s, p, r, HANDED_OVER, now)
        work.give_back(s, p, r, now)
    closing.touch(s, p)


@compiled
def close(s: State, p: int, now: float) -> None:
    """A pool's opening ends: pieces are suspended, those who wait may be turned away."""
    pool = of.pools(s, p)
    # Nobody was to come since it closed: it is still serving out the queue.
    if not pool.closing_since < now:
        _end_opening(s, p, now)
    n = 0
    for at in range(pool.serves_from, pool.serves_to):
        activity = of.serves_activity(s, at)
        shut = hours.is_shut_to(s, activity, now)
        k = of.lines(s)[activity]
        while k != NONE:
            if shut or of.tickets(s, k).outside:
                of.scratch(s)[n] = k
                n += 1
            k = lines.next_waiting(s, k)
    sort_by_case(s, of.scratch(s), n)
    for at in range(n):
        k = of.scratch(s)[at]
        if of.tickets(s, k).outside:
            lines.leave(s, k)
            of.tickets(s, k).handed = 0
            lines.wait(s, k)
        else:
            closing.lose(s, k, now, TURNED_AWAY)
    closing.touch(s, p)


@compiled
def _end_opening(s: State, p: int, now: float) -> None:
    pool = of.pools(s, p)
    endless = pool.level == math.inf
    if endless:
        resources.note_all(s, p, now, now, ON_DEMAND)
    _forget_extra(s, p)
    late_breaks.clear(s, p)
    if pool.closing == hours.SUSPEND:
        _suspend(s, p, now)
    elif pool.on_duty > 0 or endless:
        pool.closing_since = now
        s.some_close = True
        if pool.closing == hours.TURN_AWAY:
            go_home(s, p, now)


@compiled
def _suspend(s: State, p: int, now: float) -> None:
    """Pieces under way stop until the next opening; who is in after-work leaves after it."""
    pool = of.pools(s, p)
    leaving = pool.leaving
    busy_after = 0
    for r in range(pool.capacity):
        resource = of.resources(s, pool.resources + r)
        if not math.isnan(resource.on_since) and not resource.busy:
            resources.go(s, p, r, now, now)
        busy_after += resource.after_work
    pool.level = 0.0
    pool.planned = 0.0
    if pool.people == 0:
        pool.leaving = min(leaving, busy_after)
        for _ in range(busy_after - pool.leaving):
            resources.ask_to_leave(s, p, now)
    for r in range(pool.capacity):
        resource = of.resources(s, pool.resources + r)
        if pool.people > 0:
            if not resource.after_work:
                resource.leaver_since = math.nan
            elif math.isnan(resource.leaver_since):
                resource.leaver_since = now
        if resource.busy and not resource.after_work:
            work.set_aside(s, p, r, now)
            resource.suspended = True
            _stop(s, p, r, now)
            work.give_back(s, p, r, now)


@compiled
def go_home(s: State, p: int, now: float) -> None:
    """Nobody inside needs the closed pool any more: those idle leave, the others when done."""
    pool = of.pools(s, p)
    since = pool.closing_since
    pool.closing_since = math.inf
    for r in range(pool.capacity):
        resource = of.resources(s, pool.resources + r)
        if not math.isnan(resource.on_since) and not resource.busy:
            resources.go(s, p, r, since, now)
    if pool.people > 0:
        for r in range(pool.people):
            resource = of.resources(s, pool.resources + r)
            if math.isnan(resource.on_since):
                resource.leaver_since = math.nan
            elif math.isnan(resource.leaver_since):
                resource.leaver_since = since
    else:
        while pool.leaving < pool.on_duty:
            resources.ask_to_leave(s, p, since)
    pool.level = 0.0
    pool.planned = 0.0


@compiled
def break_down(s: State, p: int, r: int, now: float) -> None:
    """A resource is out of order; what it was doing is interrupted."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    resource.down = True
    resources.stop_resting(s, p, r)
    if resource.busy and not resource.after_work:
        resource.busy = False
        work.put_down(s, p, r, INTERRUPTED, now)
        if resources.is_to_leave(s, p, r):
            resources.set_free(s, p, r, now)
    work.give_back(s, p, r, now)
    closing.touch(s, p)


@compiled
def repair(s: State, p: int, r: int, now: float) -> None:
    """A resource works again; on duty and not busy it is idle."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    resource.down = False
    if not math.isnan(resource.on_since) and not resource.busy:
        resources.rest(s, p, r, now)
    closing.touch(s, p)


@compiled
def surge(s: State, now: float) -> None:
    """Open one more resource, or close one, in each pool by how many wait."""
    for p in range(s.n_pools):
        pool = of.pools(s, p)
        if not pool.has_surge or pool.planned == 0 or pool.closing_since <= now:
            continue
        if pool.surged_at == now:
            continue
        waiting, more = lines.waiting_for(s, p), pool.extra + pool.coming
        room = more < pool.surge_at_most and pool.planned + more < pool.seats
        if waiting > pool.surge_above and room:
            pool.surged_at = now
            pool.coming += 1
            ready = now + pool.surge_setup
            schedule(s, ready, CHANGES + p, SURGE_READY, p, pool.openings, 0)
        elif waiting < pool.surge_below and pool.extra > 0:
            pool.surged_at = now
            pool.extra -= 1
            _change_level(s, p, pool.planned + pool.extra, now)


@compiled
def open_one_more(s: State, p: int, opening: int, now: float) -> None:
    """What was being set up is ready, unless the pool has closed or the staff has the seat."""
    pool = of.pools(s, p)
    if pool.openings == opening:
        pool.coming -= 1
        if pool.planned + pool.extra < pool.seats:
            pool.extra += 1
            _change_level(s, p, pool.planned + pool.extra, now)
