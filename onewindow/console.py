"""Where commands print: results on stdout, what is said besides on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment import Replications


def out() -> Console:
    """The console for results; as wide as the terminal, 80 columns into a file."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False)


def note(text: str) -> None:
    """Say something besides the results."""
    typer.echo(text, err=True)


def interrupted(runs: list[Replications]) -> str | None:
    """What to say when Ctrl-C ended a run early; None when all are complete."""
    for run in runs:
        if run.n < run.asked:
            return f"interrupted: {run.n} of {run.asked} replications"
    return None
