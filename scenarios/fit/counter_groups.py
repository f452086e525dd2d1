"""Which queues of an office are called by the same counters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.hall_replay import LineSeen
from scenarios.fit.snapshots.seen import Snapshots

_ALIKE = 0.99
"""Share of the moments at which queues of the same counters have the same number of them."""
_MANY = 10
"""Changes of a number of counters, or calls, that say something."""
_SLOWER = 0.9
"""Share of the calls made to one queue alone that are made to it when both wait, with shared
counters at the most."""


@dataclass(frozen=True, slots=True)
class Moments:
    """An office as a table of moments; arrays have the shape (queues, moments)."""

    day: Ints
    """Shape (moments,)."""
    clock: Floats
    """Time of day [s], shape (moments,)."""
    waiting: Ints
    counters: Ints
    """-1 where the queue has no row at this moment."""
    calls: Ints


def moments_of(seen: Snapshots) -> Moments:
    """Rows as a table of queues by moments."""
    stamps, at = np.unique(seen.day * 86400.0 + seen.clock, return_inverse=True)
    shape = (len(seen.queues), len(stamps))
    waiting, calls = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    counters = np.full(shape, -1)
    waiting[seen.queue, at] = seen.waiting
    calls[seen.queue, at] = seen.calls
    counters[seen.queue, at] = seen.counters
    day = (stamps // 86400.0).astype(np.int64)
    return Moments(day, stamps % 86400.0, waiting, counters, calls)


def same_counters(seen: Moments, used: Flags) -> tuple[tuple[int, ...], ...]:
    """Queues put together whose open counters go up and down together.

    Counters that several queues share are counted in each, so that queues of one set of counters
    have the same number nearly always. Where that number hardly ever changes, equal numbers say
    little: then queues are put together when one is called more slowly while the other has people
    waiting too. Sets that overlap in part cannot be told from sets that do not: they stay apart.

    Parameters
    ----------
    seen
        The office.
    used
        Queues that are looked at, shape (queues,).
    """
    left = np.flatnonzero(used).tolist()
    groups: list[tuple[int, ...]] = []
    while left:
        one, own = left[0], seen.counters[left[0]]
        group = [one]
        for other in left[1:]:
            both = (own >= 0) & (seen.counters[other] >= 0)
            open_ = both & ((own > 0) | (seen.counters[other] > 0))
            alike = open_.any() and (own == seen.counters[other])[open_].mean() >= _ALIKE
            if alike and (_changes(seen, one) >= _MANY or _compete(seen, one, other)):
                group.append(other)
        groups.append(tuple(group))
        left = [queue for queue in left if queue not in group]
    return tuple(groups)


def _changes(seen: Moments, queue: int) -> int:
    """How often counters opened or closed while others stayed open."""
    own = seen.counters[queue]
    open_ = (own[:-1] > 0) & (own[1:] > 0) & (np.diff(seen.day) == 0)
    return int((open_ & (np.diff(own) != 0)).sum())


def _compete(seen: Moments, one: int, other: int) -> bool:
    """Whether each of two queues is called more slowly while the other waits too.

    With counters of its own a queue is called as fast; with shared ones at half the speed or so.
    True where too little was seen to tell.
    """
    expected = called = 0.0
    there = (seen.counters[one] >= 0) & (seen.counters[other] >= 0)
    whole = there[:-1] & there[1:] & (np.diff(seen.day) == 0)
    for mine, theirs in ((one, other), (other, one)):
        begun = (seen.waiting[mine, :-1] > 0) & whole
        time = np.diff(seen.clock) * seen.counters[mine, :-1]
        both = begun & (seen.waiting[theirs, :-1] > 0)
        alone = begun & ~both
        if time[alone].sum() > 0:
            rate = seen.calls[mine, 1:][alone].sum() / time[alone].sum()
            expected += float(rate * time[both].sum())
            called += float(seen.calls[mine, 1:][both].sum())
    return expected < _MANY or called < _SLOWER * expected


def staffed(seen: Moments, group: tuple[int, ...]) -> Ints:
    """Open counters of a group at each moment; at least one when somebody was called."""
    queues = list(group)
    calls = seen.calls[queues].sum(axis=0)
    open_: Ints = seen.counters[queues].max(axis=0)
    return np.asarray(np.maximum(open_, np.minimum(calls, 1)), dtype=np.int64)


def line_of(seen: Moments, group: tuple[int, ...]) -> LineSeen:
    """The queues of a group as one line."""
    queues = list(group)
    return LineSeen(
        day=seen.day,
        clock=seen.clock,
        waiting=seen.waiting[queues].sum(axis=0),
        counters=staffed(seen, group),
        calls=seen.calls[queues].sum(axis=0),
    )
