"""How many people have to be on position in each interval: the requirement, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from optimize.evaluation import Floats, Ints
from optimize.promise import Promise
from scenarios.errors import DataError

Method = Literal["erlang_c", "erlang_a", "modified_offered_load", "simulation"]
"""How it was found. The first three take each interval as a steady state; simulation carries the
line over from interval to interval."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """The least people on position that keep a promise, by interval.

    Queues are what callers wait in; groups are who serves them. A group may serve several queues.
    """

    starts: Floats
    """Start of each interval from the start of the horizon [s], increasing, shape (intervals,);
    closed time has no intervals, so there may be gaps."""
    interval: float
    """Length of each interval [s]."""
    queues: tuple[str, ...]
    groups: tuple[str, ...]
    group_of: tuple[int, ...]
    """Which group serves each queue: places in ``groups``, as many as queues."""
    calls: Floats
    """Mean number that come in each interval, shape (intervals, queues)."""
    offered_load: Floats
    """Mean number busy if all were served at once [erlang], shape (intervals, queues)."""
    required: Ints
    """People on position, shape (intervals, groups)."""
    level: Floats
    """What the promise counts with as many as required, shape (intervals, queues); NaN where
    nobody comes."""
    level_below: Floats
    """The same with one less in that interval alone, shape (intervals, queues); NaN where nobody
    comes, nobody is required, or it was not tried."""
    promise: Promise
    """What it was made for."""
    method: Method
    complete: bool = True
    """False where the search was stopped: the promise is kept, but somebody may be spared."""

    def rostered(self, shrinkage: float) -> Ints:
        """Heads to put on the roster so that as many as required are on position.

        Parameters
        ----------
        shrinkage
            Share of paid time that is not spent on position: breaks, meetings, sickness; within
            [0, 1).

        Returns
        -------
        array, shape (intervals, groups)
            required / (1 - shrinkage), rounded up (Cleveland & Mayben 1997, "Call Center
            Management on Fast Forward", rostered staff factor).

        Raises
        ------
        DataError
            The shrinkage is not within [0, 1).
        """
        if not 0 <= shrinkage < 1:
            raise DataError(
                f"shrinkage: expected a share within [0, 1), got {shrinkage}. Write 30 % as 0.3."
            )
        # 9 / (1 - 0.1) is 10.000000000000002 in floats: a hair above a whole number is that number.
        return np.ceil(self.required / (1 - shrinkage) - 1e-9).astype(np.int64)
