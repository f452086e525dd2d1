"""Runs asked for on the command line, with a progress bar."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from onewindow.console import note
from onewindow.precise import said
from onewindow.progress import Bar
from onewindow.study import Compared, Study, run_study
from onewindow.warnings_told import tell_about
from plots.language import Lang, say
from scenarios.errors import Interrupted
from scenarios.model import ServiceModel
from sim.experiment import Replications, replicate_together
from sim.precision import Precision, replicate_until
from sim.sensitivity import Sensitivity
from sim.step_effects import StepEffects


def run_found(
    found: Study | ServiceModel,
    replications: int,
    seed: int,
    processes: int | None,
    lang: Lang,
) -> Compared | Replications:
    """Compare a baseline with its redesigns, or run a model that is alone."""
    if isinstance(found, Study):
        return compare_study(found, replications, seed, processes, lang)
    tell_about(found, lang)
    runs = run_models({"": found}, replications, seed, processes, lang)
    return runs[""]


def compare_study(
    study: Study, replications: int, seed: int, processes: int | None, lang: Lang
) -> Compared:
    """Compare a baseline with its redesigns."""
    tell_about(study, lang)
    with Bar(study.name) as bar:
        return run_study(study, replications, seed, processes, bar)


def run_models(
    models: dict[str, ServiceModel],
    replications: int,
    seed: int,
    processes: int | None,
    lang: Lang,
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
            try:
                precise = replicate_until(
                    model, precision, seed=seed, processes=processes, progress=bar
                )
            except Interrupted:
                if not runs:
                    raise
                break  # what the models before it gave is kept
            runs[name] = precise.replications
            note(said(precise, precision, lang))
            if runs[name].interrupted:
                break
    return runs


def cut_short(
    lang: Lang, *results: Compared | Replications | StepEffects | Sensitivity
) -> str | None:
    """What to say when Ctrl-C ended a run early; None when all are complete."""
    for result in results:
        if result.interrupted:
            pairs = isinstance(result, Compared)
            of = say(lang, "对" if pairs else "次", "pairs of " if pairs else "")
            return say(
                lang,
                f"已中断：保留 {result.asked} {of}重复中已完成的 {result.n} {of}",
                f"interrupted: {result.n} of {result.asked} {of}replications are kept",
            )
    return None


def not_begun(lang: Lang, asked: Iterable[str], runs: Collection[str]) -> str | None:
    """What to say of models that Ctrl-C left out, by name; None when there are none."""
    missing = [name for name in asked if name not in runs]
    if not missing:
        return None
    return say(
        lang,
        f"已中断：没有做 {'、'.join(missing)}",
        f"interrupted: not begun are {', '.join(missing)}",
    )
