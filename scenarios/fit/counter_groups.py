"""Which queues of an office are called by the same counters, and how long a call keeps one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln
from scipy.stats import poisson

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.snapshots import Snapshots

_ALIKE = 0.99
"""Share of the moments at which queues of the same counters have the same number of them."""
_MANY = 10
"""Changes of a number of counters, or calls, that say something."""
_SLOWER = 0.9
"""Share of the calls made to one queue alone that are made to it when both wait, with shared
counters at the most."""
LONGEST = 900.0
"""Rows further apart say nothing of a rate [s]."""
_PRIOR = 4.0
"""Calls that what is usual in the office counts for, beside those of the counters themselves."""
_DROP = 2.5
"""Fall of the log-likelihood at the bounds of 95 %. By chi-squared it would be 1.92, which held the
truth in 86 % of 50 made-up halls, because counters that idle between two looks are not seen."""
_USUAL = 600.0
"""Time per call where nobody ever waited in the office [s]."""


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


@dataclass(frozen=True, slots=True)
class CallTime:
    """Time that a call keeps an open counter while somebody waits."""

    mean: float
    """[s]"""
    low: float
    high: float
    """Bounds of 95 % [s], by likelihood."""
    calls: int
    """Calls that it was seen on."""


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


def call_times(seen: Moments, groups: tuple[tuple[int, ...], ...]) -> tuple[CallTime, ...]:
    """Time per call and open counter of each group, from steps that began with people waiting.

    While somebody waits all counters are busy: c counters call Poisson(c x time / mean) people. In
    a step that ends with an empty queue there could have been more calls than there were people,
    so that it says only P(as many or more): leaving such steps out would take the slow ones for
    all. Where few were called, the office's own mean counts for four calls (gamma prior).

    Parameters
    ----------
    seen
        The office.
    groups
        Queues of the same counters.
    """
    if not groups:
        return ()
    told = [_steps(seen, group) for group in groups]
    calls, exposure, whole = (np.concatenate(parts) for parts in zip(*told, strict=True))
    usual = _USUAL
    if calls.any():
        guess = float(exposure.sum() / calls.sum())
        usual = _fitted(calls, exposure, whole, guess, 0.0).mean
    return tuple(_fitted(*steps, usual, _PRIOR) for steps in told)


def _steps(seen: Moments, group: tuple[int, ...]) -> tuple[Floats, Floats, Flags]:
    """Calls, counter-seconds, and whether all calls could be seen, of steps that count."""
    queues = list(group)
    waiting, calls = seen.waiting[queues].sum(axis=0), seen.calls[queues].sum(axis=0)
    counters = staffed(seen, group)
    length = np.diff(seen.clock)
    mean_open = (counters[:-1] + counters[1:]) / 2
    kept = (
        (np.diff(seen.day) == 0)
        & (length <= LONGEST)
        & (waiting[:-1] > 0)
        & (counters[:-1] > 0)
        & (counters[1:] > 0)
    )
    return (
        calls[1:][kept].astype(np.float64),
        (mean_open * length)[kept],
        np.asarray(waiting[1:][kept] > 0),
    )


def _fitted(calls: Floats, exposure: Floats, whole: Flags, usual: float, prior: float) -> CallTime:
    """Mean with its bounds, the likelihood's own where a step's calls were cut off."""
    logs = np.log(usual) + np.linspace(-3, 3, 601)
    # One row for each candidate; steps alike are looked at once.
    cells, often = np.unique(np.column_stack([calls, exposure, whole]), axis=0, return_counts=True)
    k, t, seen = cells[:, 0], cells[:, 1], cells[:, 2] > 0
    mean = t[None, :] / np.exp(logs)[:, None]
    exact = k * np.log(mean) - mean - gammaln(k + 1)
    least = poisson.logsf(k - 1, mean)
    likelihood = np.where(seen, exact, least) @ often if len(k) else np.zeros(len(logs))
    # Gamma prior of the rate, with its mode at what is usual.
    likelihood = likelihood + prior * (usual / np.exp(logs) * -1 - logs + np.log(usual))
    best = int(np.argmax(likelihood))
    inside = np.exp(logs[likelihood >= likelihood[best] - _DROP])
    return CallTime(
        float(np.exp(logs[best])), float(inside[0]), float(inside[-1]), int(calls.sum())
    )
