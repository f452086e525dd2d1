"""A value of a file set a fifth lower or higher."""

from __future__ import annotations

import re
from typing import Any

from scenarios.units import number_text
from sim.sensitivity import Side

SHARE = 0.2
"""How far a number is set off, as a share of it."""
_QUANTITY = re.compile(r"(\d+\.?\d*|\.\d+)\s*([^\W\d_]+)")
_DIGITS = 12


def scaled(value: Any, side: Side, *, whole: bool) -> Any:
    """The value a fifth lower or higher, as a file writes it; None where that means nothing.

    Whole numbers, such as people, move by a fifth, at least by one, and stay above 0. Numbers of
    one list move together.

    Parameters
    ----------
    value
        A number, a time with its unit, or a list of these.
    side
        Which way.
    whole
        Whether it counts something.
    """
    sign = 1 if side == "more" else -1
    if isinstance(value, list):
        every = [scaled(one, side, whole=whole) if one else one for one in value]
        return None if None in every or every == value else every
    if isinstance(value, bool) or not value:
        return None
    if isinstance(value, str):
        found = _QUANTITY.fullmatch(value.strip())
        if found is None:
            return None
        amount = float(found[1]) * (1 + sign * SHARE)
        return f"{number_text(round(amount, _DIGITS))} {found[2]}"
    if whole:
        moved = int(value) + sign * max(1, round(SHARE * int(value)))
        return moved if moved > 0 else None
    return round(float(value) * (1 + sign * SHARE), _DIGITS)
