"""The command that plans shifts and proves them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.options import AsJson, Language, Model, Processes, Seed, chosen_lang
from onewindow.promise_options import Counted, Interval, Over, Peaks, Queues, Target

if TYPE_CHECKING:
    from onewindow.exploring import Explored
    from onewindow.requiring import Asked
    from onewindow.staffing import Solving
    from onewindow.staffing_found import Staffing
    from optimize.proving import Effort, Round
    from plots.language import Lang

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
        help="Folder for the charts, staffing.xlsx, staffing.html, intervals.csv and shifts.csv.",
        metavar="FOLDER",
        show_default=False,
    ),
]
Page = Annotated[
    Path | None,
    typer.Option(
        "--report", metavar="FILE", show_default=False,
        help="One page of HTML with all charts and tables, in both languages.",
    ),
]  # fmt: skip
Explore = Annotated[
    bool,
    typer.Option(
        "--explore", help="Look at other goals too: what each costs, as a table and as a chart."
    ),
]
Goals = Annotated[
    str | None,
    typer.Option(
        "--goals",
        help="The goals of --explore: percents, or seconds of a mean wait.",
        metavar="LIST",
        show_default="80,85,90,95; of a mean wait half of it to twice as long",
    ),
]

Compare = Annotated[
    bool,
    typer.Option(
        "--compare",
        help="Staff the baseline and each of its redesigns for the same promise, on the same "
        "people: what each is worth in paid hours and windows.",
    ),
]

FreeSeats = Annotated[
    bool,
    typer.Option(
        "--free-seats", help="Take as many windows or seats as are needed; always so in --compare."
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
    processes: Processes = None,
    solver: SolverName = None,
    time_limit: Limit = 20.0,
    explore: Explore = False,
    goals: Goals = None,
    out: Folder = None,
    report: Page = None,
    compare: Compare = False,
    free_seats: FreeSeats = False,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Plan shifts that keep a promise at the least paid hours, and prove them in simulation.

    Begins with what a formula requires, solves for shifts with their breaks, simulates those very
    shifts, asks for more where the promise is missed and for less where there is slack, and ends
    with a check on fresh random numbers. Which shifts people may work is said by `shifts` of the
    pool, see docs/model.md; without it there are shifts of 8 h and 4 h within its hours. With
    --explore it is done for other goals too. Ctrl-C keeps the best plan so far, and the goals that
    are done.

    For example:

    - `onewindow staff hotline_12345 --target "90% in 30 s"`
    - `onewindow staff hotline_12345 --per peak`
    - `onewindow staff social_security --target "90% in 15 min" --interval 1h --compare`
    - `onewindow staff my_hall.yaml --target "80% in 15 min" --interval 1h --out shifts`
    - `onewindow staff hotline_12345 --explore --goals 80,90,95 --report staffing.html`
    """
    from onewindow.console import note
    from onewindow.console import out as console
    from onewindow.exploring import explore as explored
    from onewindow.exploring import goals_of
    from onewindow.finishing import tell_files
    from onewindow.progress import Bar
    from onewindow.requiring import Asked, promise_asked
    from onewindow.staff_kept import ready_files, write_files
    from onewindow.staff_shown import shown
    from onewindow.staff_words import (
        goal_grid,
        heading,
        interval_table,
        round_words,
        shift_table,
        verdict,
    )
    from onewindow.staffing import Solving, Told
    from onewindow.staffing import staff as staffed
    from onewindow.subjects import model_of, read_for
    from onewindow.warnings_told import tell_about
    from onewindow.writing import Writing
    from optimize.proving import Effort
    from plots.language import say
    from plots.promise_words import goal_text
    from scenarios.errors import DataError

    language = chosen_lang(lang)
    asked = Asked(target, method, interval, per, peaks, formula, tuple(queue or ()))
    effort = Effort(replications=replications)
    solving = Solving(solver, time_limit, free_seats=free_seats or compare, processes=processes)
    if compare and (explore or goals or report):
        raise DataError(
            "--compare: expected neither --explore nor --report beside it, got one of them. Run "
            "them apart: they are about one model."
        )
    if compare:
        _compare(model, asked, solving, effort, seed, out, language, as_json)
        return
    subject = model_of(model)
    tell_about(subject, language)
    ready_files(out, report, read_for(subject, model))
    promise, _ = promise_asked(subject, asked)
    others = goals_of(goals, promise) if explore or goals else ()
    seen, done = None, 0
    with Bar(f"staff {model}") as bar:

        def telling(name: str) -> Told:
            def told(one: Round) -> None:
                nonlocal done
                done += 1
                bar.title(round_words(name, one, language))
                bar(done, None)

            return told

        found = staffed(subject, asked, solving, effort, seed, telling(model))
        if others and not found.proven.interrupted:
            seen = explored(
                subject, asked, found, others, solving, effort, seed,
                lambda goal: telling(f"{model} {goal_text(promise, goal, language)}"),
            )  # fmt: skip
    data = shown(found, seed, () if seen is None else seen.goals)
    places = [place for place in (out, report) if place is not None]
    with Writing("staff", language, places) as writing:
        files = write_files(found, data, out, report, language, writing)
    if as_json:
        _print_json(model, found, seed, files, seen)
    else:
        screen = console()
        screen.print(heading(found, language))
        for group in found.requirement.groups:
            screen.print(interval_table(found, group, language))
        screen.print(shift_table(found, language))
        if seen is not None:
            screen.print(goal_grid(data, language))
        for line in (*verdict(found, language), *(() if seen is None else seen.refused)):
            screen.print(line)
        tell_files(files, language)
    if seen is not None and seen.interrupted:
        note(
            say(
                language,
                "已中断：保留已完成的目标，其余未做",
                "interrupted: the goals that were done are kept, the others were not begun",
            )
        )
    if found.proven.interrupted or writing.pressed or (seen is not None and seen.interrupted):
        raise typer.Exit(130)


def _print_json(
    asked: str, found: Staffing, seed: int, files: list[Path], seen: Explored | None
) -> None:
    from dataclasses import asdict

    from onewindow.helping_staff import helping_table
    from onewindow.machine import print_json, records
    from onewindow.promised import promise_record
    from onewindow.staff_words import misses
    from onewindow.warnings_told import warnings_in

    promise, check = found.requirement.promise, found.proven.check
    print_json(
        {
            "command": "staff",
            "model": asked,
            "status": found.status,
            "target": promise_record(promise),
            "seed": seed,
            "replications": check.replications,
            "interrupted": found.proven.interrupted or (seen is not None and seen.interrupted),
            "warnings": [str(one) for one in (*warnings_in(found.model), *found.answer.notes)],
            "misses": misses(found, "en"),
            "days": found.grid.days,
            "paid_hours": found.plan.paid_hours,
            "cost": found.plan.cost,
            "bound": found.plan.bound,
            "gap": found.plan.gap,
            "intervals": records(found.intervals()),
            "scopes": records(found.scopes()),
            "shifts": records(found.shifts()),
            "helping": records(helping_table(found).drop(columns=["day", "at", "end"])),
            "rounds": [
                {"stage": r.stage, "cost": r.cost, "short": r.short, "worst": r.worst,
                 "replications": r.replications}
                for r in found.proven.rounds
            ],
            "goals": [] if seen is None else [asdict(one) for one in seen.goals],
            "refused": [] if seen is None else seen.refused,
            "files": files,
        }
    )  # fmt: skip


def _compare(
    asked_of: str,
    asked: Asked,
    solving: Solving,
    effort: Effort,
    seed: int,
    out: Path | None,
    lang: Lang,
    as_json: bool,
) -> None:
    from onewindow.console import note, written_word
    from onewindow.console import out as console
    from onewindow.machine import print_json, records
    from onewindow.progress import Bar
    from onewindow.staff_compared import staff_compared
    from onewindow.staff_compared_words import compared_note, compared_table, impossible_words
    from onewindow.staff_words import round_words
    from onewindow.subjects import study_of
    from onewindow.warnings_told import tell_about, warnings_in
    from scenarios.errors import InfeasibleError
    from scenarios.whole_file import made_folder, whole_file

    study = study_of(asked_of, ())
    tell_about(study, lang)
    done = 0
    with Bar(f"staff {asked_of}") as bar:

        def told(name: str, one: Round) -> None:
            nonlocal done
            done += 1
            bar.title(round_words(name, one, lang))
            bar(done, None)

        compared = staff_compared(study, asked, solving, effort, seed, told)
    if not compared.found:
        raise InfeasibleError("\n".join(impossible_words(compared, lang)))
    files = [] if out is None else [out / "staff_compared.csv"]
    for file in files:
        with made_folder(file.parent), whole_file(file) as beside:
            compared.table().to_csv(beside, index=False)
    if as_json:
        print_json(
            {
                "command": "staff",
                "baseline": asked_of,
                "seed": seed,
                "interrupted": compared.interrupted,
                "warnings": [str(one) for one in warnings_in(study)],
                "compared": records(compared.table()),
                "impossible": compared.impossible,
                "files": files,
            }
        )
    else:
        screen = console()
        screen.print(compared_table(compared, lang))
        screen.print(f"[dim]{compared_note(lang)}[/dim]")
        for line in impossible_words(compared, lang):
            screen.print(line)
        for file in files:
            note(f"{written_word(lang)}{file}")
    if compared.interrupted:
        raise typer.Exit(130)
