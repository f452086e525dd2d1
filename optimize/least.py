"""The least staff that keeps a promise by a formula."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from optimize.evaluation import Floats, Ints
from optimize.promise import Promise
from optimize.steady_evaluation import SteadyEvaluation
from scenarios.errors import InfeasibleError

_MOST = 100_000
"""Nobody has so many agents."""


def least_staff(evaluation: SteadyEvaluation, promise: Promise) -> Ints:
    """Least people on position, shape (intervals, groups), one at least where calls come.

    A promise for each interval is kept by the least number in each, found by halving, as levels
    rise with the staff. One over a peak or a day begins from more than enough and takes away,
    one by one, whom its calls miss least; in the end nobody can be spared. Outside the peaks
    there are just more than the offered load, so that no line grows.

    Raises
    ------
    InfeasibleError
        No number keeps it.
    """
    scopes = promise.scopes(evaluation.demand.starts)
    calls = np.greater(evaluation.calls, 0)
    in_scope = np.asarray(scopes.any(axis=0))[:, None] & calls
    if promise.per == "interval":
        return _each(evaluation, promise, in_scope)
    load = evaluation.load.max(axis=-1)
    base = np.where(calls, np.floor(load) + 1, 0)
    ample = _each(evaluation, promise, in_scope) + np.ceil(2 * np.sqrt(load)) + 1
    return _fewer(evaluation, promise, scopes, np.where(in_scope, ample, base).astype(np.int64))


def _each(evaluation: SteadyEvaluation, promise: Promise, asked: NDArray[np.bool_]) -> Ints:
    """The least in each interval that is asked for, by doubling and halving."""

    def fails(staffed: Ints) -> NDArray[np.bool_]:
        return asked & ~(promise.margin(*evaluation.shares(staffed)) >= 0)

    _check_rings(evaluation, promise, asked)
    low = np.zeros(asked.shape, dtype=np.int64)
    high = np.where(asked, np.ceil(evaluation.load.max(axis=-1)) + 1, 0).astype(np.int64)
    while (short := fails(high)).any():
        low, high = np.where(short, high, low), np.where(short, 2 * high, high)
        if high.max() > _MOST:
            raise InfeasibleError(
                f"{_name(evaluation, short)}: expected a goal that some staff can keep, got "
                f"{promise.goal:g}. Lower the goal."
            )
    while ((high - low) > 1).any():
        middle = np.where(high - low > 1, (low + high) // 2, high)
        short = fails(middle)
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return high


def _fewer(
    evaluation: SteadyEvaluation, promise: Promise, scopes: NDArray[np.bool_], staffed: Ints
) -> Ints:
    """Take away one by one, always where it is missed least, while all scopes are kept."""
    rows: dict[int, Floats] = {}

    def row(fewer: int) -> Floats:
        """Margins of the calls of all intervals with so many fewer than at first."""
        if fewer not in rows:
            part, whole = evaluation.shares(np.maximum(staffed - fewer, 0))
            margin = promise.margin(part, whole)
            calls = evaluation.calls
            rows[fewer] = np.where(calls > 0, np.where(calls > 0, calls, 1.0) * margin, 0.0)
        return rows[fewer]

    gone = np.zeros(staffed.shape, dtype=np.int64)
    for g, scope in itertools.product(range(staffed.shape[1]), scopes):
        of_scope = np.flatnonzero(scope & (evaluation.calls[:, g] > 0))
        here = np.array([row(0)[t, g] for t in of_scope])
        below = np.array([row(1)[t, g] for t in of_scope])
        while True:
            loss = np.where((staffed - gone)[of_scope, g] > 1, here - below, np.inf)
            if not of_scope.size or not (here.sum() - loss.min() >= 0):
                break
            k = int(np.argmin(loss))
            t = of_scope[k]
            gone[t, g] += 1
            here[k], below[k] = below[k], row(int(gone[t, g]) + 1)[t, g]
    return staffed - gone


def _check_rings(evaluation: SteadyEvaluation, promise: Promise, asked: NDArray[np.bool_]) -> None:
    """Refuse to promise less than the ring alone takes."""
    if promise.measure == "answered_fraction":
        return
    limit = promise.goal if promise.is_time else promise.within
    longer = asked & (evaluation.pickup > limit)
    if longer.any():
        raise InfeasibleError(
            f"{_name(evaluation, longer)}: expected an acceptable wait of more than the pick-up of "
            f"{evaluation.pickup[longer].max():g} s, got {limit:g} s. Allow a longer wait, or "
            "shorten the pick-up."
        )


def _name(evaluation: SteadyEvaluation, where: NDArray[np.bool_]) -> str:
    """The first group that something is true of."""
    return evaluation.demand.groups[int(np.flatnonzero(where.any(axis=0))[0])]
