"""What was measured in an office, day by day, week by week or month by month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row in which nothing was measured."""

    line: int
    """Line in the file."""
    column: str
    """The head of the column where there is nothing."""
    got: str
    """What stands there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which columns of a file to read; those that are None are found by what stands in them."""

    date: str | None = None
    column: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    date_format: str | None = None
    """How dates are written, in strptime codes; None for the usual ways."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Measured values in the order of their dates, none twice."""

    file: str
    name: str
    """What was measured, as the head of the column says without its unit."""
    unit: str
    """Unit of the values as the head says; empty for shares, and where it says none."""
    dates: tuple[dt.date, ...]
    values: Floats
    """Shape (points,); shares lie within [0, 1]."""
    of: Floats | None = None
    """Cases that each share is of; None where the values are no shares."""
    of_name: str = ""
    """What the shares are of."""
    left_out: tuple[LeftOut, ...] = ()
