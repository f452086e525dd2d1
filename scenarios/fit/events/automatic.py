"""Steps that nobody does: resources of an event log that work at all hours, at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenarios.fit.contacts import DAY, Flags, Floats
from scenarios.fit.events.log import Events
from scenarios.fit.events.working_time import find_working_time
from scenarios.fit.midday_break import ROUND_THE_CLOCK

_AT_ONCE = 60.0
"""A piece is done at once that takes no longer, or ends so soon after the one before it [s]."""
_MOSTLY = 0.5
"""Share of the pieces after a case's first that a resource does at once which is a machine."""


def with_automatic(events: Events) -> Events:
    """The events with a group of its own for each resource that is a machine.

    A machine has done pieces in each hour of the clock and on each weekday, and most of them at
    once, in an office the others of which work shorter hours: where everybody works around the
    clock, or only dates are written, nothing tells machines from people.
    """
    if events.days_alone:
        return events
    hour, day = (events.end % DAY // 3600).astype(np.int64), (events.end // DAY).astype(np.int64)
    at_once = _times_to_do(events) <= _AT_ONCE
    machines = [
        who
        for who in range(len(events.resources))
        if len(np.unique(hour[own := events.resource == who])) == 24
        and len(np.unique(day[own] % 7)) == 7
        and (later := own & ~events.first).any()
        and at_once[later].mean() >= _MOSTLY
    ]
    made = events
    for who in machines:
        made = _with_group(made, who)
    by_people = ~made.by_machine
    if not machines or not by_people.any():
        return events
    spans = [span for day_spans in find_working_time(made).hours for span in day_spans]
    shorter = all(end - begin <= ROUND_THE_CLOCK for begin, end in spans)
    return made if shorter else events


def _times_to_do(events: Events) -> Floats:
    """From the start of an event, or else the event before it in its case, to its end [s]."""
    before = np.concatenate([[np.nan], events.end[:-1]])
    since = np.where(np.isfinite(events.start), events.start, before)
    return np.asarray(events.end - since, dtype=np.float64)


def _with_group(events: Events, who: int) -> Events:
    own: Flags = events.resource == who
    theirs = int(events.group[own][0])
    if (own == (events.group == theirs)).all():
        return replace(events, automatic=(*events.automatic, theirs))
    name = events.resources[who]
    while name in events.groups:
        name += "*"
    return replace(
        events,
        group=np.where(own, len(events.groups), events.group),
        groups=(*events.groups, name),
        automatic=(*events.automatic, len(events.groups)),
    )
