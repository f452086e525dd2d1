"""Whether a promise is kept, judged from what was counted in replications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from optimize.evaluation import Counts, Floats
from optimize.promise import Promise

Flags = NDArray[np.bool_]
Verdict = Literal["met", "not_met", "unclear"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Levels over scopes and queues with their bounds; arrays of shape (scopes, queues).

    NaN where nobody came in any replication: there is no promise to keep there, so it is kept.
    Without a replication nothing is known: no scope is met, and none missed.
    """

    level: Floats
    low: Floats
    """Least that it may be in truth."""
    high: Floats
    """Most that it may be in truth."""
    met: Flags
    """All that it may be in truth keeps the promise."""
    missed: Flags
    """Nothing that it may be in truth keeps it."""
    short: Floats
    """How far the bad end is from the promise, 0 where that is met: for a share in parts of 1, for
    a wait as a share of the wait promised."""
    spare: Floats
    """How far the bad end is beyond the promise in the same units, infinite where nobody came."""
    replications: int

    @property
    def kept(self) -> bool:
        """Every scope of every queue is met."""
        return bool(self.met.all())

    @property
    def is_clear(self) -> bool:
        """Every scope of every queue is met or missed."""
        return bool((self.met | self.missed).all())

    def verdict(self, scope: int, queue: int) -> Verdict:
        """About one scope of one queue."""
        if self.met[scope, queue]:
            return "met"
        return "not_met" if self.missed[scope, queue] else "unclear"


def judge(counts: Counts, promise: Promise, scopes: Flags, doubt: float) -> Judgement:
    """Level of each scope with its bounds, over replications.

    A level is a ratio of sums; its error is that of the jackknife (Miller 1974, "The jackknife - a
    review"). Where all replications are alike it has none, and more people could not change that.

    Parameters
    ----------
    counts
        What was counted.
    promise
        What is to be kept.
    scopes
        Which intervals belong to each scope, shape (scopes, intervals).
    doubt
        Probability with which each bound may be passed by the truth, on its own side.
    """
    part, whole = (
        np.einsum("pi,riq->rpq", scopes.astype(np.float64), one)
        for one in (counts.part, counts.whole)
    )
    n = len(part)
    level = _ratio(part.sum(axis=0), whole.sum(axis=0))
    error = _jackknife_error(part, whole, level)
    # A wait without end has no error that could be told.
    half = np.where(np.isfinite(level), error * float(stats.t.isf(doubt, max(n - 1, 1))), 0.0)
    low = np.clip(level - half, 0.0, None)
    high = np.clip(level + half, None, np.inf if promise.is_time else 1.0)
    bad, good = (high, low) if promise.is_time else (low, high)
    beyond = 1 - bad / promise.goal if promise.is_time else bad - promise.goal
    beyond = np.where(np.isnan(level), np.inf, beyond)
    return Judgement(
        level=level,
        low=low,
        high=high,
        met=promise.is_kept(bad) & (n > 0),
        missed=~promise.is_kept(good) & (n > 0),
        short=np.maximum(-beyond, 0.0),
        spare=np.maximum(beyond, 0.0),
        replications=n,
    )


def _jackknife_error(part: Floats, whole: Floats, level: Floats) -> Floats:
    """Standard error of each ratio of sums, leaving out one replication after the other."""
    n = len(part)
    if n < 2:
        return np.full_like(level, np.inf)
    finite = np.where(np.isfinite(part), part, 0.0)
    rest = _ratio(finite.sum(axis=0) - finite, whole.sum(axis=0) - whole)
    # Where all calls came in one replication, the others say nothing about it.
    rest = np.where(np.isnan(rest), np.where(np.isfinite(level), level, 0.0), rest)
    error = np.sqrt((n - 1) / n * ((rest - rest.mean(axis=0)) ** 2).sum(axis=0))
    # Sums in floats differ in their last digits where all replications are alike.
    return np.where(error < 1e-12 * np.maximum(1.0, np.abs(level)), 0.0, error)


def _ratio(top: Floats, below: Floats) -> Floats:
    return np.where(below > 0, top / np.where(below > 0, below, 1.0), np.nan)


def joined(first: Counts | None, more: Counts) -> Counts:
    """Replications that follow each other, as one."""
    if first is None:
        return more
    return Counts(
        np.concatenate([first.part, more.part]), np.concatenate([first.whole, more.whole])
    )
