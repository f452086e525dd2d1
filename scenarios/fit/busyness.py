"""How much more days differ in number than chance alone would let them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from scenarios.fit.contacts import Ints


@dataclass(frozen=True, slots=True)
class Busyness:
    """A factor that a whole day shares."""

    cv: float
    """Its coefficient of variation (no unit); 0 where days vary as little as chance."""
    p_value: float
    """Of days as Poisson alone would have them; NaN where no weekday was seen twice."""
    days: int
    """Days looked at."""

    @property
    def told(self) -> bool:
        """Whether it can be told from chance, at 5 %."""
        return self.p_value < 0.05


def fit_busyness(totals: Ints, weekday: Ints) -> Busyness:
    """The spread of days about the mean of their weekday.

    With N Poisson given a factor B of mean 1, Var N = mu + cv^2 mu^2, so that by moments
    cv^2 = sum (n - 1)(s^2 - m) / sum (n - 1) m^2 over weekdays with n days, mean m, variance s^2.
    The test is the dispersion test: sum (n - 1) s^2 / m is chi-squared under Poisson.

    Parameters
    ----------
    totals
        Arrivals of each day, shape (days,).
    weekday
        Of each day, Monday 0, shape (days,).
    """
    excess = spread = dispersion = 0.0
    freedom = 0
    for day in range(7):
        seen = totals[weekday == day]
        if len(seen) < 2 or not seen.sum():
            continue
        mean, variance, free = float(seen.mean()), float(seen.var(ddof=1)), len(seen) - 1
        excess += free * (variance - mean)
        spread += free * mean**2
        dispersion += free * variance / mean
        freedom += free
    if not freedom:
        return Busyness(0.0, float("nan"), len(totals))
    cv = np.sqrt(max(0.0, excess / spread))
    return Busyness(float(cv), float(chi2.sf(dispersion, freedom)), len(totals))
