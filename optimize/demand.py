"""Who calls when and how long it takes: what a requirement is worked out from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimize.evaluation import Floats
from optimize.patience import Patience, exponential
from scenarios.errors import DataError, Problem


@dataclass(frozen=True, slots=True)
class Demand:
    """Calls by interval and queue, and the groups that serve the queues."""

    starts: Floats
    """Start of each interval from the start of the horizon [s], shape (intervals,)."""
    interval: float
    """Length of each interval [s]."""
    queues: tuple[str, ...]
    groups: tuple[str, ...]
    group_of: tuple[int, ...]
    """Which group serves each queue: places in ``groups``."""
    calls: Floats
    """Mean number that come in each interval, shape (intervals, queues)."""
    aht: Floats
    """Mean handling time with pick-up and after-work [s], shape (queues,)."""
    aht_cv: Floats
    """Its coefficient of variation, shape (queues,)."""
    pickup: Floats
    """Mean pick-up [s], part of the wait, shape (queues,)."""
    patience: tuple[Patience, ...]
    """Of the callers of each group together; endless where nobody gives up."""
    period: float | None = None
    """When given, the intervals repeat with it, such as one day [s]."""

    def __post_init__(self) -> None:
        n, q = self.starts.size, len(self.queues)
        shapes = {
            "calls": (self.calls.shape, (n, q)),
            "aht": (self.aht.shape, (q,)),
            "aht_cv": (self.aht_cv.shape, (q,)),
            "pickup": (self.pickup.shape, (q,)),
            "group_of": ((len(self.group_of),), (q,)),
            "patience": ((len(self.patience),), (len(self.groups),)),
        }
        wrong = [
            Problem(name, f"expected the shape {want}, got {got}. Give one for each.")
            for name, (got, want) in shapes.items()
            if got != want
        ]
        if wrong:
            raise DataError(wrong)

    @property
    def members(self) -> Floats:
        """1 where a queue is served by a group, else 0, shape (queues, groups)."""
        return np.eye(len(self.groups))[list(self.group_of)]

    @property
    def offered_load(self) -> Floats:
        """Calls by handling time, each interval by itself [erlang], shape (intervals, queues)."""
        return self.calls * self.aht / self.interval


def one_queue(
    calls: Floats,
    interval: float,
    aht: float,
    *,
    patience: float = np.inf,
    aht_cv: float = 1.0,
    pickup: float = 0.0,
    period: float | None = None,
) -> Demand:
    """One queue and one group, from midnight on.

    Parameters
    ----------
    calls
        Mean number in each interval, shape (intervals,).
    interval
        Length of each [s].
    aht, aht_cv, pickup
        Mean handling time [s], its coefficient of variation, and the pick-up in it [s].
    patience
        Mean patience [s], exponential; infinite where nobody gives up.
    period
        As in `Demand`.
    """
    number = np.asarray(calls, dtype=np.float64)[:, None]
    return Demand(
        starts=np.arange(len(number), dtype=np.float64) * interval,
        interval=interval,
        queues=("callers",),
        groups=("agents",),
        group_of=(0,),
        calls=number,
        aht=np.array([aht]),
        aht_cv=np.array([aht_cv]),
        pickup=np.array([pickup]),
        patience=(exponential(patience),),
        period=period,
    )
