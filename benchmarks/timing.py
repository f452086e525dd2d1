"""How times are taken: in turn, so that a slow spell of the machine hits all alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.row import Against, Goal, Row

Told = Callable[[int, int], None]
"""Told how many of how many pieces of work are done."""


SHORT = 0.3
"""What takes less is done again until this time is over [s]."""


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds that one call takes, with the garbage of earlier calls out of the way.

    The median of several calls where it is short: not the best, which a long call beside it has
    no chance of on a machine that others use too.
    """
    taken: list[float] = []
    gc.collect()
    while sum(taken) < SHORT:
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each work in each turn."""

    taken: Mapping[str, Sequence[float]]

    def median(self, name: str) -> float:
        return statistics.median(self.taken[name])

    def ratio(self, name: str, than: str) -> float:
        """Median over the turns of the one's time by the other's in the same turn."""
        pairs = zip(self.taken[name], self.taken[than], strict=True)
        return statistics.median(x / y for x, y in pairs)

    def row(self, name: str) -> Row:
        return Row(name, self.median(name), "s")

    def beside(self, name: str, against: Against, than: str, goal: Goal | None = None) -> Row:
        """The row of one work beside another."""
        return Row(name, self.median(name), "s", against, self.ratio(name, than), than, goal)


def in_turn(works: Mapping[str, Callable[[], object]], turns: int, told: Told) -> Times:
    """Do each work in each turn."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    done, asked = 0, turns * len(works)
    for _ in range(turns):
        for name, work in works.items():
            taken[name].append(seconds(work))
            done += 1
            told(done, asked)
    return Times(taken)
