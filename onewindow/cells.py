"""Numbers as cells of a table: a value, and its interval below it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text

from onewindow.chosen import Row
from plots.amounts import NONE, Amounts, amounts, percent
from plots.language import Lang

if TYPE_CHECKING:
    import pandas as pd

_CASES = ("arrivals", "finished")
_BARE = ("steps", "documents")
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
    if measure in _BARE:
        return replace(written, zh="", en="")
    return replace(written, zh="件") if measure in _CASES else written


def change_cells(record: Record, lang: Lang) -> tuple[Text, Text, Text]:
    """Before, after, and the difference, absolute and relative together."""
    before, after = float(record["before"]), float(record["after"])
    change = float(record["difference"])
    # The difference sets the digits too: 1.14 and 1.04 visits are not 1.1 and 1.0.
    written = amounts(str(record["unit"]), [before, after, change])
    written = counted(written, str(record.get("measure") or record["item"]))
    if record["unit"] == "workdays":
        whole = all(value == int(value) for value in (before, after) if math.isfinite(value))
        written = replace(written, zh="个工作日", digits=0 if whole else written.digits)
    decided = record.get("verdict") in ("better", "worse")
    written = written.telling(before, after) if decided else written
    first, second = (
        value_cell(record, side, f"{side}_low", f"{side}_high", written, lang)
        for side in ("before", "after")
    )
    if math.isnan(change):
        return first, second, Text(NONE)
    text = written.difference(change, lang)
    relative = percent(float(record["relative"]), decided=decided)
    if relative != NONE and change != 0:
        # Written without its space, at which the cell would be broken.
        text += f" ({''.join(relative.split())})"
    between = interval(record, "low", "high", written, lang, signed=True)
    return first, second, _above(Text(text), between)


def interval(
    record: Record, low: str, high: str, written: Amounts, lang: Lang, *, signed: bool = False
) -> str:
    """An interval; nothing when its ends look the same."""
    ends = float(record[low]), float(record[high])
    if written.bare(ends[0]) == written.bare(ends[1]):
        return ""
    return written.interval(*ends, lang, signed=signed)


def _above(text: Text, below: str) -> Text:
    return text.append("\n" + below, style="dim") if below else text
