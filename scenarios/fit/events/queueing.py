"""How much of the wait before an event was for people who were busy, told by who was idle."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.stats import t

from scenarios.fit.contacts import Flags, Floats, Ints

_ENOUGH = 20
"""Pieces begun by somebody idle that tell the delays before a step after another."""
_FEW = 5
"""Fewer tell nothing."""
_JUST_THEN = 1e-3
"""Open time is exact to less [s]."""
_GOLDEN = (5**0.5 - 1) / 2
"""Multiples of it lie evenly between whole numbers, however many are taken (Weyl 1916)."""


class Queueing(NamedTuple):
    """Waiting for busy people [s], shape (events,) each."""

    busy: Floats
    least: Floats
    """Of the intervals of 95 % of the means of many events, not of each."""
    most: Floats


def queueing(wait: Floats, idle: Floats, step: Ints, after: Ints, tells: Flags) -> Queueing:
    """Part waits into a delay and a queue.

    Who comes into a queue while somebody is idle is taken at once: all that these pieces waited was
    a delay. Whether somebody is idle when a delay ends does not hang on how long it was: of
    arrivals like Poisson's, moved by delays that do not hang on each other, delays are marks that
    tell nothing of the queue (displacement theorem, Kingman 1993, "Poisson Processes", 5.5; with
    PASTA, Wolff 1982). So the delays of pieces begun by somebody idle are those of all, in whatever
    order a queue is served, and what the others waited beyond them, on the mean, was for people.
    A queue began no earlier than somebody was idle last: each of the others is given one of these
    delays that is possible for it, and then all of them the same part of what their bounds leave,
    so that their mean is right.

    Parameters
    ----------
    wait
        From when an event could have been begun until it was [s of open time], shape (events,).
    idle
        How much of the wait had passed when somebody was idle last; all of it for who was begun by
        somebody idle; below 0 where nobody was [s].
    step, after
        Which step of which group each is, and that which it follows: their pieces are taken
        together where 20 or more were begun by somebody idle, else those of a step, and where fewer
        than 5 of these were, nothing tells more than bounds.
    tells
        Whether the wait of an event is known.
    """
    soonest = np.where(tells, np.clip(idle, 0.0, wait), wait)
    at_once = tells & (idle >= wait - _JUST_THEN)
    delay = np.where(at_once, wait, soonest)
    busy, least, most = wait - delay, np.zeros(len(wait)), wait - delay
    pair = step * (int(after.max(initial=0)) + 2) + after
    for one in np.unique(pair[tells & ~at_once]).tolist():
        own = tells & (pair == one)
        others = own & ~at_once
        seen = own & at_once
        if seen.sum() < _ENOUGH:
            seen = tells & at_once & (step == step[own][0])
        if seen.sum() < _FEW:
            continue
        shared = _shared_out(wait[seen], soonest[others], wait[others])
        busy[others] = wait[others] - shared
        off = _half_width(wait[seen], int(others.sum()))
        mean, bound = float(busy[others].mean()), float((wait - soonest)[others].mean())
        least[others] = busy[others] * max(0.0, 1 - off / mean) if mean else 0.0
        part = min(1.0, off / (bound - mean)) if bound > mean else 0.0
        most[others] = busy[others] + part * (shared - soonest[others])
    return Queueing(busy, least, most)


def _shared_out(seen: Floats, soonest: Floats, longest: Floats) -> Floats:
    """Delays between bounds, as they were seen of others, with their mean as near as can be."""
    value = np.sort(seen)
    first = np.searchsorted(value, soonest, "left")
    beyond = np.searchsorted(value, longest, "right")
    turn = np.arange(len(soonest)) * _GOLDEN % 1.0
    pick = first + (turn * np.maximum(0, beyond - first)).astype(np.int64)
    made = np.clip(value[np.minimum(pick, len(value) - 1)], soonest, longest)
    lacking = float(value.mean() - made.mean())
    room = longest - made if lacking > 0 else made - soonest
    spare = float(room.mean())
    part = min(1.0, abs(lacking) / spare) if spare else 0.0
    return np.asarray(made + np.sign(lacking) * part * room, dtype=np.float64)


def _half_width(seen: Floats, others: int) -> float:
    """Of an interval of 95 % for the mean of so many others [s]."""
    n = len(seen)
    deviation = float(seen.std(ddof=1)) * (1 / n + 1 / others) ** 0.5
    return float(t.ppf(0.975, n - 1) * deviation)
