"""Rows that were found good at some prices, kept for the next time that rows are chosen."""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

KEPT = 600
"""Rows of a unit; the oldest ones are forgotten."""


class Pool:
    """Rows by unit, each with what it costs beyond the prices of its choices."""

    def __init__(self, units: int) -> None:
        self._rows: list[deque[npt.NDArray[np.int32]]] = [deque(maxlen=KEPT) for _ in range(units)]
        self._extra: list[deque[float]] = [deque(maxlen=KEPT) for _ in range(units)]
        self._known: list[set[bytes]] = [set() for _ in range(units)]

    def add(self, unit: int, row: npt.NDArray[np.int32], extra: float) -> None:
        """Keep a legal row of a unit."""
        key, rows = row.tobytes(), self._rows[unit]
        if key in self._known[unit]:
            return
        if len(rows) == KEPT:
            self._known[unit].discard(rows[0].tobytes())
        self._known[unit].add(key)
        rows.append(row)
        self._extra[unit].append(extra)

    def cheapest(
        self, unit: int, prices: npt.NDArray[np.float64], most: int
    ) -> list[npt.NDArray[np.int32]]:
        """At most so many rows of a unit, the cheapest ones at prices by day and choice."""
        if not self._rows[unit]:
            return []
        rows = np.array(self._rows[unit])
        costs = prices[np.arange(len(prices)), rows].sum(axis=1) + np.array(self._extra[unit])
        order = np.argsort(costs, kind="stable")[:most]
        return [self._rows[unit][k] for k in order.tolist() if np.isfinite(costs[k])]
