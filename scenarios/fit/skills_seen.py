"""Who never did a matter although it would have come by chance: what a log tells of skills."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Contacts, Flags, Floats, Ints

_DUE = 10.0
"""Services of a matter that somebody would have had by chance, at least, to be told from it."""
HARDLY = 0.2
"""Share of what was due below which somebody hardly does a matter: of 10 due, 2 or fewer come once
in 360 times by chance (Poisson)."""


@dataclass(frozen=True, slots=True)
class Skill:
    """One matter."""

    name: str
    people: int
    """Whose share of it would be 10 or more by chance."""
    without: int
    """Of them, who hardly ever did it."""


def skills_of(contacts: Contacts) -> tuple[Skill, ...]:
    """Every matter that somebody hardly does, in the order of the names."""
    done, due = _done_and_due(contacts, contacts.activity, len(contacts.activities))
    known = due >= _DUE
    without = known & (done <= HARDLY * due)
    return tuple(
        Skill(name, int(known[:, k].sum()), int(without[:, k].sum()))
        for k, name in enumerate(contacts.activities)
        if without[:, k].any()
    )


def divided_fraction(contacts: Contacts) -> float:
    """Share of the work that would come by chance to people who hardly do such a matter.

    Half of it in a hall of two equal zones, two thirds in one of three; 0 where all do all. Counted
    are people and matters of which 10 or more would come by chance; 0 where nobody is named.
    """
    done, due = _done_and_due(contacts, contacts.activity, len(contacts.activities))
    known = due >= _DUE
    without = known & (done <= HARDLY * due)
    return float(due[without].sum() / due[known].sum()) if known.any() else 0.0


def hardly_does(contacts: Contacts, label: Ints, classes: int) -> Flags:
    """Whether each who serves hardly serves a class; shape (servers + 1, classes).

    The last row is of nobody, of whom nothing is known.

    Parameters
    ----------
    contacts
        Those who came.
    label
        Class of each, -1 for none; shape (contacts,).
    """
    done, due = _done_and_due(contacts, label, classes)
    return np.vstack([(due >= _DUE) & (done <= HARDLY * due), np.zeros((1, classes), np.bool_)])


def _done_and_due(contacts: Contacts, label: Ints, classes: int) -> tuple[Floats, Floats]:
    """Services of each class by who served, and as many as would have come by chance.

    Who serves n of all N would have n / N of each class by chance; shape (servers, classes).
    """
    kept = contacts.served & (contacts.server >= 0) & (label >= 0)
    done = np.zeros((len(contacts.servers), classes))
    np.add.at(done, (contacts.server[kept], label[kept]), 1.0)
    due = np.outer(done.sum(axis=1), done.sum(axis=0)) / max(1.0, float(done.sum()))
    return done, due
