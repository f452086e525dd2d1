"""Whether means of samples differ beyond chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import f

from scenarios.fit.contacts import Floats


def welch_p(samples: Sequence[Floats], step: float) -> float:
    """p-value of the means of samples being equal, their variances whatever they are.

    Welch (1951), "On the comparison of several mean values: an alternative approach", Biometrika
    38, 330-336; of two samples it is his t test.

    Parameters
    ----------
    samples
        Two or more, each of two or more independent values.
    step
        To which values are written down: they vary at least as rounding makes them, by
        ``step**2 / 12``.
    """
    n = np.array([len(one) for one in samples], dtype=np.float64)
    mean = np.array([one.mean() for one in samples])
    variance = np.array([max(float(one.var(ddof=1)), step**2 / 12) for one in samples])
    weight = n / variance
    share = weight / weight.sum()
    k = len(samples)
    between = float((weight * (mean - (share * mean).sum()) ** 2).sum()) / (k - 1)
    uneven = float(((1 - share) ** 2 / (n - 1)).sum())
    statistic = between / (1 + 2 * (k - 2) / (k**2 - 1) * uneven)
    return float(f.sf(statistic, k - 1, (k**2 - 1) / (3 * uneven)))
