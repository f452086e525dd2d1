"""Arrivals at queues seen every few minutes: those called, and those who still wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import isotonic_regression

from scenarios.fit.contacts import DAY, Floats, Ints
from scenarios.fit.snapshots.seen import Snapshots

_ROUNDS = 20
_STILL = 1e-6
"""Pace at the least, over the mean one."""
_BEFORE = 300.0
"""Those who wait when the first row of a day is written came within so long before it [s]."""


def arrivals_by_interval(
    seen: Snapshots, interval: float, types: Sequence[tuple[int, ...]]
) -> Floats:
    """Arrivals of each queue by day and interval from midnight, shape (queues, days, intervals).

    Until a moment there came as many as were called and still wait. Somebody who takes a ticket
    and goes, or whose ticket is put to another queue, makes this number fall, which no number of
    arrivals can: the nearest curve that never falls (isotonic regression, least squares) is taken,
    so that the day's sum stays what it was. Those who came between two rows came at the pace of the
    office at that time of such days (EM of Poisson arrivals that are counted in steps: Dempster,
    Laird & Rubin, 1977, section 4.2): of a step from 15:58 to 16:03 nobody came after a closing at
    16:00, for nobody comes in the steps behind it.

    Parameters
    ----------
    seen
        Rows of an office.
    interval
        Length of an interval [s]; divides a day.
    types
        Weekdays that are alike; days of none are of one type.
    """
    edges = np.arange(round(DAY / interval) + 1) * interval
    curves = list(_curves(seen))
    kind = np.full(7, -1)
    for k, days in enumerate(types):
        kind[list(days)] = k
    of_day = kind[seen.weekday]
    pace = np.ones((len(types) + 1, len(edges) - 1))
    made = np.zeros((len(seen.queues), len(seen.dates), len(edges) - 1))
    for _ in range(_ROUNDS):
        # Time that runs as fast as people come, and hardly at all while nobody does.
        speed = pace / np.maximum(pace.mean(axis=1, keepdims=True), 1e-9) + _STILL
        clocks = np.concatenate([np.zeros((len(speed), 1)), np.cumsum(speed, axis=1)], axis=1)
        for queue, day, at, level in curves:
            own = clocks[of_day[day]]
            made[queue, day] = np.diff(np.interp(own, np.interp(at, edges, own), level))
        for k in range(-1, len(types)):
            pace[k] = made[:, of_day == k].sum(axis=(0, 1))
    return made


def _curves(seen: Snapshots) -> Iterator[tuple[int, int, Floats, Floats]]:
    """Of each queue and day with arrivals, moments and how many came until then."""
    starts = np.flatnonzero(seen.first)
    for a, b in zip(starts, [*starts[1:], len(seen.queue)], strict=True):
        came = np.cumsum(seen.calls[a:b]) + seen.waiting[a:b].astype(np.float64)
        if came.any():
            level = np.maximum(0.0, isotonic_regression(came).x)
            at = np.concatenate([[max(0.0, seen.clock[a] - _BEFORE)], seen.clock[a:b]])
            yield int(seen.queue[a]), int(seen.day[a]), at, np.concatenate([[0.0], level])


def gone_uncalled(seen: Snapshots) -> Ints:
    """People who left each queue between two rows without a call, at the least; shape (queues,).

    Those called and those who still wait become fewer by nothing else. Whoever leaves in a step in
    which others come, or a number passed over is called, is not seen.
    """
    fewer = np.diff(seen.waiting, prepend=0) + seen.calls
    gone = np.where(seen.first, 0, np.maximum(-fewer, 0))
    return np.bincount(seen.queue, gone, len(seen.queues)).astype(np.int64)
