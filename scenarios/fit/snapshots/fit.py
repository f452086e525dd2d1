"""What queue snapshots of an office say: who comes, who is there, and how long a call takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from scenarios.fit.busyness import Busyness
from scenarios.fit.contacts import DAY, Flags, Floats, Ints
from scenarios.fit.counter_groups import Moments, line_of, moments_of, same_counters, staffed
from scenarios.fit.course import Course, course_of
from scenarios.fit.hall_replay import LineSeen
from scenarios.fit.midday_break import Spans
from scenarios.fit.on_duty import STEP
from scenarios.fit.open_hours import QUARTER
from scenarios.fit.shut_days import EVERY_DAY, ShutDays
from scenarios.fit.snapshots.arrivals import arrivals_by_interval, gone_uncalled
from scenarios.fit.snapshots.call_times import CallTime, call_times
from scenarios.fit.snapshots.counter_pace import counter_paces
from scenarios.fit.snapshots.cut_days import Looked, looked, with_cut_days
from scenarios.fit.snapshots.hours import (
    counters_open,
    hall_hours,
    hours_of_set,
    served_before_break,
)
from scenarios.fit.snapshots.networks import CommonLines, common_lines
from scenarios.fit.snapshots.own_counters import own_shares
from scenarios.fit.snapshots.queue_weekdays import QueueWeekdays, queue_weekdays
from scenarios.fit.snapshots.seen import Snapshots
from scenarios.fit.snapshots.slowed_lines import slowed_lines

INTERVAL = 1800.0
"""Length of an interval of arrivals [s]."""
_ALIKE = 2700.0
"""Weekdays that open and close so much alike are one type of day [s]."""
_WORKDAYS = 5
"""Monday to Friday: those not seen are taken as open, other days as shut."""
_SOME = 0.1
"""Share of the most counters from which on an office is taken as open."""
_OFTEN = 5.0
"""Queues with fewer arrivals a day say little of how days differ."""
_PRESENT = 0.25
"""Mean number of counters from which on a quarter of an hour is taken as open."""


@dataclass(frozen=True, slots=True)
class CounterGroup:
    """Queues of the same counters."""

    queues: tuple[int, ...]
    call_time: CallTime
    level: Floats
    """Mean open counters by weekday and quarter of an hour, shape (7, 96)."""
    pace: Floats
    """How fast they call at a time of day, 1 on the mean, shape (96,); see `counter_paces`."""
    own_share: float
    """Share of its counters that a set has to itself at the least.

    A call keeps a counter for so much less time then: c counters that serve others for the rest of
    their time call as fast as c times this share that do not.
    """
    slowed_by: tuple[int, ...]
    """Other sets, by index, while people wait at which this one is called more slowly beyond
    chance, although the model has no counter that serves both; see `slowed_lines`."""
    left_fraction: float
    """Share of its people who left the line without a call, at the least: the lower bound of 95 %
    (Poisson) of those of `gone_uncalled`, for a few say little."""
    came: tuple[Spans, ...]
    """When people come on each weekday, Monday first [s since midnight]."""
    open_: tuple[Spans, ...]
    """When its counters are open on each weekday; see `counters_open`."""

    def at_work(self, weekday: int) -> Floats:
        """Open counters as they count for these queues, shape (96,)."""
        return np.asarray(self.level[weekday] * self.pace, dtype=np.float64)

    def hours(self, weekday: int) -> tuple[float, float] | None:
        """From when until when counters are open on a weekday [s]; None where they are not."""
        spans = self.open_[weekday]
        return (spans[0][0], spans[-1][1]) if spans else None


@dataclass(frozen=True, slots=True)
class CounterPool:
    """Counters that serve the same lines."""

    groups: tuple[int, ...]
    """Whose queues they serve."""
    level: Floats
    """Mean open counters by weekday and quarter of an hour, shape (7, 96)."""
    pace: Floats
    """As that of a group: the mean of their groups by calls."""
    came: tuple[Spans, ...]
    open_: tuple[Spans, ...]
    """As those of a group: of any of the groups."""
    by_calls: bool
    """Whether that they serve these lines follows from calls alone."""

    def at_work(self, weekday: int) -> Floats:
        """Open counters as they count, shape (96,)."""
        return np.asarray(self.level[weekday] * self.pace, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class SnapshotFit:
    """Everything that is fitted to the snapshots of one office."""

    seen: Snapshots
    used: Flags
    """Queues at which anybody was called, shape (queues,)."""
    per_day: Floats
    """Mean arrivals of each queue by weekday, shape (queues, 7)."""
    shape: Floats
    """Share of a day's arrivals by interval, shape (queues, 7, intervals)."""
    arrived: Floats
    """Arrivals by queue and day, of the rows that there are, shape (queues, days)."""
    day_types: tuple[tuple[int, ...], ...]
    """Weekdays with the same opening hours; those from Monday to Friday that were not seen and are
    not shut are with most of the others."""
    groups: tuple[CounterGroup, ...]
    pools: tuple[CounterPool, ...]
    """The counters, each once: those that serve the fewest lines first."""
    lines: tuple[tuple[int, ...], ...]
    """Groups that have counters in common, and wait in one line for them."""
    busyness: Busyness
    """Of the days of a queue about what its weekday lets expect."""
    course: Course
    """Whether the office's arrivals drift or jump."""
    gone_uncalled: int
    """People who went without a call, at the least."""
    not_modelled: float
    """Share of the arrivals at queues where nobody was ever called."""
    shut: ShutDays
    no_show: float | None
    """Share of the called to whom nobody came; None where that is not known."""
    cut: tuple[dt.date, ...]
    """Days whose rows begin or end while the office was at work; see `with_cut_days`."""

    @property
    def counter_hours(self) -> tuple[float, float]:
        """Fewest and most open counters on a weekday [h]: sets share what they may, or nothing."""
        hours = _line_hours(self.lines, self.pools)
        own = [min(self.groups[k].own_share for k in line) for line in self.lines]
        least = max(max(hours, default=0.0), float(np.dot(own, hours)))
        return least * STEP / 3600.0, sum(hours) * STEP / 3600.0


def fit_snapshots(
    seen: Snapshots, shut: ShutDays = EVERY_DAY, no_show: float | None = None
) -> SnapshotFit:
    """Fit arrivals, counters and time per call.

    A queue's arrivals on a weekday are its mean day times the weekday's factor of the whole office,
    which counts one day more that is like the mean of all: few weekdays are seen twice. Their
    shape over the day is the office's where a queue has few (Dirichlet prior, its weight by
    moments). Counters are the mean of the weekday's days and of one more like its type's mean; they
    are open while people come, and whoever is in line then is served.

    Parameters
    ----------
    seen
        The rows of an office, without those of days on which it is shut.
    shut
        Days on which it is.
    no_show
        Share of the called to whom nobody came, where it is known: it is told, not fitted.
    """
    moments = moments_of(seen)
    weekday = seen.weekday
    known = looked(seen)
    types = _day_types(moments, known, weekday, shut.weekdays)
    in_rows = arrivals_by_interval(seen, QUARTER, types)
    quarters, cut = with_cut_days(known.unseen(QUARTER), weekday, in_rows, types)
    counts = quarters.reshape(*quarters.shape[:2], -1, round(INTERVAL / QUARTER)).sum(axis=3)
    used = seen.by_day(seen.calls).sum(axis=1) > 0
    arrived = counts.sum(axis=2)
    of_used = queue_weekdays(arrived[used], weekday, shut.weekdays)
    per_day = np.zeros((len(seen.queues), 7))
    per_day[used] = of_used.per_day
    shape = np.zeros((len(seen.queues), 7, counts.shape[2]))
    for group in types:
        days = np.isin(weekday, group)
        shape[:, list(group)] = _shapes(counts[:, days].sum(axis=1))[:, None, :]
    groups = same_counters(moments, used)
    lines = tuple(line_of(moments, group) for group in groups)
    times, paces = call_times(lines), counter_paces(lines)
    counters = tuple(staffed(moments, group) for group in groups)
    levels = tuple(_levels(moments, one, weekday, types) for one in counters)
    common = _common(seen, moments, groups, lines, times)
    times, paces = _of_common(common, times, paces)
    by_weekday = np.stack([quarters[:, weekday == day].sum(axis=1) for day in range(7)], axis=1)
    hall = by_weekday[used].sum(axis=0)
    hours = hall_hours(hall, types)
    stays = served_before_break(seen, hours)
    came, open_ = [], []
    for group, there, level in zip(groups, counters, levels, strict=True):
        queues = list(group)
        busy = (moments.waiting[queues] + moments.calls[queues]).sum(axis=0) > 0
        idle = _levels(moments, np.where(busy, 0, there), weekday, types)
        came.append(hours_of_set(by_weekday[queues].sum(axis=0), hall, hours, types))
        of_days = zip(came[-1], level, idle, strict=True)
        open_.append(tuple(counters_open(*one, stays, _PRESENT) for one in of_days))
    together = _together(len(groups), common)
    pools = tuple(
        CounterPool(
            kind,
            levels[kind[0]] if open_now is None else _levels(moments, open_now, weekday, types),
            np.average(paces[list(kind)], axis=0, weights=[lines[k].calls.sum() for k in kind]),
            tuple(_merged(came[k][day] for k in kind) for day in range(7)),
            tuple(_merged(open_[k][day] for k in kind) for day in range(7)),
            len(kind) > 1 and any(one.by_calls and kind[0] in one.lines for one in common),
        )
        for kind, open_now in _kinds(together, common)
    )
    gone = gone_uncalled(seen)
    left = tuple(
        _least(int(gone[list(group)].sum())) / max(1.0, float(in_rows[list(group)].sum()))
        for group in groups
    )
    shares = own_shares(lines, times, _line_hours(together, pools), together)
    made = tuple(
        CounterGroup(*one)
        for one in zip(
            groups,
            times,
            levels,
            paces,
            shares,
            _slowed(lines, together),
            left,
            came,
            open_,
            strict=True,
        )
    )
    total = float(arrived.sum())
    return SnapshotFit(
        seen=seen,
        used=used,
        per_day=per_day,
        shape=shape,
        arrived=in_rows.sum(axis=2),
        day_types=types,
        groups=made,
        pools=pools,
        lines=together,
        busyness=_busyness(arrived[used], of_used, weekday),
        course=_course(seen, arrived.sum(axis=0)),
        gone_uncalled=int(gone.sum()),
        not_modelled=float(arrived[~used].sum()) / total if total else 0.0,
        shut=shut,
        no_show=no_show,
        cut=tuple(seen.dates[day] for day in cut),
    )


def _common(
    seen: Snapshots,
    moments: Moments,
    groups: tuple[tuple[int, ...], ...],
    lines: tuple[LineSeen, ...],
    times: tuple[CallTime, ...],
) -> tuple[CommonLines, ...]:
    """Sets of counters that overlap; none where the file does not count counters."""
    if not seen.counted:
        return ()
    counters = np.array([moments.counters[list(group)].max(axis=0) for group in groups])
    return common_lines(lines, counters, times)


def _of_common(
    common: tuple[CommonLines, ...], times: tuple[CallTime, ...], paces: Floats
) -> tuple[tuple[CallTime, ...], Floats]:
    """Times per call and paces, with those of lines that have counters in common."""
    made, pace = list(times), paces.copy()
    for one in common:
        pace[list(one.lines)] = one.pace
        for line, time in zip(one.lines, one.times, strict=True):
            made[line] = time
    return tuple(made), pace


def _least(number: int) -> float:
    """Lower bound of 95 % of the mean of a Poisson number (Garwood, Biometrika 28, 1936)."""
    return float(chi2.ppf(0.025, 2 * number) / 2) if number else 0.0


def _slowed(
    lines: tuple[LineSeen, ...], together: tuple[tuple[int, ...], ...]
) -> tuple[tuple[int, ...], ...]:
    """Of each line those that slow it down, beside lines that are known to share its counters."""
    pairs, _ = slowed_lines(lines)
    apart = [pair for pair in pairs if not any(pair <= set(some) for some in together)]
    return tuple(
        tuple(sorted(other for pair in apart if k in pair for other in pair - {k}))
        for k in range(len(lines))
    )


def _together(groups: int, common: tuple[CommonLines, ...]) -> tuple[tuple[int, ...], ...]:
    """Groups in the order of their lines: those with counters in common, and each other one."""
    shared = {k: one.lines for one in common for k in one.lines}
    return tuple(dict.fromkeys(shared.get(k, (k,)) for k in range(groups)))


def _kinds(
    together: tuple[tuple[int, ...], ...], common: tuple[CommonLines, ...]
) -> Iterator[tuple[tuple[int, ...], Ints | None]]:
    """What each kind of counter serves, and how many are open where they are not a group's own."""
    of_line = {one.lines: one for one in common}
    for line in together:
        if line not in of_line:
            yield line, None
            continue
        kinds = zip(of_line[line].kinds, of_line[line].open_, strict=True)
        yield from sorted(
            ((tuple(sorted(kind)), open_) for kind, open_ in kinds),
            key=lambda one: (len(one[0]), one[0]),
        )


def _merged(spans: Iterable[Spans]) -> Spans:
    """The time that is in any of them."""
    made: list[tuple[float, float]] = []
    for begin, end in sorted(span for one in spans for span in one):
        if made and begin <= made[-1][1]:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((begin, end))
    return tuple(made)


def _line_hours(
    lines: tuple[tuple[int, ...], ...], pools: tuple[CounterPool, ...]
) -> tuple[float, ...]:
    """Open counters of each line on its longest day, in quarters of an hour."""
    return tuple(
        float(sum(pool.level.sum(axis=1) for pool in pools if pool.groups[0] in line).max())
        for line in lines
    )


def _day_types(
    seen: Moments, known: Looked, weekday: Ints, shut: tuple[int, ...]
) -> tuple[tuple[int, ...], ...]:
    """Weekdays that open and close at the same time, within three quarters of an hour.

    A day whose rows begin amid the work does not say when it opened, nor when it closed if they
    end so: a weekday with such days alone is like the first that does not differ otherwise.
    """
    looked_at = ~known.hours_unseen(weekday, STEP)
    hours = {
        day: _open_quarters(seen, weekday == day, looked_at[weekday == day].any(axis=0))
        for day in sorted(set(weekday.tolist()))
    }
    types: list[list[int]] = []
    for day, own_hours in sorted(hours.items(), key=lambda one: np.isnan(one[1]).sum()):
        for group in types:
            # What is not known is no difference.
            if np.nanmax(np.abs(np.subtract(hours[group[0]], own_hours)), initial=0.0) <= _ALIKE:
                group.append(day)
                break
        else:
            types.append([day])
    # Days from Monday to Friday that were not seen are like most of the others.
    most = max(types, key=lambda group: int(np.isin(weekday, group).sum()))
    most += [day for day in range(_WORKDAYS) if day not in hours and day not in shut]
    return tuple(tuple(sorted(group)) for group in types)


def _open_quarters(seen: Moments, days: Flags, looked_at: Flags) -> tuple[float, float]:
    """First and last quarter with open counters on some days [s]; NaN where that was not seen."""
    on = days[seen.day]
    quarter = (seen.clock[on] // STEP).astype(np.int64)
    total = np.maximum(seen.counters[:, on], 0).sum(axis=0)
    quarters = round(DAY / STEP)
    level = np.bincount(quarter, total, quarters)
    if not level.any():
        return 0.0, 0.0
    first, last = np.flatnonzero(level >= _SOME * level.max())[[0, -1]].tolist()
    begin = first * STEP if first == 0 or looked_at[first - 1] else float("nan")
    end = last * STEP if last == quarters - 1 or looked_at[last + 1] else float("nan")
    return float(begin), float(end)


def _shapes(counts: Floats) -> Floats:
    """Shares by interval of each queue, drawn to those of all, shape (queues, intervals).

    With shares Dirichlet about the office's s with weight K, the squares of n - N s exceed those
    of chance by N (N - 1) s (1 - s) / (K + 1).
    """
    n = counts.sum(axis=1, keepdims=True)
    common = counts.sum(axis=0) / max(1.0, float(counts.sum()))
    spread = float((common * (1 - common)).sum())
    excess = float(((counts - n * common) ** 2).sum()) - float(n.sum()) * spread
    most = float((n * (n - 1)).sum()) * spread
    overlap = min(1.0, max(1e-4, excess / most)) if most > 0 else 1e-4
    weight = 1 / overlap - 1
    return np.asarray((counts + weight * common) / np.maximum(n + weight, 1e-9))


def _levels(
    seen: Moments, counters: Ints, weekday: Ints, types: tuple[tuple[int, ...], ...]
) -> Floats:
    """Mean of counters at each moment by weekday and quarter, shape (7, quarters)."""
    quarters = round(DAY / STEP)
    cell = seen.day * quarters + (seen.clock // STEP).astype(np.int64)
    shape = (len(weekday), quarters)
    looks = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    total = np.bincount(cell, counters, shape[0] * shape[1]).reshape(shape)
    level = np.zeros((7, quarters))
    for kind in types:
        # Nobody is lent to a day on which these counters never opened, nor does it lend.
        opened = [day for day in kind if total[weekday == day].any()]
        alike = np.isin(weekday, opened or kind)
        common = total[alike].sum(axis=0) / np.maximum(1, looks[alike].sum(axis=0))
        for day in kind:
            own = weekday == day
            once = total[own] / np.maximum(1, looks[own])
            known = (looks[own] > 0).sum(axis=0)
            level[day] = (once.sum(axis=0) + common) / (known + 1)
            if own.any() and day not in opened:
                level[day] = 0.0
    return level


def _course(seen: Snapshots, total: Floats) -> Course:
    came = np.rint(total).astype(np.int64)
    day = np.array([(date - seen.dates[0]).days for date in seen.dates], dtype=np.int64)
    return course_of(came[came > 0], seen.weekday[came > 0], day[came > 0])


def _busyness(arrived: Floats, usual: QueueWeekdays, weekday: Ints) -> Busyness:
    """Of the days of single queues, about their mean day times the office's weekday.

    As `fit_busyness` by moments and by the dispersion test, over all queues together: weekdays
    are seen too seldom for each by itself.
    """
    often = arrived.mean(axis=1) >= _OFTEN
    due, came = usual.per_day[often][:, weekday], arrived[often]
    expected = due * (came.sum(axis=1) / due.sum(axis=1))[:, None]
    there = due > 0
    days = there.sum(axis=1, keepdims=True)
    freedom = int((days - 1).sum())
    if not freedom:
        return Busyness(0.0, float("nan"), arrived.shape[1])
    square = np.where(there, (came - expected) ** 2 * days / np.maximum(days - 1, 1), 0.0)
    excess = float((square - expected).sum()) / float((expected**2).sum())
    distance = np.where(there, (came - expected) ** 2 / np.where(there, expected, 1.0), 0.0)
    p_value = float(chi2.sf(float(distance.sum()), freedom))
    return Busyness(max(0.0, excess) ** 0.5, p_value, arrived.shape[1])
