"""A baseline with the redesigns that are compared with it, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scenarios.errors import Interrupted, SimulationError
from scenarios.model import ServiceModel
from scenarios.redesign.applying import StepTrace
from scenarios.redesign.scenario import Published
from scenarios.section import TextPair
from sim.comparison import Comparison
from sim.experiment import Progress, replicate_together


@dataclass(frozen=True, slots=True)
class Redesign:
    """One way in which the baseline could be changed."""

    name: str
    title: TextPair
    why: TextPair | None
    model: ServiceModel
    """The baseline after the redesign."""
    steps: tuple[StepTrace, ...] = ()
    """What each step changed; empty for a model made in Python."""
    published: tuple[Published, ...] = ()
    """Figures published about such a redesign."""


@dataclass(frozen=True, slots=True)
class Study:
    """What is compared."""

    name: str
    baseline: ServiceModel
    redesigns: Mapping[str, Redesign]
    files: tuple[Path, ...] = ()
    """What it was read from, logs included."""


@dataclass(frozen=True, slots=True, repr=False)
class Compared(Comparison):
    """A comparison that remembers what it is about."""

    study: Study


def run_study(
    study: Study,
    replications: int,
    seed: int,
    processes: int | None,
    progress: Progress | None,
) -> Compared:
    """Run the baseline and its redesigns on the same random numbers, a replication of each in turn.

    An interrupt (Ctrl-C) keeps the replications that are done of all of them.

    Parameters
    ----------
    study
        What to compare.
    replications, seed, processes, progress
        As for `sim.experiment.replicate_together`.

    Raises
    ------
    SimulationError
        Nothing to compare with, or fewer than two replications are asked for; `Interrupted`
        before there were two of each.
    """
    if replications < 2:
        raise SimulationError(
            f"compare: expected at least 2 replications, got {replications}. Ask for more: an "
            "interval needs two."
        )
    if not study.redesigns:
        raise SimulationError("compare: expected a redesign, got none. Name one or more.")
    models = [study.baseline, *(redesign.model for redesign in study.redesigns.values())]
    before, *after = replicate_together(
        models, replications=replications, seed=seed, processes=processes, progress=progress
    )
    compared = Compared(before, dict(zip(study.redesigns, after, strict=True)), study)
    if compared.n < 2:
        raise Interrupted(
            f"interrupted: {compared.n} of {replications} pairs of replications done, an interval "
            "needs 2: nothing is kept. Start it again."
        )
    return compared
