"""The command that simulates a model and prints its measures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.options import (
    AsJson,
    Everything,
    Hours,
    Language,
    Model,
    Processes,
    ReplicatedAtMost,
    Seed,
    Table,
    Weekdays,
    chosen_lang,
)
from sim.catalogue import NUMBERS

if TYPE_CHECKING:
    import pandas as pd

    from plots.language import Lang
    from scenarios.errors import Problem
    from scenarios.model import ServiceModel
    from sim.experiment import Replications

Vary = Annotated[
    str | None,
    typer.Option(
        "--vary",
        help="Simulate the model with a field set to each value; one column each. A place in a "
        "list is counted from 0, as in messages: pools.agents.staff[1].level=10,11.",
        metavar="PATH=A,B,...",
        show_default=False,
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--precision",
        help="Run until half of this measure's interval is so narrow, --replications at most. "
        "MEASURE is a name as in --json or in the table, in either language; MEASURE@NAME is that "
        f"of a service, target, queue, activity, pool or channel. Names: {', '.join(NUMBERS)}.",
        metavar="MEASURE=SHARE",
        show_default=False,
    ),
]
USUAL, MOST = 30, 1000
"""Replications, and those after which a precision is given up, when nothing is said."""
Log = Annotated[
    Path | None,
    typer.Option(
        "--log",
        help="Write the event log of replication 0: .csv, .parquet or .xes.",
        metavar="FILE",
        show_default=False,
    ),
]


def simulate(
    model: Model,
    replications: ReplicatedAtMost = None,
    seed: Seed = 1,
    vary: Vary = None,
    precision: Until = None,
    hours: Hours = None,
    days: Weekdays = None,
    log: Log = None,
    out: Table = None,
    everything: Everything = False,
    processes: Processes = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Simulate a model and print its measures with 95 % intervals.

    Every measure is computed from the event log of each replication; intervals are over
    replications. A scenario is simulated with its redesign applied.

    For example:

    - `onewindow simulate hall.yaml`
    - `onewindow simulate hall.yaml --vary pools.windows.seats=2,3,4 --seed 7`
    - `onewindow simulate hall.yaml --precision wait_mean=5% -n 200`
    - `onewindow simulate hall.yaml --hours 10:00-12:00 --days mon-fri`
    - `onewindow simulate hall.yaml --log events.csv`
    - `onewindow simulate social_security/one_window --lang zh`
    """
    from onewindow.console import note, written_word
    from onewindow.console import out as console
    from onewindow.finishing import leave
    from onewindow.hours_asked import with_hours
    from onewindow.precise import precision_of
    from onewindow.running import cut_short, not_begun, run_models
    from onewindow.subjects import model_of, unobserved
    from onewindow.tables import many_channels_words
    from onewindow.vary import varied, warnings_between
    from onewindow.warnings_told import tell, tell_worth, warnings_in
    from onewindow.writing import Writing
    from plots.few_runs import few_runs
    from sim.observed import observed

    language = chosen_lang(lang)
    subject = with_hours(model_of(model), hours, days)
    models = {"": subject}
    if vary is not None:
        models = {name: unobserved(one) for name, one in varied(subject, vary).items()}
    warnings = [*warnings_in(subject), *warnings_between(subject, models)]
    until = None if precision is None else precision_of(precision, replications or MOST, subject)
    _ready(model, out, log)
    tell_worth(subject, language)
    tell(warnings, language)
    runs = run_models(models, replications or USUAL, seed, processes, language, until)
    told = (cut_short(language, *runs.values()), not_begun(language, models, runs))
    stopped = "\n".join(filter(None, told)) or None
    places = _places(out, log)
    with Writing("simulate", language, places) as writing:
        tables = {name: run.estimates() for name, run in runs.items()}
        real = observed(subject)
        if out is not None:
            _write_table(tables, out)
        files = [] if out is None else [out]
        if log is not None:
            files += _write_log(subject, seed, log)
        if as_json:
            _print_json(
                model, subject, seed, runs, tables, real, files, stopped, everything, warnings
            )
        else:
            console().print(_title(subject, language, next(iter(runs.values()))))
            console().print(_table(tables, models, real, language, everything))
            if not everything and (rest := many_channels_words(list(models.values()), language)):
                console().print(rest)
            if few := few_runs(min(run.n for run in runs.values()), language):
                console().print(few)
            for file in files:
                note(f"{written_word(language)}{file}")
    leave(stopped, writing.pressed, language)


def _ready(model: str, out: Path | None, log: Path | None) -> None:
    from onewindow.files import Target, ready
    from onewindow.subjects import files_of
    from sim.event_export import ENDINGS, duty_file, format_of

    targets = [] if out is None else [Target("--out", out, (".csv",))]
    if log is not None:
        ready([Target("--log", log, ENDINGS)])
        format_of(log)
        targets += [Target("--log", log), Target("--log", duty_file(log))]
    if targets:
        ready(targets, files_of(model))


def _places(out: Path | None, log: Path | None) -> list[Path]:
    """The files that are written."""
    from sim.event_export import duty_file

    return ([] if out is None else [out]) + ([] if log is None else [log, duty_file(log)])


def _table(
    tables: dict[str, pd.DataFrame],
    models: dict[str, ServiceModel],
    real: pd.DataFrame | None,
    lang: Lang,
    everything: bool,
) -> object:
    from onewindow.tables import estimates_table
    from plots.language import say

    heads = {_field(name) or say(lang, "仿真值", "Simulated"): one for name, one in tables.items()}
    return estimates_table(heads, list(models.values()), lang, everything=everything, observed=real)


def _field(varied: str) -> str:
    """The last key of a path, with its value: ``mean=1.5 min``."""
    path, equals, value = varied.partition("=")
    return path.rpartition(".")[2] + equals + value


def _title(model: ServiceModel, lang: Lang, run: Replications) -> str:
    from plots.language import say
    from plots.what_counts import no_show_words, period_words

    title, why = getattr(model.title, lang), getattr(model.why, lang, "")
    many = "replication" if run.n == 1 else "replications"
    runs = say(lang, f"{run.n} 次仿真，种子 {run.seed}", f"{run.n} {many}, seed {run.seed}")
    lines = (
        f"[bold]{title}[/bold]  [dim]{runs}[/dim]",
        why,
        f"[dim]{period_words(model, lang)}[/dim]",
        f"[dim]{away}[/dim]" if (away := no_show_words([model], lang)) else "",
    )
    return "\n".join(filter(None, lines))


def _write_table(tables: dict[str, pd.DataFrame], path: Path) -> None:
    import pandas as pd

    from scenarios.whole_file import whole_file

    frames = [table.assign(vary=name) if name else table for name, table in tables.items()]
    with whole_file(path) as file:
        pd.concat(frames, ignore_index=True).to_csv(file, index=False)


def _write_log(model: ServiceModel, seed: int, path: Path) -> list[Path]:
    from sim.event_export import write_events
    from sim.experiment import simulate as run_one

    return list(write_events(run_one(model, seed=seed), path))


def _print_json(
    asked: str,
    model: ServiceModel,
    seed: int,
    runs: dict[str, Replications],
    tables: dict[str, pd.DataFrame],
    real: pd.DataFrame | None,
    files: list[Path],
    stopped: str | None,
    everything: bool,
    warnings: list[Problem],
) -> None:
    from onewindow.machine import print_json, records

    print_json(
        {
            "command": "simulate",
            "model": asked,
            "name": model.name,
            "seed": seed,
            "interrupted": stopped is not None,
            "warnings": [str(one) for one in warnings],
            "runs": [
                {
                    "vary": name or None,
                    "replications": runs[name].n,
                    "measures": records(table, profiles=everything),
                }
                for name, table in tables.items()
            ],
            "observed": records(real),
            "files": files,
        }
    )
