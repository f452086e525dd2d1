"""Families of times by likelihood, with right censoring, and the distance to what was seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy import optimize, special, stats

from scenarios.fit.contacts import Flags, Floats

LEAST = 0.5
"""Times shorter than half a second are taken as that long [s]: stamps are whole seconds."""


@dataclass(frozen=True, slots=True)
class FittedFamily:
    """A family with its parameters, and how well it does."""

    name: str
    """``exponential``, ``gamma``, ``lognormal`` or ``weibull``."""
    shape: float
    """Shape of gamma and Weibull, sigma of lognormal; 1 for exponential (no unit)."""
    scale: float
    """Scale [s]; exp(mu), the median, for lognormal."""
    aic: float
    """Akaike's criterion, 2 k - 2 log L: smaller is better."""

    @property
    def frozen(self) -> Any:
        """The distribution in scipy."""
        return _FROZEN[self.name](self.shape, self.scale)

    @property
    def mean(self) -> float:
        """Mean time [s]."""
        return float(self.frozen.mean())

    @property
    def cv(self) -> float:
        """Coefficient of variation (no unit)."""
        return float(self.frozen.std() / self.frozen.mean())


_FROZEN: dict[str, Callable[[float, float], Any]] = {
    "exponential": lambda _, scale: stats.expon(scale=scale),
    "gamma": lambda shape, scale: stats.gamma(shape, scale=scale),
    "lognormal": lambda shape, scale: stats.lognorm(shape, scale=scale),
    "weibull": lambda shape, scale: stats.weibull_min(shape, scale=scale),
}
FAMILIES = tuple(_FROZEN)
"""Families that are tried."""


def fit_families(times: Floats, ended: Flags | None = None) -> tuple[FittedFamily, ...]:
    """Every family by maximum likelihood, the best first.

    A time that has not ended tells only that it is longer: it counts with log P(T > t).

    Parameters
    ----------
    times
        Times [s], shape (times,).
    ended
        Whether each was seen to its end; all when left out. Shape (times,).
    """
    times = np.maximum(times, LEAST)
    # Whole seconds repeat: each value is looked at once, however many calls had it.
    done = np.ones(len(times), dtype=np.bool_) if ended is None else ended
    seen, often = np.unique(times[done], return_counts=True)
    open_, censored = np.unique(times[~done], return_counts=True)
    mean_log = float(np.average(np.log(seen), weights=often))
    sd_log = float(np.sqrt(np.average((np.log(seen) - mean_log) ** 2, weights=often)))
    exponential = float(times.sum() / often.sum())
    begin = {
        "gamma": (1.0, exponential),
        "lognormal": (max(sd_log, 0.05), float(np.exp(mean_log))),
        "weibull": (1.0, exponential),
    }

    def loss(name: str, logs: Floats) -> float:
        if np.abs(logs).max() > 40:
            return float("inf")
        shape, scale = np.exp(logs)
        with np.errstate(all="ignore"):
            found = often @ _log_density(name, shape, scale, seen)
            if len(open_):
                found += censored @ _log_longer(name, shape, scale, open_)
        return -float(found) if np.isfinite(found) else float("inf")

    one = loss("weibull", np.log([1.0, exponential]))
    fitted = [FittedFamily("exponential", 1.0, exponential, 2 + 2 * one)]
    for name, start in begin.items():
        best: Any = optimize.minimize(
            partial(loss, name), np.log(np.array(start)), method="Nelder-Mead",
            options={"xatol": 1e-5, "fatol": 1e-3, "maxiter": 600},
        )  # fmt: skip
        shape, scale = np.exp(best.x)
        fitted.append(FittedFamily(name, float(shape), float(scale), 4 + 2 * float(best.fun)))
    return tuple(sorted(fitted, key=lambda family: family.aic))


def _log_density(name: str, shape: float, scale: float, t: Floats) -> Floats:
    """Log of the density; scipy's own are right too, and twenty times slower in a search."""
    x = t / scale
    match name:
        case "gamma":
            log: Floats = (shape - 1) * np.log(x) - x - special.gammaln(shape) - np.log(scale)
        case "lognormal":
            log = -np.log(t * shape) - np.log(2 * np.pi) / 2 - (np.log(x) / shape) ** 2 / 2
        case _:
            log = np.log(shape / scale) + (shape - 1) * np.log(x) - x**shape
    return log


def _log_longer(name: str, shape: float, scale: float, t: Floats) -> Floats:
    """Log of P(T > t)."""
    x = t / scale
    match name:
        case "gamma":
            log: Floats = np.log(special.gammaincc(shape, x))
        case "lognormal":
            log = special.log_ndtr(-np.log(x) / shape)
        case _:
            log = -(x**shape)
    return log


def ks_distance(family: FittedFamily, times: Floats) -> float:
    """Kolmogorov's distance: the largest gap between the fitted and the observed shares.

    Looked at half a second later than each value, because stamps are whole seconds.
    """
    seen, often = np.unique(np.maximum(times, LEAST), return_counts=True)
    observed = np.cumsum(often) / often.sum()
    return float(np.abs(family.frozen.cdf(seen + 0.5) - observed).max())
