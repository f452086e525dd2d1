"""The first simulation in a new process, where the engine has been compiled and where not."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.row import Row, Size, at_most
from benchmarks.timing import Told, seconds
from sim.engines import COMPILING

ENGINE = {"tiny": "simpy", "usual": "fast", "long": "fast"}
"""Where it is only to be seen that this runs, nothing is compiled."""
TURNS = {"tiny": 1, "usual": 5, "long": 9}


def rows(size: Size, told: Told) -> list[Row]:
    """Whole processes, Python's own start included."""
    engine, turns = ENGINE[size], TURNS[size]
    with TemporaryDirectory() as home:
        first = seconds(_simulation(home, engine))
        told(1, 1 + turns)
        later = []
        for turn in range(turns):
            later.append(seconds(_simulation(home, engine)))
            told(2 + turn, 1 + turns)
    return [
        Row("cold first simulation, nothing compiled", first, "s", goal=at_most(30, "s")),
        Row(
            "cold first simulation, compiled before",
            statistics.median(later),
            "s",
            goal=at_most(3, "s"),
        ),
    ]


def _simulation(home: str, engine: str) -> Callable[[], None]:
    """A simulation in a new process that keeps compiled code in this folder."""
    compiles = engine == "fast" and not any(Path(home).iterdir())
    code = f"import onewindow; onewindow.simulate('social_security', engine='{engine}')"

    def run() -> None:
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "XDG_CACHE_HOME": home},
            capture_output=True,
            text=True,
            check=True,
        )
        if (COMPILING in done.stderr) != compiles:
            raise RuntimeError(
                f"cold: expected {'a word' if compiles else 'no word'} about compiling, "
                f"got {done.stderr!r}."
            )

    return run
