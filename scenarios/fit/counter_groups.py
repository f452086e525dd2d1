"""Which queues of an office are called by the same counters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import poisson

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.hall_replay import LineSeen
from scenarios.fit.snapshots.seen import Snapshots

_ALIKE = 0.99
"""Share of the moments at which queues of the same counters have the same number of them."""
_LOOK = 300.0
"""Changes nearer to each other on the clock than this are of one time of the day [s]."""
_SURE = 1e-3
"""Changes together are no chance when chance makes so many as rarely."""
_AT_ONCE = 0.5
"""Of what the others take from a queue while they wait, they take so much as well when they come
and are called between two looks, so that nobody is seen waiting: up to a half in replays of shared
sets of one to four counters at loads from 70 to 100 %."""
_DOUBT = 0.05
"""Likelihood of one set over that of two from which on equal numbers are taken for one set."""


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
    have the same number nearly always. So have queues whose own counters open and close at the same
    time of every day, or never: where changes of that number do not say that the counters are the
    same ones, calls do. Sets that overlap in part stay apart here.

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
            if alike and (_change_together(seen, one, other) or _compete(seen, one, other)):
                group.append(other)
        groups.append(tuple(group))
        left = [queue for queue in left if queue not in group]
    return tuple(groups)


def _change_together(seen: Moments, one: int, other: int) -> bool:
    """Whether two numbers of counters change together more often than the clock makes them.

    Changes while others stay open, in the same step and direction, against those that there would
    be if each queue's came by itself at its times of the day, by five minutes (Poisson).
    """
    numbers = seen.counters[[one, other]]
    open_: Flags = np.asarray((numbers > 0).all(axis=0))
    looked = open_[1:] & open_[:-1] & (np.diff(seen.day) == 0)
    change: Ints = np.sign(np.diff(numbers, axis=1))
    look = (seen.clock[1:] // _LOOK).astype(np.int64)
    steps = np.maximum(1, np.bincount(look[looked]))
    together, chance = 0, 0.0
    for way in (1, -1):
        made: Flags = np.asarray(looked & (change == way))
        together += int(made.all(axis=0).sum())
        often = [np.bincount(look[mine], minlength=len(steps)) for mine in made]
        chance += float((often[0] * often[1] / steps).sum())
    return bool(poisson.sf(together - 1, chance) < _SURE)


def _compete(seen: Moments, one: int, other: int) -> bool:
    """Whether each of two queues is called more slowly while the other waits too.

    With counters of its own a queue is called as fast as it is alone. Shared ones, first come,
    first served, leave it its share of those who wait in both, and something of the rest, as they
    do not serve it alone while nobody is seen waiting in the other. Of the calls made to it as many
    fall into the time in which both wait as either has it (binomial likelihoods, whatever the
    pace); equal numbers of counters are taken for one set unless calls say otherwise twenty to one.
    """
    gain = 0.0
    there = (seen.counters[one] >= 0) & (seen.counters[other] >= 0)
    whole = there[:-1] & there[1:] & (np.diff(seen.day) == 0)
    for mine, theirs in ((one, other), (other, one)):
        waiting = seen.waiting[[mine, theirs], :-1]
        begun = (waiting[0] > 0) & whole
        time = np.diff(seen.clock) * seen.counters[mine, :-1]
        both = begun & (waiting[1] > 0)
        spent, calls = (
            np.array([values[begun & ~both].sum(), values[both].sum()], dtype=np.float64)
            for values in (time, seen.calls[mine, 1:])
        )
        if (spent > 0).all():
            share = np.average(waiting[0, both] / waiting[:, both].sum(axis=0), weights=time[both])
            left = spent * [1.0, 1.0 - _AT_ONCE * (1.0 - share)]
            gain += float(calls @ np.log((left / left.sum()) / (spent / spent.sum())))
    return bool(gain > np.log(_DOUBT))


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
