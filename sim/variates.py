"""Inverse distribution functions: from uniform numbers to times."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from scenarios.distributions import (
    Constant,
    Empirical,
    Exponential,
    Family,
    Gamma,
    Lognormal,
    Triangular,
    Uniform,
    Weibull,
)
from sim.gamma_quantile import LookUp, gamma_quantile, looked_up

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_CELLS = 2**10
"""Cells in which values of an empirical distribution are found: a power of two, so that the cell of
a number is exact."""


def quantile(family: Family, u: Floats, look_up: LookUp = looked_up) -> Floats:
    """Times at which the distribution function reaches ``u``.

    Parameters
    ----------
    family
        The distribution.
    u
        Probabilities strictly inside (0, 1), any shape.
    look_up
        What takes values from the table of a gamma distribution.

    Returns
    -------
    ndarray
        Times in seconds, or in working days when ``family.in_workdays``; the shape of ``u``.
    """
    match family:
        case Constant():
            return np.full_like(u, family.amount("value"))
        case Exponential():
            return -family.amount("mean") * np.log1p(-u)
        case Gamma():
            shape, scale = _gamma(family)
            return gamma_quantile(shape, u, look_up) * scale
        case Lognormal():
            median, sigma = _lognormal(family)
            return median * np.exp(sigma * special.ndtri(u))
        case Weibull():
            shape, scale = _weibull(family)
            return scale * (-np.log1p(-u)) ** (1.0 / shape)
        case Triangular():
            return _triangular(family, u)
        case Uniform():
            low, high = family.amount("low"), family.amount("high")
            return low + (high - low) * u
        case Empirical():
            return _empirical(family, u)
    raise AssertionError(family)


def _gamma(family: Gamma) -> tuple[float, float]:
    if family.shape is not None:
        return family.shape, family.amount("scale")
    assert family.cv is not None
    return family.cv**-2, family.amount("mean") * family.cv**2


def _lognormal(family: Lognormal) -> tuple[float, float]:
    if family.sigma is not None:
        return family.amount("median"), family.sigma
    assert family.cv is not None
    # var = (exp(sigma^2) - 1) mean^2, mean = median exp(sigma^2 / 2)
    sigma = float(np.sqrt(np.log1p(family.cv**2)))
    return family.amount("mean") * float(np.exp(-(sigma**2) / 2)), sigma


def _weibull(family: Weibull) -> tuple[float, float]:
    if family.shape is not None:
        return family.shape, family.amount("scale")
    assert family.cv is not None
    shape = _weibull_shape(family.cv)
    return shape, family.amount("mean") / float(special.gamma(1 + 1 / shape))


def _weibull_shape(cv: float) -> float:
    """The shape k with Gamma(1 + 2/k) / Gamma(1 + 1/k)^2 = 1 + cv^2, by bisection on log k."""
    low, high = np.log(1e-2), np.log(1e3)
    target = np.log1p(cv**2)
    for _ in range(100):
        middle = (low + high) / 2
        k = np.exp(middle)
        if special.gammaln(1 + 2 / k) - 2 * special.gammaln(1 + 1 / k) > target:
            low = middle
        else:
            high = middle
    return float(np.exp((low + high) / 2))


def _triangular(family: Triangular, u: Floats) -> Floats:
    low, mode, high = (family.amount(name) for name in ("low", "mode", "high"))
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u < (mode - low) / (high - low), rising, falling)


@dataclass(frozen=True, slots=True)
class _Observed:
    """Values of an empirical distribution in order; arrays of shape (values,) but the last."""

    values: Floats
    cumulative: Floats
    """Probability up to each; 1 for the last, whatever the sum was rounded to."""
    guide: Ints
    """The first value of each cell of (0, 1), shape (_CELLS,) (Chen & Asau 1974)."""


@lru_cache(maxsize=64)
def _observed(family: Empirical) -> _Observed:
    values = np.array([getattr(value, "n", value) for value in family.values], dtype=np.float64)
    weights = np.ones(len(values)) if family.weights is None else np.array(family.weights)
    order = np.argsort(values, kind="stable")
    cumulative = np.cumsum(weights[order]) / weights[order].sum()
    cumulative[-1] = 1.0
    guide = np.searchsorted(cumulative, np.arange(_CELLS) / _CELLS)
    return _Observed(values[order], cumulative, guide)


def _empirical(family: Empirical, u: Floats) -> Floats:
    seen = _observed(family)
    if family.smooth and len(seen.values) > 1:
        return np.interp(u, np.linspace(0, 1, len(seen.values)), seen.values)
    # Most are the first value of their cell: no more are searched for.
    at = np.asarray(seen.guide[(u * _CELLS).astype(np.int64)])
    later = seen.cumulative[at] < u
    at[later] = np.searchsorted(seen.cumulative, u[later])
    return seen.values[at]
