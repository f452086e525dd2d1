"""Whether something changed along the way, and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from scenarios.fit.contacts import Floats, Ints

_LEAST_DAYS = 10
"""With fewer days chance cannot be told from a change."""
_PERMUTED = 1999
_AT_ONCE = 1_000_000
"""Values that are permuted at once, for the sake of memory."""


@dataclass(frozen=True, slots=True)
class Change:
    """The likeliest place of a change in a series."""

    at: int
    """Index of the first value after it."""
    p_value: float
    """Of so large a change by chance, where days hang together."""
    p_apart: float
    """The same, as if each value were independent of the others."""
    before: float
    """Median before."""
    after: float
    """Median after."""

    @property
    def told(self) -> bool:
        """Whether it can be told from chance: at 1 %, and at 0.1 % of independent values."""
        return self.p_value < 0.01 and self.p_apart < 0.001


def find_change(values: Floats, day: Ints) -> Change:
    """Where values change most, and whether that is more than chance does.

    Cases that wait in one queue are late together, so that a test which takes them for independent
    finds changes where there are none. The place is that of Pettitt (1979, "A non-parametric
    approach to the change-point problem"): the t with the largest K = |2 (sum of the ranks of the
    first t) - t (n + 1)|, which independent values reach with p about 2 exp(-6 K^2 / (n^3 + n^2)).
    Whether days that hang together reach it is told by their medians, with the test of
    Shao & Zhang (2010, "Testing for change points in time series"), which normalises by partial
    sums before and after the change, and so has the same limit however the days hang together.
    Its distribution is that of permuted days (a studentised permutation test as of Chung & Romano
    2013, "Exact and asymptotically robust permutation tests"): exact where days are independent.

    Parameters
    ----------
    values
        In the order of time, shape (n,), n >= 2.
    day
        Of each value, never falling, shape (n,).
    """
    n = len(values)
    t = np.arange(1, n)
    pettitt = np.abs(2 * np.cumsum(rankdata(values))[:-1] - t * (n + 1))
    at = int(np.argmax(pettitt)) + 1
    largest = float(pettitt[at - 1])
    apart = float(min(1.0, 2 * np.exp(-6 * largest**2 / (float(n) ** 3 + float(n) ** 2))))
    edges = np.flatnonzero(np.diff(day)) + 1
    of_days = np.array([np.median(part) for part in np.split(values, edges)])
    before, after = float(np.median(values[:at])), float(np.median(values[at:]))
    return Change(at, _by_chance(of_days), apart, before, after)


def _by_chance(series: Floats) -> float:
    """How often permuted values change as much; 1 where they are few."""
    n = len(series)
    if n < _LEAST_DAYS:
        return 1.0
    ranks = rankdata(series)
    found = float(_normalised(ranks[None])[0])
    rng = np.random.default_rng(0)
    more, left = 0, _PERMUTED
    while left:
        rows = min(left, max(1, _AT_ONCE // n))
        permuted = rng.permuted(np.tile(ranks, (rows, 1)), axis=1)
        more += int((_normalised(permuted) >= found).sum())
        left -= rows
    return (1 + more) / (1 + _PERMUTED)


def _normalised(series: Floats) -> Floats:
    """G of Shao & Zhang (2010): max over k of T_k^2 / V_k, of each row.

    T_k = (S_k - k/n S_n) / sqrt(n) with partial sums S; V_k = (sum over t <= k of
    (S_t - t/k S_k)^2 + the same of the values after k from the end) / n^2.
    """
    n = series.shape[1]
    apart = series - series.mean(axis=1, keepdims=True)
    sums = np.cumsum(apart, axis=1)
    before = _bridges(sums)[:, :-1]
    after = _bridges(np.cumsum(apart[:, ::-1], axis=1))[:, -2::-1]
    top, below = sums[:, :-1] ** 2 / n, np.maximum(0.0, before + after) / n**2
    with np.errstate(divide="ignore"):
        # Nothing varies on either side: a jump is infinitely more than that, and no jump is none.
        each = np.divide(top, below, out=np.zeros_like(top), where=top > 0)
    return np.asarray(each.max(axis=1), dtype=np.float64)


def _bridges(sums: Floats) -> Floats:
    """For each k the sum over t <= k of (S_t - t/k S_k)^2, multiplied out."""
    t = np.arange(1, sums.shape[1] + 1, dtype=np.float64)
    end = sums / t
    return np.asarray(
        np.cumsum(sums**2, axis=1)
        - 2 * end * np.cumsum(t * sums, axis=1)
        + end**2 * np.cumsum(t**2),
        dtype=np.float64,
    )
