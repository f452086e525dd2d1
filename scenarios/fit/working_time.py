"""The hours in which an office works, found from its completions, and time counted in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import DAY, Flags, Floats, Ints
from scenarios.fit.events import Events

_STEP = 1800.0
"""Hours begin and end on half hours [s]."""
_INSIDE = (0.01, 0.99)
"""Share of a weekday's completions before its hours, and before their end."""
_SOME = 0.05
"""Share of the busiest weekday's completions from which on a weekday is worked."""
_ROUND_THE_CLOCK = 20 * 3600.0
"""Hours longer than this are a day without end [s]."""
_SURE = 6.0
"""Completions that the weeks around lead to expect of a day that is shut when it has none."""
_WEEKS = 4


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Opening hours by weekday, and the days on which an office was shut."""

    first_day: dt.date
    hours: tuple[tuple[float, float] | None, ...]
    """From when until when [s since midnight], Monday first; None for days not worked."""
    closed: tuple[dt.date, ...]
    """Days of the week worked on which nothing was done."""
    inside: float
    """Share of the completions within these hours."""

    @property
    def a_day(self) -> float:
        """Open time of a mean day worked [s]."""
        spans = [end - begin for hours in self.hours if hours for begin, end in (hours,)]
        return float(np.mean(spans)) if spans else DAY

    def open_before(self, moments: Floats) -> Floats:
        """Open time from the first day's midnight until each moment [s], shape as given.

        NaN stays NaN.
        """
        day = np.floor(np.nan_to_num(moments) / DAY).astype(np.int64)
        least, most = min(0, int(day.min(initial=0))), int(day.max(initial=0)) + 1
        begin, end = self._spans(np.arange(least, most + 1))
        whole = np.concatenate([[0.0], np.cumsum(end - begin)])
        k = day - least
        clock = moments - day * DAY
        within = np.clip(clock - begin[k], 0, (end - begin)[k])
        return np.asarray(whole[k] + within - whole[-least], dtype=np.float64)

    def _spans(self, days: Ints) -> tuple[Floats, Floats]:
        shut = {(date - self.first_day).days for date in self.closed}
        begin, end = np.zeros(len(days)), np.zeros(len(days))
        for k, day in enumerate(days.tolist()):
            span = self.hours[(self.first_day.weekday() + day) % 7]
            if span is not None and day not in shut:
                begin[k], end[k] = span
        return begin, end


def find_working_time(events: Events) -> WorkingTime:
    """Hours that hold 98 % of a weekday's completions, and days that should have had some.

    A day of a week worked is shut when it has none although the same weekday has six or more on
    the mean of the four weeks before and after.
    """
    day, clock = (events.end // DAY).astype(np.int64), events.end % DAY
    weekday = (events.first_day.weekday() + day) % 7
    counts = np.bincount(weekday, minlength=7)
    worked: Flags = counts >= _SOME * counts.max()
    hours: list[tuple[float, float] | None] = []
    for k in range(7):
        if not worked[k]:
            hours.append(None)
            continue
        low, high = np.quantile(clock[weekday == k], _INSIDE)
        begin = float(np.floor(low / _STEP) * _STEP)
        end = float(min(DAY, (np.floor(high / _STEP) + 1) * _STEP))
        hours.append((0.0, DAY) if end - begin > _ROUND_THE_CLOCK else (begin, end))
    by_day = np.bincount(day, minlength=events.days)
    closed = [
        events.first_day + dt.timedelta(days=int(d))
        for d in np.flatnonzero(by_day == 0)
        if worked[(events.first_day.weekday() + d) % 7] and _expected(by_day, int(d)) >= _SURE
    ]
    made = WorkingTime(events.first_day, tuple(hours), tuple(closed), 1.0)
    spans = [hours[k] or (0.0, 0.0) for k in weekday.tolist()]
    begin_, end_ = np.array(spans, dtype=np.float64).reshape(-1, 2).T
    inside = float(((clock >= begin_) & (clock < end_)).mean())
    return WorkingTime(made.first_day, made.hours, made.closed, inside)


def _expected(by_day: Ints, day: int) -> float:
    around = [day + 7 * k for k in range(-_WEEKS, _WEEKS + 1) if k]
    seen = [by_day[d] for d in around if 0 <= d < len(by_day)]
    return float(np.mean(seen)) if seen else 0.0
