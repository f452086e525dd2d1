"""Closed forms and exact chains of queueing theory that simulations are compared with.

Rates per time unit, times in the same unit. ``load`` is the offered load in erlang.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm
from scipy.optimize import brentq


def erlang_b(servers: int, load: float) -> float:
    """Blocking probability of M/M/s/s (Erlang 1917), by the recursion on servers."""
    blocked = 1.0
    for s in range(1, servers + 1):
        blocked = load * blocked / (s + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """Probability of waiting in M/M/s (Erlang 1917), from Erlang B (Cooper 1981, eq. 3.4.15)."""
    b = erlang_b(servers, load)
    return servers * b / (servers - load * (1 - b))


def mm_s_wait(rate: float, mean: float, servers: int) -> float:
    """Mean wait in M/M/s: P(W > 0) / (s mu - lambda)."""
    return erlang_c(servers, rate * mean) / (servers / mean - rate)


def mm_s_within(rate: float, mean: float, servers: int, time: float) -> float:
    """Share that waits at most ``time`` in M/M/s: 1 - P(W > 0) exp(-(s mu - lambda) t)."""
    return 1 - erlang_c(servers, rate * mean) * math.exp(-(servers / mean - rate) * time)


def mm_s_inside(rate: float, mean: float, servers: int, most: int) -> NDArray[np.float64]:
    """Steady-state probabilities of 0, 1, ... ``most`` inside M/M/s (the rest is left out)."""
    steps = rate * mean / np.minimum(np.arange(1, most + 1), servers)
    weights = np.cumprod(np.append(1.0, steps))
    return weights / weights.sum()


def mg1_wait(rate: float, mean: float, cv: float) -> float:
    """Mean wait in M/G/1 (Pollaczek 1930; Khinchine 1932)."""
    load = rate * mean
    return load / (1 - load) * mean * (1 + cv**2) / 2


def priority_waits(rates: Sequence[float], means: Sequence[float]) -> list[float]:
    """Mean wait of each class in non-pre-emptive M/M/1, first class first (Cobham 1954)."""
    residual = sum(rate * mean**2 for rate, mean in zip(rates, means, strict=True))
    loads = [0.0, *itertools.accumulate(r * m for r, m in zip(rates, means, strict=True))]
    return [residual / ((1 - a) * (1 - b)) for a, b in itertools.pairwise(loads)]


def priority_waits_of_many(rates: Sequence[float], mean: float, servers: int) -> list[float]:
    """Mean wait of each class in non-pre-emptive M/M/s, first class first (Cobham 1954).

    Work is alike in all classes: only so is the wait of the classes together that of M/M/s.
    """
    of_first = erlang_c(servers, sum(rates) * mean) * mean / servers
    loads = [0.0, *itertools.accumulate(rate * mean / servers for rate in rates)]
    return [of_first / ((1 - a) * (1 - b)) for a, b in itertools.pairwise(loads)]


def appointments_wait(every: float, mean: float, no_show: float) -> float:
    """Mean wait when one is booked every so often, some stay away, and work is exponential.

    GI/M/1 (Kendall 1953): it is mean x / (1 - x) with x the transform of the time between two who
    come, a geometric number of slots, at the rate (1 - x) / mean.
    """

    def step(x: float) -> float:
        slot = math.exp(-every * (1 - x) / mean)
        return (1 - no_show) * slot / (1 - no_show * slot) - x

    x = brentq(step, 0.0, 1 - 1e-6, xtol=1e-15)
    return mean * x / (1 - x)


def breakdowns_time(rate: float, mean: float, up: float, down: float) -> float:
    """Mean time in M/M/1 whose server fails, idle or busy, after exponential times ``up``.

    The repair takes an exponential ``down``, then the service goes on (Avi-Itzhak & Naor 1963).
    """
    mu, fails, repairs = 1 / mean, 1 / up, 1 / down
    both = fails + repairs
    return (both**2 + fails * mu) / (both * (repairs * mu - rate * both))


def expected_longest(means: Sequence[float]) -> float:
    """Mean of the longest of independent exponential times, by inclusion and exclusion."""
    return sum(
        (-1) ** (k + 1) / sum(1 / mean for mean in some)
        for k in range(1, len(means) + 1)
        for some in itertools.combinations(means, k)
    )


@dataclass(frozen=True)
class Callers:
    """What becomes of callers in steady state, as shares of those who call."""

    blocked: float
    abandoned: float
    waited: float
    """Found every server busy (and a line free)."""
    wait: float
    """Mean time in the queue of those who got a line."""
    occupancy: float
    answered_within: float
    abandoned_within: float

    @property
    def answered(self) -> float:
        return 1 - self.blocked - self.abandoned


def erlang_a(
    rate: float,
    mean: float,
    servers: int,
    *,
    patience: float = math.inf,
    lines: int | None = None,
    within: float = 0.0,
    longest: int = 400,
) -> Callers:
    """M/M/s+M, or with ``lines`` M/M/s/lines+M: the birth-death chain and the walk to the front.

    Palm (1957); Garnett, Mandelbaum & Reiman (2002). Who finds k in the queue before him is served
    after exponential stages of rates s mu + k theta, ..., s mu unless his patience ends first. The
    stages weighted with the patience left are stages of rates s mu + (k + 1) theta, ...,
    s mu + theta, whose sum is the time to cross a pure death chain.
    """
    mu, theta = 1 / mean, 1 / patience
    most = lines if lines is not None else servers + longest
    weights = np.ones(most + 1)
    for n in range(1, most + 1):
        leaving = min(n, servers) * mu + max(n - servers, 0) * theta
        weights[n] = weights[n - 1] * rate / leaving
    p = weights / weights.sum()
    in_queue = np.maximum(np.arange(most + 1) - servers, 0)
    blocked = float(p[-1]) if lines is not None else 0.0
    found = p[servers:most]  # k in the queue before: 0, 1, ...
    k = np.arange(found.size)
    to_front = servers * mu + k * theta
    served = np.cumprod(to_front / (to_front + theta))
    in_time = _crossed(to_front + theta, within)
    at_front = _crossed(to_front, within)
    gave_up = 1 - math.exp(-theta * within) * (1 - at_front) - served * in_time
    busy = float(p @ np.minimum(np.arange(most + 1), servers))
    length = float(p @ in_queue)
    return Callers(
        blocked=blocked,
        abandoned=length * theta / rate,
        waited=float(found.sum()),
        wait=length / rate / (1 - blocked),
        occupancy=busy / servers,
        answered_within=float(p[:servers].sum() + found @ (served * in_time)),
        abandoned_within=float(found @ gave_up),
    )


def _crossed(rates: NDArray[np.float64], time: float) -> NDArray[np.float64]:
    """P(stages k, k - 1, ..., 0 take at most ``time``) for each k."""
    chain = np.diag(-rates) + np.diag(rates[1:], -1)
    return 1 - expm(chain * time).sum(axis=1)
