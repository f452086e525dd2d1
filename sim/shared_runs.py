"""Replications counted in one world after the other, shared between processes where it pays."""

from __future__ import annotations

import pickle
import time

import numpy as np

from scenarios.model import ServiceModel
from sim.engines import Engine
from sim.interval_counts import IntervalCounts
from sim.kept_scripts import Batch, Counter, KeptScripts, Parts
from sim.runs import batches
from sim.workers import Crew, workers_for
from sim.world import World

_ROOM = 512e6
"""Memory for scripts that are kept, of all processes together [bytes]."""


class SharedRuns:
    """Counts replications in this process, and in others once it has taken long.

    Each process has replications of its own, whose scripts it draws once and keeps: no script goes
    from one to another. To be closed where Ctrl-C is answered.

    Parameters
    ----------
    model, world, engine, counting
        As for `sim.kept_scripts.KeptScripts`.
    processes
        Processes to use; all processors when left out.
    """

    def __init__(
        self,
        model: ServiceModel,
        world: World,
        engine: Engine,
        counting: IntervalCounts,
        processes: int | None = None,
    ) -> None:
        self._of = model, world, engine, counting
        self._processes = processes
        self._here = self._kept(1)
        self._rows: int | None = None
        """Cases of the first replication, which stand for rows of a log that nobody knows yet."""
        self._spent = 0.0
        """How long this process has simulated since that one [s]."""
        self._crew: Crew[Batch, Parts] | None = None

    def close(self) -> None:
        """End the processes that it has started."""
        if self._crew is not None:
            self._crew.close()
            self._crew = None

    def counts(self, world: World, replications: range, seed: int) -> Parts:
        """What is counted of some replications in a world; the same on any number of processes."""
        left, found = replications, list[Parts]()
        if self._rows is None:
            # It loads or compiles what runs the others, too: how long it takes tells nothing.
            found.append(self._here.counts(world, left[:1], seed))
            (script,) = self._here.drawn(left[:1], seed)
            self._rows, left = script.cases, left[1:]
        while left and self._crew is None:
            batch = batches(left, self._rows)[0]
            begun = time.perf_counter()
            found.append(self._here.counts(world, batch, seed))
            taken, left = time.perf_counter() - begun, left[len(batch) :]
            self._spent += taken
            self._share(self._spent + taken / len(batch) * len(left), len(replications))
        if self._crew is not None and left:
            found.append(_by(self._crew, world, left, seed, self._rows))
        part, whole = (np.concatenate([one[k] for one in found]) for k in range(2))
        return part, whole

    def _share(self, seconds: float, replications: int) -> None:
        """Start processes where they pay: a search that has taken so long [s] tries more plans."""
        workers = workers_for(seconds, replications, self._processes)
        if workers > 1:
            # What is kept here goes to none of them: each draws its own.
            self._here = self._kept(workers)
            self._crew = Crew(Counter(self._here), workers)

    def _kept(self, processes: int) -> KeptScripts:
        return KeptScripts(*self._of, room=_ROOM / processes)


def _by(crew: Crew[Batch, Parts], world: World, replications: range, seed: int, rows: int) -> Parts:
    """What a crew counts: a replication is always the same worker's."""
    pickled, tasks = pickle.dumps(world), list[tuple[int, Batch]]()
    for worker in range(crew.workers):
        own = replications[(worker - replications.start) % crew.workers :: crew.workers]
        tasks += [(worker, Batch(pickled, batch, seed)) for batch in batches(own, rows)]
    found = crew.results(tasks)
    order = np.argsort(np.concatenate([batch.replications for _, batch in tasks]))
    part, whole = (np.concatenate([one[k] for one in found])[order] for k in range(2))
    return part, whole
