"""Numbers of one replication under their names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.catalogue import CATALOGUE
from sim.sample import Sample
from sim.variates import Floats

PERCENTILES = (("p50", 50.0), ("p90", 90.0), ("p95", 95.0))


class Key(NamedTuple):
    """What a number is: a measure of the catalogue, about whom, and where in a profile."""

    measure: str
    scope: str
    """all, service, activity, queue, pool, target, cause or flow."""
    of: str
    """Name within the scope; empty for all."""
    at: float | None = None
    """Place in a profile [s]: start of the interval, or the time t of a distribution. Workdays
    where a promise is in workdays, logits of discontent."""


def are_fractions(keys: Sequence[Key]) -> NDArray[np.bool_]:
    """True for measures that are fractions, shape (measures,)."""
    return np.array([CATALOGUE[key.measure].unit == "fraction" for key in keys])


@dataclass(slots=True)
class Tally:
    """Collects numbers; a level is kept as two sums, so that replications can be joined."""

    keys: list[Key] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    """The number, or the numerator of a level."""
    per: list[float] = field(default_factory=list)
    """The denominator of a level, NaN for a plain number."""

    def number(self, measure: str, scope: str, of: str, value: float) -> None:
        """A plain number of this replication."""
        self._add(Key(measure, scope, of), value, math.nan)

    def level(
        self, measure: str, scope: str, of: str, part: float, whole: float, at: float | None = None
    ) -> None:
        """A share or ratio: sums over the replication."""
        self._add(Key(measure, scope, of, at), part, whole)

    def mean(self, measure: str, scope: str, of: str, values: Floats | NDArray[np.int64]) -> None:
        """A mean over cases: joined over replications every case counts alike."""
        self.level(measure, scope, of, float(values.sum()), values.size)

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
        part: Sequence[float],
        whole: Sequence[float],
    ) -> None:
        """A level at each of some places [s]."""
        assert len(part) == len(whole) == len(places), measure
        self.keys.extend(_keys(measure, scope, of, places))
        self.value.extend(part)
        self.per.extend(whole)

    def shares(self, keys: Sequence[Key], parts: Sequence[float], whole: float) -> None:
        """Levels of one whole, such as the shares of all cases."""
        assert len(keys) == len(parts)
        self.keys.extend(keys)
        self.value.extend(parts)
        self.per.extend([whole] * len(keys))

    def amounts(self) -> Floats:
        """The numbers of this replication alone, levels divided; NaN where there is none."""
        value, per = np.array(self.value), np.array(self.per)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(np.isnan(per), value, value / np.where(per > 0, per, np.nan))

    def sums(self) -> Floats:
        """The numbers or numerators, and the denominators; shape (2, measures)."""
        return np.array([self.value, self.per])

    def _add(self, key: Key, value: float, per: float) -> None:
        assert key.measure in CATALOGUE, key.measure
        self.keys.append(key)
        self.value.append(value)
        self.per.append(per)


@lru_cache(maxsize=256)
def _keys(measure: str, scope: str, of: str, places: tuple[float, ...]) -> tuple[Key, ...]:
    """Keys of a profile: the same ones in every replication, most of all that a run has."""
    assert measure in CATALOGUE, measure
    return tuple(Key(measure, scope, of, place) for place in places)
