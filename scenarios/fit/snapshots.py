"""Queues of one office seen every few minutes, as arrays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints


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
    """Open counters that may serve the queue."""
    calls: Ints
    """Tickets called since the row before of the same queue and day, no-shows among them."""

    @property
    def first(self) -> Flags:
        """Whether a row is the first of its queue and day."""
        return np.concatenate(
            [[True], (np.diff(self.queue) != 0) | (np.diff(self.day) != 0)]
        ).astype(np.bool_)

    @property
    def weekday(self) -> Ints:
        """Of each day, Monday 0, shape (days,)."""
        return np.array([date.weekday() for date in self.dates], dtype=np.int64)

    def between(self, first: int, last: int) -> Snapshots:
        """The days from ``first`` until before ``last``."""
        kept = (self.day >= first) & (self.day < last)
        return self._of(kept, self.dates[first:last], self.day[kept] - first)

    def without(self, weekdays: Collection[int]) -> Snapshots:
        """Without the days of some weekdays (Monday 0)."""
        stays = ~np.isin(self.weekday, list(weekdays))
        kept = stays[self.day]
        dates = tuple(date for date, one in zip(self.dates, stays, strict=True) if one)
        return self._of(kept, dates, (np.cumsum(stays) - 1)[self.day[kept]])

    def _of(self, kept: Flags, dates: tuple[dt.date, ...], day: Ints) -> Snapshots:
        return Snapshots(
            office=self.office,
            queues=self.queues,
            dates=dates,
            queue=self.queue[kept],
            day=day,
            clock=self.clock[kept],
            waiting=self.waiting[kept],
            counters=self.counters[kept],
            calls=self.calls[kept],
        )

    def by_day(self, values: Ints) -> Ints:
        """Sums of rows by queue and day, shape (queues, days)."""
        cells = np.zeros((len(self.queues), len(self.dates)), dtype=np.int64)
        np.add.at(cells, (self.queue, self.day), values)
        return cells
