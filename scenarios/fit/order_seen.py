"""Who was served before somebody who had come earlier: what a log tells of priorities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Contacts, Flags, Floats, Ints

_FEW = 100
"""Fewer who waited say nothing of an order."""
_NOTICED = 5.0
"""Shorter waits have no order worth telling [s]."""
_OFTEN = 3.0
"""Whoever overtakes so many times as often as being overtaken goes first."""


@dataclass(frozen=True, slots=True)
class Order:
    """One class of people, against all others."""

    name: str
    waited: int
    """Served after a wait worth telling."""
    wait: float
    """Mean wait of its served [s]."""
    overtook: float
    """Share of those who waited served before one of the others who had come earlier."""
    overtaken: float
    """Share of the others who waited served before one of these who had come earlier."""

    @property
    def first(self) -> bool:
        """Whether the log has them go first."""
        return self.overtook > _OFTEN * self.overtaken


def orders_of(contacts: Contacts, label: Ints, names: tuple[str, ...]) -> tuple[Order, ...]:
    """Every class that is large enough, in the order of the names.

    Parameters
    ----------
    contacts
        Those who came, in order of arrival.
    label
        Class of each, -1 for none; shape (contacts,).
    names
        Of the classes.
    """
    until = np.where(contacts.served, contacts.start, np.nan_to_num(contacts.left, nan=-np.inf))
    waited = contacts.served & (contacts.wait > _NOTICED)
    found: list[Order] = []
    for k, name in enumerate(names):
        own = label == k
        mine, others = waited & own, waited & ~own
        if mine.sum() < _FEW or others.sum() < _FEW:
            continue
        found.append(
            Order(
                name=name,
                waited=int(mine.sum()),
                wait=float(contacts.wait[own & contacts.served].mean()),
                overtook=_overtook(until, mine, ~own),
                overtaken=_overtook(until, others, own),
            )
        )
    return tuple(found)


def _overtook(until: Floats, who: Flags, whom: Flags) -> float:
    """Share of some served while one of the others, who had come before them, still waited."""
    latest = np.maximum.accumulate(np.where(whom, until, -np.inf))
    before = np.concatenate([[-np.inf], latest[:-1]])
    return float((before[who] > until[who]).mean())
