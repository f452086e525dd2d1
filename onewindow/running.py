"""Runs asked for on the command line, with a progress bar."""

from __future__ import annotations

from onewindow.console import note
from onewindow.precise import said
from onewindow.progress import Bar
from onewindow.study import Compared, Study, run_study
from scenarios.model import ServiceModel
from sim.experiment import Replications, replicate_together
from sim.precision import Precision, replicate_until


def run_found(
    found: Study | ServiceModel, replications: int, seed: int, processes: int | None
) -> Compared | Replications:
    """Compare a baseline with its redesigns, or run a model that is alone."""
    if isinstance(found, Study):
        return compare_study(found, replications, seed, processes)
    runs = run_models({"": found}, replications, seed, processes)
    return runs[""]


def compare_study(study: Study, replications: int, seed: int, processes: int | None) -> Compared:
    """Compare a baseline with its redesigns."""
    for warning in study.warnings():
        note(f"warning: {warning}")
    with Bar(study.name) as bar:
        return run_study(study, replications, seed, processes, bar)


def run_models(
    models: dict[str, ServiceModel],
    replications: int,
    seed: int,
    processes: int | None,
    precision: Precision | None = None,
) -> dict[str, Replications]:
    """Run models on the same random numbers, a replication of each in turn.

    With a precision they run one after the other, each until it is reached, and it is said
    whether it was; an interrupt ends it with those that were begun.
    """
    if precision is None:
        title = next(iter(models.values())).name
        with Bar(title) as bar:
            every = replicate_together(
                list(models.values()),
                replications=replications,
                seed=seed,
                processes=processes,
                progress=bar,
            )
        return dict(zip(models, every, strict=True))
    runs: dict[str, Replications] = {}
    with Bar("") as bar:
        for name, model in models.items():
            bar.title(name or model.name)
            precise = replicate_until(
                model, precision, seed=seed, processes=processes, progress=bar
            )
            runs[name] = precise.replications
            note(said(precise, precision))
            if runs[name].interrupted:
                break
    return runs


def cut_short(*results: Compared | Replications) -> str | None:
    """What to say when Ctrl-C ended a run early; None when all are complete."""
    for result in results:
        if result.interrupted:
            of = "replications" if isinstance(result, Replications) else "pairs of replications"
            return f"interrupted: {result.n} of {result.asked} {of} are kept"
    return None
