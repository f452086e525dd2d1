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
_KINDS = 2
"""Kinds of choices, one run of hours or two, of which each has the same part of the error."""

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
    interval holds for all choices at once that could have been picked: Student-t on jackknife
    pseudo-values, its error divided by the number of choices (Bonferroni; Dunn 1961, "Multiple
    comparisons among means"). One run of hours has half of the error, as a redesign acts at one
    more often than at two, and there are far fewer of them. That hours stand out needs both tests,
    so neither has to share its error with the other (Berger 1982, "Multiparameter hypothesis
    testing and acceptance sampling": the intersection-union test).

    Parameters
    ----------
    before, after
        A level by hour on the same random numbers. Hours at which nobody comes on either side are
        left aside.
    looks
        How many levels are looked at like this one, for all of which it shall hold at once.
    confidence
        Of all statements of a kind together: that hours stand out, the differences at them, and
        those at the other hours.
    """
    picked = _most_apart(before, after, looks, confidence)
    if picked is None:
        return None
    half, half_elsewhere, half_excess = (_half(one, picked.error) for one in picked.pseudo)
    if abs(picked.difference) <= half or picked.excess <= half_excess:
        return None
    difference, elsewhere = picked.difference, picked.elsewhere
    return StandingOut(
        hours=picked.hours,
        share=picked.share,
        before=picked.before,
        after=picked.after,
        low=difference - half,
        high=difference + half,
        elsewhere=elsewhere,
        elsewhere_low=elsewhere - half_elsewhere,
        elsewhere_high=elsewhere + half_elsewhere,
    )


def runs_to_tell(
    before: Sums, after: Sums, most: int, *, looks: int = 1, confidence: float = 0.95
) -> tuple[int, float, float] | None:
    """How many replications would tell that hours stand out, if those made are like all others.

    Parameters
    ----------
    before, after, looks, confidence
        As for `standing_out`.
    most
        Replications that are asked for at most.

    Returns
    -------
    tuple or None
        The number, then the difference at the hours that are most apart, and what was there before;
        None where so many would not do.
    """
    picked = _most_apart(before, after, looks, confidence)
    if picked is None:
        return None
    one_run = [float(spread(pseudo)[1][0]) * math.sqrt(len(pseudo)) for pseudo in picked.pseudo]
    numbers = np.arange(2, most + 1, dtype=np.float64)
    wide = t_quantiles(1 - picked.error, numbers) / np.sqrt(numbers)
    told = (abs(picked.difference) > wide * one_run[0]) & (picked.excess > wide * one_run[2])
    if not told.any():
        return None
    return int(numbers[told.argmax()]), picked.difference, picked.before


@dataclass(frozen=True, slots=True, eq=False)
class _MostApart:
    """The hours whose difference is furthest from that of all others."""

    hours: tuple[int, ...]
    share: float
    before: float
    after: float
    elsewhere: float
    pseudo: tuple[Floats, Floats, Floats]
    """What each replication says about the difference, that of the others, and the excess."""
    error: float
    """What the interval of each statement about these hours may miss with."""

    @property
    def difference(self) -> float:
        return self.after - self.before

    @property
    def excess(self) -> float:
        """How much the difference is beyond `LARGER` times that of the others, the same way."""
        return abs(self.difference) - LARGER * math.copysign(1.0, self.difference) * self.elsewhere


def _most_apart(before: Sums, after: Sums, looks: int, confidence: float) -> _MostApart | None:
    n, every = before[0].shape
    known = [k for k in range(every) if all(side[1][:, k].any() for side in (before, after))]
    if n < 2 or len(known) < 2:
        return None
    choices = _choices(len(known))
    sides = [(side[0][:, known], side[1][:, known]) for side in (before, after)]
    picked = _picked(sides, choices)
    if picked is None:
        return None
    best, share, alike = picked
    # Of those who come then, and of those who come at other hours, one column of each.
    parts = [
        [(value @ hours[:, None], per @ hours[:, None]) for value, per in sides]
        for hours in (choices[best], 1 - choices[best])
    ]
    level = [[float(central(*side)[0]) for side in part] for part in parts]
    then, others = (pseudo_values(*last) - pseudo_values(*first) for first, last in parts)
    return _MostApart(
        hours=tuple(known[k] for k in np.flatnonzero(choices[best])),
        share=share,
        before=level[0][0],
        after=level[0][1],
        elsewhere=level[1][1] - level[1][0],
        pseudo=(then, others, then - LARGER * others),
        error=(1 - confidence) / (_KINDS * alike * looks),
    )


def _picked(sides: Sequence[Sums], choices: Floats) -> tuple[int, float, int] | None:
    """The choice whose difference is furthest from that of the other hours, the share of those who
    come then, and how many choices of its kind could have been picked.
    """
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
    ones = _of_one_run(choices)
    best, alone = int(np.argmax(scores)), int(np.argmax(scores[:ones]))
    picked = alone if scores[alone] >= _AS_GOOD * scores[best] else best
    alike = allowed[:ones] if picked < ones else allowed[ones:]
    return picked, float(shares[picked]), int(np.count_nonzero(alike))


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
