"""Days of a log on which nobody is there: public holidays, dates and weekdays that are shut."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from scenarios.calendar_days import day_type
from scenarios.calendars import WEEKDAYS, Calendar
from scenarios.fit.contacts import DAY, Flags, Ints

_OFTEN = 0.25
"""A weekday is shut whose dates have rows so seldom, or more seldom, against those of the weekday
that has them most often."""
_SOME = 0.25
"""Part of a usual day's rows from which on a single date is one that was worked."""


@dataclass(frozen=True, slots=True)
class ShutDays:
    """Days that are left out of a fit, and on which its model is shut."""

    holidays: Literal["CN"] | None = None
    """``CN``: Chinese public holidays are left out, and make-up workdays (调休) are like
    ``makeup_as``."""
    dates: tuple[dt.date, ...] = ()
    closed: tuple[int, ...] = ()
    """Weekdays (Monday 0) that are shut every week, as somebody said."""
    never_seen: tuple[int, ...] = ()
    """Weekdays that have dates in the log, none of them with a row (`with_empty_weekdays`)."""
    rarely: tuple[int, ...] = ()
    """Weekdays of which few dates have rows (`with_single_dates`)."""
    worked: tuple[dt.date, ...] = ()
    """The dates of these that are open, such as make-up workdays; they are like ``makeup_as``."""
    still: tuple[dt.date, ...] = ()
    """Other dates on which nothing moved in a hall that is seen all day, with rows or without any:
    it was shut (`scenarios.fit.snapshots.days`)."""

    def calendar(self, open_: dict[str, tuple[tuple[float, float], ...]]) -> dict[str, Any]:
        """A calendar of these hours, as a model file has it, that is shut on these days.

        Single dates that were worked have the hours of the weekday that they are like, in the
        calendar that has it.
        """
        made: dict[str, Any] = {"open": open_}
        if self.makeup_as != 0:  # that of calendars which say nothing
            made["makeup_as"] = WEEKDAYS[self.makeup_as]
        if self.holidays is not None:
            made["holidays"] = self.holidays
        if shut := (*self.dates, *self.still):
            made["closed_dates"] = tuple(sorted(shut))
        if self.worked and (hours := Calendar.model_validate(made).spans_on(self.makeup_as)):
            made["open_dates"] = dict.fromkeys(self.worked, hours)
        return made

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Weekdays (Monday 0) that are shut every week."""
        return (*self.closed, *self.never_seen, *self.rarely)

    @property
    def makeup_as(self) -> int:
        """Weekday (Monday 0) that make-up workdays are like: the first that is open."""
        return min(set(range(7)) - set(self.weekdays), default=0)

    @property
    def any(self) -> bool:
        """Whether a weekday that is open can have dates that are shut."""
        return self.holidays is not None or bool(self.dates) or bool(self.still)


EVERY_DAY = ShutDays()
"""No day is left out."""


@dataclass(frozen=True, slots=True)
class LogDays:
    """The days of a log, those that are left out too; arrays have the shape (days,)."""

    first: dt.date
    weekday: Ints
    """That each day is like, Monday 0; -1 for days left out."""
    rows: Ints
    came: Flags
    """Whether the rows show that somebody came."""
    shut: ShutDays

    @property
    def makeup_dates(self) -> tuple[dt.date, ...]:
        """Make-up workdays (调休) that were worked, which count as another weekday."""
        by_date = (self.first.weekday() + np.arange(len(self.rows))) % 7
        as_another = (self.weekday >= 0) & self.came & (self.weekday != by_date)
        dates = (self.first + dt.timedelta(days=day) for day in np.flatnonzero(as_another).tolist())
        return tuple(date for date in dates if date not in self.shut.worked)


def weekday_kept(first_day: dt.date, days: int, shut: ShutDays) -> Ints:
    """The weekday that each day is like (Monday 0), -1 for those left out, shape (days,).

    Raises
    ------
    ModelError
        The year is not in the calendar of holidays.
    """
    open_: dict[str, tuple[tuple[float, float], ...]] = {
        WEEKDAYS[day]: ((0.0, DAY),) for day in range(7) if day not in shut.weekdays
    }
    if not open_:
        return np.full(days, -1, dtype=np.int64)
    calendar = Calendar.model_validate(shut.calendar(open_))
    kinds = [day_type(calendar, first_day, day) for day in range(days)]
    # Who says that Sundays are shut means a Sunday that is worked for a holiday too.
    named = [(first_day.weekday() + day) % 7 in shut.closed for day in range(days)]
    return np.array(
        [-1 if kind is None or off else kind for kind, off in zip(kinds, named, strict=True)],
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


def with_single_dates(shut: ShutDays, first_day: dt.date, cases: Ints) -> ShutDays:
    """The same, with weekdays shut of which few dates have rows, but for the dates worked.

    A Saturday of five that was worked for a holiday makes no Saturdays that are open every week:
    it is a working day like others, on its date. Few are up to a quarter, against the weekday that
    has rows on most of its dates. A date was worked when it has a quarter of a usual day's rows;
    the rows of others, such as a ticket printed on a test, are left out.

    Parameters
    ----------
    shut
        Days that are left out anyway say nothing of their weekday.
    first_day
        Of the log.
    cases
        Rows on each day, shape (days,).

    Raises
    ------
    ModelError
        As `weekday_kept`.
    """
    weekday = weekday_kept(first_day, len(cases), shut)
    kept = weekday >= 0
    dates = np.bincount(weekday[kept], minlength=7)
    with_rows = np.bincount(weekday[kept & (cases > 0)], minlength=7)
    share = with_rows / np.maximum(1, dates)
    rare = (with_rows > 0) & (share <= _OFTEN * share.max(initial=0.0))
    usual = kept & (cases > 0) & ~rare[weekday]
    if not rare.any():
        return shut
    worked = kept & rare[weekday] & (cases >= _SOME * cases[usual].mean())
    return replace(
        shut,
        rarely=tuple(np.flatnonzero(rare).tolist()),
        worked=tuple(first_day + dt.timedelta(days=day) for day in np.flatnonzero(worked).tolist()),
    )
