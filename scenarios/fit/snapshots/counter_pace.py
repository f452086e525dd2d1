"""How fast counters call at a time of day, where that can be told from chance."""

from __future__ import annotations

import numpy as np
from scipy.stats import chi2

from scenarios.fit.contacts import DAY, Floats
from scenarios.fit.hall_replay import LineSeen
from scenarios.fit.on_duty import STEP
from scenarios.fit.snapshots.call_steps import call_steps
from scenarios.fit.snapshots.call_times import guessed_times

_PARTS = (0.0, 10.0, 12.0, 14.0, 24.0)
"""Parts of the day with a pace of their own [h]."""
_USUAL = 40.0
"""Calls that the pace of the whole day counts for, in each part."""
_TOLD = 0.01
"""A pace is told when chance makes such differences of parts as rarely."""
_FEWEST = 2


def counter_paces(lines: tuple[LineSeen, ...]) -> Floats:
    """Calls per counter at each quarter of the day, over those of the whole day, while people wait.

    Counters that serve other queues too, and are counted in each of them, are there for this one
    when the others are empty; towards closing, calls follow each other faster. For each part of
    the day the time per call is found as for all of it; the part's pace is drawn to 1 by 40 calls.
    All parts have the pace 1 where the numbers of calls, Poisson, do not tell them apart at 1 %.

    Parameters
    ----------
    lines
        Each set of counters with its queues.

    Returns
    -------
    ndarray, shape (lines, quarters of an hour)
    """
    calls, own = guessed_by_part(lines)
    whole = np.array(guessed_times(lines))
    return paces_told(calls, calls * own / whole[:, None])


def guessed_by_part(lines: tuple[LineSeen, ...]) -> tuple[Floats, Floats]:
    """Calls while people wait, and the first guess of the time per call [s], in parts of the day.

    Returns
    -------
    tuple of ndarray, shape (lines, parts)
    """
    calls, guess = np.zeros((2, len(lines), len(_PARTS) - 1))
    for p, (begin, end) in enumerate(zip(_PARTS[:-1], _PARTS[1:], strict=True)):
        inside = tuple(line.between(begin * 3600, end * 3600) for line in lines)
        calls[:, p] = [call_steps(line).calls.sum() for line in inside]
        guess[:, p] = guessed_times(inside)
    return calls, guess


def paces_told(calls: Floats, expected: Floats) -> Floats:
    """Paces by quarters of an hour from calls, and those expected at the same pace all day.

    Parameters
    ----------
    calls, expected
        By part of the day, shape (sets, parts).

    Returns
    -------
    ndarray, shape (sets, quarters of an hour)
    """
    pace = (calls + _USUAL) / (expected + _USUAL)
    some = expected > 0
    distance = np.where(some, (calls - expected) ** 2 / np.where(some, expected, 1.0), 0.0)
    freedom = np.maximum(1, some.sum(axis=1) - 1)
    told = (some.sum(axis=1) >= _FEWEST) & (chi2.sf(distance.sum(axis=1), freedom) < _TOLD)
    pace = np.where(told[:, None], pace, 1.0)
    each = np.rint(np.diff(_PARTS) * 3600 / STEP).astype(np.int64)
    assert each.sum() == round(DAY / STEP)
    return np.repeat(pace, each, axis=1)
