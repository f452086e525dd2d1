"""Redesigns in order, best first: who is distinguishably better than whom, on the same numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.catalogue import CATALOGUE
from sim.comparison import LEAST, Comparison
from sim.tally import Key

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a redesign stands among all that were compared with one baseline."""

    key: Key
    """The number by which all are ranked."""
    rank: int | None
    """One more than there are redesigns that are distinguishably better; None without a number."""
    among: int
    """Redesigns that were compared."""
    tied: tuple[str, ...]
    """Redesigns that have the same rank."""


def standings(
    comparison: Comparison, key: Key, table: pd.DataFrame, confidence: float = 0.95
) -> Mapping[str, Standing]:
    """Standing of each redesign by name, best first.

    Two redesigns can be told apart when the interval of their difference, paired by replication on
    common random numbers, leaves out zero, and the difference is at least `LEAST` of the number
    before. As that is not transitive (a may be like b and b like c, and a still better than c), a
    rank is one more than the number of redesigns that are distinguishably better. Intervals are not
    corrected for the number of pairs.

    Parameters
    ----------
    comparison
        The baseline and its redesigns.
    key
        The number, of a measure of which less or more is better.
    table
        From `Comparison.table`.
    confidence
        Of the intervals.

    Raises
    ------
    ValueError
        Neither less nor more of the measure is better.
    """
    better = CATALOGUE[key.measure].better
    if better == "neither":
        raise ValueError(f"{key.measure}: expected a measure with a better side, got one without")
    rows = table[(table["measure"] == key.measure) & (table["scope"] == key.scope)]
    rows = rows[(rows["of"] == key.of) & rows["at"].isna()].set_index("redesign")
    sign = 1 if better == "lower" else -1
    # What is less is better: signs are turned where more is.
    values = {name: sign * float(rows["after"].get(name, np.nan)) for name in comparison.after}
    known = [name for name in comparison.after if np.isfinite(values[name])]
    least = LEAST * abs(float(rows["before"].iloc[0])) if len(rows) else 0.0
    ahead = {
        name: sum(
            _is_better(comparison, other, name, key, sign, least, confidence)
            for other in known
            if values[other] < values[name]
        )
        for name in known
    }
    order = sorted(known, key=lambda name: (ahead[name], values[name]))
    found = {
        name: Standing(
            key,
            ahead[name] + 1,
            len(values),
            tuple(other for other in order if other != name and ahead[other] == ahead[name]),
        )
        for name in order
    }
    missing = (name for name in comparison.after if name not in found)
    return found | {name: Standing(key, None, len(values), ()) for name in missing}


def _is_better(
    comparison: Comparison,
    one: str,
    other: str,
    key: Key,
    sign: int,
    least: float,
    confidence: float,
) -> bool:
    """Whether a redesign is distinguishably better than another; ``sign`` 1 where less is."""
    difference, low, high = comparison.between(one, other, key, confidence)
    return abs(difference) >= least and (low > 0 if sign == 1 else high < 0)
