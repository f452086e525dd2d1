"""When people came on duty and left, where a log shows only their first and their last service.

Who has nothing to do before the first service, or after the last, is not seen. She came no earlier
than the place opened, nor than the last moment at which people waited while she served nobody; and
days tell of each other: where people waited at nine on most days, and all windows served them, the
windows were there at nine on the other days too. Who is busy when the shift ends finishes the
service: of the last one its start alone was on duty for certain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import DAY, Flags, Floats, Ints

CELL = 100.0
"""Length of the cells of the day in which people may come and go [s]; divides a quarter hour."""
_ROUNDS = 200
"""Rounds of the EM algorithm, at most."""
_STILL = 1e-5
"""It is at its end when no probability changes more."""
_TOLD = 1000
"""So many spells tell when people come and go; more say the same."""
_LEAST = 1e-12
"""No cell has a smaller probability: a spell that did not tell may lie in it."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Time before first services in which the people may have come; shape (spells,) each."""

    earliest: Floats
    """Nobody was there before [s since midnight]."""
    first: Floats
    """Until when they had nobody to serve [s since midnight], not before ``earliest``."""
    idle: Floats
    """Mean time that each of them waits for somebody to come [s], more than 0."""
    latest: Floats
    """By when they had come [s since midnight], not before ``first``: who comes begins to serve
    thereafter, but time running backwards, who leaves may do so within a service."""


def there_before(unseen: Unseen, day: Ints, days: int) -> Floats:
    """Probabilities of having come, by cell of the day before the first service, added by day.

    The moments of coming are known within intervals: their distribution over the cells of the day
    is that of maximum likelihood (Turnbull 1976, "The empirical distribution function with
    arbitrarily grouped, censored and truncated data", by its EM algorithm), where a spell that
    came x before its first service had nobody to serve for so long with the probability
    exp(-x / idle). The probabilities of a spell are those given its own interval.

    Parameters
    ----------
    unseen
        The spells.
    day
        Of each spell, shape (spells,).
    days
        How many there are.

    Returns
    -------
    Mean number there in each cell, of each spell before ``latest``, shape (days, DAY / CELL).
    """
    made = np.zeros((days, round(DAY / CELL)))
    if not len(unseen.first):
        return made
    cells = _cells(unseen)
    told = np.unique(np.linspace(0, len(unseen.first) - 1, _TOLD).astype(np.int64))
    likely = _likely(unseen, told, cells)
    came = np.full(likely.shape[1], 1 / likely.shape[1])
    for _ in range(_ROUNDS):
        of_each = likely * came
        shares = (of_each / of_each.sum(axis=1, keepdims=True)).mean(axis=0)
        before, came = came, np.maximum(shares, _LEAST)
        if np.abs(came - before).max() < _STILL:
            break
    spells = np.arange(len(unseen.first))
    for rows in np.array_split(spells, max(1, len(spells) // _TOLD)):
        of_each = _likely(unseen, rows, cells) * came
        shares = of_each / of_each.sum(axis=1, keepdims=True)
        np.add.at(made[:, cells], day[rows], _there(unseen, rows, cells, shares))
    return made


def _cells(unseen: Unseen) -> slice:
    """The cells of the day in which anybody may have come."""
    low, high = unseen.earliest.min() // CELL, unseen.latest.max() // CELL
    return slice(max(0, int(low)), min(round(DAY / CELL), int(high) + 1))


def _begins(cells: slice) -> Floats:
    return np.arange(cells.start, cells.stop, dtype=np.float64) * CELL


def _there(unseen: Unseen, rows: Ints, cells: slice, of_each: Floats) -> Floats:
    """Mean share of each cell before the latest moment in which a person was there."""
    begin = _begins(cells)
    earliest, latest = unseen.earliest[rows, None], unseen.latest[rows, None]
    inside = np.minimum(begin + CELL, latest) - np.maximum(begin, earliest)
    last = (begin <= latest) & (latest < begin + CELL)
    # Who came in the cell of the latest moment was there for half of the time until then.
    come = np.cumsum(of_each, axis=1) - np.where(last, 0.5 * of_each, 0.0)
    return np.asarray(come * np.clip(inside / CELL, 0.0, 1.0), dtype=np.float64)


def _likely(unseen: Unseen, rows: Ints, cells: slice) -> Floats:
    """Likelihood of each spell by the cell in which it came, shape (rows, cells).

    Who came in the cell of the first service, or in a later one, did not wait; in an earlier cell
    she came at its begin.
    """
    begin = _begins(cells)
    earliest, first = unseen.earliest[rows, None], unseen.first[rows, None]
    came = np.maximum(begin, earliest)
    possible: Flags = (begin + CELL > earliest) & (begin <= unseen.latest[rows, None])
    idle = np.where(begin + CELL > first, 0.0, first - came)
    return np.where(possible, np.exp(-idle / unseen.idle[rows, None]), 0.0)
