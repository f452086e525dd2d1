"""The command that writes the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onewindow.options import (
    AsJson,
    Hours,
    Named,
    Processes,
    Replicated,
    Scenarios,
    Seed,
    Weekdays,
    chosen_lang,
)

Page = Annotated[
    Path,
    typer.Option(
        "--out",
        help="The page to write; its folder is made. A name without ending gets .html; in a folder "
        "that is there it is report.html.",
        metavar="FILE",
    ),
]
Opens = Annotated[
    str | None,
    typer.Option(
        "--lang",
        help="Language it opens in: zh or en. That of the environment when left out. Sentences "
        "about mistakes are in English.",
        metavar="LANG",
        show_default=False,
    ),
]


def report(
    name: Named,
    scenarios: Scenarios = None,
    out: Page = Path("report.html"),
    replications: Replicated = 30,
    seed: Seed = 1,
    hours: Hours = None,
    days: Weekdays = None,
    processes: Processes = None,
    lang: Opens = None,
    as_json: AsJson = False,
) -> None:
    """Write a report as one page of HTML, with both languages, all charts and tables inside.

    It opens in the language of --lang and switches at its top; #zh or #en after its address opens
    the other. With several redesigns each has its own page, NAME-redesign.html.

    For example:

    - `onewindow report social_security one_window --out out/one_window.html`
    - `onewindow report hall.yaml --lang zh`
    - `onewindow report hall.yaml more_at_peak.yaml --hours 10:00-12:00`
    """
    from onewindow.finishing import finish
    from onewindow.hours_asked import with_hours
    from onewindow.readings import read_result
    from onewindow.reporting import page_at, pages, ready_pages, write_reports
    from onewindow.running import run_found
    from onewindow.subjects import found_in, names_in, read_for
    from onewindow.writing import Writing

    language = chosen_lang(lang)
    found = with_hours(found_in(name, tuple(scenarios or ())), hours, days)
    page = page_at(out)
    ready_pages(page, names_in(found), read_for(found, name))
    result = run_found(found, replications, seed, processes, language)
    places = pages(page, names_in(found)).values()
    with Writing("report", language, places) as writing:
        every = read_result(result, processes, writing)
        writing.title("report")
        files = write_reports(every, page, writing, language, processes)
    finish("report", name, result, list(files), language, as_json, pressed=writing.pressed)
