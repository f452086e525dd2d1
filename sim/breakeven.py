"""How much longer the work may take before a redesign stops being better than what it replaces."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import stats

from scenarios.errors import Interrupted, SimulationError
from scenarios.findings import wrong_name
from scenarios.model import ServiceModel
from sim.catalogue import CATALOGUE
from sim.experiment import Progress, Replications, replicate
from sim.intervals import central, pseudo_values
from sim.tally import Key
from sim.variates import Floats

Status = Literal["found", "better_throughout", "worse_throughout", "interrupted"]
"""Whether there is a root within the bounds, or the redesign wins, or loses, at both of them; or
Ctrl-C ended the search."""
_TOO_EARLY = "interrupted before the first product was tried: nothing is kept. Start it again."


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


def find_breakeven(
    before: ServiceModel,
    after: Callable[[float], ServiceModel],
    key: Key,
    *,
    search: Search | None = None,
    replications: int = 30,
    seed: int = 1,
    processes: int | None = None,
    progress: Progress | None = None,
) -> BreakEven:
    """Find the product at which a redesign stops being better, by bisection.

    All models are run on the same random numbers, and a greater product stretches the same draws,
    so that the difference grows smoothly with the product and changes its sign once.

    The interval is of the delete-one jackknife (Miller 1974, "The jackknife - a review"): the
    root is found again without each replication in turn, from the same runs, by interpolation
    between the products that were tried. It asks for no further run and no further random
    number, as a bootstrap would, and means are ratios of sums over replications, as everywhere;
    roots of single replications would be biased, because waits bend upwards with the product, and
    a quiet day may have none. A root that leaves the bounds counts as the bound.

    Parameters
    ----------
    before
        The model before the redesign.
    after
        Gives the model after it for a product of its time factors.
    key
        The measure to compare by, such as ``Key("hall_time_mean", "all", "")``.
    search
        Where and how finely to look.
    replications, seed, processes, progress
        As for `sim.experiment.replicate`, for each product that is tried.

    Raises
    ------
    SimulationError
        Fewer than two replications, no such measure, or one that cannot be better or worse;
        `Interrupted` before a product was tried.
    """
    search, sign = search or Search(), _sign(key)
    search.check()
    if replications < 2:
        raise SimulationError(
            f"breakeven: expected at least 2 replications, got {replications}. Ask for more."
        )

    def run(model: ServiceModel) -> tuple[float, Floats]:
        runs = replicate(
            model, replications=replications, seed=seed, processes=processes, progress=progress
        )
        if runs.interrupted:
            # Products can be compared only when all have the same replications.
            raise Interrupted(_TOO_EARLY)
        return _with_and_without(runs, key)

    return _Finder(run(before), lambda product: run(after(product)), sign).find(search)


def _sign(key: Key) -> int:
    """1 when a greater measure is worse, -1 when it is better."""
    known = CATALOGUE.get(key.measure)
    if known is None:
        what = wrong_name("a measure", key.measure, CATALOGUE, "Use one of these.")
        raise SimulationError(f"breakeven: {what}")
    if known.better == "neither":
        raise SimulationError(
            f"breakeven: expected a measure that is better when lower or higher, got "
            f"'{key.measure}'. Choose another, such as hall_time_mean."
        )
    return 1 if known.better == "lower" else -1


def _with_and_without(runs: Replications, key: Key) -> tuple[float, Floats]:
    """A measure over all replications, and over all but each in turn, shape (replications,)."""
    if key not in runs.keys:
        names = sorted({f"{k.scope} {k.of}".strip() for k in runs.keys if k.measure == key.measure})
        raise SimulationError(
            f"breakeven: expected a measure of the model, got {key.measure} of "
            f"{key.scope} {key.of}. It is there for {', '.join(names) or 'nobody'}."
        )
    at = [runs.keys.index(key)]
    value, per = runs.value[:, at], runs.per[:, at]
    whole = float(central(value, per)[0])
    if not math.isfinite(whole):
        raise SimulationError(
            f"breakeven: expected a number for {key.measure}, got none: nobody is measured. "
            "Lengthen the horizon or choose another measure."
        )
    rest = (runs.n * whole - pseudo_values(value, per)[:, 0]) / (runs.n - 1)
    return whole, np.where(np.isfinite(rest), rest, whole)


class _Finder:
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
