"""Intervals over replications: Student-t for numbers, jackknife for levels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.variates import Floats


@dataclass(frozen=True, slots=True)
class Estimates:
    """Values with their intervals; arrays of shape (measures,)."""

    value: Floats
    low: Floats
    high: Floats
    n: Floats
    """Replications that had a value."""


def pseudo_values(value: Floats, per: Floats) -> Floats:
    """What each replication says about each measure, so that plain means can be taken.

    Numbers are taken as they are. A level, the ratio of sums over replications, is spread over
    them by the jackknife: R theta - (R - 1) theta without the replication (Quenouille 1956;
    Miller 1974, "The jackknife - a review").

    Parameters
    ----------
    value, per
        Numbers or numerators, and denominators (NaN for numbers); shape (replications, measures).
    """
    n = len(value)
    is_level = ~np.isnan(per).all(axis=0)
    top, below = np.where(is_level, value, 0.0), np.where(is_level, per, 0.0)
    whole = _ratio(top.sum(axis=0), below.sum(axis=0))
    rest = _ratio(top.sum(axis=0) - top, below.sum(axis=0) - below)
    # Where all of a level lies in one replication the rest says nothing about it.
    rest = np.where(np.isnan(rest), whole, rest)
    return np.where(is_level, n * whole - (n - 1) * rest, value)


def _ratio(top: Floats, below: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, top / np.where(below > 0, below, 1.0), np.nan)


def central(value: Floats, per: Floats) -> Floats:
    """The measures themselves: mean of numbers, ratio of sums of levels; shape (measures,)."""
    is_level = ~np.isnan(per).all(axis=0)
    levels = _ratio(
        np.where(is_level, value, 0.0).sum(axis=0), np.where(is_level, per, 0.0).sum(axis=0)
    )
    return np.where(is_level, levels, _mean(value))


def _mean(values: Floats) -> Floats:
    n = np.isfinite(values).sum(axis=0)
    total = np.where(np.isfinite(values), values, 0.0).sum(axis=0)
    return np.where(n > 0, total / np.maximum(n, 1), np.nan)


def spread(pseudo: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean, standard error and number of finite values of each column."""
    n = np.isfinite(pseudo).sum(axis=0).astype(np.float64)
    mean = _mean(pseudo)
    square = np.where(np.isfinite(pseudo), (pseudo - mean) ** 2, 0.0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(square / (n - 1) / n)
    return mean, error, n


def estimate(
    value: Floats,
    per: Floats,
    confidence: float = 0.95,
    fraction: NDArray[np.bool_] | None = None,
) -> Estimates:
    """Value and two-sided Student-t interval of each measure.

    With one replication there is no interval, and with few it is so wide that it may reach where
    nothing can be: below no wait at all. So the interval ends at the bounds of what is measured,
    0, and for fractions 1; there it covers the truth as often as before. It is the only place
    that does so: differences have no such bounds.

    Parameters
    ----------
    value, per
        As for `pseudo_values`.
    confidence
        Of the interval.
    fraction
        Which measures are fractions, shape (measures,). When left out there are no bounds: the
        interval is as wide to both sides.
    """
    middle = central(value, per)
    _, error, n = spread(pseudo_values(value, per))
    half = error * t_quantiles(confidence, n)
    low, high = middle - half, middle + half
    if fraction is not None:
        # Every measure of the catalogue counts or measures something that cannot be less than none.
        low = np.where(middle >= 0, np.maximum(low, 0), low)
        # Touch time of branches side by side can be more than the elapsed time.
        high = np.where(fraction, np.minimum(high, np.maximum(middle, 1)), high)
    return Estimates(middle, low, high, n)


def t_quantiles(confidence: float, n: Floats) -> Floats:
    """Half of a two-sided Student-t interval, in standard errors, for each number of values."""
    # Nearly all measures have a value in as many replications, and a quantile takes long.
    counts, which = np.unique(n, return_inverse=True)
    return np.asarray(stats.t.ppf((1 + confidence) / 2, np.maximum(counts - 1, 1)))[which]


def p_values(mean: Floats, error: Floats, n: Floats) -> Floats:
    """Two-sided p of the paired t test that the mean difference is zero.

    A difference that is the same in all replications is certain: p is 0, or 1 when it is zero.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(mean) / error
    p = 2 * stats.t.sf(t, np.maximum(n - 1, 1))
    p = np.where(error == 0, np.where(mean == 0, 1.0, 0.0), p)
    return np.where(n > 1, p, np.nan)


def holm(p: Floats) -> Floats:
    """Holm's step-down adjusted p-values along the first axis, NaN left alone.

    Holm (1979), "A simple sequentially rejective multiple test procedure".
    """
    order = np.argsort(p, axis=0, kind="stable")  # NaN last
    there = np.isfinite(p).sum(axis=0)
    rank = np.arange(len(p)).reshape(-1, *[1] * (p.ndim - 1))
    steps = np.take_along_axis(p, order, axis=0) * (there - rank)
    adjusted = np.empty_like(p)
    stepped = np.minimum(np.maximum.accumulate(steps, axis=0), 1.0)
    np.put_along_axis(adjusted, order, stepped, axis=0)
    return adjusted
