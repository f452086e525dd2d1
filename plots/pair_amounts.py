"""How the two numbers of a row and their difference are written, wherever the row is shown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from plots.agreement import Triple, agreeing_digits
from plots.amounts import HALL_DAY, Amounts, amounts
from plots.pairs import SAME
from sim.comparison import LEAST

CASES = ("arrivals", "finished")
"""Measures that count cases (件); most others count visits and calls (次)."""
_NOISE = 100
"""Units of the last digit to either side of a number from which its interval takes the digit."""
_DECIDED = ("better", "worse")
_COUNTERS = {"steps": "个", "documents": "份", "visits": "次", "windows": "个", "machines": "台"}
"""What is counted with in Chinese, of things and of the items of the four reductions."""


class After(NamedTuple):
    """What a redesign makes of a number."""

    value: float
    verdict: str = ""
    half: float = math.inf
    """Half the interval of the difference, as `half_of_difference` has it; inf where none is."""


def pair_amounts(
    what: str,
    unit: str,
    before: float,
    after: float,
    *,
    verdict: str = "",
    noise: float = 0.0,
    half: float = math.inf,
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
    half
        Half the interval of the difference: what is better or worse has two significant figures,
        but none beyond the first of this.
    """
    return side_amounts(what, unit, before, [After(after, verdict, half)], noise=noise)[0]


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


def half_of_difference(row: Mapping[Any, Any] | pd.Series) -> float:
    """Half the interval of the difference; inf where there is none."""
    half = (float(row.get("high", math.nan)) - float(row.get("low", math.nan))) / 2
    return half if math.isfinite(half) else math.inf


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
    afters: Sequence[After],
    *,
    noise: float = 0.0,
) -> list[Amounts]:
    """As `pair_amounts` for several redesigns beside one number before, in the same digits."""
    values = [before, *(after.value for after in afters)]
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
    known = [
        _known_digits(scaled(one.value - before), scaled(one.half))
        for one in afters if one.verdict in _DECIDED
    ]  # fmt: skip
    least = max(within_noise(written, noise).digits, *known, 0)
    rows = [
        Triple(
            scaled(before), scaled(after), scaled(after - before),
            must_tell=verdict in _DECIDED
            or (verdict != SAME and 0 < LEAST * abs(before) <= abs(after - before)),
            may_be_nothing=verdict == SAME,
        )
        for after, verdict, _ in afters if math.isfinite(after - before)
    ]  # fmt: skip
    digits, of_difference = agreeing_digits(rows, least)
    told = iter(of_difference)
    return [
        replace(
            written,
            digits=digits,
            difference_digits=next(told) if math.isfinite(one.value - before) else None,
        )
        for one in afters
    ]


def _known_digits(difference: float, half: float) -> int:
    """Digits after the point that two significant figures of a difference take.

    There are none beyond the first figure of half its interval, which says where it is not known.
    """
    if not (math.isfinite(half) and math.isfinite(difference)) or difference == 0:
        return 0
    two = 1 - math.floor(math.log10(abs(difference)))
    known = -math.floor(math.log10(half)) if half > 0 else two
    return max(0, min(two, known))
