"""Where commands print: results on stdout, what is said besides on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console


def out() -> Console:
    """The console for results; as wide as the terminal, 80 columns into a file."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False)


def note(text: str) -> None:
    """Say something besides the results."""
    typer.echo(text, err=True)
