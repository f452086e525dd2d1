"""When resources were present: within spans of time, one by one and any of several."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.event_log import Duty
from sim.variates import Floats, Ints

Spans = tuple[Floats, Floats]
"""Begin and end of each [s]."""


def present_time(duty: Duty, pool: int, resource: Ints, start: Floats, end: Floats) -> Floats:
    """Time on duty of each resource between its start and end [s]."""
    result = np.zeros(resource.size)
    for at, (on, off) in _each(duty, pool, resource):
        result[at] = time_within((on, off), start[at], end[at])
    return result


def spans_on_duty(duty: Duty, pool: int, resource: Ints, start: Floats, end: Floats) -> Spans:
    """Spans from start to end cut into those in which the resource was on duty."""
    begins, ends = [np.empty(0)], [np.empty(0)]
    for at, (on, off) in _each(duty, pool, resource):
        first = np.searchsorted(off, start[at], side="right")
        many = np.maximum(np.searchsorted(on, end[at], side="left") - first, 0)
        # The k-th span of duty of each, for k from 0 to as many as there are.
        of = np.repeat(np.arange(many.size), many)
        span = first[of] + np.arange(of.size) - np.repeat(np.cumsum(many) - many, many)
        begins.append(np.maximum(start[at][of], on[span]))
        ends.append(np.minimum(end[at][of], off[span]))
    return np.concatenate(begins), np.concatenate(ends)


def anybody_on_duty(duty: Duty, pools: Iterable[int]) -> Spans:
    """Spans in which somebody of some pools was on duty, in order and apart."""
    of_pools = np.isin(duty.pool, list(pools))
    on, off = duty.on_time[of_pools], duty.off_time[of_pools]
    order = np.argsort(on, kind="stable")
    on, until = on[order], np.maximum.accumulate(off[order])
    first = np.flatnonzero(np.r_[True, on[1:] > until[:-1]][: on.size])
    return on[first], until[np.r_[first[1:] - 1, on.size - 1][: first.size]]


def time_within(spans: Spans, start: Floats, end: Floats) -> Floats:
    """Time between each start and end that lies within spans, in order and apart [s]."""
    on, off = spans
    total = np.concatenate([[0.0], np.cumsum(off - on)])
    return _until(on, off, total, end) - _until(on, off, total, start)


def _until(on: Floats, off: Floats, total: Floats, t: Floats) -> Floats:
    """Total time in spans [on, off) before t."""
    k = np.searchsorted(on, t, side="right")
    inside = np.where(k > 0, np.minimum(t, off[k - 1]) - on[k - 1], 0.0) if on.size else 0.0
    return np.asarray(total[np.maximum(k - 1, 0)] + inside)


def _each(duty: Duty, pool: int, resource: Ints) -> Iterable[tuple[Ints, Spans]]:
    """Where each resource stands among some, and when it was on duty."""
    for one in np.unique(resource):
        spans = (duty.pool == pool) & (duty.resource == one)
        yield np.flatnonzero(resource == one), (duty.on_time[spans], duty.off_time[spans])
