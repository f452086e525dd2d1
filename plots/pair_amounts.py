"""How the two numbers of a row and their difference are written, wherever the row is shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from plots.agreement import Triple, agreeing_digits
from plots.amounts import HALL_DAY, Amounts, amounts
from sim.comparison import LEAST

CASES = ("arrivals", "finished")
"""Measures that count cases (件); the others count visits, calls and windows (次)."""
_COUNTERS = {"steps": "个", "documents": "份", "visits": "次"}
"""What is counted with in Chinese, of the items of the four reductions."""


def pair_amounts(
    what: str, unit: str, before: float, after: float, *, decided: bool = False
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
    decided
        Whether a verdict says that it got better or worse: then it never reads as no change.
    """
    return side_amounts(what, unit, before, [(after, decided)])[0]


def side_amounts(
    what: str, unit: str, before: float, afters: Sequence[tuple[float, bool]]
) -> list[Amounts]:
    """As `pair_amounts` for several redesigns beside one number before, in the same digits.

    ``afters`` holds the number after and whether it was decided, of each redesign.
    """
    values = [before, *(after for after, _ in afters)]
    in_hall = what.startswith(("wait_", "hall_time_"))
    written = amounts(unit, values, minutes_to=HALL_DAY if in_hall else 0.0)
    if unit == "workdays":
        whole = all(v == int(v) for v in values if math.isfinite(v))
        digits = 0 if whole else written.digits
        written = replace(written, zh="个工作日", en="workdays", digits=digits)
    if unit == "count":
        counter = "件" if what in CASES else _COUNTERS.get(what, written.zh)
        written = replace(written, zh=counter)
    scaled = written.scaled
    rows = [
        Triple(
            scaled(before), scaled(after), scaled(after - before),
            must_tell=decided or 0 < LEAST * abs(before) <= abs(after - before),
        )
        for after, decided in afters if math.isfinite(after - before)
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
