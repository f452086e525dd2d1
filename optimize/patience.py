"""How long callers wait before they give up, as the formulas need it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from optimize.evaluation import Floats

Curve = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Patience:
    """The distribution of patience; curves take times of shape (..., nodes)."""

    survival: Curve
    """Share that would still wait after a time: falls, and is at most 1."""
    integral: Curve
    """The survival integrated from 0: mean of the smaller of patience and time."""
    for_ever: ArrayLike = 0.0
    """Share that never gives up; of the shape of the other arguments, or one number."""
    kinks: tuple[float, ...] = ()
    """Times at which the survival jumps or bends."""

    def with_balking(self, balk: float) -> Patience:
        """The same where a share leaves at once instead of waiting: patience 0 for them."""
        keep = 1 - balk
        return Patience(
            lambda x: keep * self.survival(x),
            lambda x: keep * self.integral(x),
            keep * np.asarray(self.for_ever),
            self.kinks,
        )


def exponential(mean: ArrayLike) -> Patience:
    """Exponential patience; an infinite mean is that of those who never give up.

    Parameters
    ----------
    mean
        Mean patience, above 0; broadcasts against the other arguments of a formula.
    """
    rate = 1 / np.asarray(mean, dtype=np.float64)[..., None]

    def integral(x: Floats) -> Floats:
        # As (1 - exp(-rx)) / r, whose limit at r = 0 is x.
        return np.where(rate * x > 1e-12, -np.expm1(-rate * x) / np.where(rate > 0, rate, 1.0), x)

    return Patience(lambda x: np.exp(-rate * x), integral, np.isinf(mean).astype(np.float64))


_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)


def general(
    survival: Curve, scale: float, kinks: tuple[float, ...] = (), for_ever: float = 0.0
) -> Patience:
    """Patience of any distribution; its integral is taken by Gauss and Legendre's rule.

    Parameters
    ----------
    survival
        Share that would still wait after a time.
    scale
        About how long people wait; the cells of the rule are geometric around it.
    kinks, for_ever
        As in `Patience`.
    """
    cells = np.unique([0.0, *(scale * np.geomspace(1e-6, 1e6, 121)), *kinks])
    half = np.diff(cells)[:, None] / 2
    inside = survival(cells[:-1, None] + half * (1 + _NODES)) @ _WEIGHTS * half[:, 0]
    so_far = np.append(0.0, np.cumsum(inside))

    def integral(x: Floats) -> Floats:
        cell = np.clip(np.searchsorted(cells, x, side="right") - 1, 0, len(cells) - 1)
        begin, rest = cells[cell], (x - cells[cell]) / 2
        within: Floats = rest * (
            survival(begin[..., None] + rest[..., None] * (1 + _NODES)) @ _WEIGHTS
        )
        return so_far[cell] + within

    return Patience(survival, integral, for_ever, kinks)


def of_quantiles(quantile: Curve) -> Patience:
    """Patience of a distribution of which the quantiles are known.

    Between 40,000 quantiles the survival is a straight line; values that many share are jumps.

    Parameters
    ----------
    quantile
        Time that a share of the people gives up within, for shares strictly inside (0, 1).
    """
    shares = special.expit(np.linspace(-16, 16, 40001))
    times = quantile(shares)
    values, counts = np.unique(times, return_counts=True)
    jumps = values[counts > 1]
    # At a jump both ends of it are kept: the last share that lies there, and the first.
    last = np.searchsorted(times, values, side="right") - 1
    x, share = values, shares[last]
    for at in jumps[jumps > 0]:
        first = shares[np.searchsorted(times, at)]
        x, share = np.append(x, np.nextafter(at, 0)), np.append(share, first)
    order = np.argsort(x)
    x, share = x[order], share[order]
    scale = float(np.interp(0.5, shares, times)) or float(times[-1]) or 1.0
    return general(
        lambda t: 1 - np.interp(t, x, share, left=0.0, right=1.0), scale, tuple(map(float, jumps))
    )


def mixed(parts: Sequence[tuple[float, Patience]]) -> Patience:
    """Patience of callers of several kinds, each with a weight above 0, in one line."""
    total = sum(weight for weight, _ in parts)
    if len(parts) == 1:
        return parts[0][1]
    kinks = tuple(sorted({at for _, part in parts for at in part.kinks}))

    def survival(x: Floats) -> Floats:
        return np.asarray(sum(weight / total * part.survival(x) for weight, part in parts))

    def integral(x: Floats) -> Floats:
        return np.asarray(sum(weight / total * part.integral(x) for weight, part in parts))

    for_ever = sum(weight / total * np.asarray(part.for_ever) for weight, part in parts)
    return Patience(survival, integral, for_ever, kinks)
