"""Which work has a distribution of its own: that of an activity and group, or of one matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.events.log import Events
from scenarios.fit.events.times import EventTimes
from scenarios.fit.routes import Symbol
from scenarios.fit.welch import welch_p

ENOUGH = 30
"""Pieces of a matter that its work is fitted to by itself."""
_CHANCE = 0.001
"""p-value up to which means differ beyond chance: many activities are looked at."""
_NOTED = 0.1
"""Share of the mean of all by which a matter's has to differ."""
_SECOND = 1.0
"""Logs write moments to the second, or coarser [s]."""


class WorkKind(NamedTuple):
    """What an activity of a group is for some matters: pieces of one distribution."""

    activity: int
    group: int
    matters: tuple[int, ...]
    """Indices of the matters whose cases have it."""

    @property
    def symbol(self) -> Symbol:
        """The activity and group."""
        return self.activity, self.group

    def pieces(self, events: Events) -> Flags:
        """Which events are of this kind, shape (events,)."""
        same = (events.activity == self.activity) & (events.group == self.group)
        return np.asarray(same & np.isin(events.service, self.matters), dtype=np.bool_)


def kinds_of(events: Events, times: EventTimes) -> Iterator[WorkKind]:
    """The kinds of work of a log, by activity and group: the one that matters share comes first.

    Compared are the matters with 30 pieces or more. Where their means differ beyond chance, by
    Welch's analysis of variance at 0.1 %, and one by more than 10 % from that of all, the one
    farthest from the others, by Welch's t, has work of its own; then those that are left are
    compared, until they do not differ. These and all others share one. Only logged work tells:
    completions alone bound it.
    """
    logged = np.isfinite(events.start)
    code = events.activity * len(events.groups) + events.group
    for one in np.unique(code).tolist():
        activity, group = one // len(events.groups), one % len(events.groups)
        own = code == one
        told = own & logged
        work = by_matter(times.work[told], events.service[told], ENOUGH)
        apart = _apart(work) if events.has_starts else []
        shared = np.setdiff1d(events.service[own], apart).tolist()
        yield WorkKind(activity, group, tuple(shared))
        yield from (WorkKind(activity, group, (matter,)) for matter in apart)


def by_matter(work: Floats, matter: Ints, least: int) -> dict[int, Floats]:
    """Work of each matter that has so many pieces at least [s]."""
    each = {int(k): work[matter == k] for k in np.unique(matter)}
    return {k: one for k, one in each.items() if len(one) >= least}


def differ(samples: Sequence[Floats], mean: float) -> bool:
    """Whether means differ beyond chance, one of them by more than 10 % from that of all.

    Parameters
    ----------
    samples
        Work of each matter, two pieces or more [s].
    mean
        Of all [s].
    """
    if len(samples) < 2:
        return False
    means = np.array([one.mean() for one in samples])
    if np.abs(means - mean).max() <= _NOTED * mean:
        return False
    return welch_p(samples, _SECOND) <= _CHANCE


def _apart(samples: dict[int, Floats]) -> list[int]:
    """The matters with work of their own, in order."""
    left, apart = dict(samples), []
    while left and differ(list(left.values()), float(np.concatenate([*left.values()]).mean())):
        apart.append(list(left)[_farthest(list(left.values()))])
        del left[apart[-1]]
    return sorted(apart)


def _farthest(samples: Sequence[Floats]) -> int:
    """Which mean is farthest from that of all others, in standard errors of the difference.

    Means are weighted by n / variance, as in Welch's analysis: this is the one without which the
    others differ least. Of two, which are as far from each other, it is the one with fewer pieces.
    """
    n = np.array([len(one) for one in samples])
    mean = np.array([one.mean() for one in samples])
    weight = n / np.maximum([one.var(ddof=1) for one in samples], _SECOND**2 / 12)
    others = 1 - np.eye(len(samples))
    rest, total = others @ (weight * mean), others @ weight
    far = np.abs(mean - rest / total) / np.sqrt(1 / weight + 1 / total)
    return int(np.lexsort((-n, far.round(6)))[-1])
