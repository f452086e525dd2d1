"""What shifts have to cover: people on position by day and interval."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scenarios.errors import DataError

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Need:
    """People required on position in each interval of some days."""

    required: Ints
    """Shape (days, intervals a day)."""
    first_weekday: int = 0
    """Weekday of the first day, Monday 0."""
    before: Ints | None = None
    """People on position whom the shifts of the day before still leave there, in the first
    intervals, shape (up to days × intervals,). None: the days repeat for ever, and the shifts of
    the last day run into the first."""
    interval: float = field(init=False)
    """Length of an interval [s]."""

    def __post_init__(self) -> None:
        required = np.asarray(self.required, dtype=np.int64)
        if required.ndim != 2 or not required.size or 86400 % required.shape[1]:
            raise DataError(
                "required: expected whole days of equal intervals, shape (days, intervals a day), "
                f"got the shape {required.shape}. Give 96 quarter-hours or 48 half-hours a day."
            )
        if (required < 0).any():
            raise DataError(f"required: expected no less than 0, got {required.min()}. Correct it.")
        object.__setattr__(self, "required", required)
        object.__setattr__(self, "interval", 86400 / required.shape[1])
