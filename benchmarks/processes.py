"""The same replications on one process and on two."""

from __future__ import annotations

from benchmarks.row import Row, Size, times_as_fast
from benchmarks.timing import Told, in_turn, seconds
from onewindow.api import load
from sim import engines
from sim.experiment import replicate

SECONDS = {"tiny": 0.1, "usual": 12.0, "long": 60.0}
"""About how long one process is at work."""
TURNS = {"tiny": 1, "usual": 3, "long": 5}
PILOT = 20
"""Replications that are timed to know how many the job needs."""


def rows(size: Size, told: Told) -> list[Row]:
    """Replications of the social security hall, all measures."""
    hall = load("social_security")
    engines.chosen("fast")

    def work(replications: int, processes: int) -> None:
        replicate(hall, replications=replications, processes=processes)

    work(2, 1)
    n = max(2, round(PILOT * SECONDS[size] / seconds(lambda: work(PILOT, 1))))
    one, two = f"processes: hall × {n}, 1 process", f"processes: hall × {n}, 2 processes"
    times = in_turn({one: lambda: work(n, 1), two: lambda: work(n, 2)}, TURNS[size], told)
    return [times.row(one), times.beside(two, "reference", one, times_as_fast(1.6))]
