"""One line of the benchmark table, and how a time is taken."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, and how it stands to another one measured in the same run."""

    name: str
    value: float
    unit: str
    against: str | None = None
    """What the ratio is taken to."""
    ratio: float | None = None
    """value / the other's value."""

    def as_dict(self) -> dict[str, object]:
        """The row for results.json."""
        return asdict(self)


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds that one call takes, with the garbage of earlier calls out of the way."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turn(*works: Callable[[], object], times: int = 5) -> list[list[float]]:
    """Seconds of each work, taken in turn so that a slow spell of the machine hits all alike."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for k, work in enumerate(works):
            taken[k].append(seconds(work))
    return taken


def median_ratio(a: list[float], b: list[float]) -> float:
    """Median over the turns of a / b."""
    return statistics.median(x / y for x, y in zip(a, b, strict=True))
