"""Runs of a model: one, many replications, or until an interval is narrow enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scenarios.errors import Interrupted, SimulationError
from scenarios.model import ServiceModel
from scenarios.targets import Costs
from sim.briefly import main_measures
from sim.drawing import draw
from sim.engine_simpy import Watcher
from sim.engines import Engine, chosen, kernels_of, run
from sim.event_log import EventLog
from sim.experience import Intercepts, intercepts, with_experience
from sim.intervals import estimate
from sim.jobs import Job, in_turn
from sim.measures import measure
from sim.row_units import units_of
from sim.script import Script
from sim.tally import Key, Tally, are_fractions
from sim.variates import Floats
from sim.world import World, build_world

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int], None]
"""Called with (replications done, replications asked for)."""
_TOO_EARLY = "interrupted before the first replication was done: nothing is kept. Start it again."


@dataclass(frozen=True, slots=True)
class SimResult:
    """One replication, with all that went in and all that happened."""

    model: ServiceModel
    world: World
    script: Script
    log: EventLog
    seed: int
    replication: int

    def __repr__(self) -> str:
        where = f"{self.model.name}, seed {self.seed}, replication {self.replication}"
        return f"SimResult({where}: {self.log!r})"

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

    def __repr__(self) -> str:
        runs = f"{self.n} of {self.asked}" if self.interrupted else str(self.n)
        told = ", ".join(f"{name} {value}" for name, value in self.main_measures().items())
        return f"Replications({self.model.name}, seed {self.seed}, {runs} replications: {told})"

    def main_measures(self) -> dict[str, str]:
        """The main measures as texts by name; `estimates` has all of them as numbers."""
        return main_measures(self.keys, self.value, self.per)

    @property
    def n(self) -> int:
        """Replications done."""
        return len(self.value)

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C ended it before all replications were done."""
        return self.n < self.asked

    @property
    def currency(self) -> str:
        """Currency of everything that is money."""
        return (self.model.costs or Costs()).currency

    def intercepts(self, n: int | None = None) -> Intercepts:
        """Those with which the first ``n`` replications, or all, give the observed experience."""
        return intercepts(self.model.experience, self.keys, self.value[:n])

    def reported(self, given: Intercepts) -> tuple[tuple[Key, ...], Floats, Floats]:
        """Keys, values and denominators with the modelled experience by a baseline's intercepts."""
        if self.model.experience is None:
            return self.keys, self.value, self.per
        return with_experience(self.keys, self.value, self.per, given)

    def estimates(self, confidence: float = 0.95) -> pd.DataFrame:
        """Every measure with its interval over replications.

        Returns
        -------
        DataFrame
            Columns ``measure, scope, of, at, unit, value, low, high, n``; see the catalogue for
            what each measure is. ``at`` is NaN except in profiles.
        """
        import pandas as pd

        keys, value, per = self.reported(self.intercepts())
        result = estimate(value, per, confidence, are_fractions(keys))
        frame = pd.DataFrame(keys, columns=list(Key._fields))
        frame["at"] = frame["at"].astype(float)
        frame["unit"] = units_of(keys, [self.model])
        for name in ("value", "low", "high"):
            frame[name] = getattr(result, name)
        frame["n"] = result.n.astype(np.int64)
        return frame


def simulate(
    model: ServiceModel,
    *,
    seed: int = 1,
    replication: int = 0,
    engine: Engine = "auto",
    watch: Watcher | None = None,
) -> SimResult:
    """Run one replication.

    Parameters
    ----------
    model
        The service model.
    seed, replication
        Together they name the random numbers.
    engine
        ``auto``, ``fast`` or ``simpy``: all give the same log; see `sim.engines.run`.
    watch
        Looks on while SimPy runs: called with the time [s] and the hall after each instant.

    Raises
    ------
    ModelError, DataError
        The model does not make sense, or a log cannot be read.
    SimulationError
        The engine is not known, or cannot do what is asked for.
    """
    engine = chosen(engine, watch)
    world, kernels = build_world(model), kernels_of(engine)
    script = draw(model, seed=seed, replication=replication, world=world, kernels=kernels)
    log = run(world, script, engine, watch)
    return SimResult(model, world, script, log, seed, replication)


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
        Fewer than one replication or process is asked for; `Interrupted` before there was one.
    """
    _check(replications, processes)
    return extend(None, model, replications, seed, processes, progress)


def replicate_together(
    models: Sequence[ServiceModel],
    *,
    replications: int = 30,
    seed: int = 1,
    processes: int | None = None,
    progress: Progress | None = None,
) -> list[Replications]:
    """Run replications of several models in turn: of each the first, of each the second, and so on.

    The numbers are those of `replicate`. An interrupt (Ctrl-C) ends it early with as many
    replications of every model, so that all that is kept has its partner.

    Parameters
    ----------
    models
        The models.
    replications, seed, processes
        As for `replicate`.
    progress
        Told how many replications are done of every model.

    Raises
    ------
    SimulationError
        As by `replicate`; `Interrupted` before there was one replication of every model.
    """
    _check(replications, processes)
    done = _run(models, 0, replications, seed, processes, progress)
    if not done:
        raise Interrupted(_TOO_EARLY)
    return done


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
    done = _run([model], begun, replications, seed, processes, progress)
    if earlier is None:
        if not done:
            raise Interrupted(_TOO_EARLY)
        return done[0]
    parts = [earlier, *done]
    value, per = np.concatenate([(one.value, one.per) for one in parts], axis=1)
    return replace(earlier, asked=replications, value=value, per=per)


def _check(replications: int, processes: int | None) -> None:
    if replications < 1 or (processes is not None and processes < 1):
        raise SimulationError(
            f"replicate: expected at least 1 replication and 1 process, got {replications} and "
            f"{processes}. Ask for one or more."
        )


def _run(
    models: Sequence[ServiceModel],
    begun: int,
    asked: int,
    seed: int,
    processes: int | None,
    progress: Progress | None,
) -> list[Replications]:
    """Replications of every model that were done before an interrupt; nothing when none was."""
    jobs: list[Job] = []
    done: list[tuple[Floats, ...]] = []
    try:
        jobs += [Job(model, seed) for model in models]
        # Closed here, where Ctrl-C is answered, and not when the last name of it goes.
        with closing(in_turn(jobs, begun, asked, processes)) as rounds:
            for sums in rounds:
                done.append(sums)
                if progress is not None:
                    progress(begun + len(done), asked)
    except KeyboardInterrupt:
        pass
    if not done:
        return []
    return [
        Replications(job.model, seed, asked, job.keys, *np.stack(of_job, axis=1))
        for job, of_job in zip(jobs, zip(*done, strict=True), strict=True)
    ]
