"""Who of a pool is on duty, idle or busy, and who has to leave."""

from __future__ import annotations

import math

import numpy as np

from sim.event_log import DUTY, ON_DEMAND, OVERTIME
from sim.fast import late_breaks, of
from sim.fast.compiling import compiled, inlined
from sim.fast.tables import NONE, State

DAY = 86400.0


@compiled
def is_on(s: State, p: int, r: int) -> bool:
    """True while a resource is on duty, be it overtime."""
    return not math.isnan(of.resources(s, of.pools(s, p).resources + r).on_since)


@compiled
def lowest_free(s: State, p: int) -> int:
    """The resource with the lowest index that is neither on duty nor has put work aside."""
    pool = of.pools(s, p)
    first = pool.resources >> 6
    word = pool.free_word
    while of.free(s)[first + word] == 0:
        word += 1
    pool.free_word = word
    bits = of.free(s)[first + word]
    at = 0
    while (bits >> np.uint64(at)) & np.uint64(1) == 0:
        at += 1
    return word * 64 + at


@compiled
def _set_free(s: State, p: int, r: int, free: bool) -> None:
    pool = of.pools(s, p)
    word = (pool.resources >> 6) + (r >> 6)
    bit = np.uint64(1) << np.uint64(r & 63)
    if free:
        of.free(s)[word] |= bit
        pool.free_word = min(pool.free_word, r >> 6)
    else:
        of.free(s)[word] &= ~bit


@compiled
def come(s: State, p: int, r: int, now: float) -> None:
    """A resource comes on duty."""
    of.resources(s, of.pools(s, p).resources + r).on_since = now
    of.pools(s, p).on_duty += 1
    s.on_duty += 1
    _set_free(s, p, r, False)


@compiled
def rest(s: State, p: int, r: int, now: float) -> None:
    """A resource is idle, unless it is out of order; who has waited longest stands first."""
    pool = of.pools(s, p)
    here = pool.resources
    resource = of.resources(s, here + r)
    if resource.down:
        return
    resource.idle_since = now
    before = pool.idle_last
    while before != NONE and of.resources(s, here + before).idle_since == now and before > r:
        before = of.resources(s, here + before).idle_before
    after = pool.idle_first if before == NONE else of.resources(s, here + before).idle_after
    resource.idle_before = before
    resource.idle_after = after
    if before == NONE:
        pool.idle_first = r
    else:
        of.resources(s, here + before).idle_after = r
    if after == NONE:
        pool.idle_last = r
    else:
        of.resources(s, here + after).idle_before = r


@compiled
def stop_resting(s: State, p: int, r: int) -> None:
    """A resource is not idle any more, if it was."""
    pool = of.pools(s, p)
    here = pool.resources
    resource = of.resources(s, here + r)
    if math.isnan(resource.idle_since):
        return
    resource.idle_since = math.nan
    if resource.idle_before == NONE:
        pool.idle_first = resource.idle_after
    else:
        of.resources(s, here + resource.idle_before).idle_after = resource.idle_after
    if resource.idle_after == NONE:
        pool.idle_last = resource.idle_before
    else:
        of.resources(s, here + resource.idle_after).idle_before = resource.idle_before


@compiled
def can_serve(s: State, p: int) -> bool:
    """True when a case that waits could be taken at once."""
    return of.pools(s, p).idle_first != NONE or of.pools(s, p).level == math.inf


@compiled
def distance(s: State, p: int, r: int, east: float, north: float) -> float:
    """Way of a crew to a place, along the straight line [km]."""
    pool = of.pools(s, p)
    resource = of.resources(s, pool.resources + r)
    from_east = resource.east if resource.has_place else pool.base_east
    from_north = resource.north if resource.has_place else pool.base_north
    return math.sqrt((east - from_east) ** 2 + (north - from_north) ** 2)


@inlined
def take(s: State, p: int, now: float, east: float, north: float) -> int:
    """The resource that serves next: longest idle, then lowest index, or the nearest."""
    pool = of.pools(s, p)
    if pool.level == math.inf:
        r = lowest_free(s, p)
        come(s, p, r, now)
        return r
    r = pool.idle_first
    if pool.has_crew and pool.picks_nearest:
        least = distance(s, p, r, east, north)
        other = of.resources(s, pool.resources + r).idle_after
        while other != NONE:
            way = distance(s, p, other, east, north)
            if way < least:
                r, least = other, way
            other = of.resources(s, pool.resources + other).idle_after
    stop_resting(s, p, r)
    return r


@compiled
def factor(s: State, p: int, r: int, now: float) -> float:
    """Time that a resource takes for work now, against the drawn one."""
    pool = of.pools(s, p)
    own = of.slowness(s, pool.slowness_from + r) if pool.people > 0 else 1.0
    if pool.days == 0:
        return own
    day = min(int(max(now, 0.0) // DAY), pool.days - 1)
    return own * of.day_factor(s, pool.days_from + day)


@compiled
def note(s: State, p: int, r: int, on: float, off: float, kind: int) -> None:
    """Write down a presence."""
    if off > on:
        row = of.duty(s, s.n_duty)
        row.pool = p
        row.resource = r
        row.on = on
        row.off = off
        row.kind = kind
        s.n_duty += 1


@compiled
def go(s: State, p: int, r: int, since: float, now: float, kind: int = DUTY) -> None:
    """A resource leaves now; its duty should have ended at ``since``."""
    pool = of.pools(s, p)
    resource = of.resources(s, pool.resources + r)
    note_present(s, p, r, since, now, kind)
    resource.on_since = math.nan
    pool.on_duty -= 1
    s.on_duty -= 1
    resource.has_place = False
    stop_resting(s, p, r)
    if not resource.suspended:
        _set_free(s, p, r, True)


@compiled
def note_all(s: State, p: int, since: float, now: float, kind: int) -> None:
    """Note the presence of all until now; duty should have ended at ``since``."""
    pool = of.pools(s, p)
    for r in range(pool.capacity):
        if is_on(s, p, r):
            note_present(s, p, r, since, now, kind)


@compiled
def note_present(s: State, p: int, r: int, since: float, now: float, kind: int) -> None:
    """Note a resource's presence until now; duty should have ended at ``since``."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    on = resource.on_since
    note(s, p, r, on, since, kind)
    note(s, p, r, max(on, since), now, OVERTIME)
    resource.on_since = now


@compiled
def ask_to_leave(s: State, p: int, since: float) -> None:
    """Somebody, whoever is done first, has to leave."""
    pool = of.pools(s, p)
    at = (pool.leaving_at + pool.leaving) % pool.capacity
    of.resources(s, pool.resources + at).leaving_since = since
    pool.leaving += 1


@compiled
def first_to_leave(s: State, p: int) -> float:
    """Since when the one who leaves now should have: the longest."""
    pool = of.pools(s, p)
    since = of.resources(s, pool.resources + pool.leaving_at).leaving_since
    pool.leaving_at = (pool.leaving_at + 1) % pool.capacity
    pool.leaving -= 1
    return since


@compiled
def is_to_leave(s: State, p: int, r: int) -> bool:
    """True when the resource leaves as soon as it is done."""
    pool = of.pools(s, p)
    return pool.leaving > 0 or not math.isnan(of.resources(s, pool.resources + r).leaver_since)


@inlined
def set_free(s: State, p: int, r: int, now: float) -> None:
    """A resource is done: it leaves when it has to, or else is idle."""
    pool = of.pools(s, p)
    resource = of.resources(s, pool.resources + r)
    if pool.level == math.inf:
        go(s, p, r, min(now, pool.closing_since), now, ON_DEMAND)
    elif pool.people > 0:
        since = resource.leaver_since
        if math.isnan(since):
            rest(s, p, r, now)
        else:
            resource.leaver_since = math.nan
            go(s, p, r, since, now)
            late_breaks.leaves(s, p, r, now)
    elif pool.leaving > 0:
        go(s, p, r, first_to_leave(s, p), now)
    else:
        rest(s, p, r, now)
