"""What measured values did at a reform, and whether chance alone would do it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from sim.control_limits import ROUNDING
from sim.control_stages import Stage

_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Change:
    """What the centre did at a reform, with the 95 % interval of the difference."""

    reform: dt.date
    before: float
    after: float
    low: float
    high: float

    @property
    def difference(self) -> float:
        """After less before."""
        return self.after - self.before

    @property
    def told_from_chance(self) -> bool:
        """Whether the interval of the difference leaves out 0."""
        return self.low > 0 or self.high < 0


def change_at(reform: dt.date, first: Stage, second: Stage) -> Change:
    """Difference of two centres with Welch's interval.

    The standard error of each centre is that of a ratio of sums, sqrt(k / (k - 1) sum w² (x - m)²)
    / sum w, with w the cases of a share and else 1, for which it is s / sqrt(k) (Cochran 1977,
    "Sampling Techniques", ch. 6). It holds whether shares spread as chance alone or more.
    """
    (a, da), (b, db) = _squared_error(first), _squared_error(second)
    difference = second.limits.centre - first.limits.centre
    # Sums of equal numbers are off by their last digit, which is no change.
    half = ROUNDING * max(abs(first.limits.centre), abs(second.limits.centre))
    if a + b > 0:
        freedom = (a + b) ** 2 / (a**2 / da + b**2 / db)
        half += float(stats.t.ppf((1 + _CONFIDENCE) / 2, freedom)) * math.sqrt(a + b)
    return Change(
        reform, first.limits.centre, second.limits.centre,
        difference - half, difference + half,
    )  # fmt: skip


def _squared_error(stage: Stage) -> tuple[float, int]:
    k = len(stage.values)
    weight = np.ones(k) if stage.of is None else stage.of
    square = (weight**2 * (stage.values - stage.limits.centre) ** 2).sum()
    return float(k / (k - 1) * square / weight.sum() ** 2), k - 1
