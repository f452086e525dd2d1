"""Where the heads of a table stand: below a title, a date of export, or blank rows."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from statistics import median

LOOKED_AT = 60
"""Rows at the top of a table by which the heads are found."""
_MOST_ABOVE = 20
"""Rows above the heads at most."""
_SEPARATORS = ",;\t|"


def head_row(rows: Sequence[Sequence[str]]) -> int:
    """Index of the first row that is filled as far as the rows below it; 0 where none is.

    Parameters
    ----------
    rows
        Cells of the first rows of a table.
    """
    return next((k for k in range(min(len(rows), _MOST_ABOVE)) if _is_head(rows[k:])), 0)


def head_line(lines: Sequence[str], separator: str | None) -> tuple[int, str]:
    """Index of the line of the heads, and the character between columns.

    Parameters
    ----------
    lines
        The first lines of a text.
    separator
        As given; the one most frequent in the heads when None.
    """
    for k, line in enumerate(lines[:_MOST_ABOVE]):
        by = separator or max(_SEPARATORS, key=line.count)
        # A character in a title need not be that between the columns.
        cut = [by in one for one in lines[k + 1 :] if one.strip()]
        if by not in line or sum(cut) < len(cut) / 2:
            continue
        if _is_head([cells_of(one, by) for one in lines[k:]]):
            return k, by
    return 0, separator or max(_SEPARATORS, key=lines[0].count)


def cells_of(line: str, separator: str) -> list[str]:
    """The cells of a line without blanks around them."""
    return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]


def _is_head(rows: Sequence[Sequence[str]]) -> bool:
    """Whether more than half as many cells are filled in the first row as in those below it.

    Heads fill as many or more. A title fills one, also where it is repeated over merged columns.
    """
    filled = list(filter(None, rows[0]))
    own = len(filled) if len(set(filled)) > 1 else len(set(filled))
    below = [count for row in rows[1:] if (count := sum(map(bool, row)))]
    return own > 0 and (not below or 2 * own > median(below))
