"""Drawing a busy day: the time before the first case can come."""

from __future__ import annotations

from benchmarks import mm3
from benchmarks.row import Row, Size
from benchmarks.timing import Told, in_turn
from sim.drawing import draw
from sim.world import build_world

CASES = {"tiny": 100, "usual": 5000, "long": 5000}
TURNS = {"tiny": 1, "usual": 9, "long": 9}


def rows(size: Size, told: Told) -> list[Row]:
    """One service, one activity."""
    day = mm3.model(CASES[size])
    world = build_world(day)
    name = f"drawing a day of {CASES[size]:,} cases"
    times = in_turn({name: lambda: draw(day, seed=1, world=world)}, TURNS[size], told)
    return [Row(name, times.median(name) * 1000, "ms")]
