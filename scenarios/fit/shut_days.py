"""Days of a log on which nobody is there: public holidays, dates and weekdays that are shut."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from scenarios.calendar_days import day_type
from scenarios.calendars import Calendar
from scenarios.fit.contacts import DAY, Flags, Ints


@dataclass(frozen=True, slots=True)
class ShutDays:
    """Days that are left out of a fit, and on which its model is shut."""

    holidays: Literal["CN"] | None = None
    """``CN``: Chinese public holidays are left out, and make-up workdays (调休) are Mondays."""
    dates: tuple[dt.date, ...] = ()
    closed: tuple[int, ...] = ()
    """Weekdays (Monday 0) that are shut every week, as somebody said."""
    never_seen: tuple[int, ...] = ()
    """Weekdays that have dates in the log, none of them with a row (`with_empty_weekdays`)."""

    def calendar(self, open_: dict[str, tuple[tuple[float, float], ...]]) -> dict[str, Any]:
        """A calendar of these hours, as a model file has it, that is shut on these days."""
        made: dict[str, Any] = {"open": open_}
        if self.holidays is not None:
            made["holidays"] = self.holidays
        if self.dates:
            made["closed_dates"] = self.dates
        return made

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Weekdays (Monday 0) that are shut every week."""
        return (*self.closed, *self.never_seen)

    @property
    def any(self) -> bool:
        """Whether a weekday that is open can have dates that are shut."""
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
    shut_or_none = {None, *shut.weekdays}
    # Who says that Sundays are shut means a Sunday that is worked for a holiday too.
    named = [(first_day.weekday() + day) % 7 in shut.closed for day in range(days)]
    return np.array(
        [
            -1 if kind in shut_or_none or off else kind
            for kind, off in zip(kinds, named, strict=True)
        ],
        dtype=np.int64,
    )


def with_empty_weekdays(shut: ShutDays, first_day: dt.date, came: Flags) -> ShutDays:
    """The same, with weekdays shut that have dates in the log of which none has a row.

    A place that is shut on Sundays has no rows then, whereas a log that lacks days lacks them at
    its ends, or whatever their weekday.

    Parameters
    ----------
    shut
        Days that are left out anyway say nothing of their weekday.
    first_day
        Of the log.
    came
        Whether a day of the log has rows, shape (days,).

    Raises
    ------
    ModelError
        As `weekday_kept`.
    """
    weekday = weekday_kept(first_day, len(came), shut)
    empty = set(weekday[weekday >= 0].tolist()) - set(weekday[came].tolist())
    return replace(shut, never_seen=tuple(sorted(empty)))
