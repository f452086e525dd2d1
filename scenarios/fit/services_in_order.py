"""Services server by server, and the openings that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scenarios.fit.contacts import DAY, Contacts, Flags, Floats, Ints
from scenarios.fit.idle_ends import CELL, Unseen, there_before
from scenarios.fit.midday_break import Spans
from scenarios.fit.waiting_clock import WaitingClock

_AWAY = 120.0
"""Whoever lets people wait for so long was not there [s]."""
_SHRUNK = 5.0
"""The mean of all stands for so many gaps of each server."""


@dataclass(frozen=True)
class ServicesInOrder:
    """Services by server and start; shape (services,) each."""

    start: Floats
    end: Floats
    server: Ints
    opening: Floats
    """Begin of the hours that each belongs to: those it began in, the last ones before, or the
    first of its day [s]; NaN on a day without hours."""
    closing: Floats
    """End of these hours [s]; NaN on a day without hours."""

    @classmethod
    def of(cls, served: Contacts, hours: Sequence[Spans]) -> ServicesInOrder:
        """Services of those who were served by somebody with a name.

        Parameters
        ----------
        served
            They.
        hours
            When each day was open [s since its midnight], shape (days,), or of no day.
        """
        order = np.lexsort((served.start, served.server))
        start = served.start[order]
        spans = [(d * DAY + a, d * DAY + b) for d, day in enumerate(hours) for a, b in day]
        opens, closes = np.array([*spans, (np.nan, np.nan)]).T
        midnight = np.floor(start / DAY) * DAY
        first, past = (np.searchsorted(opens[:-1], each) for each in (midnight, midnight + DAY))
        begun = np.searchsorted(opens[:-1], start, side="right") - 1
        # The last entry stands for no hours.
        of = np.where(first < past, np.maximum(first, begun), len(spans))
        return cls(start, served.end[order], served.server[order], opens[of], closes[of])

    @cached_property
    def gaps(self) -> Floats:
        """From each service to the next one in order [s], shape (services - 1,)."""
        return np.maximum(0.0, self.start[1:] - self.end[:-1])

    @cached_property
    def same_day(self) -> Flags:
        """Whether the next one is of the same server and day, shape (services - 1,)."""
        same: Flags = (self.server[1:] == self.server[:-1]) & (
            self.start[1:] // DAY == self.start[:-1] // DAY
        )
        return same

    @cached_property
    def same_opening(self) -> Flags:
        """Whether it is of the same server, day and hours too, shape (services - 1,)."""
        other: Flags = self.opening[1:] != self.opening[:-1]
        other &= np.isfinite(self.opening[1:])
        return self.same_day & ~other

    def idle(self, quiet: Flags) -> Floats:
        """Mean time that the server of each has nobody to serve [s], shape (services,).

        Parameters
        ----------
        quiet
            Gaps in which nobody waited and the server was there, shape (services - 1,).
        """
        who, gaps = self.server[1:][quiet], self.gaps[quiet]
        usual = float(gaps.mean()) if len(gaps) else _AWAY
        servers = int(self.server.max(initial=0)) + 1
        n = np.bincount(who, minlength=servers) + _SHRUNK
        mean = (np.bincount(who, weights=gaps, minlength=servers) + _SHRUNK * usual) / n
        return np.asarray(np.maximum(mean[self.server], self.turns), dtype=np.float64)

    @cached_property
    def turns(self) -> Floats:
        """Time until each server has had one, if all were idle [s], shape (services,)."""
        hour = (self.start // 3600).astype(np.int64)
        number = np.bincount(hour)
        servers = int(self.server.max(initial=0)) + 1
        people = np.unique(hour * servers + self.server) // servers
        each = 3600.0 * np.bincount(people, minlength=len(number)) / number.clip(1)
        return np.asarray(each[hour], dtype=np.float64)

    def _coming(self, clock: WaitingClock) -> tuple[Flags, Floats]:
        """Whether coming before each service is unseen, and the earliest that it can be [s]."""
        first = np.concatenate([[True], ~self.same_opening])
        before = np.concatenate([[-np.inf], np.where(self.same_day, self.end[:-1], -np.inf)])
        earliest = np.maximum(before, clock.last_with(_AWAY, self.start))
        earliest = np.maximum(earliest, self.opening)
        return first & (earliest < self.start), earliest

    def leaving(self, clock: WaitingClock) -> tuple[Flags, Floats]:
        """Whether the end of duty after each service is unseen, and the latest that it can be [s].

        It is so after the last services of their hours, but for those that began after the closing:
        who serves on was there until then. Shape (services,) each.

        Parameters
        ----------
        clock
            Runs while somebody waits.
        """
        last = np.concatenate([~self.same_opening, [True]])
        after = np.concatenate([np.where(self.same_day, self.start[1:], np.inf), [np.inf]])
        latest = np.minimum(after, clock.first_with(_AWAY, self.end))
        latest = np.minimum(latest, self.closing)
        return last & (latest > self.start), latest

    def present_at_ends(self, clock: WaitingClock, idle: Floats, days: int, step: float) -> Floats:
        """Mean number there before the first services of their hours and from the last ones on.

        Parameters
        ----------
        clock
            Runs while somebody waits.
        idle
            As `idle` says.
        days, step
            Days of the log, and length of an interval [s].

        Returns
        -------
        Shape (days, intervals).
        """
        kept, earliest = self._coming(clock)
        day, (earliest, start) = _of_day(self.start[kept], earliest[kept], self.start[kept])
        there = there_before(Unseen(earliest, start, idle[kept], start), day, days)
        kept, latest = self.leaving(clock)
        free = np.minimum(self.end, latest)
        day, moments = _of_day(self.start[kept], latest[kept], free[kept], self.start[kept])
        latest, free, start = (DAY - each for each in moments)
        there += there_before(Unseen(latest, free, idle[kept], start), day, days)[:, ::-1]
        made = there.reshape(days, -1, round(step / CELL)).mean(axis=2)
        return np.asarray(made, dtype=np.float64)


def _of_day(of: Floats, *moments: Floats) -> tuple[Ints, tuple[Floats, ...]]:
    """Days of some services, and moments from the midnights of these days [s]."""
    day = np.floor(of / DAY).astype(np.int64)
    return day, tuple(each - day * DAY for each in moments)
