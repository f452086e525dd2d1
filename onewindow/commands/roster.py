"""The commands that make and check rosters with names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.options import AsJson, Language, Seed, chosen_lang
from onewindow.roster.group import RosterGroup

if TYPE_CHECKING:
    from onewindow.roster.making import RosterResult
    from plots.language import Lang

app = typer.Typer(
    cls=RosterGroup,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Rosters with names: make one, and check any against the law, contracts and house rules.\n"
    "\n`onewindow roster FILE` makes one, as `onewindow roster make FILE` does.",
)
File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="A roster file: people, contracts, needs, wishes.", show_default=False
    ),
]
Iterations = Annotated[
    int | None,
    typer.Option(
        "--iterations", min=0, metavar="N",
        help="Parts of the roster to think over; more is better and takes longer.",
        show_default="by people × days × kinds, 20 to 400: about a minute for 16 to 50 people",
    ),
]  # fmt: skip
Start = Annotated[
    Path | None,
    typer.Option(
        "--start", metavar="ROSTER", show_default=False,
        help="A roster to begin with, CSV or xlsx; what breaks a rule in it is made anew, and "
        "absences that stand in it (假, leave) are kept.",
    ),
]  # fmt: skip
Folder = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", show_default=False,
        help="Folder for roster.xlsx, .html and .csv, and a calendar (.ics) for each person.",
    ),
]  # fmt: skip
_GRID_HELP = "A grid of people and days, CSV or xlsx, ours or made by hand."
Grid = Annotated[Path, typer.Argument(metavar="ROSTER", show_default=False, help=_GRID_HELP)]
MaybeGrid = Annotated[
    Path | None, typer.Argument(metavar="[ROSTER]", show_default=False, help=_GRID_HELP)
]
Example = Annotated[
    str,
    typer.Option(
        "--example",
        metavar="NAME",
        help="What to begin with: hotline, hall, or staffed with the shifts of `onewindow staff`.",
    ),
]
NewFolder = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="Folder to write to; it is made.", show_default=False),
]


@app.command()
def new(
    folder: NewFolder, example: Example = "hotline", lang: Language = None, as_json: AsJson = False
) -> None:
    """Write an example to put your own people and needs into, as YAML and as a workbook.

    Both say the same and either can be used: roster.yaml with comments, roster_in.xlsx with a sheet
    for people, contracts, kinds of shift, needs, wishes and rules. Nothing is written over.

    For example:

    - `onewindow roster new march`
    - `onewindow roster new hall --example hall --lang zh`
    - `onewindow roster march/roster.yaml --out march/out`
    """
    from onewindow.roster.new import write_example

    write_example(folder, example, chosen_lang(lang), as_json)


@app.command()
def make(
    file: File,
    start: Start = None,
    iterations: Iterations = None,
    seed: Seed = 1,
    out: Folder = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Make a roster that keeps every hard rule, at the least price of what is left open.

    Small rosters are proved to be the best; larger ones are searched part by part, for about a
    minute, and it says how far from the best they may be and how to go on: --start with more
    --iterations. Ctrl-C keeps the best so far (exit code 130). A file that says `after: last.xlsx`
    goes on from that roster: last shifts, days in a row, hours of a week that has begun, fair
    shares.

    For example:

    - `onewindow roster march.yaml --out march`
    - `onewindow roster march.yaml --start march/roster.csv --iterations 2000`
    """
    from onewindow.console import note
    from onewindow.front import MISTAKE
    from onewindow.progress import Bar
    from onewindow.roster.described import roster_notes
    from onewindow.roster.impossible import tell_impossible
    from onewindow.roster.kept import ready_folder, write_roster
    from onewindow.roster.making import make_roster
    from onewindow.roster.posted import begun, print_parts
    from onewindow.roster.words import (
        compiling_words,
        go_on_words,
        interrupted_words,
        progress_words,
    )
    from optimize.row_search.compiling import is_compiled
    from plots.language import say
    from scenarios.errors import InfeasibleError
    from scenarios.roster.after import renamed

    language = chosen_lang(lang)
    asked = begun(file, start)
    notes = (*roster_notes(asked.case), *renamed(asked.file, file), *asked.new_absences())
    for line in notes:
        note(say(language, line.zh, line.en))
    ready_folder(out, [file, *([start] if start else [])])
    if not is_compiled():
        note(compiling_words(language))
    with Bar(f"roster {file.name}") as bar:

        def told(done: int, asked: int, cost: float, bound: float) -> None:
            bar.words(progress_words(file.name, cost, bound, language))
            bar(done, asked)

        try:
            found = make_roster(
                asked.file, case=asked.case, start=asked.roster, seed=seed,
                iterations=iterations, progress=told,
            )  # fmt: skip
        except InfeasibleError as error:
            tell_impossible(error, language, as_json)
            raise typer.Exit(MISTAKE) from None
    files = [] if out is None else write_roster(found, out, language)
    _tell("roster make", file, found, files, language, as_json)
    if not as_json:
        print_parts(go_on_words(found, file, out, language))
    if found.interrupted:
        note(interrupted_words(found, language))
        raise typer.Exit(130)


@app.command()
def check(
    file: File,
    roster: MaybeGrid = None,
    out: Folder = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Look any roster over: who breaks which rule when, by its article, and what it costs.

    With --out its workbook, page and calendars are written, as of one that was edited. Ends with
    exit code 1 when a hard rule is broken. Without a roster it says what is in the file,
    and what cannot be covered whoever works when, as far as counting shows it.

    For example:

    - `onewindow roster check march.yaml`
    - `onewindow roster check march.yaml march/roster.csv`
    - `onewindow roster check march.yaml by_hand.xlsx --lang zh --out posted`
    """
    from onewindow.roster.described import described
    from onewindow.roster.kept import ready_folder, write_roster
    from onewindow.roster.making import looked_over
    from onewindow.roster.posted import posted
    from scenarios.roster.reading import load_roster

    language = chosen_lang(lang)
    if roster is None:
        described(file, load_roster(file), language, as_json)
        return
    given = posted(file, roster)
    found = looked_over(given.file, given.case, given.roster)
    ready_folder(out, [file, roster])
    files = [] if out is None else write_roster(found, out, language)
    _tell("roster check", file, found, files, language, as_json)
    if found.broken:
        raise typer.Exit(1)


def _tell(
    command: str, file: Path, found: RosterResult, files: list[Path], lang: Lang, as_json: bool
) -> None:
    from onewindow.finishing import tell_files
    from onewindow.machine import print_json
    from onewindow.roster.posted import print_parts
    from onewindow.roster.words import roster_record, summary

    if as_json:
        print_json({"command": command, "file": file, **roster_record(found), "files": files})
        return
    print_parts(summary(found, lang))
    tell_files(files, lang)
