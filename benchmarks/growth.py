"""Time and memory a case as M/M/3 grows from a thousand cases on, each size in a new process."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from benchmarks.row import Row, Size, at_most, times_its_time
from benchmarks.timing import Told

EXPONENTS = {"tiny": (3, 4), "usual": (3, 4, 5, 6), "long": (3, 4, 5, 6, 7)}
BASE = 3
"""Where growth is counted from. What a run costs whatever its size is most of its time there: the
other sizes stand in the table for who would count from them."""
SEEN = 5
"""Below, memory is what was there already: the process has had as much before."""
ROUNDS = {"tiny": 1, "usual": 3, "long": 3}


def rows(size: Size, told: Told) -> list[Row]:
    """The median time and the most memory of some rounds over all sizes."""
    exponents, rounds = EXPONENTS[size], ROUNDS[size]
    found: dict[int, list[dict[str, float]]] = {k: [] for k in exponents}
    for turn in range(rounds):
        for place, k in enumerate(exponents):
            found[k].append(_figures(10**k))
            told(turn * len(exponents) + place + 1, rounds * len(exponents))
    taken = {k: statistics.median(one["seconds"] for one in ones) for k, ones in found.items()}
    beyond = {k: max(one["bytes"] for one in ones) for k, ones in found.items()}
    return [
        *(_time(k, taken, k == exponents[-1]) for k in exponents),
        *(_memory(k, beyond[k], k == exponents[-1]) for k in exponents if k >= SEEN),
    ]


def _time(k: int, taken: dict[int, float], is_last: bool) -> Row:
    name, base = (f"growth time a case, 1e{one} cases" for one in (k, BASE))
    if k == BASE:
        return Row(name, taken[k] * 1e9, "ns")
    goal = times_its_time(1.5) if is_last else None
    return Row(name, taken[k] * 1e9, "ns", "reference", taken[k] / taken[BASE], base, goal)


def _memory(k: int, beyond: float, is_last: bool) -> Row:
    goal = at_most(200, "bytes") if is_last else None
    return Row(f"growth memory a case beyond the log, 1e{k} cases", beyond, "bytes", goal=goal)


def _figures(customers: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.one_size", str(customers)]
    found: dict[str, float] = json.loads(subprocess.check_output(command))
    return found
