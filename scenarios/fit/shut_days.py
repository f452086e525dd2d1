"""Days of a log that are not like their weekday: public holidays, and dates named by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from scenarios.calendar_days import day_type
from scenarios.calendars import Calendar
from scenarios.fit.contacts import DAY, Ints


@dataclass(frozen=True, slots=True)
class ShutDays:
    """Days that are left out of a fit, and on which its model is shut."""

    holidays: Literal["CN"] | None = None
    """``CN``: Chinese public holidays are left out, and make-up workdays (调休) are Mondays."""
    dates: tuple[dt.date, ...] = ()

    def calendar(self, open_: dict[str, tuple[tuple[float, float], ...]]) -> dict[str, Any]:
        """A calendar of these hours, as a model file has it, that is shut on these days."""
        made: dict[str, Any] = {"open": open_}
        if self.holidays is not None:
            made["holidays"] = self.holidays
        if self.dates:
            made["closed_dates"] = self.dates
        return made

    @property
    def any(self) -> bool:
        """Whether there can be any."""
        return self.holidays is not None or bool(self.dates)


EVERY_DAY = ShutDays()
"""No day is left out."""


def weekday_kept(first_day: dt.date, days: int, shut: ShutDays) -> Ints:
    """The weekday that each day is like (Monday 0), -1 for those left out, shape (days,).

    Raises
    ------
    ModelError
        The year is not in the calendar of holidays.
    """
    calendar = Calendar.model_validate(shut.calendar({"daily": ((0.0, DAY),)}))
    kinds = [day_type(calendar, first_day, day) for day in range(days)]
    return np.array([-1 if kind is None else kind for kind in kinds], dtype=np.int64)
