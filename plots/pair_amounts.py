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
_NOISE = 100
"""Units of the last digit to either side of a number from which its interval takes the digit."""
_COUNTERS = {"steps": "个", "documents": "份", "visits": "次", "windows": "个", "machines": "台"}
"""What is counted with in Chinese, of things and of the items of the four reductions."""


def pair_amounts(
    what: str, unit: str, before: float, after: float, *, verdict: str = "", noise: float = 0.0
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
    noise
        Half the widest interval of the numbers, as `noise_of` has it: a number that may as well be
        4 more has no digits after the point, unless a change can only be told by them.
    """
    return side_amounts(what, unit, before, [(after, verdict)], noise=noise)[0]


def verdict_for_digits(row: Mapping[str, Any] | pd.Series) -> str:
    """The verdict of a row; of measures that are neither good nor bad, what their interval says."""
    verdict, low, high = row.get("verdict") or "", row.get("low"), row.get("high")
    nothing = low is not None and high is not None and float(low) <= 0 <= float(high)
    return SAME if not verdict and nothing else str(verdict)


def noise_of(row: Mapping[Any, Any] | pd.Series) -> float:
    """Half the wider of the intervals before and after; 0 where there is none."""
    widths = [
        float(row.get(f"{side}_high", math.nan)) - float(row.get(f"{side}_low", math.nan))
        for side in ("before", "after")
    ]
    return max((width / 2 for width in widths if width < math.inf), default=0.0)


def within_noise(written: Amounts, noise: float) -> Amounts:
    """The same way of writing without the digits that an interval takes, ``noise`` to a side."""
    digits = written.digits
    while digits > 0 and math.isfinite(noise) and written.scaled(noise) * 10**digits >= _NOISE:
        digits -= 1
    return replace(written, digits=digits)


def side_amounts(
    what: str,
    unit: str,
    before: float,
    afters: Sequence[tuple[float, str]],
    *,
    noise: float = 0.0,
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
    least = within_noise(written, noise).digits
    rows = [
        Triple(
            scaled(before), scaled(after), scaled(after - before),
            must_tell=verdict in ("better", "worse")
            or (verdict != SAME and 0 < LEAST * abs(before) <= abs(after - before)),
            may_be_nothing=verdict == SAME,
        )
        for after, verdict in afters if math.isfinite(after - before)
    ]  # fmt: skip
    digits, of_difference = agreeing_digits(rows, least)
    told = iter(of_difference)
    return [
        replace(
            written,
            digits=digits,
            difference_digits=next(told) if math.isfinite(after - before) else None,
        )
        for after, _ in afters
    ]
