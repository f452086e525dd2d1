"""Why too many rows were set aside, with an example of each, and what mends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from scenarios.errors import DataError, Problem
from scenarios.findings import shown
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping_sketch import SAVE, sketch
from scenarios.fit.time_formats import FORMATS, Formats, forms_of
from scenarios.section import Frozen

if TYPE_CHECKING:
    import pandas as pd

_SAMPLE = 5000
_SHARES = "Correct the mapping or the log, or raise most_dirty."


def too_many_aside(
    table: LogTable,
    most: float,
    rows: int,
    aside: pd.DataFrame,
    cells: Mapping[str, Sequence[str]],
    mend: str,
) -> DataError:
    """The error of a file too many rows of which cannot be used.

    Parameters
    ----------
    table
        The file.
    most
        Share of the rows that may be set aside.
    rows
        How many there are in all.
    aside
        Those that were set aside, with ``line`` and ``reason``.
    cells
        Columns that a reason is about.
    mend
        What mends it; without it, to correct something or to allow more.
    """
    told = []
    for reason, alike in aside.groupby("reason", sort=True):
        first = alike.iloc[0]
        named = [
            f"{shown(first[column])} in {column}"
            for column in cells.get(str(reason), ())
            if isinstance(first[column], str)
        ]
        where = f"line {first['line']}" + (f": {' and '.join(named)}" if named else "")
        told.append(f"{reason}: {len(alike)}, such as {where}")
    what = (
        f"expected at most {most:.0%} of the rows to be set aside, got "
        f"{len(aside) / max(1, rows):.1%} ({'; '.join(told)}). {mend or _SHARES}"
    )
    return DataError(Problem("", what, table.file))


def forms_mend(
    table: LogTable, mapping: Frozen, known: Formats | None, columns: Sequence[str]
) -> str:
    """What to write where moments are in more forms than the mapping reads; else nothing.

    Parameters
    ----------
    table, mapping
        The file, and how it is read.
    known
        The forms that the mapping reads.
    columns
        Columns of moments.
    """
    import pandas as pd

    cells = [table.rows[name].iloc[:: max(1, len(table.rows) // _SAMPLE)] for name in columns]
    forms = forms_of(pd.concat(cells), FORMATS) if cells else ()
    if len(forms) < 2 or (isinstance(known, tuple) and set(forms) <= set(known)):
        return ""
    return several_forms(
        type(mapping), mapping.model_dump(mode="json", exclude_defaults=True), forms
    )


def several_forms(shape: type[Frozen], given: Mapping[str, object], forms: tuple[str, ...]) -> str:
    """How to mend times that are written in several forms: a mapping file of one line.

    Parameters
    ----------
    shape
        The mapping that it is.
    given
        Its keys as they are otherwise.
    forms
        That together read the times.
    """
    keys = sketch(shape, {**given, "time_format": forms})
    return f"The times are written in several forms: {SAVE}: {keys}"
