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
from scenarios.roster.book_writing import write_workbook
from scenarios.roster.reading import load_roster
from scenarios.roster_examples import EXAMPLES, beside_example, example_path
from scenarios.whole_file import whole_file


def write_example(folder: Path, example: str, lang: Lang, as_json: bool) -> None:
    """Write an example as YAML and as a workbook, and say what to do next.

    Raises
    ------
    DataError
        There is no such example, or the files cannot be written or are there already.
    """
    source = example_path(one_of("--example", example, EXAMPLES), lang)
    copies = {folder / "roster.yaml": source}
    copies |= {folder / path.name: path for path in beside_example(example)}
    book = folder / "roster_in.xlsx"
    files = [*copies, book]
    there = [path for path in files if path.exists()]
    if there:
        what = "DIR: expected no such file yet, got one. Take another folder, or move it away."
        raise DataError([Problem("", what, str(path)) for path in there])
    ready([Target("DIR", path) for path in files])
    for path, of in copies.items():
        with whole_file(path) as beside:
            beside.write_bytes(of.read_bytes())
    write_workbook(load_roster(source), book, lang)
    if as_json:
        print_json({"command": "roster new", "example": example, "files": files})
        return
    for path in files:
        note(f"{written_word(lang)}{path}")
    zh = (
        "roster.yaml 和 roster_in.xlsx 说的一样，用哪个都行；换上自己的人和数，然后："
        f"onewindow roster {files[0]}"
    )
    en = (
        "roster.yaml and roster_in.xlsx say the same, use either; put your own people in, then: "
        f"onewindow roster {files[0]}"
    )
    typer.echo(say(lang, zh, en))
