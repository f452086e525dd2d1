"""The command that says how many people have to be on position when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.options import AsJson, Language, Model, Processes, Seed, chosen_lang
from onewindow.promise_options import (
    Counted,
    Interval,
    Over,
    Peaks,
    Queues,
    Shrinkage,
    Target,
)

if TYPE_CHECKING:
    from onewindow.requiring import Answer
    from scenarios.errors import Problem

ByMethod = Annotated[
    str,
    typer.Option(
        "--method",
        help="modified_offered_load (Erlang A on the load that calls leave behind), erlang_a, "
        "erlang_c, or simulation (the line carried over from interval to interval; takes a while).",
        metavar="METHOD",
    ),
]
Runs = Annotated[
    int,
    typer.Option("--replications", "-n", min=2, help="How often a plan is simulated.", metavar="N"),
]


def requirement(
    model: Model,
    target: Target = None,
    method: ByMethod = "modified_offered_load",
    interval: Interval = "30 min",
    per: Over = None,
    peaks: Peaks = None,
    formula: Counted = None,
    queue: Queues = None,
    shrinkage: Shrinkage = None,
    replications: Runs = 100,
    seed: Seed = 1,
    processes: Processes = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Say how many people have to be on position in each interval to keep a promise.

    Shows what comes, the least number that keeps the promise, the level with it, and the level
    with one less. By simulation each interval keeps it with 95 % confidence, all together.

    For example:

    - `onewindow requirement hotline_12345 --target "90% in 30 s"`
    - `onewindow requirement hotline_12345 --target "90% in 30 s" --method simulation`
    - `onewindow requirement hotline_12345 --per peak --shrinkage 30%`
    - `onewindow requirement social_security --target "90% in 15 min" --interval 1h`
    """
    from onewindow.console import note, out
    from onewindow.progress import Bar
    from onewindow.requirement_words import heading, tables, total
    from onewindow.requiring import Asked, answer
    from onewindow.shares import share_of
    from onewindow.subjects import model_of
    from onewindow.warnings_told import tell, warnings_in
    from optimize.iterate import Iteration
    from plots.language import say

    language = chosen_lang(lang)
    subject = model_of(model)
    lost = None if shrinkage is None else share_of("--shrinkage", shrinkage)
    asked = Asked(target, method, interval, per, peaks, formula, tuple(queue or ()))
    with Bar(f"requirement {model}") as bar:
        found = answer(subject, asked, Iteration(replications, seed, progress=bar), processes)
    warnings = [*warnings_in(subject), *found.notes]
    tell(warnings, language)
    if as_json:
        _print_json(model, found, lost, replications, seed, warnings)
    else:
        screen = out()
        screen.print(heading(subject, found, language))
        for table in tables(subject, found, lost, language):
            screen.print(table)
        screen.print(total(found, language))
    if not found.requirement.complete:
        en = "interrupted: the promise is kept, but somebody may be spared"
        note(say(language, "已中断：目标已达到，但可能还能再省人", en))
        raise typer.Exit(130)


def _print_json(
    asked: str,
    found: Answer,
    shrinkage: float | None,
    replications: int,
    seed: int,
    warnings: list[Problem],
) -> None:
    from onewindow.machine import print_json
    from onewindow.promised import promise_record
    from scenarios.calendar_days import DAY

    made, promise = found.requirement, found.requirement.promise
    heads = made.rostered(shrinkage or 0.0)
    simulated = made.method == "simulation"
    print_json(
        {
            "command": "requirement",
            "model": asked,
            "method": made.method,
            "target": promise_record(promise),
            "interval": made.interval,
            "shrinkage": shrinkage,
            "seed": seed if simulated else None,
            "replications": replications if simulated else None,
            "interrupted": not made.complete,
            "warnings": [str(one) for one in warnings],
            "intervals": [
                {
                    "start": made.starts[t],
                    "days": found.days.of_first(int(made.starts[t] // DAY)),
                    "group": made.groups[g],
                    "queue": made.queues[q],
                    "calls": made.calls[t, q],
                    "offered_load": made.offered_load[t, q],
                    "required": made.required[t, g],
                    "rostered": heads[t, g],
                    "level": made.level[t, q],
                    "level_below": made.level_below[t, q],
                }
                for t in range(made.starts.size)
                for q, g in enumerate(made.group_of)
            ],
        }
    )
