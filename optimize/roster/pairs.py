"""Limits on two rows at once: who may not meet, and who had better."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimize.roster.limits import Linear
from optimize.roster.rules import limits_of_pairs
from optimize.roster.units import Unit
from scenarios.roster.rosters import RosterCase


@dataclass(frozen=True, slots=True)
class PairLimit:
    """A sum over what two units do on one day, at most the side."""

    units: tuple[int, int]
    day: int
    factors: tuple[tuple[float, ...], tuple[float, ...]]
    """By unit and choice."""
    side: float
    price: float
    """Of each unit beyond; infinite where it has to be kept."""

    def penalties(self, unit: int, other: int) -> npt.NDArray[np.float64]:
        """By choice of the one unit, what the limit costs when the other has made its choice."""
        mine = self.units.index(unit)
        value = np.array(self.factors[mine]) + self.factors[1 - mine][other] - self.side
        return np.where(value > 1e-9, self.price * np.maximum(value, 1e-9), 0.0)


def pair_limits(case: RosterCase, units: list[Unit]) -> list[PairLimit]:
    """Limits that tie two units, which are no one unit."""
    unit_of = {name: number for number, unit in enumerate(units) for name in unit.names}
    choices = {kind: k + 1 for k, kind in enumerate(case.kinds)}
    found = []
    for limit in limits_of_pairs(case):
        one, other = (unit_of[name] for name in limit.people)
        if one == other:
            continue
        strength = case.strength(limit.rule)
        factors = _factors(limit.sum, unit_of, one, other, choices)
        price = strength if isinstance(strength, float) else math.inf
        found.append(PairLimit((one, other), limit.days[0], factors, limit.side, price))
    return found


def _factors(
    linear: Linear, unit_of: dict[str, int], one: int, other: int, choices: dict[str, int]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    found = {one: [0.0] * (len(choices) + 1), other: [0.0] * (len(choices) + 1)}
    for (name, _, kind), factor in linear.terms:
        for choice in choices.values() if kind is None else (choices[kind],):
            found[unit_of[name]][choice] += factor
    return tuple(found[one]), tuple(found[other])
