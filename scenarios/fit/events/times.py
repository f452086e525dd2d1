"""Work and waiting of every event, as far as a log tells them apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.events.hours_by_group import HoursByGroup
from scenarios.fit.events.idle import idle_until
from scenarios.fit.events.log import Events
from scenarios.fit.events.queueing import queueing

_FEW = 5


@dataclass(frozen=True, slots=True)
class EventTimes:
    """Open time of events, that of the group which does each [s], shape (events,)."""

    arrival: Floats
    """When it could have been begun, by the clock [s since the first day's midnight]."""
    work: Floats
    """Time at work: as logged, or as the quicker half was where only completions are."""
    delay: Floats
    """Waiting that nobody's being busy with other cases explains, since the event before it in
    its case."""
    busy: Floats
    """Waiting for people who were busy with other cases."""
    busy_least: Floats
    """Least of it: its mean over events is the lower end of an interval of 95 % for theirs."""
    busy_most: Floats
    """Most of it, likewise."""
    work_most: Floats
    """Where only completions are: time that could at the most have been work; NaN where nothing
    bounds it. Equal to ``work`` where starts are known."""
    overlap: float
    """Share of the events begun before the one before them in their case had ended."""

    def of_events(self, kept: Flags) -> EventTimes:
        """Those of some events, with the overlap of all.

        Parameters
        ----------
        kept
            Shape (events,).
        """
        return EventTimes(
            self.arrival[kept], self.work[kept], self.delay[kept], self.busy[kept],
            self.busy_least[kept], self.busy_most[kept], self.work_most[kept], self.overlap,
        )  # fmt: skip


def time_events(events: Events, hours: HoursByGroup, longest_work: float) -> EventTimes:
    """Take each event's time apart.

    An event can begin when the one before it in its case ends (or when the log says that it came
    into its queue), and once the one who does it is free: start >= max(enabled, resource free), as
    Chapela-Campa & Dumas (2023, "Enhancing business process simulation models with extraneous
    activity delays") have it. What it waited for people who were busy is contention, which a model
    makes by itself, and told from extraneous delays by `queueing`. While a piece lies that was put
    down it is no work but a delay. Without starts, waiting within the resource's run of pieces is
    taken for contention, and the time since max(enabled, free) is an upper bound of the work when
    it is shorter than ``longest_work``. Half of these bounds, those up to the activity's median,
    are taken as work alone; the others as the mean of that half and waiting.

    Parameters
    ----------
    events
        The log.
    hours
        Working time: all times but arrivals are open time of the group that does the event.
    longest_work
        Bound above which time is no work [s].
    """

    def opened(moments: Floats) -> Floats:
        """Open time until moments, one of each event."""
        return hours.open_before(moments, events.group)

    before = np.concatenate([[np.nan], events.end[:-1]])
    before[events.first] = np.nan
    known = np.isfinite(events.start)
    # What is enabled while an earlier step is still at work waits for that one too.
    enabled = np.fmax(events.enable, before)
    order = np.lexsort((events.end, events.resource))
    free = np.full(len(order), np.nan)
    same = (np.diff(events.resource[order]) == 0) & (events.resource[order][1:] >= 0)
    free[order[1:][same]] = events.end[order[:-1][same]]
    # The time for which whoever did it could have been at it, where no start says more.
    available = np.fmax(enabled, free)
    # Nothing says when a case came before its first completion: no bound of its work.
    bound = opened(events.end) - opened(np.where(np.isfinite(enabled), available, np.nan))
    short = ~known & (bound <= longest_work)
    bounds = np.where(short, bound, np.nan)
    typical = _by_activity(events, bounds, np.median)
    at_once = short & (bound <= typical)
    quick = _by_activity(events, np.where(at_once, bound, np.nan), np.mean)
    lying = _lying(events, hours)
    length = opened(events.end) - opened(events.start) - lying
    work = np.where(known, length, np.where(at_once, bound, quick))
    most = np.where(known, length, np.where(short, bound, np.nan))
    begin = np.where(known, events.start, events.end - work)
    came = np.isfinite(enabled)
    enabled = np.where(came, enabled, begin)
    overlap = float((known & (begin < enabled - 1)).mean())
    total = np.maximum(0.0, opened(events.end) - opened(enabled))
    wait = np.maximum(0.0, opened(begin) - opened(enabled))
    somebody = (events.resource >= 0) & ~events.by_machine
    queue = queueing(
        wait,
        idle_until(events, begin, hours) - opened(enabled),
        events.activity * len(events.groups) + events.group,
        np.where(events.first, -1, np.roll(events.activity, 1)),
        came & somebody & known,
    )
    runs = _in_runs(events, order, free, enabled, begin, short & somebody, opened)
    busy, least, most_busy = (
        np.where(known, told, runs) for told in (queue.busy, queue.least, queue.most)
    )
    # What lies between the event before in the case and its coming into the queue is delay as well.
    unqueued = np.maximum(0.0, opened(enabled) - opened(np.fmin(enabled, before)))
    delay = np.maximum(0.0, total - busy - work) + unqueued
    return EventTimes(enabled, work, delay, busy, least, most_busy, most, overlap)


def _lying(events: Events, hours: HoursByGroup) -> Floats:
    """Open time for which each event lay after it was begun [s], shape (events,)."""
    pauses = events.pauses
    group = events.group[pauses.event]
    each = hours.open_before(pauses.end, group) - hours.open_before(pauses.begin, group)
    lying = np.bincount(pauses.event, weights=each, minlength=len(events.end))
    return lying.astype(np.float64)


def _by_activity(events: Events, values: Floats, measure: Callable[[Floats], Any]) -> Floats:
    """A measure of each event's activity; of all where few were seen; 0 where none was."""
    seen = np.isfinite(values)
    usual = float(measure(values[seen])) if seen.any() else 0.0
    of = np.full(len(events.activities), usual)
    for k in range(len(of)):
        own = values[seen & (events.activity == k)]
        if len(own) >= _FEW:
            of[k] = measure(own)
    return of[events.activity]


def _in_runs(
    events: Events,
    order: Ints,
    free: Floats,
    enabled: Floats,
    begin: Floats,
    short: Flags,
    opened: Callable[[Floats], Floats],
) -> Floats:
    """Waiting while the one who did it went through other cases, where no start is known [s].

    Within a run of pieces done one after the other a case waits for its turn from when it came, or
    from when the run began, until the piece before it is done, or it is begun.
    """
    on = short & np.isfinite(free) & (free >= enabled)
    goes_on = on[order]
    goes_on[:1] = False
    run = np.empty(len(order))
    run[order] = begin[order][np.flatnonzero(~goes_on)][np.cumsum(~goes_on) - 1]
    queued = opened(np.fmin(free, begin)) - opened(np.fmax(enabled, run))
    return np.where(on, np.clip(queued, 0.0, None), 0.0)
