"""The social security hall before and after its redesign, 100 paired replications end to end.

Drawn, run, measured and compared: every measure with its interval and verdict, in one process.
"""

from __future__ import annotations

from benchmarks.both_engines import replications, same_measures
from benchmarks.row import Row, Size, times_as_fast
from benchmarks.timing import Told, in_turn
from onewindow.api import load
from sim import engines
from sim.comparison import Comparison
from sim.engines import Engine

WHAT = "hall week before and after"
PAIRS = {"tiny": 4, "usual": 100, "long": 100}
TURNS = {"tiny": 1, "usual": 3, "long": 5}


def rows(size: Size, told: Told) -> list[Row]:
    """Time of the whole comparison with each engine."""
    models = [load("social_security"), load("social_security/one_window")]
    n = PAIRS[size]
    engines.chosen("fast")
    same_measures(replications(models, "fast", 2), replications(models, "simpy", 2), "hall week")

    def compare(engine: Engine) -> None:
        before, after = replications(models, engine, n)
        Comparison(before, {"one_window": after}).table()

    simpy, fast = (f"{WHAT} × {n} pairs, {engine} engine" for engine in ("SimPy", "compiled"))
    works = {simpy: lambda: compare("simpy"), fast: lambda: compare("fast")}
    times = in_turn(works, TURNS[size], told)
    return [times.row(simpy), times.beside(fast, "reference", simpy, times_as_fast(20))]
