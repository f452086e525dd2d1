"""What no forecast of calls a day can better, told from the counts alone."""

from __future__ import annotations

import numpy as np
from scipy.stats import poisson

from scenarios.fit.contacts import Floats, Ints

_FEWEST = 3
"""Days fitted, at least, for one of them to be left out."""


def perfect_error(means: Floats) -> float:
    """Median relative error of a forecast that knows the true mean of every service and day.

    Counts K are Poisson with these means m, those of 0 left out: the median of |m - K| / K over
    all services and days together. Nothing but chance is in it: that is what Poisson noise makes.

    Parameters
    ----------
    means
        Of services and days, above 0; shape (cells,). Observed counts stand in for them.
    """
    errors, weights = [], []
    for mean in means[means > 0]:
        counts = np.arange(1, int(mean + 10 * mean**0.5 + 12))
        chance = poisson.pmf(counts, mean)
        errors.append(np.abs(mean - counts) / counts)
        weights.append(chance / chance.sum())
    if not errors:
        return float("nan")
    every, weight = np.concatenate(errors), np.concatenate(weights)
    order = np.argsort(every)
    until = np.cumsum(weight[order])
    return float(every[order][np.searchsorted(until, until[-1] / 2)])


def other_days_error(calls: Ints) -> float:
    """Median relative error when each day fitted is told by the mean of the others.

    Beyond the perfect error it is what days differ by, and what few days leave unknown.

    Parameters
    ----------
    calls
        By queue and day fitted, shape (queues, days).
    """
    days = calls.shape[1]
    if days < _FEWEST:
        return float("nan")
    told = (calls.sum(axis=1, keepdims=True) - calls) / (days - 1)
    some = (calls > 0) & (told > 0)
    if not some.any():
        return float("nan")
    return float(np.median(np.abs(told - calls)[some] / calls[some]))
