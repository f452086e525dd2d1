"""Whether what is seen at half hours that are open to one and shut to another differs by chance."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import Flags, Ints

CHANCE = 0.001
"""p-value up to which hours differ beyond chance: many are looked at."""


def unlike(opened: Flags, seen: Ints, other_opened: Flags, other_seen: Ints) -> float:
    """The likelihood ratio G of what two did, by to whom of them half hours are open.

    Parameters
    ----------
    opened, other_opened
        Whether a half hour is open to either, shape (half hours,).
    seen, other_seen
        Dates on which either did something in it, shape (half hours,).
    """
    parts = (opened & ~other_opened, other_opened & ~opened, opened == other_opened)
    table = np.array([[float(n[part].sum()) for part in parts] for n in (seen, other_seen)])
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    some = table > 0
    return float(2 * (table[some] * np.log(table[some] / expected[some])).sum())
