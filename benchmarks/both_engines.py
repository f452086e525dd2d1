"""Replications of some models with one engine, end to end: drawn, run and measured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.agreement import Disagreement
from scenarios.model import ServiceModel
from sim.engines import Engine
from sim.experiment import Replications
from sim.jobs import Job, in_turn


def replications(models: Sequence[ServiceModel], engine: Engine, n: int) -> list[Replications]:
    """So many replications of each model in one process, all measures kept."""
    jobs = [Job(model, 1, engine) for model in models]
    done = list(in_turn(jobs, 0, n, processes=1))
    return [
        Replications(job.model, 1, n, job.keys, *np.stack(of_job, axis=1))
        for job, of_job in zip(jobs, zip(*done, strict=True), strict=True)
    ]


def same_measures(one: Sequence[Replications], other: Sequence[Replications], who: str) -> None:
    """Every measure of the first replications is the same, to the last bit."""
    for a, b in zip(one, other, strict=True):
        n = min(a.n, b.n)
        same = a.keys == b.keys and all(
            x[:n].tobytes() == y[:n].tobytes() for x, y in ((a.value, b.value), (a.per, b.per))
        )
        if not same:
            raise Disagreement(f"{who}: expected the same measures from both engines of {a!r}.")
