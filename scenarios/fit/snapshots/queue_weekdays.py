"""How many come to each queue of an office on each weekday."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints

_WORKDAYS = 5
"""Monday to Friday: those not seen are taken as open, other days as shut."""
_SURE = 7.0
"""Nobody comes by chance where so many are due less than once in 1000 times (Poisson)."""
_TWICE = 2
"""A single day without anybody says nothing of its weekday."""
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class QueueWeekdays:
    """Queues that have a mean day each, on their weekdays, and the office's factor of a weekday."""

    mean: Floats
    """Of the days on which a queue is there, shape (queues,)."""
    factor: Floats
    """Of the office, shape (7,)."""
    there: Flags
    """Weekdays on which a queue is there, shape (queues, 7)."""

    @property
    def per_day(self) -> Floats:
        """Mean arrivals, shape (queues, 7)."""
        return np.asarray(np.outer(self.mean, self.factor) * self.there)


def queue_weekdays(arrived: Floats, weekday: Ints, shut: tuple[int, ...]) -> QueueWeekdays:
    """Mean days of queues times factors of weekdays, but for weekdays on which a queue is away.

    A queue is away on a weekday of two days or more on which nobody came, where seven or more
    were due (by its mean over all days). The rest is a table without these cells (quasi-
    independence: Goodman, JASA 63, 1968), with one day more of each weekday that is like the mean
    of all: few are seen twice. Weekdays not seen have the factor 1 from Monday to Friday, and 0
    where they are shut or after.

    Parameters
    ----------
    arrived
        Arrivals by queue and day, shape (queues, days).
    weekday
        Of each day, Monday 0, shape (days,).
    shut
        Weekdays that are.
    """
    days = np.bincount(weekday, minlength=7)
    came = np.stack([arrived[:, weekday == day].sum(axis=1) for day in range(7)], axis=1)
    due = np.outer(arrived.mean(axis=1), days)
    there: Flags = (came > 0) | (due < _SURE) | (days < _TWICE)
    factor = (np.arange(7) < _WORKDAYS).astype(np.float64)
    factor[list(shut)] = 0.0
    seen = np.flatnonzero(days)
    factor[seen] = 1.0
    for _ in range(_ROUNDS):
        pace = factor / (factor[weekday].mean() or 1.0)
        mean = arrived.sum(axis=1) / np.maximum((there * pace)[:, weekday].sum(axis=1), 1e-9)
        usual = (there * mean[:, None]).sum(axis=0)
        ratio = np.divide(came.sum(axis=0), usual, out=1.0 * days, where=usual > 0)
        factor[seen] = ((ratio + 1) / (days + 1))[seen]
    return QueueWeekdays(mean, factor, there)
