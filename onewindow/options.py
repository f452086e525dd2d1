"""Options that several commands share, each with its help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onewindow.choices import one_of
from onewindow.lang_asked import lang_of_environment
from plots.language import LANGS, Lang


def chosen_lang(lang: str | None) -> Lang:
    """The language asked for, or else that of the environment: Chinese, or English.

    Raises
    ------
    DataError
        The language asked for is another.
    """
    if lang is not None:
        return one_of("--lang", lang, LANGS)
    return lang_of_environment()


Model = Annotated[
    str,
    typer.Argument(
        metavar="MODEL",
        help="A model file, a scenario file, a case of the library, or case/scenario.",
        show_default=False,
    ),
]
Baseline = Annotated[
    str,
    typer.Argument(
        metavar="BASELINE",
        help="A case of the library (see: onewindow packs), or a model file.",
        show_default=False,
    ),
]
Named = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A case of the library or a scenario (before and after), or a model file alone.",
        show_default=False,
    ),
]
Scenarios = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SCENARIO]...",
        help="Scenarios of the case, by name or title in either language, or scenario files; all "
        "of the case's when left out.",
        show_default=False,
    ),
]
Replicated = Annotated[
    int,
    typer.Option("--replications", "-n", min=1, help="How often to simulate it.", metavar="N"),
]
ReplicatedAtMost = Annotated[
    int | None,
    typer.Option(
        "--replications", "-n", min=1, metavar="N",
        help="How often to simulate it; with --precision, how often at most.",
        show_default="30, with --precision 1000",
    ),
]  # fmt: skip
Seed = Annotated[
    int,
    typer.Option("--seed", help="Names the random numbers: same seed, same result.", metavar="N"),
]
Processes = Annotated[
    int | None,
    typer.Option(
        "--processes",
        min=1,
        help="Processes to use; all processors when left out. Results do not depend on it.",
        metavar="N",
        show_default=False,
    ),
]
Language = Annotated[
    str | None,
    typer.Option(
        "--lang",
        help="Language of the output: zh or en. That of the environment when left out. Sentences "
        "about mistakes are in English.",
        metavar="LANG",
        show_default=False,
    ),
]
Measure = Annotated[
    str | None,
    typer.Option(
        "--measure",
        help="What is looked at: a measure, or MEASURE@NAME; see simulate --help. The headline of "
        "the report when left out.",
        show_default=False,
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON document for machines, nothing else.")
]
Everything = Annotated[
    bool, typer.Option("--all", help="Show every measure, not only the chief ones.")
]
Hours = Annotated[
    list[str] | None,
    typer.Option(
        "--hours",
        help="Tell the measures of those who come at these hours by themselves too, such as "
        "10:00-12:00, or 08:30-11:00,17:30-20:00 taken together; may be given again.",
        metavar="SPANS",
        show_default=False,
    ),
]
Weekdays = Annotated[
    str | None,
    typer.Option(
        "--days",
        help="Weekdays of --hours, such as mon-fri or sat; alone, of the whole of these days. "
        "Every day when left out.",
        metavar="DAYS",
        show_default=False,
    ),
]
Table = Annotated[
    Path | None,
    typer.Option(
        "--out", help="Write all measures to this CSV file too.", metavar="FILE", show_default=False
    ),
]
Folder = Annotated[
    Path, typer.Option("--out", help="Folder to write to; made when missing.", metavar="DIR")
]
