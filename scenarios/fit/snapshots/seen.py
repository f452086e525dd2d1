"""Queues of one office seen every few minutes, as arrays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.shut_days import LogDays


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue of an office."""

    key: str
    """Its name in the file."""
    title: str
    """Name of the service for people."""


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Rows of one office in order of queue, day and time; arrays have the shape (rows,)."""

    office: str
    queues: tuple[Queue, ...]
    dates: tuple[dt.date, ...]
    """Days with rows."""
    queue: Ints
    """Index into ``queues``."""
    day: Ints
    """Index into ``dates``."""
    clock: Floats
    """Time of day [s]."""
    waiting: Ints
    """People waiting."""
    counters: Ints
    """Open counters that may serve the queue; one while people are about if not `counted`."""
    calls: Ints
    """Tickets called since the row before of the same queue and day, no-shows among them."""
    like: tuple[int, ...] | None = None
    """Weekday that each day is like (Monday 0), where make-up workdays are not like their own."""
    counted: bool = True
    """Whether the file says how many counters are open."""

    @property
    def first(self) -> Flags:
        """Whether a row is the first of its queue and day."""
        return np.concatenate(
            [[True], (np.diff(self.queue) != 0) | (np.diff(self.day) != 0)]
        ).astype(np.bool_)

    @property
    def weekday(self) -> Ints:
        """That each day is like, Monday 0, shape (days,)."""
        if self.like is not None:
            return np.array(self.like, dtype=np.int64)
        return np.array([date.weekday() for date in self.dates], dtype=np.int64)

    def between(self, first: int, last: int) -> Snapshots:
        """The days from ``first`` until before ``last``."""
        days = np.arange(len(self.dates))
        return self._of((days >= first) & (days < last), self.weekday)

    def on_days(self, log: LogDays) -> Snapshots:
        """Without the days that are left out; each is like the weekday that it is taken as."""
        like = log.weekday[[(date - log.first).days for date in self.dates]]
        return self._of(like >= 0, like)

    def rows(self, kept: Flags) -> Snapshots:
        """Some of the rows; the days stay, some of each of which are left."""
        return replace(
            self,
            queue=self.queue[kept],
            day=self.day[kept],
            clock=self.clock[kept],
            waiting=self.waiting[kept],
            counters=self.counters[kept],
            calls=self.calls[kept],
        )

    def _of(self, stays: Flags, like: Ints) -> Snapshots:
        left = self.rows(stays[self.day])
        return replace(
            left,
            dates=tuple(date for date, one in zip(self.dates, stays, strict=True) if one),
            day=(np.cumsum(stays) - 1)[left.day],
            like=tuple(like[stays].tolist()),
        )

    def by_day(self, values: Ints) -> Ints:
        """Sums of rows by queue and day, shape (queues, days)."""
        cells = np.zeros((len(self.queues), len(self.dates)), dtype=np.int64)
        np.add.at(cells, (self.queue, self.day), values)
        return cells
