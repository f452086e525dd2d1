"""Numbers of one replication under their names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.catalogue import CATALOGUE
from sim.sample import Sample
from sim.variates import Floats, Ints

Number = float | Floats | Ints
"""One number for all replications, or one for each, shape (replications,)."""
PERCENTILES = (("p50", 50.0), ("p90", 90.0), ("p95", 95.0))


class Key(NamedTuple):
    """What a number is: a measure of the catalogue, about whom, and where in a profile."""

    measure: str
    scope: str
    """all, service, channel, activity, queue, pool, target, cause, flow or hours."""
    of: str
    """Name within the scope; empty for all."""
    at: float | None = None
    """Place in a profile [s]: start of the interval, or the time t of a distribution. Workdays
    where a promise is in workdays, logits of discontent."""


def are_fractions(keys: Sequence[Key]) -> NDArray[np.bool_]:
    """True for measures that are fractions, shape (measures,)."""
    return np.array([CATALOGUE[key.measure].unit == "fraction" for key in keys])


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of one replication; a level is kept as two sums, so that they can be joined."""

    keys: tuple[Key, ...]
    value: Floats
    """The numbers, and the numerators of levels, shape (measures,)."""
    per: Floats
    """The denominators of levels, NaN for plain numbers, shape (measures,)."""

    def amounts(self) -> Floats:
        """The numbers with levels divided, shape (measures,); NaN where there is none."""
        value, per = self.value, self.per
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(np.isnan(per), value, value / np.where(per > 0, per, np.nan))

    def sums(self) -> Floats:
        """The numbers or numerators, and the denominators; shape (2, measures)."""
        return np.array([self.value, self.per])


class Tallies:
    """Collects the numbers of some replications under the same names.

    Numbers have shape (replications,), or none when they are the same in all of them.
    """

    def __init__(self, runs: int) -> None:
        self.runs = runs
        self.keys: list[Key] = []
        self._given: list[tuple[Number, Number, int]] = []
        """Values, denominators, and how many measures they are."""

    def number(self, measure: str, scope: str, of: str, value: Number) -> None:
        """A plain number of each replication."""
        self._add(Key(measure, scope, of), value, math.nan)

    def level(
        self,
        measure: str,
        scope: str,
        of: str,
        part: Number,
        whole: Number,
        at: float | None = None,
    ) -> None:
        """A share or ratio: sums over each replication."""
        self._add(Key(measure, scope, of, at), part, whole)

    def times(self, measure: str, scope: str, of: str, times: Sample) -> None:
        """Mean, percentiles and greatest of some times [s]."""
        self.level(f"{measure}_mean", scope, of, times.total, times.size)
        for name, percent in PERCENTILES:
            self.number(f"{measure}_{name}", scope, of, times.percentile(percent))
        self.number(f"{measure}_max", scope, of, times.longest)

    def profile(
        self,
        measure: str,
        scope: str,
        of: str,
        places: tuple[float, ...],
        part: Floats | Ints,
        whole: Floats | Ints,
    ) -> None:
        """A level at each of some places [s].

        Parameters
        ----------
        part
            Numerators, shape (replications, places).
        whole
            Denominators, shape (replications, places), or (replications, 1) when each is that of
            all places.
        """
        self._add_many(_keys(measure, scope, of, places), part, whole)

    def shares(self, keys: Sequence[Key], parts: Floats | Ints, whole: Floats) -> None:
        """Levels of one whole, such as the shares of all cases.

        Parameters
        ----------
        parts
            Numerators, shape (replications, keys).
        whole
            Their denominator, shape (replications,).
        """
        self._add_many(keys, parts, whole[:, None])

    def sums(self) -> Floats:
        """Numbers or numerators, and denominators; shape (replications, 2, measures)."""
        result = np.empty((self.runs, 2, len(self.keys)))
        place = 0
        for value, per, width in self._given:
            # Single numbers are many: writing them one by one is the least that can be done.
            at = place if width == 1 else slice(place, place + width)
            result[:, 0, at], result[:, 1, at] = value, per
            place += width
        return result

    def of(self, run: int) -> Tally:
        """The numbers of one replication."""
        return Tally(tuple(self.keys), *self.sums()[run])

    def _add(self, key: Key, value: Number, per: Number) -> None:
        assert key.measure in CATALOGUE, key.measure
        self.keys.append(key)
        self._given.append((value, per, 1))

    def _add_many(self, keys: Sequence[Key], part: Floats | Ints, whole: Floats | Ints) -> None:
        assert part.shape == (self.runs, len(keys))
        self.keys.extend(keys)
        if len(keys) == 1:
            part, whole = part[:, 0], whole[:, 0]
        self._given.append((part, whole, len(keys)))


@lru_cache(maxsize=256)
def _keys(measure: str, scope: str, of: str, places: tuple[float, ...]) -> tuple[Key, ...]:
    """Keys of a profile: the same ones in every replication, most of all that a run has."""
    assert measure in CATALOGUE, measure
    return tuple(Key(measure, scope, of, place) for place in places)
