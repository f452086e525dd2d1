"""How fast counters call at a time of day, where that can be told from chance."""

from __future__ import annotations

import numpy as np
from scipy.stats import chi2

from scenarios.fit.contacts import DAY, Floats
from scenarios.fit.counter_groups import CallTime, Moments, call_times
from scenarios.fit.on_duty import STEP

_PARTS = (0.0, 10.0, 12.0, 14.0, 24.0)
"""Parts of the day with a pace of their own [h]."""
_USUAL = 40.0
"""Calls that the pace of the whole day counts for, in each part."""
_TOLD = 0.01
"""A pace is told when chance makes such differences of parts as rarely."""
_FEWEST = 2


def counter_paces(
    seen: Moments, groups: tuple[tuple[int, ...], ...], times: tuple[CallTime, ...]
) -> Floats:
    """Calls per counter at each quarter of the day, over those of the whole day, while people wait.

    Counters that serve other queues too, and are counted in each of them, are there for this one
    when the others are empty; towards closing, calls follow each other faster. For each part of
    the day the time per call is found as for all of it; the part's pace is drawn to 1 by 40 calls.
    All parts have the pace 1 where the numbers of calls, Poisson, do not tell them apart at 1 %.

    Parameters
    ----------
    seen
        The office.
    groups, times
        Queues of the same counters, and their time per call.

    Returns
    -------
    ndarray, shape (groups, quarters of an hour)
    """
    parts = list(zip(_PARTS[:-1], _PARTS[1:], strict=True))
    calls, expected = np.zeros((2, len(groups), len(parts)))
    for p, (begin, end) in enumerate(parts):
        inside = (seen.clock >= begin * 3600) & (seen.clock < end * 3600)
        if not inside.any():
            continue
        part = Moments(
            seen.day[inside], seen.clock[inside], seen.waiting[:, inside],
            seen.counters[:, inside], seen.calls[:, inside],
        )  # fmt: skip
        for g, own in enumerate(call_times(part, groups)):
            calls[g, p] = own.calls
            expected[g, p] = own.calls * own.mean / times[g].mean
    pace = (calls + _USUAL) / (expected + _USUAL)
    some = expected > 0
    distance = np.where(some, (calls - expected) ** 2 / np.where(some, expected, 1.0), 0.0)
    freedom = np.maximum(1, some.sum(axis=1) - 1)
    told = (some.sum(axis=1) >= _FEWEST) & (chi2.sf(distance.sum(axis=1), freedom) < _TOLD)
    pace = np.where(told[:, None], pace, 1.0)
    each = np.array([round((end - begin) * 3600 / STEP) for begin, end in parts])
    assert each.sum() == round(DAY / STEP)
    return np.repeat(pace, each, axis=1)
