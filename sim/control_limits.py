"""Control limits of measured values: individuals with moving ranges, and shares."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.variates import Floats

Bools = NDArray[np.bool_]

SIGMAS = 3.0
"""Width of limits to each side, in standard deviations: Shewhart (1931), "Economic Control of
Quality of Manufactured Product", ch. XIX."""
XMR_FACTOR, RANGE_FACTOR = 2.66, 3.268
"""3 / d2 and D4 of two values: what natural process limits and the limit of moving ranges are in
mean moving ranges. Wheeler and Chambers (1992), "Understanding Statistical Process Control"."""
D2 = 2 / math.sqrt(math.pi)
"""Mean range of two values in standard deviations of one, 1.128."""
RUN = 8
"""Points in a row on one side of the centre that are a signal: Western Electric (1956),
"Statistical Quality Control Handbook", zone test 4."""
_TOO_SPREAD = 0.95
"""Confidence with which shares must differ by more than chance before limits are widened."""
ROUNDING = 1e-9
"""Share of its size by which a number may be off for the way computers add."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Centre and limits of values that stand together; arrays have shape (points,)."""

    centre: float
    low: Floats
    high: Floats
    moving_range: Floats
    """Distance to the point before, NaN for the first one and for shares."""
    range_centre: float = math.nan
    range_high: float = math.nan
    sigma_z: float = 1.0
    """By how much the limits of shares were widened, 1 where they were not."""
    chi_square: float = math.nan
    """Sum of squared distances of shares from their centre, in binomial standard deviations."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Which points are signals; arrays of shape (points,)."""

    outside: Bools
    """Beyond a limit."""
    run: Bools
    """One of eight or more in a row on one side of the centre; a point on it ends the row."""
    jump: Bools
    """Its moving range is beyond the limit of moving ranges."""


def xmr_limits(values: Floats, most: float = math.inf) -> Limits:
    """Natural process limits: mean ± 2.66 mR, and 3.268 mR for moving ranges; mR is their mean.

    Limits stop at 0 where no value is below it, and at ``most`` where none is above, which makes
    and hides no signal.

    Parameters
    ----------
    values
        At least two, in the order of time.
    most
        Greatest value that there can be.

    References
    ----------
    Wheeler and Chambers (1992), "Understanding Statistical Process Control", 2nd ed.
    """
    centre = float(values.mean())
    moving = np.abs(np.diff(values))
    mean_range = float(moving.mean())
    width = np.full(len(values), XMR_FACTOR * mean_range)
    least = 0.0 if values.min() >= 0 else -math.inf
    most = most if values.max() <= most else math.inf
    return Limits(
        centre, np.maximum(centre - width, least), np.minimum(centre + width, most),
        np.concatenate([[np.nan], moving]), mean_range, RANGE_FACTOR * mean_range,
    )  # fmt: skip


def share_limits(shares: Floats, of: Floats) -> Limits:
    """Limits of shares: p ± 3 s, s = sqrt(p (1 - p) / n), within [0, 1]; p is that of all cases.

    Where shares differ by more than chance gives (chi-square test of homogeneity, 5 %) and from
    point to point, s is multiplied by sigma_z, the mean moving range of (share - p) / s over
    1.128: the p' chart.

    Parameters
    ----------
    shares
        At least two, in the order of time.
    of
        Cases that each is of, above 0.

    References
    ----------
    Shewhart (1931); Laney (2002), "Improved control charts for attributes", Quality Engineering
    14(4), 531-537.
    """
    centre = float((shares * of).sum() / of.sum())
    spread = np.sqrt(centre * (1 - centre) / of)
    none = np.full(len(shares), np.nan)
    if centre <= 0 or centre >= 1:
        return Limits(centre, shares.copy(), shares.copy(), none, chi_square=0.0)
    z = (shares - centre) / spread
    chi_square = float((z**2).sum())
    sigma_z = float(np.abs(np.diff(z)).mean()) / D2
    too_spread = chi_square > float(stats.chi2.ppf(_TOO_SPREAD, len(shares) - 1))
    sigma_z = sigma_z if too_spread and sigma_z > 1 else 1.0
    width = SIGMAS * sigma_z * spread
    low, high = np.maximum(centre - width, 0.0), np.minimum(centre + width, 1.0)
    return Limits(centre, low, high, none, sigma_z=sigma_z, chi_square=chi_square)


def signals(values: Floats, limits: Limits) -> Signals:
    """The points that tell of more than ordinary variation."""
    slack = ROUNDING * float(np.abs(values).max())
    outside = (values < limits.low - slack) | (values > limits.high + slack)
    away = values - limits.centre
    side = np.where(np.abs(away) > slack, np.sign(away), 0.0)
    with np.errstate(invalid="ignore"):
        jump = limits.moving_range > limits.range_high + slack
    return Signals(outside, _runs(side), jump)


def _runs(side: Floats) -> Bools:
    """Which points lie in a row of at least eight on one side; side 0 belongs to no row."""
    ends = np.flatnonzero(np.diff(side)) + 1
    found = np.zeros(len(side), dtype=np.bool_)
    for part in np.split(np.arange(len(side)), ends):
        found[part] = len(part) >= RUN and side[part[0]] != 0
    return found
