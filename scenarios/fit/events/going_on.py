"""Whether a case goes on after its last row: a mixture of those that do and those that do not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.kaplan_meier import kaplan_meier

ENOUGH = 20
"""Cases that a state needs to be looked at by itself."""
_ROUNDS = 1000
_STILL = 1e-7
"""A share that moves by less has been found."""
_LEAST = 1.0
"""Shorter times are no longer than this: stamps are whole seconds [s]."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Whether cases have ended with their last row; shape (cases,)."""

    chance: Floats
    """How likely each has."""
    told_after: Floats
    """For how long it has to be silent until it is more likely to have ended than not."""


def ends_of(case: Ints, activity: Ints, at: Floats, until: float) -> Ends:
    """How likely each case has ended with its last row, in the order of the rows.

    Those that came to the same state end there, or go on after some time, which is censored where
    the log ends first: see `ends_in_state`. The state of a case is its whole way so far where 20
    rows or more have it, else the last activity and how often it was done, else the activity.

    Parameters
    ----------
    case, activity, at
        Of each row its case, what was done, and when; the rows of a case stand together, in the
        order of time; shape (rows,).
    until
        When the log ends.
    """
    last = np.append(np.diff(case) != 0, True)
    gap = np.maximum(0.0, np.where(last, until, np.append(at[1:], until)) - at)
    chance, told_after = np.ones(len(case)), np.zeros(len(case))
    unknown = last.copy()
    *fine, plain = states_of(case, activity)
    for state, least in [(one, ENOUGH) for one in fine] + [(plain, 1)]:
        often = np.bincount(state)
        here = unknown & (often[state] >= least)
        order = np.argsort(state, kind="stable")
        begin = np.cumsum(often) - often
        for k in np.unique(state[here]).tolist():
            rows = order[begin[k] : begin[k] + often[k]]
            found = ends_in_state(gap[rows], ~last[rows])
            mine = here[rows]
            chance[rows[mine]] = found.chance[mine]
            told_after[rows[mine]] = found.told_after[mine]
        unknown &= ~here
    return Ends(chance[last], told_after[last])


def ends_in_state(gap: Floats, went_on: Flags) -> Ends:
    """How likely each of those that came to one state has ended there; 0 for those that went on.

    A mixture cure model (Maller & Zhou 1996, "Survival analysis with long-term survivors"): a share
    p ends, the others go on after a time that is longer than u for S(u) of them, so that one that
    has been silent for u has ended with probability p / (p + (1 - p) S(u)). S is the Kaplan-Meier
    curve without its plateau, with one more time beyond the longest seen, which is longer than x
    times this with probability 1 / x: of a single case a silence not twice as long as what was seen
    is no end. p is the likeliest, found by expectation-maximisation.

    Parameters
    ----------
    gap
        Time until it went on, or for which it has been silent; shape (n,).
    went_on
        Whether it went on, shape (n,).
    """
    n, gone = len(gap), int(went_on.sum())
    chance = np.where(went_on, 0.0, 1.0)
    if gone in (0, n):
        return Ends(chance, np.zeros(n))
    times, survival = kaplan_meier(gap, went_on)
    plateau, longest = float(survival[-1]), max(float(times[-1]), _LEAST)
    later = np.concatenate([[1.0], (survival - plateau) / (1 - plateau)])
    silent = gap[~went_on]
    seen = later[np.searchsorted(times, silent, "right")]
    beyond = longest / np.maximum(silent, longest)
    longer = (gone * seen + beyond) / (gone + 1)
    share = (n - gone) / n
    for _ in range(_ROUNDS):
        ended = share / (share + (1 - share) * longer)
        moved, share = abs(share - float(ended.sum()) / n), float(ended.sum()) / n
        if moved < _STILL:
            break
    chance[~went_on] = ended
    odds = share / (1 - share)
    enough = np.flatnonzero((gone * later + 1) / (gone + 1) <= odds)
    if len(enough):
        told_after = np.concatenate([[0.0], times])[enough[0]]
    else:
        told_after = longest / max(odds * (gone + 1), 1e-9)
    return Ends(chance, np.full(n, told_after))


def states_of(case: Ints, activity: Ints) -> tuple[Ints, Ints, Ints]:
    """Of each row the way so far, the activity and how often it was done, and the activity."""
    ways: dict[tuple[int, int], int] = {}
    times: dict[tuple[int, int], int] = {}
    way, nth = np.empty(len(case), np.int64), np.empty(len(case), np.int64)
    now, so_far, done = -1, -1, Counter[int]()
    for k, (one, step) in enumerate(zip(case.tolist(), activity.tolist(), strict=True)):
        if one != now:
            now, so_far, done = one, -1, Counter()
        done[step] += 1
        so_far = way[k] = ways.setdefault((so_far, step), len(ways))
        nth[k] = times.setdefault((step, done[step]), len(times))
    return way, nth, activity
