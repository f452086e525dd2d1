"""The hours in which an office works, found from its log, and time counted in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import chi2

from scenarios.fit.contacts import DAY, Flags, Floats, Ints
from scenarios.fit.events.log import Events
from scenarios.fit.events.unlike_hours import CHANCE, unlike
from scenarios.fit.midday_break import (
    HALF_HOUR,
    ROUND_THE_CLOCK,
    Spans,
    find_break,
    without_break,
)

_INSIDE = (0.01, 0.99)
"""Share of a weekday's events before its hours, and before their end."""
_REGULAR = 1 / 3
"""Part of the starts of the two half hours before it from which on one after the hours is one of
them: work gets less towards an end, and stops at it; fewer are strays."""
_DATES = 6
"""On which it has starts at the least: one evening's are strays, however many."""
_HALF_HOURS = round(DAY / HALF_HOUR)
_EDGES = 2
"""That a weekday's hours have."""
_BEGUN = 0.1
"""Share of the completions of a half hour below which its starts are hardly any."""
_SOME = 0.05
"""Share of the busiest weekday's completions from which on a weekday is worked."""
_OFTEN = 0.25
"""Part of the busiest weekday's share of dates with completions from which on a weekday is worked,
and of a usual day's completions from which on a single date of another weekday is."""
_SURE = 6.0
"""Completions that the weeks around lead to expect of a day that is shut when it has none, and
that a single date has at the least on which people worked."""
_WEEKS = 4


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Opening hours by weekday, and the days on which an office was shut."""

    first_day: dt.date
    hours: tuple[Spans, ...]
    """Of each weekday, Monday first."""
    closed: tuple[dt.date, ...]
    """Days of the week worked on which nothing was done."""
    inside: float
    """Share of the completions within these hours."""
    opened: tuple[dt.date, ...] = ()
    """Dates worked though their weekday is not, such as make-up workdays; they have the hours that
    most weekdays have."""

    @property
    def a_day(self) -> float:
        """Open time of a mean day worked [s]."""
        worked = [sum(end - begin for begin, end in spans) for spans in self.hours if spans]
        return float(np.mean(worked)) if worked else DAY

    def open_before(self, moments: Floats) -> Floats:
        """Open time from the first day's midnight until each moment [s], shape as given.

        NaN stays NaN.
        """
        day = np.floor(np.nan_to_num(moments) / DAY).astype(np.int64)
        least, most = min(0, int(day.min(initial=0))), int(day.max(initial=0))
        begin, end = self._spans(np.arange(least, most + 1))
        if not len(begin):
            return np.asarray(np.where(np.isnan(moments), np.nan, 0.0), dtype=np.float64)
        whole = np.concatenate([[0.0], np.cumsum(end - begin)])
        k = np.searchsorted(begin, np.nan_to_num(moments), "right") - 1
        within = np.clip(moments - begin[k], 0.0, (end - begin)[k])
        # Before the first span nothing has been open; midnight itself lies between two spans.
        passed = np.where(k < 0, 0.0 * within, whole[k] + within)
        until_midnight = float(whole[np.searchsorted(begin, 0.0)])
        return np.asarray(passed - until_midnight, dtype=np.float64)

    def worked_days(self, first: dt.date, days: int) -> int:
        """How many of so many days from a first one on are worked."""
        dates = [first + dt.timedelta(days=k) for k in range(days)]
        return sum(
            date in self.opened or (bool(self.hours[date.weekday()]) and date not in self.closed)
            for date in dates
        )

    @property
    def usual(self) -> Spans:
        """The hours that most of the weekdays worked have."""
        worked = [spans for spans in self.hours if spans]
        return max(worked, key=worked.count) if worked else ()

    @property
    def makeup_as(self) -> int:
        """Weekday (Monday 0) that dates worked on another are like: the first with usual hours."""
        return self.hours.index(self.usual) if self.usual else 0

    def weekdays(self, days: int) -> Ints:
        """Weekday (Monday 0) that each day from the first one on is like, shape (days,)."""
        weekday = (self.first_day.weekday() + np.arange(days)) % 7
        at = [(date - self.first_day).days for date in self.opened]
        weekday[[day for day in at if 0 <= day < days]] = self.makeup_as
        return np.asarray(weekday, dtype=np.int64)

    def _spans(self, days: Ints) -> tuple[Floats, Floats]:
        shut = {(date - self.first_day).days for date in self.closed}
        opened = {(date - self.first_day).days for date in self.opened}
        each = [
            (day * DAY + begin, day * DAY + end)
            for day in days.tolist()
            if day not in shut
            for begin, end in (
                self.usual if day in opened else self.hours[(self.first_day.weekday() + day) % 7]
            )
        ]
        begin, end = np.array(each, dtype=np.float64).reshape(-1, 2).T
        return begin, end


def round_the_clock(first_day: dt.date) -> WorkingTime:
    """The working time of machines: all time."""
    return WorkingTime(first_day, (((0.0, DAY),),) * 7, (), 1.0)


def find_working_time(events: Events) -> WorkingTime:
    """Hours of each weekday, its break at midday, and days that should have had events.

    Where starts are known weekdays have the same hours unless these differ beyond chance
    (`_alike`). Hours hold 98 % of the completions of their weekdays; where starts are known, they
    begin with these, and end before the half hours in which pieces are completed and hardly any
    begun: who finishes one after closing does not lengthen them. Half of the people's days have
    ended then at the least. Half hours beside these belong to them that have a third of the starts
    of the two next to them within or more, on six dates at the least: however thin an evening is,
    work gets less towards its end and stops at it, and strays are far fewer than what is done
    before.
    A day of a week worked is shut when it has no completion although the same weekday has six or
    more on the mean of the four weeks before and after. A weekday is worked when it has a twentieth
    of the completions of the busiest, on a quarter as many of its dates; of other weekdays single
    dates with a quarter of a usual day's are, such as make-up workdays (调休). Where only days are
    written, nothing tells hours, and all day is worked. What machines do tells nothing of hours.
    """
    events = events.at(~events.by_machine)
    day, clock = (events.end // DAY).astype(np.int64), events.end % DAY
    weekday = (events.first_day.weekday() + day) % 7
    counts = np.bincount(weekday, minlength=7)
    by_day = np.bincount(day, minlength=events.days)
    dates = (events.first_day.weekday() + np.arange(len(by_day))) % 7
    share = np.bincount(dates[by_day > 0], minlength=7) / np.bincount(dates, minlength=7).clip(1)
    worked: Flags = (counts >= _SOME * counts.max()) & (share >= _OFTEN * share.max())
    begun = events.end
    if events.has_starts:
        # Who takes a piece up again is at work as well.
        begun = np.concatenate([events.start[np.isfinite(events.start)], events.pauses.end])
    of_begun = (events.first_day.weekday() + (begun // DAY).astype(np.int64)) % 7
    log = _Log(begun, of_begun, clock, weekday, *_gone(events), events.has_starts)
    hours: list[Spans] = [()] * 7
    for alike in _alike(log, worked):
        span = (0.0, DAY) if events.days_alone else log.span(alike)
        for k in alike:
            hours[k] = (span,)
    midday = find_break(begun % DAY, *_in_all(hours))
    hours = [without_break(spans, midday) for spans in hours]
    closed = [
        events.first_day + dt.timedelta(days=int(d))
        for d in np.flatnonzero(by_day == 0)
        if worked[(events.first_day.weekday() + d) % 7] and _expected(by_day, int(d)) >= _SURE
    ]
    usual = float(by_day[worked[dates] & (by_day > 0)].mean())
    some = (by_day >= max(_SURE, _OFTEN * usual)) & ~worked[dates]
    opened = [events.first_day + dt.timedelta(days=int(d)) for d in np.flatnonzero(some)]
    made = WorkingTime(events.first_day, tuple(hours), tuple(closed), 1.0, tuple(opened))
    ends = events.end
    inside = float((made.open_before(ends + 1.0) > made.open_before(ends)).mean())
    return replace(made, inside=inside)


@dataclass(frozen=True, slots=True)
class _Log:
    """When things are done: moments, and the weekday of each."""

    begun: Floats
    """Starts [s]; completions where no starts are known."""
    of_begun: Ints
    ended: Floats
    """Completions [s since midnight]."""
    of_ended: Ints
    gone: Floats
    """Last completion of each person's day [s since midnight]; none where no starts are known."""
    of_gone: Ints
    has_starts: bool

    def span(self, weekdays: Ints) -> tuple[float, float]:
        """Hours that weekdays have together [s since midnight]."""
        begun = self.begun[np.isin(self.of_begun, weekdays)] % DAY
        ended = self.ended[np.isin(self.of_ended, weekdays)]
        gone = self.gone[np.isin(self.of_gone, weekdays)]
        low = float(np.quantile(begun if len(begun) else ended, _INSIDE[0]))
        begin = float(np.floor(low / HALF_HOUR) * HALF_HOUR)
        end = float(np.floor(np.quantile(ended, _INSIDE[1]) / HALF_HOUR) + 1) * HALF_HOUR
        while end - begin > HALF_HOUR and _only_ended(begun, ended, end):
            end -= HALF_HOUR
        if len(gone):
            end = max(end, float(np.round(np.median(gone) / HALF_HOUR) * HALF_HOUR))
        if self.has_starts:  # completions alone come after closing, too
            begin, end = _with_thin(begun, self.seen(weekdays), begin, min(DAY, end))
        return (0.0, DAY) if end - begin > ROUND_THE_CLOCK else (begin, min(DAY, end))

    def seen(self, weekdays: Ints) -> Ints:
        """Dates on which anything was begun in each half hour, shape (half hours of a day,)."""
        at = np.unique(np.floor(self.begun[np.isin(self.of_begun, weekdays)] / HALF_HOUR))
        return np.bincount(at.astype(np.int64) % _HALF_HOURS, minlength=_HALF_HOURS)


def _alike(log: _Log, some: Flags) -> Iterator[Ints]:
    """Weekdays that have the same hours.

    The weekday of which hours differ most from those of the others together is told apart where
    that is beyond chance (`unlike`: each edge, found from the same half hours, is worth two degrees
    of freedom, see `find_hours_by_group`), and so on; those told apart are then compared. Where
    starts are not known, completions after closing blur the edges, and each stands for itself.

    Parameters
    ----------
    log
        What is done when.
    some
        The weekdays that are worked, shape (7,).
    """
    if not log.has_starts:
        yield from np.flatnonzero(some)[:, None]
        return
    left, apart = some.copy(), np.zeros_like(some)
    while left.sum() > 1:
        days = np.flatnonzero(left)
        far = [_off(log, days[days == k], days[days != k]) for k in days]
        if max(far) <= float(chi2.isf(CHANCE, 2 * _EDGES)):
            break
        one = days[int(np.argmax(far))]
        left[one], apart[one] = False, True
    if left.any():
        yield np.flatnonzero(left)
    if apart.any():
        yield from _alike(log, apart)


def _off(log: _Log, days: Ints, others: Ints) -> float:
    """How far the hours of a weekday are from those of others."""
    opened, other = (_opened(*log.span(one)) for one in (days, others))
    return unlike(opened, log.seen(days), other, log.seen(others))


def _opened(begin: float, end: float) -> Flags:
    at = np.arange(_HALF_HOURS) * HALF_HOUR
    return np.asarray((at >= begin) & (at < end), dtype=np.bool_)


def _with_thin(begun: Floats, seen: Ints, begin: float, end: float) -> tuple[float, float]:
    """Hours with the half hours beside them in which things are regularly begun [s].

    Parameters
    ----------
    begun
        Starts [s since midnight].
    seen
        Dates with a start by half hour of the day, shape (half hours,).
    begin, end
        Hours that have nearly all [s since midnight].
    """
    each = np.bincount((begun // HALF_HOUR).astype(np.int64), minlength=_HALF_HOURS)

    def regular(at: int, inner: Ints) -> bool:
        return bool(seen[at] >= _DATES and each[at] >= _REGULAR * inner.mean())

    first, until = round(begin / HALF_HOUR), round(end / HALF_HOUR)
    while first > 0 and regular(first - 1, each[first : first + 2]):
        first -= 1
    while until < _HALF_HOURS and regular(until, each[max(0, until - 2) : until]):
        until += 1
    return first * HALF_HOUR, until * HALF_HOUR


def _only_ended(begun: Floats, ended: Floats, end: float) -> bool:
    """Whether pieces are only ended, and hardly any begun, in the half hour before."""
    starts, ends = (((at >= end - HALF_HOUR) & (at < end)).sum() for at in (begun, ended))
    return bool(starts < _BEGUN * ends)


def _gone(events: Events) -> tuple[Floats, Ints]:
    """When people go: the clock at the last completion of each person's day, and its weekday."""
    known = np.isfinite(events.start) & (events.resource >= 0) & events.has_starts
    day = (events.end[known] // DAY).astype(np.int64)
    pairs, of = np.unique(
        np.column_stack([events.resource[known], day]), axis=0, return_inverse=True
    )
    last = np.full(len(pairs), -np.inf)
    np.maximum.at(last, of.reshape(-1), events.end[known] % DAY)
    return last, (events.first_day.weekday() + pairs[:, 1]) % 7


def _in_all(hours: list[Spans]) -> tuple[float, float]:
    """The hours that all days worked have in common [s since midnight]."""
    worked = [spans for spans in hours if spans]
    begin = max((spans[0][0] for spans in worked), default=0.0)
    return begin, min((spans[-1][1] for spans in worked), default=begin)


def _expected(by_day: Ints, day: int) -> float:
    around = [day + 7 * k for k in range(-_WEEKS, _WEEKS + 1) if k]
    seen = [by_day[d] for d in around if 0 <= d < len(by_day)]
    return float(np.mean(seen)) if seen else 0.0
