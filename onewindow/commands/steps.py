"""The command that says what each step of a redesign brought."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.options import (
    AsJson,
    Baseline,
    Language,
    Measure,
    Processes,
    Replicated,
    Scenarios,
    Seed,
    chosen_lang,
)

if TYPE_CHECKING:
    from onewindow.study import Compared
    from plots.language import Lang
    from sim.step_effects import StepEffects

Table = Annotated[
    Path | None,
    typer.Option(
        "--out", help="Write the steps to this CSV file too.", metavar="FILE", show_default=False
    ),
]


def steps(
    baseline: Baseline,
    scenarios: Scenarios = None,
    measure: Measure = None,
    replications: Replicated = 30,
    seed: Seed = 1,
    out: Table = None,
    processes: Processes = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Say what each step of a redesign brings: in its order, in the reverse order, and on average.

    No order is the right one: a step is worth more where another makes it possible, and less where
    another has done its work already. So every step stands with what it adds to those before it,
    what it adds to those after it, and its Shapley value, the mean over all orders (up to six
    steps: every subset of them is simulated, on the same random numbers). Each column sums to the
    whole change. A step that does not fit without an earlier one has no effect until that is done,
    and the table says which it needs.

    For example:

    - `onewindow steps start_a_business`
    - `onewindow steps housing_transfer --measure hall_time_mean --lang zh`
    - `onewindow steps my_scenario.yaml --out steps.csv`
    """
    from onewindow.console import note, written_word
    from onewindow.files import Target, ready
    from onewindow.finishing import leave
    from onewindow.measure_names import key_named
    from onewindow.progress import Bar
    from onewindow.readings import effects_of, keys_of
    from onewindow.running import compare_study, cut_short
    from onewindow.step_tables import step_rows
    from onewindow.subjects import study_of
    from onewindow.writing import Writing
    from scenarios.whole_file import whole_file

    language = chosen_lang(lang)
    study = study_of(baseline, tuple(scenarios or ()))
    if out is not None:
        ready([Target("--out", out, (".csv",))], study.files)
    asked = None if measure is None else key_named(measure, study.baseline, "--measure")
    result = compare_study(study, replications, seed, processes, language)
    keys = keys_of(result, asked)
    found: dict[str, StepEffects] = {}
    with Bar(study.name) as bar:
        for name, key in keys.items():
            bar.title(name)
            known = (result.before, result.after[name])
            redesign = study.redesigns[name]
            found[name] = effects_of(redesign, key, known, result.n, processes, bar)
            if found[name].interrupted:
                break
    files = [] if out is None else [out]
    with Writing("steps", language, files) as writing:
        for file in files:
            with whole_file(file) as beside:
                step_rows(study, found).to_csv(beside, index=False)
        if as_json:
            _print_json(result, baseline, found, files)
        else:
            _show(result, found, language)
            for file in files:
                note(f"{written_word(language)}{file}")
    leave(cut_short(language, result, *found.values()), writing.pressed, language)


def _print_json(
    result: Compared, baseline: str, found: dict[str, StepEffects], files: list[Path]
) -> None:
    from onewindow.finishing import seed_of
    from onewindow.machine import print_json, records
    from onewindow.step_tables import step_rows
    from onewindow.warnings_told import warnings_in

    print_json(
        {
            "command": "steps",
            "baseline": baseline,
            "name": result.study.name,
            "seed": seed_of(result),
            "replications": {name: effects.n for name, effects in found.items()},
            "interrupted": result.interrupted or any(e.interrupted for e in found.values()),
            "warnings": [str(one) for one in warnings_in(result.study)],
            "steps": records(step_rows(result.study, found)),
            "files": files,
        }
    )


def _show(result: Compared, found: dict[str, StepEffects], lang: Lang) -> None:
    from onewindow.console import out as console
    from onewindow.step_tables import step_finding, steps_table
    from plots.language import say

    screen = console()
    screen.print(f"[bold]{getattr(result.study.baseline.title, lang)}[/bold]")
    for name, effects in found.items():
        redesign = result.study.redesigns[name]
        runs = say(
            lang,
            f"{effects.models} 个模型各 {effects.n} 次重复，种子 {effects.seed}",
            f"{effects.models} models, {effects.n} replications each, seed {effects.seed}",
        )
        screen.print(f"\n[bold]{getattr(redesign.title, lang)}[/bold]  [dim]{name}, {runs}[/dim]")
        screen.print(steps_table(result.study, redesign, effects, lang))
        screen.print(step_finding(result.study, redesign, effects, lang))
