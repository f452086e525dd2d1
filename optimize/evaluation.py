"""The window through which the optimiser sees what a plan does, whoever finds that out.

The front door hands in a simulator, tests hand in a formula: neither is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a promise counts, by the interval in which calls came.

    Both arrays have shape (replications, intervals, queues). The level of any set of intervals is
    ``part`` summed over it by ``whole`` summed over it: calls answered in time by calls offered,
    or seconds waited by calls answered.
    """

    part: Floats
    whole: Floats


class Evaluation(Protocol):
    """Finds out what becomes of the calls when so many are on position."""

    def evaluate(self, staffed: Ints, *, replications: range, seed: int) -> Counts:
        """Run these replications of a plan.

        Replication r of a seed has the same random numbers under every plan (common random
        numbers), so that plans can be compared pair by pair, and ranges that follow each other
        can be joined.

        Parameters
        ----------
        staffed
            People on position, shape (intervals, groups), as `Requirement.required`.
        replications
            Which replications, such as ``range(30)``.
        seed
            Names the random numbers.
        """
        ...
