"""How long the command line takes to answer, in a new process."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.row import Row, Size
from benchmarks.timing import Told, in_turn

HELP = [sys.executable, "-m", "onewindow", "--help"]
NOTHING = [sys.executable, "-c", "pass"]
TURNS = {"tiny": 1, "usual": 5, "long": 9}


def rows(size: Size, told: Told) -> list[Row]:
    """``onewindow --help`` beside a Python that does nothing."""

    def call(command: list[str]) -> None:
        subprocess.run(command, check=True, capture_output=True)

    call(HELP)
    name, nothing = "start_up onewindow --help", "python -c pass"
    works = {name: lambda: call(HELP), nothing: lambda: call(NOTHING)}
    return [in_turn(works, TURNS[size], told).beside(name, "reference", nothing)]
