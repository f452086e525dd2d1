"""An example of a roster file, copied to begin with."""

from __future__ import annotations

from pathlib import Path

import typer

from onewindow.choices import one_of
from onewindow.console import note, written_word
from onewindow.files import Target, ready
from onewindow.machine import print_json
from plots.language import Lang, say
from scenarios.errors import DataError, Problem
from scenarios.roster_book_writing import write_workbook
from scenarios.roster_examples import EXAMPLES, example_path
from scenarios.roster_reading import load_roster
from scenarios.whole_file import whole_file


def write_example(folder: Path, example: str, lang: Lang, as_json: bool) -> None:
    """Write an example as YAML and as a workbook, and say what to do next.

    Raises
    ------
    DataError
        There is no such example, or the files cannot be written or are there already.
    """
    source = example_path(one_of("--example", example, EXAMPLES), lang)
    files = [folder / "roster.yaml", folder / "roster_in.xlsx"]
    there = [path for path in files if path.exists()]
    if there:
        what = "DIR: expected no such file yet, got one. Take another folder, or move it away."
        raise DataError([Problem("", what, str(path)) for path in there])
    ready([Target("DIR", path) for path in files])
    with whole_file(files[0]) as beside:
        beside.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    write_workbook(load_roster(source), files[1], lang)
    if as_json:
        print_json({"command": "roster new", "example": example, "files": files})
        return
    for path in files:
        note(f"{written_word(lang)}{path}")
    zh = f"两个文件说的一样，用哪个都行；换上自己的人和数，然后：onewindow roster {files[0]}"
    en = f"Both say the same, use either; put your own people in, then: onewindow roster {files[0]}"
    typer.echo(say(lang, zh, en))
