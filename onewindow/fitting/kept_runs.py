"""The replications of a judgement: Ctrl-C keeps those that are done."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeVar

from sim.compiling import compile_ahead
from sim.workers import on_workers, workers_for

FEWEST_RUNS = 10
"""Fewer replications make no bands."""
Run = TypeVar("Run")


def kept_runs(
    run: Callable[[int], Run],
    replications: int,
    progress: Callable[[int, int], None] | None = None,
    processes: int | None = None,
) -> list[Run]:
    """Run replications 0, 1, 2 ..., on several processes where it pays.

    They come in this order, and each is what it is on one process.

    Parameters
    ----------
    run
        Runs the replication of a number; it and its result can be pickled.
    replications
        How many are asked for.
    progress
        Told (replications done, replications asked for).
    processes
        Processes to use; all processors when left out.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C came before ten replications were done; later ones end it with what there is.
    """
    runs: list[Run] = []
    try:
        # Closed here, where Ctrl-C is answered, and not when the last name of it goes.
        with closing(_in_order(run, replications, processes)) as done:
            for one in done:
                runs.append(one)
                if progress is not None:
                    progress(len(runs), replications)
    except KeyboardInterrupt:
        if len(runs) < FEWEST_RUNS:
            raise
    return runs


def _in_order(
    run: Callable[[int], Run], replications: int, processes: int | None
) -> Generator[Run, None, None]:
    """The first replication, which tells how long they take, and the others."""
    begun = time.perf_counter()
    first, others = run(0), range(1, replications)
    seconds = (time.perf_counter() - begun) * len(others)
    yield first
    compile_ahead(seconds)
    workers = workers_for(seconds, len(others), processes)
    if workers == 1:
        yield from map(run, others)
    else:
        yield from on_workers(run, others, workers)
