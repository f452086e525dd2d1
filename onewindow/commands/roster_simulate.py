"""The command that simulates the people of a roster."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onewindow.commands.roster import File, Grid
from onewindow.options import AsJson, Language, Model, Replicated, Seed, chosen_lang
from onewindow.promise_options import Counted, Interval, Queues, Target
from scenarios.how_many import HowMany

Absent = Annotated[
    str,
    typer.Option(
        "--absent", metavar="SHARE",
        help="Share of shifts that nobody comes for, such as 5%: drawn for each person and day.",
    ),
]  # fmt: skip
Pools = Annotated[
    list[str] | None,
    typer.Option(
        "--pool", metavar="[KIND=]POOL",
        help="Pool of the model for a kind of shift whose post and skill name none; without KIND "
        "for all of them. Kinds that name a pool stay there. May be given again.",
        show_default="none if a kind names one, else the only one with staff",
    ),
]  # fmt: skip
Folder = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", show_default=False,
        help="Folder for the charts, roster_simulated.xlsx and roster_simulated.html.",
    ),
]  # fmt: skip


def simulate(
    file: File,
    roster: Grid,
    model: Model,
    target: Target = None,
    absent: Absent = "0%",
    interval: Interval = "1h",
    formula: Counted = None,
    queue: Queues = None,
    pool: Pools = None,
    replications: Replicated = 30,
    seed: Seed = 1,
    out: Folder = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Simulate a roster in a hall or a hotline: its people, with their skills and speeds.

    Says the level of each interval on random numbers that made no roster, how busy each person is,
    and with --absent what is left when some do not come: over the same calls, nobody filling in.
    A kind of shift is worked in the pool that its `post` or `skill` names; kinds that no pool
    takes are left out, with a warning. Who has skills that are
    activities of the pool does only those.

    For example:

    - `onewindow roster simulate march.yaml march/roster.xlsx hotline_12345 --absent 5%`
    - `onewindow roster simulate march.yaml roster.csv my_hall.yaml --target "80% in 15 min"`
    - `onewindow roster simulate 排班.xlsx out/roster.xlsx my_hall.yaml --pool 早,晚,夜=hotline`
    """
    from onewindow import files as written
    from onewindow.finishing import leave, tell_files
    from onewindow.machine import print_json
    from onewindow.progress import Bar
    from onewindow.requiring import Asked
    from onewindow.roster.posted import posted, print_parts
    from onewindow.roster.run_shown import run_notes, shown_run
    from onewindow.roster.run_told import run_record, run_told
    from onewindow.roster.simulating import simulate_roster
    from onewindow.shares import share_of
    from onewindow.subjects import model_of, read_for
    from onewindow.warnings_told import tell, warnings_in
    from onewindow.writing import Writing
    from plots.language import say
    from plots.roster.run_files import RUN_FILES

    language = chosen_lang(lang)
    rate = share_of("--absent", absent)
    given = posted(file, roster)
    subject = model_of(model)
    tell(warnings_in(subject), language)
    if out is not None:
        names = [written.Target("--out", out / name) for name in RUN_FILES.names()]
        written.ready(names, [file, roster, *read_for(subject, model)], [out])
    asked = Asked(target, interval=interval, formula=formula, queues=tuple(queue or ()))
    with Bar(f"roster simulate {model}") as bar:
        found = simulate_roster(
            subject, given.case, given.roster, asked, rate=rate, pools=pool or (),
            replications=replications, seed=seed, progress=bar,
        )  # fmt: skip
    data = shown_run(found, given.file.title)
    tell(run_notes(found), language)
    files = []
    pressed = False
    if out is not None:
        with Writing("roster simulate", language, [out]) as writing:
            files = RUN_FILES.write(data, out, lang=language, progress=writing)
        pressed = writing.pressed
    if as_json:
        print_json(
            {
                "command": "roster simulate", "file": file, "model": model, "seed": seed,
                "interrupted": found.interrupted, **run_record(data), "files": files,
            }
        )  # fmt: skip
    else:
        print_parts(run_told(data, language))
        tell_files(files, language)
    stopped = None
    if found.interrupted:
        done = found.replications
        stopped = say(
            language,
            f"已中断：保留已完成的 {done} 次",
            f"interrupted: {HowMany(done):run is|runs are} kept",
        )
    leave(stopped, pressed, language)
