"""Who is taken first of two who wait: what a log tells of the order in its lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Contacts, Flags, Floats, Ints
from scenarios.fit.skills_seen import hardly_does

NOTICED = 5.0
"""Shorter waits have no order worth telling [s]."""
_MOMENTS = 20_000
"""Moments of a long log that are looked at, evenly among all."""


@dataclass(frozen=True, slots=True)
class Contests:
    """Pairs of people who waited at once, when the first of the two was taken."""

    passed: Floats
    """One of the row was taken before one of the column who had come earlier, shape (classes,
    classes)."""
    kept: Floats
    """One of the row was taken before one of the column who had come later, shape (classes,
    classes)."""

    def between(self, some: Ints, others: Ints) -> tuple[float, float]:
        """Of pairs in which the other side came first, the share in which some, or others, passed.

        Both are 0 where who comes first goes first; 1 and 0 where some go strictly first; and
        equal, whatever their numbers, where the class is for nothing. 0 without such pairs.

        Parameters
        ----------
        some, others
            Classes of the two sides.
        """
        shares = []
        for one, other in ((some, others), (others, some)):
            passed = float(self.passed[np.ix_(one, other)].sum())
            kept = float(self.kept[np.ix_(other, one)].sum())
            shares.append(passed / (passed + kept) if passed else 0.0)
        return shares[0], shares[1]


def contests_of(contacts: Contacts, label: Ints, classes: int) -> Contests:
    """Compare whoever is taken with all who wait then.

    Where the log names who serves, only those are compared of whom this person does both classes:
    others had no choice. Whoever was taken after no more than a moment is left aside.

    Parameters
    ----------
    contacts
        Those who came, in order of arrival.
    label
        Class of each, from 0 until before ``classes``; shape (contacts,).
    """
    until = until_of(contacts)
    chosen = np.flatnonzero(contacts.served & (contacts.wait > NOTICED))
    chosen = chosen[:: max(1, -(-len(chosen) // _MOMENTS))]
    can = ~hardly_does(contacts, label, classes)
    # All who came before the first are gone, and nobody from the last on has come.
    start = contacts.start[chosen]
    first = np.searchsorted(np.maximum.accumulate(until), start, side="right")
    last = np.searchsorted(contacts.arrival, start, side="left")
    passed, kept = np.zeros((classes, classes)), np.zeros((classes, classes))
    for k, a, b in zip(chosen.tolist(), first.tolist(), last.tolist(), strict=True):
        waits = until[a:b] > contacts.start[k]
        if not waits.any():
            continue
        place = max(0, k - a)
        earlier, later = (
            np.bincount(label[a:b][part][waits[part]], minlength=classes)
            for part in (slice(0, place), slice(place, None))
        )
        comparable = can[contacts.server[k]]
        mine = label[k]
        passed[mine] += comparable * earlier
        kept[mine] += comparable * later
    return Contests(passed, kept)


def until_of(contacts: Contacts) -> Floats:
    """Until when each waited; no time at all where nobody knows. Shape (contacts,)."""
    gone = np.where(np.isnan(contacts.left), contacts.arrival, contacts.left)
    return np.where(contacts.served, contacts.start, gone)


def met_others(contacts: Contacts) -> Flags:
    """Whether somebody was waiting, for more than a moment, when each came; shape (contacts,)."""
    until = until_of(contacts)
    long = until - contacts.arrival > NOTICED
    latest = np.maximum.accumulate(np.where(long, until, -np.inf))
    before = np.concatenate([[-np.inf], latest[:-1]])
    return np.asarray(before > contacts.arrival, dtype=np.bool_)
