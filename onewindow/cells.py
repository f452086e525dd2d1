"""Numbers as cells of a table: a value, and its interval below it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text

from onewindow.chosen import Row
from plots.amounts import NONE, Amounts, percent
from plots.language import Lang
from plots.pair_amounts import (
    CASES,
    After,
    half_of_difference,
    noise_of,
    side_amounts,
    verdict_for_digits,
)

if TYPE_CHECKING:
    import pandas as pd

Record = Mapping[str, float | str]
"""One row of a table of results, by column."""


def by_row(table: pd.DataFrame) -> dict[Row, Record]:
    """Rows of a table of results under their names; profiles are left out."""
    plain = table[table["at"].isna()] if "at" in table.columns else table
    return {
        Row(r["measure"], r["scope"], r["of"]): {str(k): v for k, v in r.items()}
        for r in plain.to_dict("records")
    }


def value_cell(
    record: Record | None, side: str, low: str, high: str, written: Amounts, lang: Lang
) -> Text:
    """A number with its unit, and its interval below."""
    if record is None or math.isnan(float(record[side])):
        return Text(NONE)
    return _above(Text(written.full(float(record[side]), lang)),
                  interval(record, low, high, written, lang))  # fmt: skip


def counted(written: Amounts, measure: str) -> Amounts:
    """The way of writing numbers with the word for what is counted: 件 for cases, 次 for visits."""
    return replace(written, zh="件") if measure in CASES else written


def records_amounts(records: Sequence[Record]) -> list[Amounts]:
    """How the same row of some redesigns is written, with one number before for all."""
    first = records[0]
    what, unit = str(first.get("measure") or first["item"]), str(first["unit"])
    afters = [
        After(float(one["after"]), verdict_for_digits(one), half_of_difference(one))
        for one in records
    ]
    noise = max(map(noise_of, records))
    return side_amounts(what, unit, float(first["before"]), afters, noise=noise)


def change_cells(
    record: Record, lang: Lang, written: Amounts | None = None
) -> tuple[Text, Text, Text]:
    """Before, after, and the difference, absolute and relative together."""
    change = float(record["difference"])
    written = written or records_amounts([record])[0]
    first, second = (
        value_cell(record, side, f"{side}_low", f"{side}_high", written, lang)
        for side in ("before", "after")
    )
    if math.isnan(change):
        return first, second, Text(NONE)
    text = written.difference(change, lang)
    relative = percent(float(record["relative"]), is_change=written.tells(change))
    # Percent beside percentage points would be read as one for the other.
    if relative != NONE and change != 0 and written.zh != "%":
        # Written without its space, at which the cell would be broken.
        text += f" ({''.join(relative.split())})"
    between = interval(record, "low", "high", written, lang, signed=True)
    return first, second, _above(Text(text), between)


def interval(
    record: Record, low: str, high: str, written: Amounts, lang: Lang, *, signed: bool = False
) -> str:
    """An interval; nothing where there is none."""
    return written.interval(float(record[low]), float(record[high]), lang, signed=signed)


def _above(text: Text, below: str) -> Text:
    return text.append("\n" + below, style="dim") if below else text
