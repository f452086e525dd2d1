"""Ruin and recreate: some people lose their rows and are given the cheapest ones again, in turn."""

from __future__ import annotations

import math

import numpy as np

from optimize.roster.rows import Rows

TURN = 10
"""Steps of the multipliers for a row; few, as the last ones of the unit are near."""


class Ruin:
    """Simulated annealing over such steps; rows always are legal ones."""

    def __init__(self, rows: Rows, rng: np.random.Generator) -> None:
        self._rows, self._rng = rows, rng

    def step(self, most: int, window: int, warmth: float) -> float:
        """Let some units have new rows, within so many days; how much dearer all is then.

        Schrimpf et al. (2000). What is no better is kept with the chance that Metropolis et al.
        (1953) give it.
        """
        rows, rng = self._rows, self._rng
        many = min(int(rng.integers(1, most + 1)), len(rows.units))
        units = [int(u) for u in rng.choice(len(rows.units), size=many, replace=False)]
        days = rows.case.days
        long = min(window, days)
        first = int(rng.integers(days - long + 1))
        before = rows.counts.copy()
        was = {unit: rows.take(unit) for unit in units}
        dearer = 0.0
        after = []
        # Going back in reverse order costs what it costs to send away in this order.
        for unit in reversed(units):
            prices = rows.prices(unit)
            dearer -= rows.price_of(unit, was[unit], prices)
            rows.put(unit, was[unit])
        for unit in units:
            rows.take(unit)
        for unit in units:
            prices = rows.prices(unit)
            if long < days:
                outside = np.ones(days, bool)
                outside[first : first + long] = False
                kept = prices[outside, was[unit][outside]]
                prices[outside] = math.inf
                prices[outside, was[unit][outside]] = kept
            noise = warmth * rng.standard_normal(prices.shape)
            found = rows.cheapest(unit, prices + noise, rounds=TURN, quick=True)
            if found.row is None:
                break
            dearer += rows.price_of(unit, found.row.choices, prices)
            rows.put(unit, found.row.choices)
            after.append(unit)
        else:
            if dearer <= 1e-9 or rng.random() < math.exp(-dearer / max(warmth, 1e-9)):
                return dearer
        for unit in units:
            rows.rows[unit] = was[unit]
        rows.counts[:] = before
        return 0.0
