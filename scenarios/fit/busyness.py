"""How much more days differ in number than chance alone would let them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2

from scenarios.fit.contacts import Ints

_TAIL = 0.025
"""Probability outside the interval at either side."""


@dataclass(frozen=True, slots=True)
class Busyness:
    """A factor that a whole day shares."""

    cv: float
    """Its coefficient of variation (no unit); 0 where days vary as little as chance."""
    p_value: float
    """Of days as Poisson alone would have them; NaN where no weekday was seen twice."""
    days: int
    """Days looked at."""
    within: tuple[float, float] = (0.0, float("nan"))
    """Interval of 95 % of the coefficient of variation; NaN where no weekday was seen twice."""

    @property
    def told(self) -> bool:
        """Whether it can be told from chance, at 5 %."""
        return self.p_value < 0.05


def fit_busyness(totals: Ints, weekday: Ints) -> Busyness:
    """The spread of days about the mean of their weekday.

    With N Poisson given a factor B of mean 1, Var N = mu + cv^2 mu^2, so that by moments
    cv^2 = sum (n - 1)(s^2 - m) / sum (n - 1) m^2 over weekdays with n days, mean m, variance s^2.
    The test is the dispersion test: sum (n - 1) s^2 / m is chi-squared under Poisson; the interval
    has the cv for which sum (n - 1) s^2 / (m + cv^2 m^2) is as likely as 95 % of chi-squared.

    Parameters
    ----------
    totals
        Arrivals of each day, shape (days,).
    weekday
        Of each day, Monday 0, shape (days,).
    """
    excess = spread = 0.0
    kinds: list[tuple[int, float, float]] = []
    for day in range(7):
        seen = totals[weekday == day]
        if len(seen) < 2 or not seen.sum():
            continue
        mean, variance, free = float(seen.mean()), float(seen.var(ddof=1)), len(seen) - 1
        excess += free * (variance - mean)
        spread += free * mean**2
        kinds.append((free, mean, variance))

    def dispersion(cv: float) -> float:
        return sum(free * s2 / (m + (cv * m) ** 2) for free, m, s2 in kinds)

    freedom = sum(free for free, _, _ in kinds)
    if not freedom:
        return Busyness(0.0, float("nan"), len(totals))
    cv = np.sqrt(max(0.0, excess / spread))
    low, high = (
        _where(dispersion, float(chi2.isf(share, freedom))) for share in (_TAIL, 1 - _TAIL)
    )
    p_value = float(chi2.sf(dispersion(0.0), freedom))
    return Busyness(float(cv), p_value, len(totals), (low, high))


def _where(falls: Callable[[float], float], level: float) -> float:
    """Where a function that falls from 0 on comes to a level; 0 where it begins below."""
    if falls(0.0) <= level:
        return 0.0
    most = 1.0
    while falls(most) > level:
        most *= 2
    return float(brentq(lambda at: falls(at) - level, 0.0, most))
