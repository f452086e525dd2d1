"""Which spans of absolute time a calendar is open, and how open time is counted along them."""

from __future__ import annotations

import datetime as dt
import math
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenarios.calendars import Calendar, parse_days
from scenarios.errors import ModelError, Problem

DAY = 86400.0
"""Seconds of a day."""
BY_HAND = (
    "Take out 'holidays: CN' and list the days by hand in closed_dates and open_dates, or choose "
    "dates within these years"
)
"""How to mend a year that the holiday calendar does not know."""

Spans = NDArray[np.float64]
"""Open spans, shape (n, 2): open and close [s], in order, no two touching."""


@cache
def known_years() -> tuple[int, int]:
    """First and last year whose Chinese public holidays are known."""
    # Late: a large table that few models need.
    from chinese_calendar.constants import holidays

    return min(holidays).year, max(holidays).year


def day_type(calendar: Calendar | None, start_date: dt.date | None, day: int) -> int | None:
    """Weekday (Monday 0) whose hours, staff and arrivals a day keeps; None when it is shut.

    A make-up workday, and a date with hours of its own on a weekday that has none, keeps the
    staff and the arrivals of ``makeup_as``. Without a calendar every day is open.

    Parameters
    ----------
    calendar
        The calendar, or None for round the clock.
    start_date
        Date of day 0; a Monday when None.
    day
        Number of the day, 0 for the first; may be negative.

    Raises
    ------
    ModelError
        The calendar names dates or holidays without a start date, or the year is not known.
    """
    date = None if start_date is None else _date(start_date, day)
    weekday = day % 7 if date is None else date.weekday()
    if calendar is None:
        return weekday
    if date is None:
        if calendar.holidays or calendar.closed_dates or calendar.open_dates:
            raise ModelError(
                Problem(
                    "start_date",
                    "expected a date, because a calendar names holidays or dates, got none. "
                    "Give the date of the first day, such as start_date: 2026-03-02.",
                )
            )
        return weekday if calendar.spans_on(weekday) else None
    if date in calendar.closed_dates:
        return None
    makeup_as = parse_days(calendar.makeup_as)[0]
    if date in calendar.open_dates:
        if not calendar.open_dates[date]:
            return None
        return weekday if calendar.spans_on(weekday) else makeup_as
    if calendar.holidays == "CN":
        is_holiday, is_makeup = chinese_day(date)
        if is_holiday:
            return None
        if is_makeup:
            weekday = makeup_as
    return weekday if calendar.spans_on(weekday) else None


def spans_of_day(
    calendar: Calendar | None, start_date: dt.date | None, day: int
) -> tuple[tuple[float, float], ...]:
    """Open spans that start on a day, in seconds since its own midnight.

    Parameters and errors are those of `day_type`.
    """
    kept = day_type(calendar, start_date, day)
    if kept is None:
        return ()
    if calendar is None:
        return ((0.0, DAY),)
    if start_date is not None and (date := _date(start_date, day)) in calendar.open_dates:
        return calendar.open_dates[date]
    return calendar.spans_on(kept)


def spans(
    calendar: Calendar | None, start_date: dt.date | None, first_day: int, n_days: int
) -> Spans:
    """Open spans that start on ``n_days`` days from ``first_day``, in absolute time.

    A span across midnight belongs to the day it starts: ask from ``first_day=-1`` for the
    spans that are open at time 0. Spans that touch are joined, so round the clock is one span.

    Returns
    -------
    Spans
        Shape (n, 2), seconds since midnight of day 0.

    Raises
    ------
    ModelError
        As `day_type`.
    """
    joined: list[list[float]] = []
    for day in range(first_day, first_day + n_days):
        for open_, close in spans_of_day(calendar, start_date, day):
            start, end = day * DAY + open_, day * DAY + close
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(end, joined[-1][1])
            else:
                joined.append([start, end])
    return np.array(joined, dtype=np.float64).reshape(-1, 2)


def workdays(
    calendar: Calendar | None, start_date: dt.date | None, first_day: int, n_days: int
) -> Spans:
    """Midnight and last close [s] of each day that is open, shape (n, 2).

    Raises
    ------
    ModelError
        As `day_type`.
    """
    found = []
    for day in range(first_day, first_day + n_days):
        if of_day := spans_of_day(calendar, start_date, day):
            found.append((day * DAY, day * DAY + of_day[-1][1]))
    return np.array(found, dtype=np.float64).reshape(-1, 2)


def next_opening(open_spans: Spans, t: ArrayLike) -> NDArray[np.float64]:
    """First instant from ``t`` on [s] that is open: ``t`` itself when open then.

    Infinity where no span is left.
    """
    times = np.asarray(t, dtype=np.float64)
    opens = np.append(open_spans[:, 0], np.inf)
    opening = opens[np.searchsorted(open_spans[:, 1], times, side="right")]
    return np.asarray(np.maximum(times, opening))


def add_open_time(open_spans: Spans, t: ArrayLike, duration: ArrayLike) -> NDArray[np.float64]:
    """Instant [s] at which ``duration`` seconds of open time since ``t`` are used up.

    A duration of 0 is used up at ``t``, open or shut. One that ends exactly at a close ends
    there, not at the next opening. Infinity where the spans do not hold so much time.
    """
    times, lengths = np.broadcast_arrays(
        np.asarray(t, dtype=np.float64), np.asarray(duration, dtype=np.float64)
    )
    opens = np.append(open_spans[:, 0], np.inf)
    closes = np.append(open_spans[:, 1], np.inf)
    used = np.append(0.0, np.cumsum(open_spans[:, 1] - open_spans[:, 0]))
    first = np.searchsorted(open_spans[:, 1], times, side="right")
    start = np.maximum(times, opens[first])
    # Within one span the sum is exact: a delay round the clock is t + duration to the bit.
    direct = start + lengths
    fits = direct <= closes[first]
    with np.errstate(invalid="ignore"):
        target = used[np.minimum(first + 1, len(used) - 1)] + lengths - (closes[first] - start)
    last = np.maximum(np.searchsorted(used, target, side="left") - 1, 0)
    later = np.minimum(opens[last] + (target - used[last]), closes[last])
    return np.where(lengths <= 0, times, np.where(fits, direct, later))


def workday_limit(days: Spans, t: ArrayLike, n: float) -> NDArray[np.float64]:
    """End [s] of a legal limit of ``n`` workdays for cases accepted at ``t``.

    It is the last close of the n-th workday after the day of acceptance, part workdays counted
    whole. A limit of 0 workdays ends at the close of the day of acceptance, or of the next
    workday when it is over by then. Infinity where ``days`` (from `workdays`) end before it.
    """
    times = np.asarray(t, dtype=np.float64)
    closes = np.append(days[:, 1], np.inf)
    if n <= 0:
        return closes[np.searchsorted(days[:, 1], times, side="left")]
    after = np.searchsorted(days[:, 0], np.floor(times / DAY) * DAY, side="right")
    return closes[np.minimum(after + math.ceil(n) - 1, len(days))]


def workdays_used(days: Spans, accepted: ArrayLike, ended: ArrayLike) -> NDArray[np.float64]:
    """The least legal limit, in whole workdays, that a case keeps: see `workday_limit`.

    Infinity where ``ended`` is not finite, or ``days`` end before it.
    """
    start, end = (np.asarray(t, dtype=np.float64) for t in (accepted, ended))
    after = np.searchsorted(days[:, 0], np.floor(start / DAY) * DAY, side="right")
    last = np.searchsorted(days[:, 1], end, side="left")
    used: NDArray[np.float64] = np.maximum(last - after + 1, 1).astype(np.float64)
    used[end <= workday_limit(days, start, 0)] = 0.0
    used[~(end <= days[-1:, 1].max(initial=-np.inf))] = np.inf
    return used


def _date(start_date: dt.date, day: int) -> dt.date:
    try:
        return start_date + dt.timedelta(days=day)
    except OverflowError:
        raise ModelError(
            Problem(
                "start_date",
                f"expected days within the years 1 to 9999, got day {day} after {start_date}. "
                "Choose another start_date or a shorter horizon.",
            )
        ) from None


@cache
def chinese_day(date: dt.date) -> tuple[bool, bool]:
    """Whether a date is a public holiday, and whether it is a make-up workday.

    Raises
    ------
    ModelError
        The year is not known.
    """
    # Late: a large table that few models need.
    from chinese_calendar import get_holiday_detail

    first, last = known_years()
    if not first <= date.year <= last:
        raise ModelError(
            Problem(
                "calendars",
                f"expected days in the years {first} to {last}, whose Chinese holidays are "
                f"known, got {date}. {BY_HAND}.",
            )
        )
    off, name = get_holiday_detail(date)
    return off and name is not None, not off and name is not None
