"""A bare compiled event heap for M/M/s: the least that drawing, walking and logging can take.

Made for this one model: an arrival or the end of a service is an event on a heap, who finds no
free server waits in line, and each customer is written as one row of four numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

from benchmarks.customers import Floats

F = TypeVar("F", bound=Callable[..., Any])
_njit: Any = numba.njit


def compiled(function: F) -> F:
    return cast(F, _njit(function))


@compiled
def push(time: Floats, who: Floats, size: int, at: float, number: float) -> None:
    """Put an event on the heap, which has room for it."""
    k = size
    while k > 0:
        parent = (k - 1) >> 1
        if time[parent] <= at:
            break
        time[k], who[k] = time[parent], who[parent]
        k = parent
    time[k], who[k] = at, number


@compiled
def pop(time: Floats, who: Floats, size: int) -> None:
    """Take the first event off the heap of so many."""
    last = size - 1
    at, number = time[last], who[last]
    k = 0
    while True:
        child = 2 * k + 1
        if child >= last:
            break
        if child + 1 < last and time[child + 1] < time[child]:
            child += 1
        if at <= time[child]:
            break
        time[k], who[k] = time[child], who[child]
        k = child
    time[k], who[k] = at, number


@compiled
def walk(arrival: Floats, work: Floats, servers: int) -> Floats:
    """Customers that are given through the heap: server, arrival, start and end of each."""
    n = arrival.size
    log = np.empty((n, 4))
    line = np.empty(n, np.int64)
    idle = np.arange(servers)
    first, last, free, come = 0, 0, servers, 0
    # On the heap: the next arrival (-1), and for each busy server the customer it is done with.
    time, who = np.empty(servers + 1), np.empty(servers + 1)
    size = 0
    if n > 0:
        push(time, who, size, arrival[0], -1.0)
        size = 1
    while size > 0:
        now, number = time[0], who[0]
        pop(time, who, size)
        size -= 1
        if number < 0.0:
            line[last] = come
            log[come, 1] = now
            last += 1
            come += 1
            if come < n:
                push(time, who, size, arrival[come], -1.0)
                size += 1
        else:
            idle[free] = np.int64(log[np.int64(number), 0])
            free += 1
        while free > 0 and first < last:
            customer = line[first]
            first += 1
            free -= 1
            end = now + work[customer]
            log[customer, 0] = idle[free]
            log[customer, 2] = now
            log[customer, 3] = end
            push(time, who, size, end, float(customer))
            size += 1
    return log


@compiled
def draw_and_walk(
    n: int, gap: float, mean: float, servers: int, generator: np.random.Generator
) -> Floats:
    """The same with customers of its own, drawn one by one within the compiled code."""
    arrival, work = np.empty(n), np.empty(n)
    now = 0.0
    for k in range(n):
        now += generator.exponential(gap)
        arrival[k] = now
        work[k] = generator.exponential(mean)
    return walk(arrival, work, servers)
