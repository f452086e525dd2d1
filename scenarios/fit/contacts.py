"""Calls and tickets as arrays of moments, and the rows that had to be set aside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scenarios.fit.heads import Heads
from scenarios.fit.looks_alike import Look

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
DAY = 86400.0
"""Seconds of a day."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Those who came, in the order of their arrival; times are seconds since ``first_day``.

    All arrays have the shape (contacts,).
    """

    first_day: dt.date
    arrival: Floats
    start: Floats
    """When the service began; NaN for those not served."""
    end: Floats
    """When it ended; NaN for those not served."""
    left: Floats
    """When those not served gave up; NaN for the served, and where nobody knows."""
    activity: Ints
    """Index into ``activities``; -1 where none is named."""
    server: Ints
    """Index into ``servers``; -1 where nobody is named."""
    activities: tuple[str, ...]
    servers: tuple[str, ...]
    priority: Ints | None = None
    """Index into ``priorities``, -1 where none is named; None where the log has none."""
    priorities: tuple[str, ...] = ()
    called: Floats | None = None
    """When each was called to the counter, whether or not somebody came; NaN where nobody knows
    (of those served, where the log has no call beside the start), and None in a log without."""
    after_work: Floats | None = None
    """Work after each service [s], NaN where it was not measured; None in a log without."""

    @property
    def served(self) -> Flags:
        """Whether each was served."""
        return np.isfinite(self.start)

    @property
    def wait(self) -> Floats:
        """From coming to the service or to giving up [s]; NaN where nobody knows."""
        return np.where(self.served, self.start, self.left) - self.arrival

    @property
    def day(self) -> Ints:
        """Day of the arrival, 0 the first."""
        return (self.arrival // DAY).astype(np.int64)

    def only(self, kept: Flags) -> Contacts:
        """Some of them."""
        return Contacts(
            first_day=self.first_day,
            arrival=self.arrival[kept],
            start=self.start[kept],
            end=self.end[kept],
            left=self.left[kept],
            activity=self.activity[kept],
            server=self.server[kept],
            activities=self.activities,
            servers=self.servers,
            priority=None if self.priority is None else self.priority[kept],
            priorities=self.priorities,
            called=None if self.called is None else self.called[kept],
            after_work=None if self.after_work is None else self.after_work[kept],
        )

    def between(self, first: int, last: int) -> Contacts:
        """Those who came on the days from ``first`` until before ``last``."""
        return self.only((self.arrival >= first * DAY) & (self.arrival < last * DAY))

    def since(self, day: int) -> Contacts:
        """Those from a day on, with times since its midnight."""
        kept = self.only(self.arrival >= day * DAY)
        return replace(
            kept,
            first_day=self.first_day + dt.timedelta(days=day),
            arrival=kept.arrival - day * DAY,
            start=kept.start - day * DAY,
            end=kept.end - day * DAY,
            left=kept.left - day * DAY,
            called=None if kept.called is None else kept.called - day * DAY,
        )


@dataclass(frozen=True, slots=True)
class Quality:
    """What became of the rows of a log."""

    rows: int
    used: int
    not_contacts: int
    """Rows that are no contacts, by their outcome or because they left before they asked."""
    clipped: int
    """Moments a second or two out of order, set equal: stamps are whole seconds."""
    reasons: dict[str, int]
    """Rows set aside by reason; each row has one, the first that holds."""
    set_aside: pd.DataFrame
    """These rows as they stand in the file, with ``line`` and ``reason`` before."""
    heads: Heads
    """What is said of the columns."""
    day_alone: int = 0
    """Completions that have a day and no time, and got one of the times of day of the others."""
    looks: tuple[Look, ...] = ()
    """Many rows set aside that look alike, where something mends them all."""

    @property
    def dirty_fraction(self) -> float:
        """Share of the rows that were set aside."""
        return len(self.set_aside) / self.rows
