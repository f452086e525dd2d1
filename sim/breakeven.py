"""How much longer the work may take before a redesign stops being better than what it replaces."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from scenarios.errors import Interrupted, SimulationError
from scenarios.findings import wrong_name
from scenarios.model import ServiceModel
from sim.bisection import BreakEven, Finder, Search
from sim.catalogue import CATALOGUE
from sim.experiment import Progress, Replications, replicate
from sim.intervals import central, pseudo_values
from sim.tally import Key
from sim.variates import Floats

_TOO_EARLY = "interrupted before the first product was tried: nothing is kept. Start it again."


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

    return Finder(run(before), lambda product: run(after(product)), sign).find(search)


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
