"""How mean numbers of people or files that wait are written, in maps and in their findings."""

from __future__ import annotations

import math

from plots.agreement import Triple, agreeing_digits

_WHOLE = 99.5
"""Mean number waiting from which it is written without digits after the point."""


def waiting_digits(before: float, after: float) -> tuple[int, int]:
    """Digits of the mean numbers waiting, of which one may be NaN, and of their difference."""
    there = [v for v in (before, after) if math.isfinite(v)]
    least = 0 if max(there, default=0.0) >= _WHOLE else 1
    if len(there) < 2:
        return least, least
    digits, (of_difference,) = agreeing_digits([Triple(before, after, after - before)], least)
    return digits, of_difference
