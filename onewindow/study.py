"""A baseline with the redesigns that are compared with it, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scenarios.errors import SimulationError
from scenarios.model import ServiceModel
from scenarios.redesign.applying import StepTrace
from scenarios.redesign.scenario import Published
from scenarios.redesign.warnings import warnings_of
from scenarios.section import TextPair
from sim.comparison import Comparison
from sim.experiment import Progress, Replications, replicate


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

    def warnings(self) -> list[str]:
        """What the redesigns say but hardly mean; see `scenarios.redesign.warnings`."""
        return [
            f"{name}: {warning}" if len(self.redesigns) > 1 else str(warning)
            for name, redesign in self.redesigns.items()
            for warning in warnings_of(self.baseline, redesign.model, redesign.steps)
        ]


@dataclass(frozen=True, slots=True)
class Compared(Comparison):
    """A comparison that remembers what it is about."""

    study: Study

    @property
    def interrupted(self) -> str | None:
        """What was cut short by Ctrl-C, as one sentence; None when everything was run."""
        for name, run in {"baseline": self.before, **self.after}.items():
            if run.n < run.asked:
                return f"interrupted: {run.n} of {run.asked} replications of {name}"
        if len(self.after) < len(self.study.redesigns):
            return f"interrupted: {len(self.after)} of {len(self.study.redesigns)} redesigns"
        return None


def run_study(
    study: Study,
    replications: int,
    seed: int,
    processes: int | None,
    progress: Progress | None,
    about: Callable[[str], None] = lambda _: None,
) -> Compared:
    """Run the baseline and each redesign on the same random numbers.

    An interrupt (Ctrl-C) keeps what is done; redesigns that were not begun are left out, and so
    is one with fewer than two replications, which have no interval.

    Parameters
    ----------
    study
        What to compare.
    replications, seed, processes, progress
        As for `sim.experiment.replicate`.
    about
        Told the name of what is run next.

    Raises
    ------
    SimulationError
        Fewer than two replications are asked for, or the first was interrupted.
    """
    if replications < 2:
        raise SimulationError(
            f"compare: expected at least 2 replications, got {replications}. Ask for more: an "
            "interval needs two."
        )

    def run(name: str, model: ServiceModel) -> Replications:
        about(name)
        return replicate(
            model, replications=replications, seed=seed, processes=processes, progress=progress
        )

    before = run(study.name, study.baseline)
    after: dict[str, Replications] = {}
    complete = before.n == before.asked
    for name, redesign in study.redesigns.items():
        if not complete:
            break
        done = run(name, redesign.model)
        complete = done.n == done.asked
        if complete or done.n > 1:
            after[name] = done
    return Compared(before, after, study)
