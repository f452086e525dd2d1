"""The earth mover's distance of many samples from one large one, which is sorted once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scenarios.fit.contacts import Floats


def distance_from(values: Floats) -> Callable[[Floats], float]:
    """The distance of samples from these values, in their unit.

    Parameters
    ----------
    values
        Shape (n,), not empty.

    Returns
    -------
    The distance of a sample of shape (m,), not empty: the mean over shares q of how far the
    q-quantiles of both lie apart (Vallender 1974, "Calculation of the Wasserstein distance between
    probability distributions on the line"). A value of the sample goes to the m-th part of the
    values that has its rank; prefix sums say how far, in m log n steps.
    """
    other = np.sort(values)
    n = len(other)
    # Shifted, so that sums of moments far from 0 stay exact.
    zero = float(other[n // 2])
    sums = np.concatenate([[0.0], np.cumsum(other - zero)])

    def below(share: Floats) -> Floats:
        """Sum of the values up to a share of them, less ``zero`` each."""
        return np.asarray(np.interp(share * n, np.arange(n + 1), sums), dtype=np.float64)

    def distance(sample: Floats) -> float:
        own = np.sort(sample)
        edges = np.arange(len(own) + 1) / len(own)
        low, high = edges[:-1], edges[1:]
        cross = np.clip(np.searchsorted(other, own) / n, low, high)
        begin, middle, end = below(low), below(cross), below(high)
        apart = (own - zero) * n * (2 * cross - low - high) + end + begin - 2 * middle
        return float(apart.sum()) / n

    return distance
