"""Open time along calendars, and the doors of pools."""

from __future__ import annotations

import math

from sim.fast import of
from sim.fast.compiling import compiled
from sim.fast.tables import NONE, State

DAY = 86400.0
SERVE_QUEUE, TURN_AWAY, SUSPEND = range(3)


@compiled
def _first_closing_after(s: State, calendar: int, t: float, at_too: bool) -> int:
    """The first span that closes after ``t``, or at it too; the end of the calendar if none."""
    low, high = of.calendar_from(s, calendar), of.calendar_from(s, calendar + 1)
    while low < high:
        middle = (low + high) >> 1
        close = of.closes(s, middle)
        if close > t or (at_too and close == t):
            high = middle
        else:
            low = middle + 1
    return low


@compiled
def _first_opening_from(s: State, calendar: int, t: float) -> int:
    low, high = of.calendar_from(s, calendar), of.calendar_from(s, calendar + 1)
    while low < high:
        middle = (low + high) >> 1
        if of.opens(s, middle) >= t:
            high = middle
        else:
            low = middle + 1
    return low


@compiled
def open_time_after(s: State, calendar: int, t: float, duration: float) -> float:
    """Instant at which so much open time since ``t`` is used up; infinity when none is left."""
    if duration <= 0:
        return t
    for k in range(_first_closing_after(s, calendar, t, False), of.calendar_from(s, calendar + 1)):
        start = max(t, of.opens(s, k))
        if start + duration <= of.closes(s, k):
            return start + duration
        duration -= of.closes(s, k) - start
    return math.inf


@compiled
def is_open(s: State, calendar: int, t: float) -> bool:
    """True within a span [open, close)."""
    k = _first_closing_after(s, calendar, t, False)
    return k < of.calendar_from(s, calendar + 1) and of.opens(s, k) <= t


@compiled
def return_time(s: State, calendar: int, t: float, place: float) -> float:
    """``t`` when it is open then, else a place within the next opening."""
    k = _first_closing_after(s, calendar, t, False)
    if k >= of.calendar_from(s, calendar + 1):
        return math.inf
    opens = of.opens(s, k)
    if opens <= t:
        return t
    return opens + place * (of.closes(s, k) - opens)


@compiled
def _day_of(s: State, calendar: int, t: float) -> float:
    k = _first_closing_after(s, calendar, t, True)
    if k < of.calendar_from(s, calendar + 1) and of.opens(s, k) <= t:
        return of.opens(s, k) // DAY
    return t // DAY


@compiled
def _opens_again_today(s: State, calendar: int, t: float) -> bool:
    k = _first_closing_after(s, calendar, t, False)
    if k >= of.calendar_from(s, calendar + 1):
        return False
    return of.opens(s, k) <= t or of.opens(s, k) // DAY == _day_of(s, calendar, t)


@compiled
def _last_close(s: State, calendar: int, t: float) -> float:
    day = _day_of(s, calendar, t)
    k = _first_opening_from(s, calendar, (day + 1) * DAY) - 1
    if k >= of.calendar_from(s, calendar) and of.opens(s, k) // DAY == day:
        return of.closes(s, k)
    return math.inf


@compiled
def next_day(s: State, activity: int, t: float, place: float) -> float:
    """When one who is sent home at ``t`` comes back."""
    pool = of.pools(s, of.serving(s, of.activities(s, activity).serving_from))
    calendar = pool.hours
    k = _first_opening_from(s, calendar, (_day_of(s, calendar, t) + 1) * DAY)
    if k >= of.calendar_from(s, calendar + 1):
        return math.inf
    start = of.opens(s, k)
    before = 0.0 if math.isnan(pool.last_ticket) else pool.last_ticket
    end = min(of.closes(s, k), _last_close(s, calendar, start) - before)
    return start + place * max(end - start, 0.0)


@compiled
def is_shut_to(s: State, activity: int, now: float) -> bool:
    """True when every pool that could serve turns away and is shut for the day."""
    serving = of.activities(s, activity)
    for k in range(serving.serving_from, serving.serving_to):
        pool = of.pools(s, of.serving(s, k))
        if pool.closing != TURN_AWAY or pool.hours == NONE:
            return False
        if _opens_again_today(s, pool.hours, now):
            return False
    return serving.serving_to > serving.serving_from


@compiled
def _is_past_last_ticket(s: State, p: int, now: float) -> bool:
    pool = of.pools(s, p)
    if math.isnan(pool.last_ticket) or pool.hours == NONE:
        return False
    if not _opens_again_today(s, pool.hours, now):
        return True
    return now >= _last_close(s, pool.hours, now) - pool.last_ticket


@compiled
def is_refused(s: State, k: int, now: float) -> bool:
    """True when no pool lets a ticket's case in: shut for the day, or past the last ticket."""
    ticket = of.tickets(s, k)
    serving = of.activities(s, ticket.activity)
    if not serving.has_doors:
        return False
    if is_shut_to(s, ticket.activity, now):
        return True
    if not ticket.front or of.trips(s, ticket.trip).entered:
        return False
    for k in range(serving.serving_from, serving.serving_to):
        if not _is_past_last_ticket(s, of.serving(s, k), now):
            return False
    return True
