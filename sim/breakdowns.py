"""When resources are out of order: failures and repairs drawn by the clock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.distributions import Family, FromLog
from scenarios.log_reading import from_log
from scenarios.means import mean_time
from scenarios.model import ServiceModel
from scenarios.pools import Pool
from sim.streams import Streams
from sim.variates import Floats, Ints, quantile


@dataclass(frozen=True, slots=True)
class DownSpans:
    """Spans in which a resource does not work; shape (spans,), by pool, resource and time."""

    pool: Ints
    resource: Ints
    begin: Floats
    end: Floats

    def by_resource(self) -> dict[tuple[int, int], list[tuple[float, float]]]:
        """Spans (begin, end) [s] of each pool and resource."""
        found: dict[tuple[int, int], list[tuple[float, float]]] = {}
        columns = (self.pool, self.resource, self.begin, self.end)
        for pool, resource, begin, end in zip(*(c.tolist() for c in columns), strict=True):
            found.setdefault((pool, resource), []).append((begin, end))
        return found


def draw_breakdowns(model: ServiceModel, end: float, streams: Streams) -> DownSpans:
    """Draw failures of every resource until ``end`` [s]; each resource has draws of its own."""
    pools, resources, begins, ends = [], [], [], []
    for k, (name, pool) in enumerate(model.pools.items()):
        if pool.breakdowns is None:
            continue
        up, down = (_family(model, f) for f in (pool.breakdowns.up, pool.breakdowns.down))
        for resource in range(_resources(pool)):
            begin, until = _spans(name, up, down, resource, end, streams)
            pools.append(np.full(begin.size, k))
            resources.append(np.full(begin.size, resource))
            begins.append(begin)
            ends.append(until)
    none = np.empty(0)
    return DownSpans(
        np.concatenate([none, *pools]).astype(np.int64),
        np.concatenate([none, *resources]).astype(np.int64),
        np.concatenate([none, *begins]),
        np.concatenate([none, *ends]),
    )


def _family(model: ServiceModel, family: Family | FromLog) -> Family:
    if isinstance(family, FromLog):
        assert model.start_date is not None
        return from_log(family, model.logs[family.log], model.start_date)
    return family


def _resources(pool: Pool) -> int:
    return len(pool.people) or (pool.seats if isinstance(pool.seats, int) else 0)


def _spans(
    name: str, up: Family, down: Family, resource: int, end: float, streams: Streams
) -> tuple[Floats, Floats]:
    """Begin and end of each failure of one resource before ``end``."""
    mean = max(mean_time(up) + mean_time(down), end / 1e7)
    n = int(end / mean) + 16
    while True:
        number = np.arange(n)
        runs, stops = (
            quantile(family, streams.stream(name, "breakdowns", kind).uniform(resource, number))
            for family, kind in ((up, "up"), (down, "down"))
        )
        until = np.cumsum(runs + stops)
        if until[-1] >= end:
            begin = until - stops
            keep = (begin < end) & (stops > 0)
            return begin[keep], until[keep]
        n *= 2
