"""How long the command line takes to answer, in a new process."""

from __future__ import annotations

import statistics
import subprocess
import sys

from benchmarks.row import Row, in_turn, median_ratio

HELP = [sys.executable, "-m", "onewindow", "--help"]
NOTHING = [sys.executable, "-c", "pass"]


def rows() -> list[Row]:
    """``onewindow --help`` beside a Python that does nothing."""

    def call(command: list[str]) -> None:
        subprocess.run(command, check=True, capture_output=True)

    call(HELP)
    help_s, nothing_s = in_turn(lambda: call(HELP), lambda: call(NOTHING))
    return [
        Row(
            "start_up onewindow --help",
            statistics.median(help_s),
            "s",
            "python -c pass",
            median_ratio(help_s, nothing_s),
        )
    ]
