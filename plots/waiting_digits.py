"""How mean numbers of people or files that wait are written, in maps and in their findings."""

from __future__ import annotations

_WHOLE = 99.5
"""Mean number waiting from which it is written without digits after the point."""


def waiting_digits(value: float) -> int:
    """Digits of a mean number waiting, or of a difference of two.

    It depends on nothing but the number itself, so a cell and the title that speaks of it agree;
    each number is rounded by itself, and the captions say so.
    """
    return 0 if abs(value) >= _WHOLE else 1
