"""Redesigns against their baseline, replication by replication on common random numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.errors import SimulationError
from sim.catalogue import CATALOGUE
from sim.experiment import Replications
from sim.intervals import Estimates, estimate, holm, p_values, pseudo_values, spread, t_quantiles
from sim.row_units import units_of
from sim.tally import Key, are_fractions
from sim.variates import Floats

if TYPE_CHECKING:
    import pandas as pd

SAME = "no distinguishable change"
"""The verdict when the interval of the difference does not speak."""
_SPENT = {"staff_cost", "seat_cost", "cost_per_case"}
"""What is nothing where a model has no price, so that a redesign's first price is a difference."""
LEAST = 0.0005
"""The least relative change that is called better or worse: less would be written as 0.0 %."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A baseline and its redesigns, each measured on the same random numbers."""

    before: Replications
    after: Mapping[str, Replications]
    """Redesigns by name."""

    def __repr__(self) -> str:
        runs = f"{self.n} of {self.asked}" if self.interrupted else str(self.n)
        told = f"seed {self.before.seed}, {runs} pairs of replications"
        sides = {self.before.model.name: self.before, **self.after}
        measures = {name: run.main_measures() for name, run in sides.items()}
        chief = next(iter(next(iter(measures.values()))), "")
        each = ", ".join(f"{name} {one.get(chief, '')}".rstrip() for name, one in measures.items())
        return f"{type(self).__name__}({told}: {chief} {each})"

    @property
    def n(self) -> int:
        """Pairs: replications that every model has."""
        return min(run.n for run in (self.before, *self.after.values()))

    @property
    def asked(self) -> int:
        """Pairs asked for."""
        return self.before.asked

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C ended it before all replications were done."""
        return any(run.interrupted for run in (self.before, *self.after.values()))

    def table(self, confidence: float = 0.95) -> pd.DataFrame:
        """Every measure of every redesign beside the baseline.

        Differences are paired by replication; p-values are corrected by Holm over the
        redesigns, for each measure; a verdict needs a corrected p below 1 - confidence,
        and a change of at least `LEAST`.

        Returns
        -------
        DataFrame
            Columns ``redesign, measure, scope, of, at, unit, before, before_low, before_high,
            after, after_low, after_high, difference, low, high, relative, p, verdict``. Measures
            that only one side has keep NaN on the other; what is spent over all is 0 there.
        """
        import pandas as pd

        models = [self.before.model, *(run.model for run in self.after.values())]
        pairs = self._pairs(confidence)
        p = holm(np.stack([pair.p for pair in pairs]))
        frames = []
        for name, pair, corrected in zip(self.after, pairs, p, strict=True):
            frame = pd.DataFrame(pair.keys, columns=list(Key._fields))
            frame.insert(0, "redesign", name)
            frame["at"] = frame["at"].astype(float)
            frame["unit"] = units_of(pair.keys, models)
            for side, of in (("before", pair.before), ("after", pair.after)):
                frame[side], frame[f"{side}_low"], frame[f"{side}_high"] = of.value, of.low, of.high
            frame["difference"] = pair.difference
            frame["low"], frame["high"] = pair.low, pair.high
            with np.errstate(divide="ignore", invalid="ignore"):
                frame["relative"] = pair.difference / np.abs(pair.before.value)
            frame["p"] = corrected
            frame["verdict"] = [
                verdict(key.measure, value, difference, p_value, 1 - confidence)
                for key, value, difference, p_value in zip(
                    pair.keys, pair.before.value, pair.difference, corrected, strict=True
                )
            ]
            frames.append(frame)
        return pd.concat(frames, ignore_index=True)

    def between(
        self, first: str, second: str, key: Key, confidence: float = 0.95
    ) -> tuple[float, float, float]:
        """One number of a redesign less that of another, paired by replication, and its interval.

        Parameters
        ----------
        first, second
            Names of the redesigns; the difference is the second less the first.
        key
            The number.
        confidence
            Of the interval.
        """
        given = self.before.intercepts(self.n)
        one, other = (self.after[name].reported(given) for name in (first, second))
        pair = _pair((key,), one, other, self.n, confidence)
        return float(pair.difference[0]), float(pair.low[0]), float(pair.high[0])

    def _pairs(self, confidence: float) -> list[_Pair]:
        # One baseline gives the intercepts of all: whoever waits as before is as satisfied.
        given = self.before.intercepts(self.n)
        before, *after = (one.reported(given) for one in (self.before, *self.after.values()))
        keys = tuple(dict.fromkeys(key for one in (before, *after) for key in one[0]))
        return [_pair(keys, before, one, self.n, confidence) for one in after]


Measures = tuple[tuple[Key, ...], Floats, Floats]
"""Keys, values and denominators of the replications of one model."""


@dataclass(frozen=True, slots=True)
class _Pair:
    keys: tuple[Key, ...]
    before: Estimates
    after: Estimates
    difference: Floats
    low: Floats
    high: Floats
    p: Floats


def _pair(
    keys: tuple[Key, ...], before: Measures, after: Measures, n: int, confidence: float
) -> _Pair:
    if n < 2:
        raise SimulationError(
            f"compare: expected at least 2 replications of each model, got {n}. Ask for more."
        )
    sides = [aligned(keys, one, n) for one in (before, after)]
    pseudo = [pseudo_values(*side) for side in sides]
    mean, error, count = spread(pseudo[1] - pseudo[0])
    half = error * t_quantiles(confidence, count)
    first, second = (estimate(*side, confidence, are_fractions(keys)) for side in sides)
    # The interval is centred on the difference that is shown, the ratio of sums for levels.
    difference = second.value - first.value
    return _Pair(
        keys, first, second, difference, difference - half, difference + half,
        p_values(mean, error, count),
    )  # fmt: skip


def aligned(keys: tuple[Key, ...], one: Measures, n: int) -> tuple[Floats, Floats]:
    """Values and denominators in the order of ``keys``, NaN where a model has no such measure.

    What is spent over all is 0 there instead, else the savings would not be the sum of the costs.
    """
    known, values, pers = one
    place = {key: k for k, key in enumerate(known)}
    at = np.array([place.get(key, -1) for key in keys])
    absent = [0.0 if k.measure in _SPENT and k.scope == "all" else np.nan for k in keys]
    value = np.where(at >= 0, values[:n, at], absent)
    return value, np.where(at >= 0, pers[:n, at], np.nan)


def verdict(measure: str, before: float, difference: float, p: float, alpha: float) -> str:
    """``better``, ``worse``, no distinguishable change, or empty where neither is better.

    Common random numbers tell apart what nobody would notice, such as seconds of some hundred
    hours: what is less than `LEAST` of the number before is no change.
    """
    better = CATALOGUE[measure].better
    if better == "neither" or np.isnan(p):
        return ""
    if p >= alpha or difference == 0 or abs(difference) < LEAST * abs(before):
        return SAME
    return "better" if (difference < 0) == (better == "lower") else "worse"
