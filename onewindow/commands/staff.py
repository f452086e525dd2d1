"""The command that plans shifts and proves them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.options import AsJson, Language, Model, Seed, chosen_lang
from onewindow.promise_options import Counted, Interval, Over, Peaks, Queues, Target

if TYPE_CHECKING:
    from onewindow.staffing import Staffing

Runs = Annotated[
    int,
    typer.Option(
        "--replications", "-n", min=10, help="Simulations of each plan of the search.", metavar="N"
    ),
]
Method = Annotated[
    str,
    typer.Option(
        "--method",
        help="The formula that the search begins with: modified_offered_load, erlang_a, erlang_c.",
        metavar="METHOD",
    ),
]
SolverName = Annotated[
    str | None,
    typer.Option(
        "--solver",
        help="A solver that PuLP knows, such as highs or cbc.",
        metavar="NAME",
        show_default="highs, or cbc where it is missing",
    ),
]
Limit = Annotated[
    float,
    typer.Option("--time-limit", min=1, help="Most seconds to solve for one plan.", metavar="S"),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="Folder for intervals.csv and shifts.csv.",
        metavar="FOLDER",
        show_default=False,
    ),
]


def staff(
    model: Model,
    target: Target = None,
    interval: Interval = "30 min",
    per: Over = None,
    peaks: Peaks = None,
    formula: Counted = None,
    queue: Queues = None,
    method: Method = "modified_offered_load",
    replications: Runs = 100,
    seed: Seed = 1,
    solver: SolverName = None,
    time_limit: Limit = 15.0,
    out: Folder = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Plan shifts that keep a promise at the least paid hours, and prove them in simulation.

    Begins with what a formula requires, solves for shifts with their breaks, simulates those very
    shifts, asks for more where the promise is missed and for less where there is slack, and ends
    with a check on fresh random numbers. Which shifts people may work is said by `shifts` of the
    pool, see docs/model.md; without it there are shifts of 8 h and 4 h. Ctrl-C keeps the best plan
    so far.

    For example:

    - `onewindow staff hotline_12345 --target "90% in 30 s"`
    - `onewindow staff hotline_12345 --per peak`
    - `onewindow staff my_hall.yaml --target "80% in 15 min" --interval 1h --out shifts`
    """
    from onewindow.console import note, written_word
    from onewindow.console import out as console
    from onewindow.progress import Bar
    from onewindow.requiring import Asked
    from onewindow.staff_words import heading, interval_table, round_words, shift_table, verdict
    from onewindow.staffing import Solving
    from onewindow.staffing import staff as staffed
    from onewindow.subjects import model_of
    from onewindow.warnings_told import tell, warnings_in
    from optimize.proof import Effort, Round

    language = chosen_lang(lang)
    subject = model_of(model)
    asked = Asked(target, method, interval, per, peaks, formula, tuple(queue or ()))
    effort = Effort(replications=replications)
    tell(warnings_in(subject), language)
    done = 0
    with Bar(f"staff {model}") as bar:

        def told(one: Round) -> None:
            nonlocal done
            done += 1
            bar.title(round_words(model, one, language))
            bar(done, done + 1)

        found = staffed(subject, asked, Solving(solver, time_limit), effort, seed, told)
    files = [] if out is None else _write(found, out)
    if as_json:
        _print_json(model, found, seed, files)
    else:
        screen = console()
        screen.print(heading(found, language))
        for group in found.requirement.groups:
            screen.print(interval_table(found, group, language))
        screen.print(shift_table(found, language))
        for line in verdict(found, language):
            screen.print(line)
        for file in files:
            note(f"{written_word(language)}{file}")
    if found.proven.interrupted:
        raise typer.Exit(130)


def _write(found: Staffing, folder: Path) -> list[Path]:
    from scenarios.whole_file import whole_file

    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, table in (("intervals", found.intervals()), ("shifts", found.shifts())):
        files.append(folder / f"{name}.csv")
        with whole_file(files[-1]) as file:
            table.to_csv(file, index=False)
    return files


def _print_json(asked: str, found: Staffing, seed: int, files: list[Path]) -> None:
    from onewindow.machine import print_json, records
    from onewindow.staff_words import misses
    from onewindow.warnings_told import warnings_in

    promise, check = found.requirement.promise, found.proven.check
    print_json(
        {
            "command": "staff",
            "model": asked,
            "status": found.status,
            "target": {
                "measure": promise.measure,
                "goal": promise.goal,
                "within": promise.within if promise.measure == "service_level" else None,
                "formula": promise.formula if promise.measure == "service_level" else None,
                "per": promise.per,
                "peaks": promise.peaks if promise.per == "peak" else [],
            },
            "seed": seed,
            "replications": check.replications,
            "interrupted": found.proven.interrupted,
            "warnings": [*warnings_in(found.model), *found.answer.notes],
            "misses": misses(found, "en"),
            "days": found.grid.days,
            "paid_hours": found.plan.paid_hours,
            "cost": found.plan.cost,
            "bound": found.plan.bound,
            "gap": found.plan.gap,
            "intervals": records(found.intervals()),
            "scopes": records(found.scopes()),
            "shifts": records(found.shifts()),
            "rounds": [
                {"stage": r.stage, "cost": r.cost, "short": r.short, "worst": r.worst,
                 "replications": r.replications}
                for r in found.proven.rounds
            ],
            "files": files,
        }
    )  # fmt: skip
