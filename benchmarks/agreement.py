"""Programs that are timed beside each other do the same: their waits are compared first."""

from __future__ import annotations

import math

import numpy as np
from scipy import stats

from benchmarks.customers import Floats

ROUNDING = 1e-6
"""Clocks that add up times between arrivals differ by this much at most [s]."""
BATCHES = 20
SURE = 0.9999


class Disagreement(Exception):
    """Two programs do not simulate the same thing: their times cannot be compared."""


def same_waits(ours: Floats, theirs: Floats, who: str) -> None:
    """Every customer waits as long in each line, or loses patience where it does with us."""
    if ours.shape != theirs.shape:
        raise Disagreement(f"{who}: expected waits of shape {ours.shape}, got {theirs.shape}.")
    apart = np.abs(ours - theirs) > ROUNDING
    apart |= np.isnan(ours) != np.isnan(theirs)
    if apart.any():
        customer, station = (int(k) for k in np.argwhere(apart)[0])
        raise Disagreement(
            f"{who}: expected customer {customer} to wait {ours[customer, station]} s in line "
            f"{station}, got {theirs[customer, station]} s. The two do not simulate the same."
        )


def mean_wait_of_theory(waits: Floats, rate: float, mean: float, servers: int, who: str) -> None:
    """The mean wait is that of M/M/s (Erlang 1917) within its interval by batch means."""
    wanted = mm_s_wait(rate, mean, servers)
    means = np.array([float(batch.mean()) for batch in np.array_split(waits, BATCHES)])
    half = float(stats.t.ppf((1 + SURE) / 2, BATCHES - 1) * stats.sem(means))
    if not abs(means.mean() - wanted) <= half:
        raise Disagreement(
            f"{who}: expected a mean wait of {wanted:.4g} s, got {means.mean():.4g} ± {half:.2g} s."
        )


def mm_s_wait(rate: float, mean: float, servers: int) -> float:
    """Mean wait in M/M/s: Erlang's C / (s / mean - rate)."""
    load = rate * mean
    terms = [load**k / math.factorial(k) for k in range(servers + 1)]
    full = terms[-1] * servers / (servers - load)
    return full / (sum(terms[:-1]) + full) / (servers / mean - rate)
