"""Runs of a model: one, many replications, or until an interval is narrow enough."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.errors import SimulationError
from scenarios.model import ServiceModel
from scenarios.targets import Costs
from sim.catalogue import unit_in
from sim.drawing import draw
from sim.engine_simpy import run
from sim.event_log import EventLog
from sim.intervals import estimate
from sim.measures import measure
from sim.script import Script
from sim.tally import Key, Tally, are_fractions
from sim.variates import Floats
from sim.world import World, build_world

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int], None]
"""Called with (replications done, replications asked for)."""
SERIAL_SECONDS = 2.0
"""Work shorter than this is done at once: starting processes would take longer."""


@dataclass(frozen=True, slots=True)
class SimResult:
    """One replication, with all that went in and all that happened."""

    model: ServiceModel
    world: World
    script: Script
    log: EventLog
    seed: int
    replication: int

    def tally(self) -> Tally:
        """All measures of this replication."""
        return measure(self.model, self.world, self.script, self.log)


@dataclass(frozen=True, slots=True)
class Replications:
    """Measures of many replications of one model; arrays of shape (replications, measures)."""

    model: ServiceModel
    seed: int
    asked: int
    """Replications asked for; fewer are there when it was interrupted."""
    keys: tuple[Key, ...]
    value: Floats
    """Numbers, and numerators of levels."""
    per: Floats
    """Denominators of levels, NaN for numbers."""

    @property
    def n(self) -> int:
        """Replications done."""
        return len(self.value)

    @property
    def currency(self) -> str:
        """Currency of everything that is money."""
        return (self.model.costs or Costs()).currency

    def estimates(self, confidence: float = 0.95) -> pd.DataFrame:
        """Every measure with its interval over replications.

        Returns
        -------
        DataFrame
            Columns ``measure, scope, of, at, unit, value, low, high, n``; see the catalogue for
            what each measure is. ``at`` is NaN except in profiles.
        """
        import pandas as pd

        result = estimate(self.value, self.per, confidence, are_fractions(self.keys))
        frame = pd.DataFrame(self.keys, columns=list(Key._fields))
        frame["at"] = frame["at"].astype(float)
        frame["unit"] = [unit_in(key.measure, self.currency) for key in self.keys]
        for name in ("value", "low", "high", "n"):
            frame[name] = getattr(result, name)
        return frame


def simulate(model: ServiceModel, *, seed: int = 1, replication: int = 0) -> SimResult:
    """Run one replication.

    Raises
    ------
    ModelError, DataError
        The model does not make sense, or a log cannot be read.
    """
    world = build_world(model)
    script = draw(model, seed=seed, replication=replication, world=world)
    return SimResult(model, world, script, run(world, script), seed, replication)


def replicate(
    model: ServiceModel,
    *,
    replications: int = 30,
    seed: int = 1,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Replications:
    """Run replications, in parallel where it pays; the numbers do not depend on how many.

    An interrupt (Ctrl-C) ends it early with the replications that are done.

    Parameters
    ----------
    model
        The service model.
    replications
        How many; replication r always has the random numbers of (seed, r).
    seed
        Names the random numbers.
    processes
        Processes to use; all processors when left out.
    progress
        Told how far it is.

    Raises
    ------
    SimulationError
        Fewer than one replication or process is asked for, or it was interrupted before one.
    """
    if replications < 1 or (processes is not None and processes < 1):
        raise SimulationError(
            f"replicate: expected at least 1 replication and 1 process, got {replications} and "
            f"{processes}. Ask for one or more."
        )
    return extend(None, model, replications, seed, processes, progress)


def extend(
    earlier: Replications | None,
    model: ServiceModel,
    replications: int,
    seed: int,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Replications:
    """Go on from earlier replications of the same model and seed until there are so many.

    Parameters and errors are those of `replicate`.
    """
    begun = 0 if earlier is None else earlier.n
    done: list[Tally] = []
    try:
        for tally in _tallies(_Job(model, seed), begun, replications, processes):
            done.append(tally)
            if progress is not None:
                progress(begun + len(done), replications)
    except KeyboardInterrupt:
        if not done and earlier is None:
            raise SimulationError(
                "replicate: interrupted before the first replication was done. Start it again."
            ) from None
    value = [tally.value for tally in done]
    per = [tally.per for tally in done]
    if earlier is not None:
        value, per = [*earlier.value.tolist(), *value], [*earlier.per.tolist(), *per]
    return Replications(
        model=model,
        seed=seed,
        asked=replications,
        keys=tuple(done[0].keys) if earlier is None else earlier.keys,
        value=np.array(value),
        per=np.array(per),
    )


def _tallies(job: _Job, first: int, last: int, processes: int | None) -> Iterator[Tally]:
    """Measures of replications first, first + 1, ... last - 1, in order."""
    if first >= last:
        return
    begun = time.perf_counter()
    yield job(first)
    left = range(first + 1, last)
    short = (time.perf_counter() - begun) * len(left) < SERIAL_SECONDS
    workers = min(processes or os.cpu_count() or 1, max(1, len(left)))
    if workers == 1 or short:
        yield from map(job, left)
        return
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(job,)) as pool:
        try:
            yield from pool.map(_work, left)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class _Job:
    """Draws, runs and measures a replication of one model."""

    def __init__(self, model: ServiceModel, seed: int) -> None:
        self.model, self.seed = model, seed
        self.world = build_world(model)

    def __call__(self, replication: int) -> Tally:
        script = draw(self.model, seed=self.seed, replication=replication, world=self.world)
        return measure(self.model, self.world, script, run(self.world, script))


_job: list[_Job] = []
"""The job of this worker process."""


def _start(job: _Job) -> None:
    # The parent alone answers Ctrl-C; a worker that did too would print its own traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _job[:] = [job]


def _work(replication: int) -> Tally:
    return _job[0](replication)
