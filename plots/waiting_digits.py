"""How mean numbers of people or files that wait are written, in maps and in their findings."""

from __future__ import annotations

import math

_WHOLE = 99.5
"""Mean number waiting from which it is written without digits after the point."""


def waiting_digits(before: float, after: float) -> int:
    """Digits of the mean numbers waiting, of which one may be NaN, and of their difference.

    One for a whole map, so that its cells can be compared at a glance; each number is rounded by
    itself, and the captions say so.
    """
    most = max((v for v in (before, after) if math.isfinite(v)), default=0.0)
    return 0 if most >= _WHOLE else 1
