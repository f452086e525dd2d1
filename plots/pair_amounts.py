"""How the two numbers of a row and their difference are written, wherever the row is shown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from plots.agreement import Triple, agreeing_digits
from plots.amounts import HALL_DAY, Amounts, amounts
from plots.pairs import SAME
from sim.comparison import LEAST

CASES = ("arrivals", "finished")
"""Measures that count cases (件); most others count visits and calls (次)."""
_COUNTERS = {"steps": "个", "documents": "份", "visits": "次", "windows": "个", "machines": "台"}
"""What is counted with in Chinese, of things and of the items of the four reductions."""


def pair_amounts(
    what: str, unit: str, before: float, after: float, *, verdict: str = ""
) -> Amounts:
    """Unit and digits of a row of before and after, of which one may be missing.

    The report, its charts, its sentences and the tables in the terminal all ask here, so that
    they cannot show one row in two ways.

    Parameters
    ----------
    what
        A measure of the catalogue, or an item of the four reductions.
    unit
        Its unit.
    before, after
        The numbers, NaN where there is none.
    verdict
        What is better or worse never reads as no change; what cannot be told apart has no digits
        of its own to be told apart by.
    """
    return side_amounts(what, unit, before, [(after, verdict)])[0]


def verdict_for_digits(row: Mapping[str, Any] | pd.Series) -> str:
    """The verdict of a row; of measures that are neither good nor bad, what their interval says."""
    verdict, low, high = row.get("verdict") or "", row.get("low"), row.get("high")
    nothing = low is not None and high is not None and float(low) <= 0 <= float(high)
    return SAME if not verdict and nothing else str(verdict)


def side_amounts(
    what: str, unit: str, before: float, afters: Sequence[tuple[float, str]]
) -> list[Amounts]:
    """As `pair_amounts` for several redesigns beside one number before, in the same digits.

    ``afters`` holds the number after and the verdict of each redesign.
    """
    values = [before, *(after for after, _ in afters)]
    in_hall = what.startswith(("wait_", "hall_time_"))
    written = amounts(unit, values, minutes_to=HALL_DAY if in_hall else 0.0, apart=())
    if unit == "workdays":
        whole = all(v == int(v) for v in values if math.isfinite(v))
        digits = 0 if whole else written.digits
        one = {v for v in values if math.isfinite(v)} == {1.0}
        en = "workday" if one else "workdays"
        written = replace(written, zh="个工作日", en=en, digits=digits)
    if unit == "count":
        counter = "件" if what in CASES else _COUNTERS.get(what, written.zh)
        written = replace(written, zh=counter)
    scaled = written.scaled
    rows = [
        Triple(
            scaled(before), scaled(after), scaled(after - before),
            must_tell=verdict in ("better", "worse")
            or (verdict != SAME and 0 < LEAST * abs(before) <= abs(after - before)),
            may_be_nothing=verdict == SAME,
        )
        for after, verdict in afters if math.isfinite(after - before)
    ]  # fmt: skip
    digits, of_difference = agreeing_digits(rows, written.digits)
    told = iter(of_difference)
    return [
        replace(
            written,
            digits=digits,
            difference_digits=next(told) if math.isfinite(after - before) else None,
        )
        for after, _ in afters
    ]
