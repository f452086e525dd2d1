"""Replications of many models, none of which is simulated twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scenarios.model import ServiceModel
from sim.experiment import Progress, Replications, replicate_together


def replicate_once(
    models: Sequence[ServiceModel],
    *,
    known: Sequence[Replications] = (),
    replications: int = 30,
    seed: int = 1,
    processes: int | None = None,
    progress: Progress | None = None,
) -> list[Replications]:
    """Run replications of models, those that are equal once, those that were run not at all.

    Parameters
    ----------
    models
        The models.
    known
        Runs from before; those of the same model and seed that are long enough are taken over.
    replications, seed, processes, progress
        As for `sim.experiment.replicate_together`.

    Returns
    -------
    list of Replications
        One for each model, the same one for equal models. All have as many replications, after an
        interrupt fewer than asked for.

    Raises
    ------
    SimulationError
        As by `sim.experiment.replicate_together`.
    """
    done = [run for run in known if run.seed == seed and run.n >= replications]
    distinct: list[ServiceModel] = []
    for model in models:
        if model not in distinct and all(run.model != model for run in done):
            distinct.append(model)
    if distinct:
        done += replicate_together(
            distinct,
            replications=replications,
            seed=seed,
            processes=processes,
            progress=progress,
        )
    n = min(replications, *(run.n for run in done))
    cut = [replace(run, asked=replications, value=run.value[:n], per=run.per[:n]) for run in done]
    return [next(run for run in cut if run.model == model) for model in models]
