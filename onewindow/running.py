"""Runs asked for on the command line, with a progress bar."""

from __future__ import annotations

from onewindow.console import interrupted, note
from onewindow.precise import said
from onewindow.progress import Bar
from onewindow.study import Compared, Study, run_study
from onewindow.subjects import found_in
from scenarios.model import ServiceModel
from sim.experiment import Replications, replicate
from sim.precision import Precision, replicate_until


def run_named(
    name: str, scenarios: list[str] | None, replications: int, seed: int, processes: int | None
) -> Compared | Replications:
    """Compare what a name stands for with its redesigns, or run it when it is a model alone."""
    found = found_in(name, tuple(scenarios or ()))
    if isinstance(found, Study):
        return compare_study(found, replications, seed, processes)
    runs = run_models({"": found}, replications, seed, processes)
    return runs[""]


def compare_study(study: Study, replications: int, seed: int, processes: int | None) -> Compared:
    """Compare a baseline with its redesigns."""
    for warning in study.warnings():
        note(f"warning: {warning}")
    with Bar(study.name) as bar:
        return run_study(study, replications, seed, processes, bar, bar.title)


def run_models(
    models: dict[str, ServiceModel],
    replications: int,
    seed: int,
    processes: int | None,
    precision: Precision | None = None,
) -> dict[str, Replications]:
    """Run models one after the other until one is interrupted.

    With a precision each runs until it is reached, and it is said whether it was.
    """
    runs: dict[str, Replications] = {}
    with Bar("") as bar:
        for name, model in models.items():
            bar.title(name or model.name)
            if precision is None:
                run = replicate(
                    model, replications=replications, seed=seed, processes=processes, progress=bar
                )
            else:
                precise = replicate_until(
                    model, precision, seed=seed, processes=processes, progress=bar
                )
                run = precise.replications
                note(said(precise, precision))
            runs[name] = run
            if run.n < run.asked:
                break
    return runs


def cut_short(result: Compared | Replications) -> str | None:
    """What Ctrl-C cut short, as one sentence; None when everything was run."""
    return result.interrupted if isinstance(result, Compared) else interrupted([result])
