"""The replications of a judgement: Ctrl-C keeps those that are done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

FEWEST_RUNS = 10
"""Fewer replications make no bands."""
Run = TypeVar("Run")


def kept_runs(
    run: Callable[[int], Run],
    replications: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[Run]:
    """Run replications 0, 1, 2 ... one after the other, in this order.

    Parameters
    ----------
    run
        Runs the replication of a number.
    replications
        How many are asked for.
    progress
        Told (replications done, replications asked for).

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C came before ten replications were done; later ones end it with what there is.
    """
    runs: list[Run] = []
    try:
        for r in range(replications):
            runs.append(run(r))
            if progress is not None:
                progress(r + 1, replications)
    except KeyboardInterrupt:
        if len(runs) < FEWEST_RUNS:
            raise
    return runs
