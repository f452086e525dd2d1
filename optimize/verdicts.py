"""Whether a plan keeps a promise, with confidence, over replications."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from optimize.evaluation import Counts, Floats
from optimize.promise import Promise
from scenarios.errors import DataError


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What is known of each scope of a promise; arrays of shape (scopes, queues)."""

    level: Floats
    """Ratio of sums over intervals and replications; NaN where nobody comes."""
    bound: Floats
    """The level that is reached at least (of times: at most), one-sided, all together with the
    confidence asked for."""
    met: NDArray[np.bool_]
    """True where the bound keeps the promise, and where nobody comes."""


def judged(
    counts: Counts, promise: Promise, scopes: NDArray[np.bool_], confidence: float = 0.95
) -> Verdicts:
    """Judge each scope by its one-sided Student-t bound, Bonferroni-corrected over all of them.

    A level is a ratio of sums; its error is that of part - level whole over replications, by the
    whole (Cochran 1977, "Sampling techniques", section 6.3).

    Parameters
    ----------
    counts
        By replication, interval and queue.
    promise
        What has to be kept.
    scopes
        Which intervals go together, shape (scopes, intervals).
    confidence
        With which all bounds hold together.

    Raises
    ------
    DataError
        Fewer than two replications: one says nothing about chance.
    """
    n = counts.part.shape[0]
    if n < 2:
        raise DataError(f"replications: expected at least 2, got {n}. Ask for more.")
    part, whole = (
        np.einsum("riq,si->rsq", one, scopes * 1.0) for one in (counts.part, counts.whole)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        level = part.sum(axis=0) / whole.sum(axis=0)
        error = np.std(part - level * whole, axis=0, ddof=1) / np.sqrt(n) / whole.mean(axis=0)
    comes = np.isfinite(level)
    far = stats.t.ppf(1 - (1 - confidence) / max(1, int(comes.sum())), n - 1)
    # Sums in floats differ in their last digits where all replications are alike.
    error = np.where(error < 1e-12 * np.maximum(1.0, np.abs(level)), 0.0, error)
    bound = level + far * error if promise.is_time else level - far * error
    # A wait without end has no error that could be told.
    return Verdicts(level, bound, promise.is_kept(level) & promise.is_kept(bound))
