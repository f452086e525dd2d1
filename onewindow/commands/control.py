"""The command that draws a control chart of measured data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.options import AsJson, Folder, Language, chosen_lang

if TYPE_CHECKING:
    from onewindow.control import ControlChart
    from plots.language import Lang

Data = Annotated[
    Path,
    typer.Argument(
        metavar="DATA.csv",
        help="A CSV file with a head and one row per day, week or month; UTF-8 or GB 18030.",
        show_default=False,
    ),
]
Column = Annotated[
    str | None,
    typer.Option(
        "--column", metavar="NAME", show_default=False,
        help="Column of the values; the only one of numbers when left out.",
    ),
]  # fmt: skip
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind", metavar="xmr|p", show_default="p with --numerator, else xmr",
        help="xmr for values, such as a mean wait a day; p for shares, how many of how many.",
    ),
]  # fmt: skip
Reform = Annotated[
    list[str] | None,
    typer.Option(
        "--reform", metavar="DATE", show_default=False,
        help="Day from which limits are computed anew, such as 2024-06-01; may be given again.",
    ),
]  # fmt: skip
DateColumn = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="COLUMN", show_default=False,
        help="Column of dates; the first that has some when left out.",
    ),
]  # fmt: skip
DateFormat = Annotated[
    str | None,
    typer.Option(
        "--date-format", metavar="CODES", show_default=False,
        help="How dates are written, in strptime codes, where not year first: %d/%m/%Y.",
    ),
]  # fmt: skip
Numerator = Annotated[
    str | None,
    typer.Option(
        "--numerator", metavar="COLUMN", show_default=False,
        help="Of shares: column of how many; with --kind p alone the smaller of two counts.",
    ),
]  # fmt: skip
Denominator = Annotated[
    str | None,
    typer.Option(
        "--denominator", metavar="COLUMN", help="Of shares: column of how many there were.",
        show_default=False,
    ),
]  # fmt: skip
Name = Annotated[
    str | None,
    typer.Option(
        "--name", metavar="TEXT", show_default=False,
        help="What is measured, '等待|Wait' in both languages; the column's head when left out.",
    ),
]  # fmt: skip


def control(
    data: Data,
    column: Column = None,
    kind: Kind = None,
    reform: Reform = None,
    date: DateColumn = None,
    date_format: DateFormat = None,
    numerator: Numerator = None,
    denominator: Denominator = None,
    name: Name = None,
    out: Folder = Path("control"),
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Draw a control chart of measured data, with limits of its own for each stage between reforms.

    Limits show how far points go by ordinary variation alone. A signal is a point outside its
    limits, eight or more in a row on one side of the centre, or a jump from one point to the next.
    Written are PNG, SVG and PDF, the numbers as CSV, and a workbook.

    For example:

    - `onewindow control waits.csv --reform 2024-06-01`
    - `onewindow control days.csv --column 'Mean wait' --reform 2024-06-01 --reform 2025-01-01`
    - `onewindow control days.csv --numerator 'on time' --denominator finished --lang zh`
    """
    from onewindow.control import control_chart
    from onewindow.files import Target, ready
    from onewindow.progress import Bar
    from onewindow.warnings_told import tell
    from plots.control_files import KINDS, NAME

    language = chosen_lang(lang)
    chart = control_chart(
        data, column=column, kind=kind, reform=reform or (), date=date, date_format=date_format,
        numerator=numerator, denominator=denominator, name=name,
    )  # fmt: skip
    targets = [Target("--out", out / f"{NAME}{ending}") for ending in KINDS]
    ready(targets, [data], [out])
    tell(chart.cautions(), language)
    with Bar("control") as bar:
        files = chart.write(out, lang=language, progress=bar)
    if as_json:
        _print_json(data, chart, files)
    else:
        _show(chart, files, language)


def _show(chart: ControlChart, files: list[Path], lang: Lang) -> None:
    from onewindow.console import note, written_word
    from onewindow.console import out as console
    from onewindow.control_words import stage_grid

    screen = console()
    screen.print(f"[bold]{chart.title(lang)}[/bold]")
    screen.print(stage_grid(chart, lang))
    for file in files:
        note(f"{written_word(lang)}{file}")


def _print_json(data: Path, chart: ControlChart, files: list[Path]) -> None:
    from onewindow.control_words import document
    from onewindow.machine import print_json

    print_json(document(data, chart, files))
