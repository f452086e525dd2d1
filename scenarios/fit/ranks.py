"""Who goes before whom: classes of people in the order that a log shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from scenarios.fit.contacts import Contacts, Flags, Floats, Ints
from scenarios.fit.contests import NOTICED, Contests, contests_of, met_others
from scenarios.fit.handed_out import waits_by_rank

By = Literal["priority", "matter", "nothing"]
"""What tells the classes apart."""
_FEW = 100
"""Fewer who waited say nothing of an order."""
_NEARER = 0.5
"""Whoever passes more of those who came earlier is nearer to going strictly first than to waiting
for them."""
_OFTEN = 3.0
"""Whoever goes first passes so many times as often as being passed."""
_PEOPLE = 100_000
"""Served people whose starts are handed out anew, the last of a long log."""
_CELL = 1800.0
"""Within such a time people of all classes come by chance [s]."""
_BEYOND_CHANCE = 4.0
"""Standard deviations that chance makes once in 16,000 times."""
_FEW_MET = 30
"""Fewer who came while others waited say nothing of shares."""


@dataclass(frozen=True, slots=True)
class Precedence:
    """Some classes that a log has go before others."""

    first: tuple[str, ...]
    """Classes that go first, empty for those without a name."""
    behind: tuple[str, ...]
    """Classes that they go before."""
    passed: float
    """Of pairs of which the one behind came first, the share whose other was taken first."""
    was_passed: float
    """The same the other way round."""
    missed: float
    """What the mean waits of the classes are off by when the starts of the log are handed out with
    these strictly first [s]."""
    missed_without: float
    """The same with both by who came first [s]."""

    @property
    def strict(self) -> bool:
        """Whether the waits of the log are nearer to strict ranks than to first come, first
        served.
        """
        return self.missed < self.missed_without


@dataclass(frozen=True, slots=True)
class Ranks:
    """Classes of people by who goes first."""

    by: By = "nothing"
    """What tells the classes apart; ``nothing`` where none goes first."""
    classes: tuple[str, ...] = ()
    """Their names, empty for those without one."""
    rank: tuple[int, ...] = ()
    """Rank of each class: all of 0 go before all of 1."""
    cases: tuple[int, ...] = ()
    """People of each class."""
    seen: tuple[Precedence, ...] = ()
    """What the log shows, those who go first of all at the head; ranks are of the strict ones."""
    of_those_who_met: bool = False
    """Whether shares are of those who came while others waited, because the log gives the class by
    whether somebody waited."""

    @property
    def number(self) -> int:
        """How many ranks there are, at least one."""
        return max(self.rank, default=0) + 1

    def of_each(self, contacts: Contacts, matter: Ints) -> Ints:
        """The rank of each, shape (contacts,); ``matter`` as of `matter_of_each`."""
        if self.number == 1:
            return np.zeros(len(contacts.arrival), dtype=np.int64)
        return np.array(self.rank, dtype=np.int64)[_labels(contacts, matter, self.by)]

    def named(self, rank: int) -> tuple[str, ...]:
        """The classes of a rank that have people."""
        each = zip(self.classes, self.rank, self.cases, strict=True)
        return tuple(name for name, r, cases in each if r == rank and cases)


def ranks_of(contacts: Contacts, matter: Ints, matters: tuple[str, ...]) -> Ranks:
    """Ranks by the priority that the log has where one of its classes goes first, else by matter.

    Parameters
    ----------
    contacts
        Those who came, in order of arrival.
    matter
        Matter of each, shape (contacts,).
    matters
        Names of the matters.
    """
    if contacts.priority is not None:
        found = _ranks_by("priority", contacts, matter, (*contacts.priorities, ""))
        if found.seen:
            return found
    return _ranks_by("matter", contacts, matter, matters)


def rank_shares(contacts: Contacts, matter: Ints, matters: int, ranks: Ranks) -> Floats:
    """Share of each rank in each matter, shape (matters, ranks).

    Where a log gives classes by whether somebody waited, the share is that of those who came while
    others did: only they have an order, and whoever comes then does so by no choice of the log.
    """
    rank = ranks.of_each(contacts, matter)
    met = met_others(contacts) if ranks.of_those_who_met else np.ones(len(rank), dtype=np.bool_)
    counts = np.zeros((matters, ranks.number))
    np.add.at(counts, (matter[met], rank[met]), 1.0)
    every = np.zeros_like(counts)
    np.add.at(every, (matter, rank), 1.0)
    counts = np.where(counts.sum(axis=1, keepdims=True) >= _FEW_MET, counts, every)
    shares: Floats = counts / np.maximum(1.0, counts.sum(axis=1, keepdims=True))
    return shares


def _ranks_by(by: By, contacts: Contacts, matter: Ints, names: tuple[str, ...]) -> Ranks:
    label = _labels(contacts, matter, by)
    group = _large_enough(contacts, label, len(names))
    cases = np.bincount(label, minlength=len(names))
    order = _Order(contacts, group[label], int(group.max()) + 1)
    everybody = np.arange(order.groups)
    seen: list[Precedence] = []
    rank = np.zeros(order.groups, dtype=np.int64)
    parts = [everybody]
    while parts:
        part = parts.pop(0)
        first = who_go_first(order.contests, part)
        if first is None:
            continue
        # All that come after the part, and those of it who are behind, are moved by one.
        finer = rank + ((rank > rank[part[0]]) | np.isin(everybody, part[~first]))
        passed, was_passed = order.contests.between(part[first], part[~first])
        found = Precedence(
            first=_names(names, cases, np.isin(group, part[first])),
            behind=_names(names, cases, np.isin(group, part[~first])),
            passed=passed,
            was_passed=was_passed,
            missed=order.missed_by(finer),
            missed_without=order.missed_by(rank),
        )
        seen.append(found)
        if found.strict:
            rank = finer
            parts += [part[first], part[~first]]
    if not seen:
        return Ranks()
    return Ranks(
        by=by,
        classes=names,
        rank=tuple(rank[group].tolist()),
        cases=tuple(cases.tolist()),
        seen=tuple(seen),
        of_those_who_met=_by_waiting(contacts, rank[group[label]]),
    )


def _names(names: tuple[str, ...], cases: Ints, some: Flags) -> tuple[str, ...]:
    """Those of some classes that have people."""
    return tuple(names[k] for k in np.flatnonzero(some & (cases > 0)))


class _Order:
    """What a log tells of the order of some groups of people."""

    def __init__(self, contacts: Contacts, label: Ints, groups: int) -> None:
        self.groups = groups
        self.contests = contests_of(contacts, label, groups)
        served = np.flatnonzero(contacts.served)[-_PEOPLE:]
        self._label = label[served]
        self._arrival, self._start = contacts.arrival[served], contacts.start[served]
        self._waited = self._sums(contacts.wait[served])

    def missed_by(self, rank: Ints) -> float:
        """What the mean wait of a group is off by where starts go by rank, over people [s]."""
        waits = waits_by_rank(self._arrival, self._start, rank[self._label])
        return float(np.abs(self._sums(waits) - self._waited).sum()) / len(waits)

    def _sums(self, waits: Floats) -> Floats:
        return np.bincount(self._label, weights=waits, minlength=self.groups).astype(np.float64)


def _labels(contacts: Contacts, matter: Ints, by: By) -> Ints:
    """Class of each; the last of the priorities for those without one."""
    if by == "matter" or contacts.priority is None:
        return matter
    return np.where(contacts.priority < 0, len(contacts.priorities), contacts.priority)


def _large_enough(contacts: Contacts, label: Ints, classes: int) -> Ints:
    """Number of the group of each class: itself, or all rare ones together, shape (classes,).

    Where even these are few they go with the largest class.
    """
    waited = np.bincount(
        label[contacts.served & (contacts.wait > NOTICED)], minlength=classes
    ).astype(np.int64)
    often = waited >= _FEW
    if not often.any():
        return np.zeros(classes, dtype=np.int64)
    group = np.where(often, np.cumsum(often) - 1, often.sum())
    if waited[~often].sum() < _FEW:
        most = int(np.argmax(np.where(often, np.bincount(label, minlength=classes), 0)))
        group[~often] = group[most]
    return group


def who_go_first(contests: Contests, groups: Ints) -> Flags | None:
    """Which of the groups go before the others, shape (groups,); None where none does."""
    if len(groups) < 2:
        return None
    square = np.ix_(groups, groups)
    before, after = contests.passed[square], contests.kept[square]
    # Pairs that speak for going first, less those that speak against it.
    gain = before - after.T - before.T
    np.fill_diagonal(gain, 0.0)
    first = np.arange(len(groups)) == np.argmax(gain.sum(axis=1))
    while True:
        # What it is worth to move each group to the other side.
        ahead_of, behind = gain @ ~first, first @ gain
        moved = np.where(first, behind - ahead_of, ahead_of - behind)
        side = np.where(first, first.sum(), (~first).sum())
        best = int(np.argmax(np.where(side > 1, moved, -np.inf)))
        if side[best] <= 1 or moved[best] <= 0:
            break
        first[best] ^= True
    passed, was_passed = contests.between(groups[first], groups[~first])
    return first if passed > _NEARER and passed > _OFTEN * was_passed else None


def _by_waiting(contacts: Contacts, rank: Ints) -> bool:
    """Whether a rank is more or less frequent among those who came while others waited.

    Cochran's and Mantel-Haenszel's test, in half hours of the days: who comes does not know who
    waits, so that all ranks are met alike; a log that writes the class when somebody is taken out
    of a line differs.
    """
    met = met_others(contacts)
    cell = np.unique((contacts.arrival // _CELL).astype(np.int64), return_inverse=True)[1]
    n = np.bincount(cell).astype(np.float64)
    waits = np.bincount(cell, weights=met)
    for one in range(int(rank.max()) + 1):
        own = np.bincount(cell, weights=rank == one)
        seen = float((met & (rank == one)).sum())
        expected = float((waits * own / n).sum())
        spread = waits * own / n * (n - waits) / n * (n - own) / np.maximum(1.0, n - 1)
        if abs(seen - expected) > _BEYOND_CHANCE * float(spread.sum()) ** 0.5:
            return True
    return False
