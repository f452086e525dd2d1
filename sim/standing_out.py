"""Hours of the day at which the difference between before and after stands out, found by itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np

from sim.intervals import central, pseudo_values, spread, t_quantiles
from sim.variates import Floats

LARGER = 3.0
"""How many times the difference at other hours that at these must be, beyond chance."""
_MOST = 0.5
"""Share of those who come beyond which hours are no longer certain hours."""
_AS_GOOD = 0.95
"""Share of the best choice's score from which one run of hours says as much as two of them."""
_STATEMENTS = 3
"""What is stated of each choice of hours: the difference then, at other hours, and that one is
so much larger."""

Sums = tuple[Floats, Floats]
"""Numerators and denominators of a level by hour, each of shape (replications, hours)."""


@dataclass(frozen=True, slots=True)
class StandingOut:
    """Hours of the day, and the level of those who come then, before and after."""

    hours: tuple[int, ...]
    """Places of the hours, in order."""
    share: float
    """Of those who come, how many come then: the greater share of both sides."""
    before: float
    after: float
    low: float
    """The difference at these hours is simultaneously within these ends; see `standing_out`."""
    high: float
    elsewhere: float
    """The difference at all other hours, and its ends."""
    elsewhere_low: float
    elsewhere_high: float

    @property
    def difference(self) -> float:
        """After less before, at these hours."""
        return self.after - self.before


def standing_out(
    before: Sums, after: Sums, *, looks: int = 1, confidence: float = 0.95
) -> StandingOut | None:
    """One or two runs of hours at which a paired difference stands out; None where none does.

    Of all runs of hours, and of all two of them, those are picked whose difference is furthest from
    that at the other hours for the number who come (the scan statistic of Kulldorff 1997, "A
    spatial scan statistic", for normal means); one run goes before two that are hardly further, as
    hours at which few come make none of their own. They stand out when at most half of those who
    come do so then, their difference leaves out zero, and it is `LARGER` times that of the others
    or more, or of the other sign, beyond chance. As they were picked after the event, every
    interval holds for all choices at once: Student-t on jackknife pseudo-values, its error divided
    by the number of statements (Bonferroni; Dunn 1961, "Multiple comparisons among means").

    Parameters
    ----------
    before, after
        A level by hour on the same random numbers. Hours at which nobody comes on either side are
        left aside.
    looks
        How many levels are looked at like this one, for all of which it shall hold at once.
    confidence
        Of all statements together.
    """
    n, every = before[0].shape
    known = [k for k in range(every) if all(side[1][:, k].any() for side in (before, after))]
    if n < 2 or len(known) < 2:
        return None
    choices = _choices(len(known))
    sides = [(side[0][:, known], side[1][:, known]) for side in (before, after)]
    picked = _picked(sides, choices)
    if picked is None:
        return None
    best, share = picked
    # Of those who come then, and of those who come at other hours, one column of each.
    parts = [
        [(value @ hours[:, None], per @ hours[:, None]) for value, per in sides]
        for hours in (choices[best], 1 - choices[best])
    ]
    level = [[float(central(*side)[0]) for side in part] for part in parts]
    pseudo = [pseudo_values(*last) - pseudo_values(*first) for first, last in parts]
    difference, elsewhere = (last - first for first, last in level)
    sign = math.copysign(1.0, difference)
    error = (1 - confidence) / (_STATEMENTS * len(choices) * looks)
    half, half_elsewhere, half_excess = (
        _half(one, error) for one in (*pseudo, pseudo[0] - LARGER * pseudo[1])
    )
    exceeds = sign * (difference - LARGER * elsewhere) > half_excess
    if abs(difference) <= half or not exceeds:
        return None
    return StandingOut(
        hours=tuple(known[k] for k in np.flatnonzero(choices[best])),
        share=share,
        before=level[0][0],
        after=level[0][1],
        low=difference - half,
        high=difference + half,
        elsewhere=elsewhere,
        elsewhere_low=elsewhere - half_elsewhere,
        elsewhere_high=elsewhere + half_elsewhere,
    )


def _picked(sides: Sequence[Sums], choices: Floats) -> tuple[int, float] | None:
    """The choice whose difference is furthest from that of the other hours, and who comes then."""
    then = [[of.sum(axis=0) @ choices.T for of in side] for side in sides]
    others = [[of.sum(axis=0) @ (1 - choices).T for of in side] for side in sides]
    comers, rest = ([side[1] for side in part] for part in (then, others))
    shares = np.max([a / (a + b) for a, b in zip(comers, rest, strict=True)], axis=0)
    allowed = (shares <= _MOST) & (np.min([*comers, *rest], axis=0) > 0)
    if not allowed.any():
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        first, last = (
            np.subtract(*(side[0] / side[1] for side in reversed(part))) for part in (then, others)
        )
    here, there = (np.mean(of, axis=0) for of in (comers, rest))
    score = np.abs(first - last) * np.sqrt(here * there / (here + there))
    scores = np.where(allowed, score, -1.0)
    best, alone = int(np.argmax(scores)), int(np.argmax(scores[: _of_one_run(choices)]))
    picked = alone if scores[alone] >= _AS_GOOD * scores[best] else best
    return picked, float(shares[picked])


def _half(pseudo: Floats, error: float) -> float:
    """Half of the interval of a mean, one column, that misses with this probability."""
    _, of_mean, count = spread(pseudo)
    return float((of_mean * t_quantiles(1 - error, count))[0])


@lru_cache(maxsize=8)
def _choices(n: int) -> Floats:
    """Every run of n hours, then every two runs with others between; shape (choices, n)."""
    found = np.zeros((math.comb(n + 1, 2) + math.comb(n + 1, 4), n))
    cuts = [*combinations(range(n + 1), 2), *combinations(range(n + 1), 4)]
    for row, edges in zip(found, cuts, strict=True):
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            row[begin:end] = 1.0
    return found


def _of_one_run(choices: Floats) -> int:
    """How many of the choices are one run of hours; they come first."""
    return math.comb(choices.shape[1] + 1, 2)


def spans_of(hours: tuple[int, ...], length: float) -> tuple[tuple[float, float], ...]:
    """From when to when some hours of the day are [s since midnight], joined where they meet."""
    edges = [0, *(k for k, (a, b) in enumerate(pairwise(hours), 1) if b > a + 1), len(hours)]
    return tuple((hours[a] * length, (hours[b - 1] + 1) * length) for a, b in pairwise(edges))
