"""When resources of a pool are to be on duty: staff, seats and opening laid on one time line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.calendar_days import day_type
from scenarios.calendars import Calendar, parse_days
from scenarios.pools import Pool, Shift, level_number
from scenarios.units import SECONDS

DAY = SECONDS["day"]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be on duty from a change on."""

    level: float
    """How many, infinity for no limit."""
    people: tuple[int, ...]
    """Who, for a pool with names."""
    breaks: tuple[int, ...]
    """Whose break begins, for a pool with names."""


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """Changes of duty in order of time; all arrays have one row a change."""

    times: Floats
    """When it changes [s], shape (n,)."""
    levels: Floats
    """How many are to be on duty from then on, infinity for no limit, shape (n,)."""
    closes: NDArray[np.bool_]
    """True where the pool closes, as against a change while it is open, shape (n,)."""
    on_duty: NDArray[np.bool_]
    """Who is to be on duty, shape (n, people); no columns when staff is a number."""
    breaks: NDArray[np.bool_]
    """Whose break begins then: between two shifts of one day, shape (n, people)."""

    def wanted(self, change: int) -> Wanted:
        """Who is to be on duty from one of the changes on."""
        people, breaks = (
            tuple(int(k) for k in np.flatnonzero(table[change]))
            for table in (self.on_duty, self.breaks)
        )
        return Wanted(float(self.levels[change]), people, breaks)


@dataclass(frozen=True, slots=True)
class Present:
    """When one person is there."""

    spans: Sequence[tuple[float, float]]
    """From when to when [s], apart from each other."""
    breaks: Sequence[float]
    """Which of the ends are breaks, after which the person comes back."""


def plan_duty(
    pool: Pool,
    calendar: Calendar | None,
    spans: Floats | None,
    start_date: dt.date | None,
    days: int,
) -> DutyPlan:
    """Lay out the duty of a pool.

    Parameters
    ----------
    pool
        The pool.
    calendar
        Its calendar, or None when it never closes.
    spans
        Open spans of the calendar [s], shape (n, 2), or None.
    start_date
        Date of the first day.
    days
        Number of days to lay out.
    """
    types = [day_type(calendar, start_date, day) for day in range(-1, days)]
    seats = level_number(pool.seats)
    if pool.people:
        people = pool.people.values()
        of_people = [_steps(p.shifts, np.ones(len(p.shifts)), types) for p in people]
        times = np.unique(np.concatenate([[0.0], *(t for t, _ in of_people)]))
        on = np.stack([level[_at(t, times)] > 0 for t, level in of_people], axis=1)
        levels = on.sum(axis=1).astype(np.float64)
        begins = np.stack([np.isin(times, _breaks(p.shifts, types)) for p in people], axis=1)
    else:
        staff = pool.seats if pool.staff is None else pool.staff
        if isinstance(staff, tuple):
            numbers = np.array([level_number(block.level) for block in staff])
            times, levels = _steps(staff, numbers, types)
        else:
            times, levels = np.array([0.0]), np.array([level_number(staff)])
        on = begins = np.empty((times.size, 0), dtype=np.bool_)
    return _within_opening(times, np.minimum(levels, seats), on, begins, spans)


def planned_levels(times: Floats, levels: Floats, spans: Floats | None) -> DutyPlan:
    """Lay out levels that are given, within the opening hours.

    Parameters
    ----------
    times, levels
        How many are to be on duty from each time on [s]; increasing, the first at or before 0.
    spans
        As for `plan_duty`.
    """
    nobody = np.empty((times.size, 0), dtype=np.bool_)
    return _within_opening(times, levels, nobody, nobody, spans)


def planned_people(present: Sequence[Present], spans: Floats | None) -> DutyPlan:
    """Lay out when each of some people is there, within the opening hours.

    Parameters
    ----------
    present
        Everybody, in the order of their index.
    spans
        As for `plan_duty`.
    """
    edges = [np.ravel(one.spans) for one in present]
    times = np.unique(np.concatenate([[0.0], *edges]))
    on = np.zeros((times.size, len(present)), dtype=np.bool_)
    for k, one in enumerate(present):
        for begin, end in one.spans:
            on[np.searchsorted(times, begin) : np.searchsorted(times, end), k] = True
    begins = np.stack([np.isin(times, one.breaks) for one in present], axis=1)
    return _within_opening(times, on.sum(axis=1).astype(np.float64), on, begins, spans)


def _steps(
    blocks: Sequence[Shift], numbers: Floats, types: list[int | None]
) -> tuple[Floats, Floats]:
    """Sum of blocks over days as a step function: times (n,), first at or before 0, and levels."""
    begin, end, number = [], [], []
    days_of = {
        days: [day for day, kept in enumerate(types, start=-1) if kept in parse_days(days)]
        for days in {block.days for block in blocks}
    }
    for block, n in zip(blocks, numbers, strict=True):
        on = days_of[block.days]
        begin += [day * DAY + block.span[0] for day in on]
        end += [day * DAY + block.span[1] for day in on]
        number += [n] * len(on)
    times = np.unique(np.array([-2 * DAY, 0.0, *begin, *end]))
    finite = np.where(np.isfinite(number), number, 0.0)
    endless = np.where(np.isfinite(number), 0.0, 1.0)
    totals = []
    for amount in (finite, endless):
        change = np.zeros(times.size)
        np.add.at(change, np.searchsorted(times, begin), amount)
        np.add.at(change, np.searchsorted(times, end), -amount)
        totals.append(np.cumsum(change))
    return times, np.where(totals[1] > 0, np.inf, totals[0])


def _breaks(shifts: Sequence[Shift], types: list[int | None]) -> list[float]:
    """When a person goes for a break [s]: shifts of the day that begins are left, and more come."""
    found: list[float] = []
    for day, kept in enumerate(types, start=-1):
        own = sorted(s.span for s in shifts if kept in parse_days(s.days))
        until = -np.inf
        for begin, end in own:
            if -np.inf < until < begin:
                found.append(day * DAY + until)
            until = max(until, end)
    return found


def _at(times: Floats, when: Floats) -> NDArray[np.int64]:
    return np.maximum(np.searchsorted(times, when, side="right") - 1, 0)


def _within_opening(
    times: Floats,
    levels: Floats,
    on: NDArray[np.bool_],
    begins: NDArray[np.bool_],
    spans: Floats | None,
) -> DutyPlan:
    if spans is None:
        spans = np.array([[-np.inf, np.inf]])
    bounds = spans[np.isfinite(spans)]
    when = np.unique(np.concatenate([[0.0], times, bounds]))
    when = when[when >= 0]
    row = _at(times, when)
    ends = np.concatenate([[-np.inf], spans[:, 1]])  # before the first opening it is shut
    is_open = when < ends[np.searchsorted(spans[:, 0], when, side="right")]
    level = np.where(is_open, levels[row], 0.0)
    present = on[row] & is_open[:, None]
    closes = np.isin(when, spans[:, 1]) & ~is_open
    moved = np.ones(when.size, dtype=np.bool_)
    moved[1:] = (level[1:] != level[:-1]) | (present[1:] != present[:-1]).any(1)
    keep = moved | closes
    breaks = begins[row] & np.isin(when, times)[:, None]
    breaks[1:] &= present[:-1] & ~present[1:]
    return DutyPlan(when[keep], level[keep], closes[keep], present[keep], breaks[keep])
