"""How many digits make before, after and their difference agree with each other as written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

_MOST_DIGITS = 9
_WELL_TOLD = 10
"""Units of its last digit from which a difference is told with one digit less than its numbers.

From there a unit too many or too few is rounding, too."""


class Triple(NamedTuple):
    """A number before, after, and their difference, in the unit in which they are written."""

    before: float
    after: float
    difference: float
    must_tell: bool = False
    """The difference must not read as nothing, however small it is, unless it is nothing."""
    may_be_nothing: bool = False
    """The difference may read as nothing, in as few digits as that takes: no one can tell it."""


def agreeing_digits(rows: Sequence[Triple], least: int) -> tuple[int, tuple[int, ...]]:
    """Digits of some numbers and of their differences with which a reader who subtracts agrees.

    What is written after less what is written before is the difference as written, to within half
    a unit of its last digit, or a unit where that is less than a tenth of the difference: no reader
    wants 2,768.8 and 1,143.4 so that they make 1,625.4. The difference reads as nothing where, and
    only where, both numbers read alike. Nothing but the number of digits is chosen: each number is
    rounded by itself.

    120.96 and 4.31 with the difference 116.65 need no second digit: they are 121.0, 4.3 and 117.
    1.04 and 1.36 with the difference 0.32 would be 1.0, 1.4 and 0.3: they are 1.04, 1.36 and 0.32.
    A third and two thirds never agree to half a unit in as many digits as their difference: they
    are 0.33, 0.67 and 0.33 all the same.

    Parameters
    ----------
    rows
        Numbers of one unit that stand together.
    least
        Digits after the point at the least.

    Returns
    -------
    tuple
        Digits of the numbers, the same for all rows, and of the difference of each row. With more
        than nine digits none are sought any longer.
    """
    for digits in range(least, _MOST_DIGITS + 1):
        found = [_of_difference(row, digits, least) for row in rows]
        there = tuple(k for k in found if k is not None)
        if len(there) == len(rows):
            return digits, there
    return _MOST_DIGITS, (_MOST_DIGITS,) * len(rows)


def _of_difference(row: Triple, digits: int, least: int) -> int | None:
    """The most digits in which a difference agrees with numbers of some digits."""
    fewest = 0 if row.may_be_nothing else max(0, least - 1)
    before, after = _written(row.before, digits), _written(row.after, digits)
    must_tell = row.must_tell and row.before != row.after
    rounded: int | None = None
    for k in range(digits, fewest - 1, -1):
        told, unit = _written(row.difference, k), Decimal(1).scaleb(-k)
        if k < least and 0 < abs(told) < _WELL_TOLD * unit:
            continue
        if (told == 0) != (before == after) or (must_tell and told == 0):
            continue
        off = abs(after - before - told)
        if 2 * off <= unit:
            return k
        if rounded is None and off <= unit and abs(told) > _WELL_TOLD * unit:
            rounded = k
    return rounded


def _written(value: float, digits: int) -> Decimal:
    return Decimal(f"{value:.{digits}f}")
