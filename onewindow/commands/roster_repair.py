"""The command that mends a posted roster."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from onewindow.commands.roster import File, Folder, Grid
from onewindow.options import AsJson, Language, chosen_lang

Sick = Annotated[
    list[str] | None,
    typer.Option(
        "--sick", metavar="NAME=DATES", show_default=False,
        help="Who cannot come, and when: NAME=2026-03-05 or NAME=2026-03-05..2026-03-07. "
        "Give it again for others.",
    ),
]  # fmt: skip
Swap = Annotated[
    list[str] | None,
    typer.Option(
        "--swap", metavar="NAME,NAME=DATES", show_default=False,
        help="Two people who exchange what they have on these days.",
    ),
]  # fmt: skip
Now = Annotated[
    str | None,
    typer.Option(
        "--now", metavar="DATE",
        help="The first day that can still be changed.",
        show_default="the first that is named",
    ),
]  # fmt: skip
Worth = Annotated[
    float,
    typer.Option(
        "--worth", min=0, metavar="N",
        help="Changes that filling one open place is worth.",
    ),
]  # fmt: skip
Limit = Annotated[
    float,
    typer.Option("--time-limit", min=1, help="Most seconds for each goal in turn.", metavar="S"),
]


def repair(
    file: File,
    roster: Grid,
    sick: Sick = None,
    swap: Swap = None,
    now: Now = None,
    worth: Worth = 5.0,
    time_limit: Limit = 60.0,
    out: Folder = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Mend a posted roster when people fall ill or swap: as few others as possible change.

    All hard rules are kept, what is over stays, as few shifts as possible change, and then the cost
    is least. To fill one open place up to --worth changes are made; where it takes more it stays
    open, and it is said why. Shifts lost by illness count for the least hours of a contract. Ends
    with exit code 1 when somebody new is missing or a hard rule cannot be kept.

    For example:

    - `onewindow roster repair march.yaml march/roster.xlsx --sick 王芳=2026-03-05..2026-03-07`
    - `onewindow roster repair march.yaml roster.csv --swap "王芳,李娜=2026-03-09" --out mended`
    """
    from onewindow.finishing import leave, tell_files
    from onewindow.machine import print_json
    from onewindow.progress import Bar
    from onewindow.roster.asked import asked_of
    from onewindow.roster.kept import ready_folder, write_roster
    from onewindow.roster.making import judged
    from onewindow.roster.posted import posted, print_parts
    from onewindow.roster.repair_words import repair_record, repair_told, why_changed
    from onewindow.roster.words import roster_record
    from onewindow.warnings_told import tell
    from optimize.roster.repair import repair_roster
    from plots.language import say

    language = chosen_lang(lang)
    given = posted(file, roster)
    today = dt.date.today()
    came_up = asked_of(given.case, given.roster, sick or (), swap or (), now, today)
    tell(came_up.notes, language)
    ready_folder(out, [file, roster])
    with Bar(f"roster repair {roster.name}") as bar:
        found = repair_roster(
            given.case, given.roster, came_up.asked, worth=worth, time_limit=time_limit,
            progress=bar,
        )  # fmt: skip
    result = judged(given.file, found.case, found.roster)
    why = why_changed(found)
    files = [] if out is None else write_roster(result, out, language, before=given.roster, why=why)
    if as_json:
        document = {"command": "roster repair", "file": file, **repair_record(found)}
        print_json({**document, **roster_record(result), "files": files})
    else:
        print_parts(repair_told(found, result, language))
        tell_files(files, language)
    if found.interrupted:
        best = say(language, "已中断：这是目前最好的", "interrupted: this is the best so far")
        leave(best, False, language)
    if found.uncovered or result.broken:
        raise typer.Exit(1)
