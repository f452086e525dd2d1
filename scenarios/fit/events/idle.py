"""When people who can take an event's kind of work were there with nothing to do."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scenarios.fit.contacts import DAY, Floats, Ints
from scenarios.fit.events.hours_by_group import HoursByGroup
from scenarios.fit.events.log import Events
from scenarios.fit.midday_break import HALF_HOUR

STRAIGHT_ON = 300.0
"""Who begins so soon after the last piece went straight on [s]."""


def idle_until(events: Events, begin: Floats, hours: HoursByGroup) -> Floats:
    """The last moment until an event was begun at which somebody could have begun it.

    Whoever ever did its activity in its group could have, on days on which they did anything, while
    they were at no piece. Who goes on within five minutes was not idle between; nobody begins
    before closing, or before the break, what cannot be done by then: across those a pause is none
    that is as short as the piece after it, or as the half hour to which hours are known.

    Parameters
    ----------
    events
        The log.
    begin
        When each was begun, by the clock [s since the first day's midnight], shape (events,).
    hours
        When each group works.

    Returns
    -------
    Open time of the event's group [s], shape (events,): that of its beginning where somebody was
    idle just then, -inf where all were busy ever since the log begins.
    """
    made = np.full(len(begin), -np.inf)
    who, from_, until = _pieces(events, begin)
    # Nobody waits for a machine, and whom nobody names nothing is known of.
    people = (events.resource >= 0) & ~events.by_machine
    for kind, of in enumerate(hours.kinds):
        theirs = people & (hours.kind[events.group] == kind)
        if not theirs.any():
            continue
        idle_of, idle_from, idle_to = _idle(who, from_, until, of.open_before)
        begun = of.open_before(begin)
        code = events.activity * len(events.groups) + events.group
        for one in np.unique(code[theirs]).tolist():
            own = theirs & (code == one)
            mine = np.isin(idle_of, np.unique(events.resource[own]))
            first, last = idle_from[mine], np.maximum.accumulate(idle_to[mine])
            k = np.searchsorted(first, begun[own], "left") - 1
            found = np.append(last, -np.inf)[k]  # where k is -1 nobody was idle yet
            made[own] = np.minimum(found, begun[own])
    return made


def _pieces(events: Events, begin: Floats) -> tuple[Ints, Floats, Floats]:
    """Who was at work from when until when: a piece that was put down is several."""
    pauses = events.pauses
    taken_up = np.fmax(begin, events.taken_up)
    # Until a piece was put down whoever did so was at it since it was begun, or last taken up.
    order = np.lexsort((pauses.begin, pauses.event))
    event, down = pauses.event[order], pauses.begin[order]
    up = begin[event]
    again = np.flatnonzero(np.diff(event) == 0) + 1
    up[again] = pauses.end[order][again - 1]
    who = np.concatenate([events.resource, pauses.resource[order]])
    from_, until = np.concatenate([taken_up, up]), np.concatenate([events.end, down])
    known = (who >= 0) & np.isfinite(from_)
    return who[known], from_[known], until[known]


def _idle(
    who: Ints, begin: Floats, end: Floats, opened: Callable[[Floats], Floats]
) -> tuple[Ints, Floats, Floats]:
    """Whose idle time is from when until when [s of open time], in order of its beginning."""
    order = np.lexsort((end, begin, who))
    who, begin, end = who[order], begin[order], end[order]
    new = np.diff(who, prepend=-1) != 0
    # Of pieces at the same time the longest tells when the next one finds its doer free.
    lift = np.cumsum(new) * (float(end.max(initial=0.0)) - float(begin.min(initial=0.0)) + DAY)
    free = np.maximum.accumulate(end + lift) - lift
    at = np.flatnonzero(~new)
    then, next_ = free[at - 1], begin[at]
    pause = opened(next_) - opened(then)
    shut_between = next_ - then - pause > 1.0
    work = opened(end[at]) - opened(next_)
    idle = pause > np.where(shut_between, np.maximum(work, HALF_HOUR), STRAIGHT_ON)
    then, next_, person = then[idle], next_[idle], who[at][idle]
    # On a day without a piece somebody may have been away.
    evening = np.minimum(_midnight(then) + DAY, next_)
    morning = np.maximum(_midnight(next_), evening)
    last = np.append(new[1:], np.ones(len(new[:1]), dtype=np.bool_))
    parts = (
        (person, then, evening),
        (person, morning, next_),
        (who[last], free[last], _midnight(free[last]) + DAY),
        (who[new], _midnight(begin[new]), begin[new]),
    )
    whose, from_, until = (np.concatenate(each) for each in zip(*parts, strict=True))
    from_, until = opened(from_), opened(until)
    # At the first piece of all somebody was free: what was before is not known.
    from_[len(from_) - int(new.sum()) :] -= 1.0
    order = np.argsort(from_, kind="stable")
    return whose[order], from_[order], until[order]


def _midnight(moments: Floats) -> Floats:
    """That before."""
    return np.asarray(np.floor(moments / DAY) * DAY, dtype=np.float64)
