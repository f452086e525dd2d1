"""Replications of one or several models as jobs: in turn, on one or several processes."""

from __future__ import annotations

import itertools
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

from scenarios.model import ServiceModel
from sim.drawing import draw
from sim.engines import Engine, chosen, is_worth_compiling, kernels_of, run
from sim.measures import measure
from sim.tally import Key
from sim.variates import Floats
from sim.world import build_world

SERIAL_SECONDS = 2.0
"""Work shorter than this is done at once: starting processes would take longer."""


class Job:
    """Draws, runs and measures a replication of one model."""

    def __init__(self, model: ServiceModel, seed: int, engine: Engine = "auto") -> None:
        self.model, self.seed, self.engine = model, seed, engine
        self.world = build_world(model)
        self.keys: tuple[Key, ...] = ()
        """What the measures are; known when the first replication is done."""

    def __call__(self, replication: int) -> Floats:
        """All measures of a replication: `Tally.sums`, all that is kept of it."""
        engine = chosen(self.engine)
        script = draw(
            self.model,
            seed=self.seed,
            replication=replication,
            world=self.world,
            kernels=kernels_of(engine),
        )
        tally = measure(self.model, self.world, script, run(self.world, script, engine))
        self.keys = self.keys or tuple(tally.keys)
        return tally.sums()


def in_turn(
    jobs: Sequence[Job], first: int, last: int, processes: int | None
) -> Generator[tuple[Floats, ...], None, None]:
    """Rounds: measures of replication ``first`` of every job, then of the next, up to ``last - 1``.

    The first round is done in this process, so that its jobs know their keys. A round is given when
    all its jobs are done, and no round is begun by choice before the one ahead of it, so that
    whoever stops early has as many replications of every model.
    """
    if first >= last:
        return
    begun = time.perf_counter()
    yield tuple(job(first) for job in jobs)
    rounds = range(first + 1, last)
    left = last - first - 1
    seconds = (time.perf_counter() - begun) * left
    if is_worth_compiling(jobs[0].engine, seconds):
        for job in jobs:
            job.engine = "fast"
        # Here, once, and not in each of the processes that are started next.
        jobs[0](first)
    short = seconds < SERIAL_SECONDS
    workers = min(processes or os.cpu_count() or 1, max(1, left * len(jobs)))
    if workers == 1 or short:
        for replication in rounds:
            yield tuple(job(replication) for job in jobs)
        return
    pool = ProcessPoolExecutor(workers, initializer=_start, initargs=(jobs,))
    try:
        tasks = (pool.submit(_work, t) for t in itertools.product(rounds, range(len(jobs))))
        with _undisturbed():
            handed_out = deque(itertools.islice(tasks, _AHEAD * workers))
        results = _results(handed_out, tasks)
        for _ in rounds:
            yield tuple(itertools.islice(results, len(jobs)))
    finally:
        # Once, and waiting: a pool that is not waited for ends together with Python, which fails.
        pool.shutdown(wait=True, cancel_futures=True)


def _results(
    handed_out: deque[Future[Floats]], tasks: Iterator[Future[Floats]]
) -> Iterator[Floats]:
    """Measures by task, in order; for each that is done another one is handed out."""
    while handed_out:
        yield handed_out.popleft().result()
        handed_out.extend(itertools.islice(tasks, 1))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Answer Ctrl-C after this.

    The pool would forget a process that it is just starting, and wait for it for ever at the end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if pressed:
            signal.raise_signal(signal.SIGINT)


_AHEAD = 16
"""Tasks handed out for each worker before the first of them is done."""
_jobs: list[Job] = []
"""The jobs of this worker process."""


def _start(jobs: Sequence[Job]) -> None:
    # The parent alone answers Ctrl-C; a worker that did too would print its own traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _jobs[:] = jobs


def _work(task: tuple[int, int]) -> Floats:
    replication, k = task
    return _jobs[k](replication)
