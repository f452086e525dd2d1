"""The product at which a measure is as it was before, found by bisection, with its interval."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import stats

from scenarios.errors import Interrupted, SimulationError
from sim.variates import Floats

Status = Literal["found", "better_throughout", "worse_throughout", "interrupted"]
"""Whether there is a root within the bounds, or the redesign wins, or loses, at both of them; or
Ctrl-C ended the search."""


@dataclass(frozen=True, slots=True)
class Search:
    """Where and how finely to look."""

    low: float = 0.2
    """Least product that is tried."""
    high: float = 2.0
    """Greatest product that is tried."""
    tolerance: float = 0.01
    """Width at which bisection stops; between its two ends the root is interpolated."""
    confidence: float = 0.95

    def check(self) -> None:
        """Refuse bounds that are not in order.

        Raises
        ------
        SimulationError
            They are not, or another number makes no sense.
        """
        if not 0 < self.low < self.high < math.inf:
            raise SimulationError(
                f"breakeven: expected 0 < low < high, got {self.low:g} and {self.high:g}. Put the "
                "bounds in order."
            )
        if not self.tolerance > 0 or not 0 < self.confidence < 1:
            raise SimulationError(
                "breakeven: expected a tolerance above 0 and a confidence within 0 and 1, got "
                f"{self.tolerance:g} and {self.confidence:g}. Write 95 % as 0.95."
            )


@dataclass(frozen=True, slots=True)
class Tried:
    """A product, and what came out."""

    product: float
    before: float
    """The measure before the redesign."""
    after: float
    """The measure after it."""


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The product at which a redesign and what it replaces are equally good."""

    status: Status
    product: float | None
    """The root; None when there is none within the bounds, or it was not found yet."""
    low: float | None
    """Lower end of its interval."""
    high: float | None
    """Upper end of its interval."""
    tried: tuple[Tried, ...]
    """Every product that was simulated, in order."""


class Finder:
    """Bisection that remembers what it tried."""

    def __init__(
        self,
        before: tuple[float, Floats],
        run: Callable[[float], tuple[float, Floats]],
        sign: int,
    ) -> None:
        self._before, self._run, self._sign = before, run, sign
        self._after: dict[float, tuple[float, Floats]] = {}

    def find(self, search: Search) -> BreakEven:
        """The root within the bounds, with its interval; what was tried when it is interrupted."""
        try:
            return self._found(search)
        except Interrupted:
            if not self._after:
                raise
            return self._told("interrupted")

    def _found(self, search: Search) -> BreakEven:
        low, high = search.low, search.high
        if self._loss(low) >= 0:
            return self._told("worse_throughout")
        if self._loss(high) <= 0:
            return self._told("better_throughout")
        while high - low > search.tolerance:
            middle = (low + high) / 2
            if self._loss(middle) < 0:
                low = middle
            else:
                high = middle
        products = np.array(sorted(self._after))
        whole = np.array([self._loss(product) for product in products])
        root = _root(products, whole)
        rest = np.stack([self._losses(product) for product in products], axis=1)
        roots = np.array([_root(products, losses) for losses in rest])
        n = roots.size
        error = math.sqrt((n - 1) / n * float(((roots - roots.mean()) ** 2).sum()))
        half = error * float(stats.t.ppf((1 + search.confidence) / 2, n - 1))
        return self._told("found", root, root - half, root + half)

    def _loss(self, product: float) -> float:
        """How much worse the redesign is at a product."""
        if product not in self._after:
            self._after[product] = self._run(product)
        return self._sign * (self._after[product][0] - self._before[0])

    def _losses(self, product: float) -> Floats:
        """The same without each replication in turn."""
        return self._sign * (self._after[product][1] - self._before[1])

    def _told(
        self,
        status: Status,
        product: float | None = None,
        low: float | None = None,
        high: float | None = None,
    ) -> BreakEven:
        tried = (Tried(p, self._before[0], self._after[p][0]) for p in sorted(self._after))
        return BreakEven(status, product, low, high, tuple(tried))


def _root(products: Floats, losses: Floats) -> float:
    """Where losses turn from negative to positive, by straight lines between the products."""
    worse = np.flatnonzero(losses >= 0)
    if worse.size == 0:
        return float(products[-1])
    k = int(worse[0])
    if k == 0:
        return float(products[0])
    a, b = losses[k - 1], losses[k]
    return float(products[k - 1] + (products[k] - products[k - 1]) * a / (a - b))
