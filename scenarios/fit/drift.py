"""Whether something changed along the way, and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from scenarios.fit.contacts import Floats


@dataclass(frozen=True, slots=True)
class Change:
    """The likeliest place of a change in a series."""

    at: int
    """Index of the first value after it."""
    p_value: float
    before: float
    """Median before."""
    after: float
    """Median after."""

    @property
    def told(self) -> bool:
        """Whether it can be told from chance, at 0.1 %."""
        return self.p_value < 0.001


def find_change(values: Floats) -> Change:
    """Pettitt's test (1979, "A non-parametric approach to the change-point problem").

    K = max over t of |2 (sum of the ranks of the first t) - t (n + 1)|, with p about
    2 exp(-6 K^2 / (n^3 + n^2)).

    Parameters
    ----------
    values
        In the order of time, shape (n,), n >= 2.
    """
    n = len(values)
    t = np.arange(1, n)
    u = 2 * np.cumsum(rankdata(values))[:-1] - t * (n + 1)
    at = int(np.argmax(np.abs(u))) + 1
    p = float(min(1.0, 2 * np.exp(-6 * float(u[at - 1]) ** 2 / (float(n) ** 3 + float(n) ** 2))))
    return Change(at, p, float(np.median(values[:at])), float(np.median(values[at:])))
