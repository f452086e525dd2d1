"""Whether the hour of the day tells what people come for, and with it how long they take."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import DAY, Floats, Ints

_MATTERS = 0.03
"""Mean service of those who come varies over the day by no less, or matters come alike."""


def mix_spread(arrival: Floats, matter: Ints, mean: Floats, interval: float) -> float:
    """Spread over the day of the mean service that the matters of an interval make (cv).

    Who comes at what time decides load: a short matter that comes in the afternoon takes it off
    the morning. Of the variance between intervals that of n people drawn alike, var / n, is taken
    off.

    Parameters
    ----------
    arrival, matter
        Moment [s] and matter of each, shape (contacts,).
    mean
        Mean service of each matter [s], shape (matters,).
    interval
        Length of an interval [s].
    """
    cell = (arrival % DAY // interval).astype(np.int64)
    n = np.bincount(cell)
    seen = n > 0
    taken = mean[matter]
    made = np.bincount(cell, weights=taken)[seen] / n[seen]
    whole = float(taken.mean())
    between = float(np.average((made - whole) ** 2, weights=n[seen]))
    by_chance = float(taken.var()) * int(seen.sum()) / len(taken)
    return max(0.0, between - by_chance) ** 0.5 / whole if whole else 0.0


def changes(arrival: Floats, matter: Ints, mean: Floats, interval: float) -> bool:
    """Whether matters need arrivals of their own; see `mix_spread`."""
    return mix_spread(arrival, matter, mean, interval) >= _MATTERS
