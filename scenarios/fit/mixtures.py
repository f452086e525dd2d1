"""Two kinds of services in one: a mixture of two lognormal families by expectation-maximisation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from scenarios.fit.contacts import Floats
from scenarios.fit.families import LEAST
from scenarios.fit.grid import grid_of

_ROUNDS = 500
_STILL = 1e-5
"""Shares that move by less have been found."""
_NARROWEST = 0.05
"""A kind is no narrower: a spike on one value is no kind."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """Shares, medians and spreads of two kinds, the shorter one first; shape (2,)."""

    share: tuple[float, float]
    mean: tuple[float, float]
    """Mean time [s]."""
    distance: float
    """Kolmogorov distance of the mixture to what was seen."""


def fit_mixture(times: Floats) -> Mixture:
    """The likeliest mixture of two lognormal families.

    Dempster, Laird & Rubin (1977): each time belongs to a kind by as much as that kind makes it
    likely; each kind then has the mean and spread of the logs of what belongs to it. Begun with the
    shorter and the longer half.

    Parameters
    ----------
    times
        Times seen to their end [s], shape (times,), of more than one value.
    """
    seen, often = np.unique(np.maximum(times, LEAST), return_counts=True)
    log, weight = np.log(seen), often / often.sum()
    longer = (np.cumsum(weight) > 0.5).astype(np.float64)
    belongs = np.stack([1 - longer, longer])
    share = np.full(2, 0.5)
    for _ in range(_ROUNDS):
        mass = np.maximum(belongs @ weight, 1e-9)
        mu = belongs @ (weight * log) / mass
        far = (log - mu[:, None]) ** 2
        sigma = np.maximum(_NARROWEST, np.sqrt((belongs * far) @ weight / mass))
        density = mass[:, None] * norm.pdf(log, mu[:, None], sigma[:, None])
        belongs = density / np.maximum(density.sum(axis=0), 1e-300)
        moved, share = float(np.abs(mass - share).max()), mass
        if moved < _STILL:
            break
    order = np.argsort(np.exp(mu + sigma**2 / 2))
    mean = np.exp(mu + sigma**2 / 2)[order]
    # Half a step of the grid later than each value: half a second, where stamps are whole seconds.
    made = share @ norm.cdf((np.log(seen + grid_of(times) / 2) - mu[:, None]) / sigma[:, None])
    distance = float(np.abs(made - np.cumsum(weight)).max())
    first, second = share[order].tolist()
    return Mixture((first, second), (float(mean[0]), float(mean[1])), distance)
