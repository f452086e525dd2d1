"""Replications of one or several models as jobs: in turn, on one or several processes."""

from __future__ import annotations

import itertools
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from scenarios.model import ServiceModel
from sim.drawing import draw_together
from sim.engines import Engine, chosen, is_worth_compiling, kernels_of, run
from sim.measures import measure_together
from sim.runs import batches
from sim.tally import Key
from sim.variates import Floats
from sim.workers import on_workers, workers_for
from sim.world import build_world

_SOON = 2.0
"""Time in which several workers do a batch of rounds, where one round does not take longer [s]."""


class Job:
    """Draws, runs and measures replications of one model."""

    def __init__(self, model: ServiceModel, seed: int, engine: Engine = "auto") -> None:
        self.model, self.seed, self.engine = model, seed, engine
        self.world = build_world(model)
        self.keys: tuple[Key, ...] = ()
        """What the measures are; known when the first replication is done."""
        self.rows = 1
        """Rows of its longest log so far."""

    def __call__(self, replications: range) -> Floats:
        """All measures of some replications: `Tallies.sums`, all that is kept of them.

        They are the same, to the bit, however many are asked for at once.
        """
        engine = chosen(self.engine)
        scripts = draw_together(
            self.model,
            seed=self.seed,
            replications=replications,
            world=self.world,
            kernels=kernels_of(engine),
        )
        logs = [run(self.world, script, engine) for script in scripts]
        tallies = measure_together(self.model, self.world, scripts, logs)
        self.keys = self.keys or tuple(tallies.keys)
        self.rows = max(self.rows, *(log.services.case.size for log in logs))
        return tallies.sums()


def in_turn(
    jobs: Sequence[Job], first: int, last: int, processes: int | None
) -> Generator[tuple[Floats, ...], None, None]:
    """Rounds: measures of replication ``first`` of every job, then of the next, up to ``last - 1``.

    The first round is done in this process, so that its jobs know their keys and how many rows they
    have. A round is given when all its jobs are done, and no batch of rounds is begun by choice
    before the one ahead of it, so that whoever stops early has as many replications of every model.
    """
    if first >= last:
        return
    begun = time.perf_counter()
    yield from _together(jobs, range(first, first + 1))
    rounds = range(first + 1, last)
    seconds = (time.perf_counter() - begun) * len(rounds)
    if is_worth_compiling(jobs[0].engine, seconds):
        for job in jobs:
            job.engine = "fast"
        # Here, once, and not in each of the processes that are started next.
        jobs[0](range(first, first + 1))
    workers = workers_for(seconds, len(rounds) * len(jobs), processes)
    most = _most_together(len(rounds), len(jobs), seconds, workers) if workers > 1 else None
    together = batches(rounds, max(job.rows for job in jobs), most)
    if workers == 1:
        for batch in together:
            yield from _together(jobs, batch)
        return
    tasks = itertools.product(together, range(len(jobs)))
    with closing(on_workers(_Work(jobs), tasks, workers)) as results:
        for _ in together:
            yield from zip(*itertools.islice(results, len(jobs)), strict=True)


def _most_together(rounds: int, jobs: int, seconds: float, workers: int) -> int:
    """Most rounds of a batch, when all of them would take one process so long [s].

    Several workers have some tasks each, so that none is left with nothing to do at the end; and a
    batch of all jobs is done soon, because whoever stops early keeps whole batches.
    """
    balanced = rounds * jobs // (4 * workers)
    soon = int(_SOON * workers * rounds / max(seconds, _SOON))
    return max(1, min(balanced, soon))


@dataclass(frozen=True, slots=True)
class _Work:
    """Measures of some replications of the job of a number."""

    jobs: Sequence[Job]

    def __call__(self, task: tuple[range, int]) -> Floats:
        replications, k = task
        return self.jobs[k](replications)


def _together(jobs: Sequence[Job], replications: range) -> Iterator[tuple[Floats, ...]]:
    """Rounds of some replications, done at once."""
    return zip(*[job(replications) for job in jobs], strict=True)
