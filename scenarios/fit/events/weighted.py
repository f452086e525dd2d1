"""Means, quantiles and equal parts of values that do not all count alike."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenarios.fit.contacts import Floats


def weighted_quantile(values: Floats, weight: Floats, q: float) -> float:
    """A quantile, along straight lines between the values; that of numpy where all count alike.

    Parameters
    ----------
    values, weight
        Shape (n,), some with a weight above 0.
    q
        From 0 to 1.
    """
    counts = weight > 0
    order = np.argsort(values[counts], kind="stable")
    value, mass = values[counts][order], weight[counts][order]
    before = np.cumsum(mass) - mass
    return float(np.interp(q * before[-1], before, value))


def equal_parts(values: Floats, weight: Floats, number: int) -> Iterator[float]:
    """Means of parts of the sorted values that count equally much, the fewest first.

    Parameters
    ----------
    values, weight
        Shape (n,), weights above 0.
    number
        Of the parts; no more than there are values.
    """
    order = np.argsort(values, kind="stable")
    value, mass = values[order], weight[order]
    until = np.concatenate([[0.0], np.cumsum(mass)])
    sums = np.concatenate([[0.0], np.cumsum(value * mass)])
    # A value on the edge of two parts counts in each for what lies in it: the mean of all stays.
    edges = np.linspace(0.0, until[-1], min(number, len(value)) + 1)
    yield from (np.diff(np.interp(edges, until, sums)) / np.diff(edges)).tolist()
