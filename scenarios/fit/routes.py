"""The ways that cases take, as a tree of steps with the share of cases that goes each way."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints

LONG = 1800.0
"""A delay from which on a piece is said to have been left lying [s]."""
_PARTS = (1 / 8, 1 / 4, 1 / 2, 3 / 4, 7 / 8)
"""Shares of the cases that wait less in all: so waits are told apart, the long ones finest."""
_ENOUGH = 20
"""Cases at a place from which on those left lying and those done at once part ways."""
_CLOSE = 0.1
"""Hand-overs that chance gives within so much of those seen need no explanation."""
_LEAST = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 2584, 10946)
"""Cases that one way has at least, until all fit into the steps allowed."""
_WAYS = 50
"""Ways of the mean length that a tree has room for."""
_LEAST_STEPS, _MOST_STEPS = 800, 3000
"""Steps a tree has room for at least; and at most, as simulating more takes minutes."""
_GOLDEN = (5**0.5 - 1) / 2
"""Steps of this size fill a circle evenly, however many there are."""
_Kind = TypeVar("_Kind", int, Ints)
Symbol = tuple[int, int]
"""Activity and group; below 0 it stands for any group of a kind, see `any_of`."""


def any_of(kind: _Kind) -> _Kind:
    """What stands for any group of a kind, in the place of a group's number; and back."""
    return -1 - kind


class Pace(NamedTuple):
    """How a case gets on: by its waits, among those of its matter."""

    ahead: int
    """Part of the waits that are before it yet, the one before this step among them."""
    after: int
    """Part of those that remain after this one."""
    left: bool
    """Whether it was left lying before this step."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A step of one case: its events, several where it was done over without being left lying."""

    symbol: Symbol
    events: tuple[int, ...]
    """Indices of its events."""
    pace: Pace
    delay: float
    """Waiting before all of them [s]."""


@dataclass(slots=True)
class Place:
    """A step in the tree, with what follows it."""

    symbol: Symbol
    pace: Pace | None
    """That of its visits; None where cases of every pace come."""
    weight: float
    """Cases that come here; those of rare ways count for others too."""
    events: list[int]
    """Events of these cases here."""
    waits: list[tuple[float, float]]
    """Waiting [s] of each of these cases, and how many cases that one stands for."""
    again: float
    """Share of the times it is done that it is done over at once."""
    next: list[Place] = field(default_factory=list)
    """What follows; cases that take none of them end here."""


@dataclass(frozen=True, slots=True)
class Routes:
    """All ways from the first step on."""

    places: tuple[Place, ...]
    """First steps."""
    steps: int
    """Steps in the tree."""
    least: int
    """Cases that a way has at least; rarer ones stand for each other."""
    stood_for: float
    """Share of the cases whose own way is not in the tree from some step on."""


def visits_of(
    case: Ints, activity: Ints, group: Ints, delay: Floats, matter: Ints
) -> tuple[tuple[Visit, ...], ...]:
    """The steps of each case in order; the same step done over without being left lying is one.

    Parameters
    ----------
    case, activity, group, delay
        Of each event, by case and time; shape (events,). Groups that are not to be told apart have
        the number of their kind, see `any_of`.
    matter
        Of each case, shape (cases,).

    Waits of one case hang together: whoever takes it up goes through its steps one after the other,
    in a minute or in twenty, and what was left lying once is left again, or gone through at once
    from then on. By the waits that are before a case and those that remain after this one, both as
    parts of all cases, each wait is told as far as matters for their sum.
    """
    new = np.ones(len(case), dtype=np.bool_)
    new[1:] = np.diff(case) != 0
    new[1:] |= (np.diff(activity) != 0) | (np.diff(group) != 0)
    # What is taken up again later waits by itself: how long, no other time it was done tells.
    new |= delay >= LONG
    begin = np.flatnonzero(new)
    until = np.append(begin[1:], len(case))
    waits = np.add.reduceat(delay, begin)
    paces = _paces(case[begin], waits, delay[begin] >= LONG, matter)
    made: list[list[Visit]] = [[] for _ in matter]
    rows = zip(
        *(of.tolist() for of in (case[begin], activity[begin], group[begin], begin, until, waits)),
        paces,
        strict=True,
    )
    for number, act, grp, first, last, wait, pace in rows:
        made[number].append(Visit((act, grp), tuple(range(first, last)), pace, wait))
    return tuple(tuple(way) for way in made)


def _paces(case: Ints, waits: Floats, left: Flags, matter: Ints) -> list[Pace]:
    """Of each visit; shape of all but ``matter`` (visits,)."""
    sums = np.cumsum(waits[::-1])[::-1]
    ends = np.append(sums[np.flatnonzero(np.diff(case)) + 1], 0.0)
    # To the millisecond: equal waits stay equal.
    ahead = np.round(sums - ends[case], 3)
    after = np.round(sums - waits - ends[case], 3)
    first = np.flatnonzero(np.diff(case, prepend=-1))
    ranks = np.zeros((2, len(case)), dtype=np.int64)
    for one in np.unique(matter):
        bounds = np.quantile(ahead[first[matter == one]], _PARTS)
        own = matter[case] == one
        ranks[:, own] = np.searchsorted(bounds, np.stack([ahead[own], after[own]]), "right")
    return [Pace(*row) for row in zip(*ranks.tolist(), left.tolist(), strict=True)]


def handovers(case: Ints, group: Ints) -> float:
    """Changes of the group from one event of a case to the next, per case."""
    changed = (np.diff(case) == 0) & (np.diff(group) != 0)
    return float(changed.sum()) / max(1, int(case[-1]) + 1)


def groups_hang_together(case: Ints, activity: Ints, group: Ints) -> bool:
    """Whether groups are told apart along the way: not when chance gives as many hand-overs.

    Where each event takes one of the groups of its activity whatever the rest of the case did, the
    hand-overs expected are the sum over pairs of events of 1 - sum of p q over groups. Ten percent
    off is close.
    """
    shares = np.zeros((int(activity.max()) + 1, int(group.max()) + 1))
    np.add.at(shares, (activity, group), 1.0)
    shares /= np.maximum(1.0, shares.sum(axis=1, keepdims=True))
    pairs = np.flatnonzero(np.diff(case) == 0)
    same = (shares[activity[pairs]] * shares[activity[pairs + 1]]).sum(axis=1)
    expected = float((1 - same).sum()) / max(1, int(case[-1]) + 1)
    return abs(expected - handovers(case, group)) > _CLOSE * max(expected, 0.1)


def steps_for(ways: tuple[tuple[Visit, ...], ...]) -> int:
    """Steps that a tree of ways should have room for: 50 ways of the mean length, 800 at least.

    Where no two cases go the same way, a tree has as many different ways as fit into its steps:
    with 40 steps a case 800 are 20 ways, the times of which are those of a sample of 20.

    Parameters
    ----------
    ways
        The steps of each case.
    """
    mean = sum(map(len, ways)) / max(1, len(ways))
    return int(min(_MOST_STEPS, max(_LEAST_STEPS, _WAYS * mean)))


def grow(ways: tuple[tuple[Visit, ...], ...], weight: Floats, steps_at_most: int) -> Routes:
    """A tree of the ways with as few left out as the steps allow.

    Parameters
    ----------
    ways
        The steps of each case.
    weight
        How many cases each stands for, above 0, shape (ways,).
    steps_at_most
        Steps that the tree may have.

    Cases that come to a place part by what they do next; where there are enough of them, also by
    whether it was left lying and by the waits before it and after, as these hang together. Ways
    that fewer than ``least`` cases take stand for each other: in the order of their steps and of
    the waiting that is still before them they are cut into parts of ``least`` cases, and one of
    each takes the weight of its part, so that times keep their spread: systematic sampling
    (Cochran 1977, ch. 8), from a start that goes on from place to place. The one in the middle
    would be the usual one everywhere, and long ways, which are few, would go lost. Fewer than half
    of ``least`` add to the others' weight, and are owed to the next place with rare ways, which
    then count for more there. Whoever goes on does so in the tree as well.

    ``least`` is the smallest number with which the tree has no more steps than allowed.
    """
    for least in _LEAST:
        tree = _Tree(ways, weight, least, steps_at_most if least < _LEAST[-1] else math.inf)
        places = tree.below(list(range(len(ways))), 0, 1.0)
        if tree.steps <= steps_at_most:
            break
    return Routes(tuple(places), tree.steps, least, tree.stood_for / max(1.0, float(weight.sum())))


_Branch = tuple[Symbol, Pace | None]
"""Cases that do the same next, in the same way where there are enough to tell."""


class _Tree:
    def __init__(
        self, ways: tuple[tuple[Visit, ...], ...], weight: Floats, least: int, most: float
    ) -> None:
        self._most = most
        self._ways = ways
        self._weight = weight
        self._least = least
        self._ahead = [_sums_from_the_end([v.delay for v in way]) for way in ways]
        self.steps = 0
        self.stood_for = 0.0
        self._owed = 0.0
        self._start = 0.5

    def below(self, cases: list[int], depth: int, scale: float) -> list[Place]:
        """The places that cases go to after ``depth`` steps."""
        if self.steps > self._most:
            return []  # too many steps: a tree with a larger least is grown instead
        fine = len(cases) >= _ENOUGH
        parted: dict[_Branch, list[int]] = defaultdict(list)
        for case in cases:
            if depth < len(self._ways[case]):
                visit = self._ways[case][depth]
                parted[visit.symbol, visit.pace if fine else None].append(case)
        mass = {key: float(self._weight[mine].sum()) for key, mine in parted.items()}
        rare = [key for key, mine in parted.items() if len(mine) < self._least]
        weight = {key: 1.0 for key, mine in parted.items() if len(mine) >= self._least}
        total = sum(mass[key] for key in rare)
        common = sum(mass[key] for key in weight)
        # What was too rare elsewhere counts here, so that rare ways do not get rarer.
        extra = min(self._owed, common / 2) if rare else 0.0
        parts = _rounded(round(sum(len(parted[key]) for key in rare) + extra), self._least)
        if rare and not parts and not weight:
            parts = 1  # those who go on do so, whatever they stand for
        if parts:
            self._owed -= extra
            weight = dict.fromkeys(weight, 1.0 - extra / max(1.0, common))
            for key, often in self._of_parts(rare, parted, mass, depth, parts):
                weight[key] = often * (1 + extra / total) / mass[key]
        else:
            self._owed += total
            weight = dict.fromkeys(weight, 1.0 + total / max(1.0, common))
        self.stood_for += sum(mass[key] for key in rare if key not in weight)
        weight = {k: weight[k] for k in sorted(weight, key=lambda k: (-len(parted[k]), k))}
        return [self._place(parted[key], depth, scale * weight[key], key[1]) for key in weight]

    def _of_parts(
        self,
        rare: list[_Branch],
        parted: dict[_Branch, list[int]],
        mass: dict[_Branch, float],
        depth: int,
        parts: int,
    ) -> Iterator[tuple[_Branch, float]]:
        """One of each part of the rare ways, with the cases that it stands for."""
        ahead = {key: np.mean([self._ahead[case][depth] for case in parted[key]]) for key in rare}
        steps = {key: round(np.mean([len(self._ways[c]) for c in parted[key]])) for key in rare}
        order = sorted(rare, key=lambda key: (steps[key], ahead[key], key))
        until = np.cumsum([mass[key] for key in order])
        part = float(until[-1]) / parts
        self._start = (self._start + _GOLDEN) % 1.0
        at = np.searchsorted(until, (np.arange(parts) + self._start) * part)
        for k, often in zip(*np.unique(at, return_counts=True), strict=True):
            yield order[int(k)], float(often) * part

    def _place(self, cases: list[int], depth: int, scale: float, pace: Pace | None) -> Place:
        self.steps += 1
        visits = [self._ways[case][depth] for case in cases]
        events = [k for visit in visits for k in visit.events]
        came = self._weight[cases]
        done = float((came * [len(visit.events) for visit in visits]).sum())
        return Place(
            symbol=visits[0].symbol,
            pace=pace,
            weight=scale * float(came.sum()),
            events=events,
            waits=[(v.delay, own) for v, own in zip(visits, came.tolist(), strict=True)],
            again=1 - float(came.sum()) / done,
            next=self.below(cases, depth + 1, scale),
        )


def _sums_from_the_end(values: list[float]) -> list[float]:
    sums = np.cumsum(np.array(values[::-1], dtype=np.float64))[::-1]
    return [float(one) for one in sums]


def _rounded(total: int, least: int) -> int:
    """How many ways stand for so many cases; none for less than half of one."""
    return (total + least // 2) // least if least > 1 else total


def places_in(places: tuple[Place, ...] | list[Place]) -> Iterator[Place]:
    """Every place of a tree, each before those that follow it."""
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        yield place
        waiting += place.next
