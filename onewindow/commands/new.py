"""The command that copies a case of the library as a starting point."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onewindow.options import AsJson, Language, chosen_lang

Case = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="A case of the library, by name or title; `onewindow packs` lists them.",
        show_default=False,
    ),
]
Folder = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="Folder to copy it to; it is made.", show_default=False),
]


def new(case: Case, folder: Folder, lang: Language = None, as_json: AsJson = False) -> None:
    """Copy a case of the library into a folder, to put your own numbers into it.

    The model file says in its comments what to look at first and where each number comes from; a
    file that is there already is never written over.

    For example:

    - `onewindow new social_security my_hall`
    - `onewindow check my_hall/baseline.yaml my_hall/one_window.yaml`
    - `onewindow compare my_hall/one_window.yaml`
    """
    from onewindow.console import note, written_word
    from onewindow.files import Target, ready
    from onewindow.library_names import case_named
    from onewindow.machine import print_json
    from plots.language import say
    from scenarios.errors import DataError, Problem
    from scenarios.whole_file import whole_file

    language = chosen_lang(lang)
    pack = case_named(case)
    copies = {one: folder / one.name for one in (pack.baseline, *pack.scenarios, pack.readme)}
    there = [path for path in copies.values() if path.exists()]
    if there:
        what = "DIR: expected no such file yet, got one. Take another folder, or move it away."
        raise DataError([Problem("", what, str(path)) for path in there])
    ready([Target("DIR", path) for path in copies.values()])
    for source, path in copies.items():
        with whole_file(path) as file:
            file.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    files = list(copies.values())
    if as_json:
        print_json({"command": "new", "case": pack.name, "files": files})
        return
    for path in files:
        note(f"{written_word(language)}{path}")
    model = folder / pack.baseline.name
    typer.echo(
        say(
            language,
            f"先看 {model} 里的注释；换上自己的数字，然后：onewindow check {model}",
            f"Begin with the comments in {model}, put your own numbers in, then: "
            f"onewindow check {model}",
        )
    )
