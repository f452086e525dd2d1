"""Who never did a matter although it would have come by chance: what a log tells of skills."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Contacts

_DUE = 10.0
"""Services of a matter that somebody would have had by chance, at least, to be told from it."""
_HARDLY = 0.2
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
    """Every matter that somebody hardly does, in the order of the names.

    Who serves n of all N would have n / N of each matter by chance.
    """
    kept = contacts.served & (contacts.server >= 0) & (contacts.activity >= 0)
    shape = (len(contacts.servers), len(contacts.activities))
    done = np.zeros(shape)
    np.add.at(done, (contacts.server[kept], contacts.activity[kept]), 1.0)
    if not done.sum():
        return ()
    due = np.outer(done.sum(axis=1), done.sum(axis=0)) / done.sum()
    known = due >= _DUE
    without = known & (done <= _HARDLY * due)
    return tuple(
        Skill(name, int(known[:, k].sum()), int(without[:, k].sum()))
        for k, name in enumerate(contacts.activities)
        if without[:, k].any()
    )
