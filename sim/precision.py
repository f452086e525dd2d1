"""Replications until an interval is as narrow as asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scenarios.errors import SimulationError
from scenarios.findings import wrong_name
from scenarios.model import ServiceModel
from sim.experiment import Progress, Replications, extend
from sim.intervals import estimate
from sim.tally import Key

FIRST = 10
"""Replications before the width is looked at: from fewer it cannot be told."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How narrow the interval of one measure has to be."""

    key: Key
    """The measure, such as ``Key("wait_mean", "all", "")``."""
    half_width: float
    """Half of the interval, as a share of the value."""
    confidence: float = 0.95
    at_most: int = 1000
    """Replications after which it stops whatever the width."""


@dataclass(frozen=True, slots=True)
class Precise:
    """Replications, and whether they were enough."""

    replications: Replications
    half_width: float
    """Half of the interval reached, as a share of the value; NaN when there is none."""
    reached: bool


def replicate_until(
    model: ServiceModel,
    precision: Precision,
    *,
    seed: int = 1,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Precise:
    """Run replications until the interval of one measure is narrow enough.

    The number of replications grows by what the width so far asks for (the half-width falls
    with the root of their number), never more than twofold at once.

    Raises
    ------
    SimulationError
        The model has no such measure, or the half-width is not above 0.
    """
    if not precision.half_width > 0:
        raise SimulationError(
            f"precision: expected a half-width above 0, got {precision.half_width}. "
            "Write 5 % as 0.05."
        )
    n, done = min(FIRST, precision.at_most), None
    while True:
        done = extend(done, model, n, seed, processes, progress)
        width = _half_width(done, precision)
        reached = width <= precision.half_width
        # Fewer than asked for means that it was interrupted: keep what is done.
        if reached or done.n < n or n >= precision.at_most:
            return Precise(done, width, reached)
        needed = n * (width / precision.half_width) ** 2 if math.isfinite(width) else 2 * n
        n = min(precision.at_most, 2 * n, max(n + 1, math.ceil(1.05 * needed)))


def _half_width(done: Replications, precision: Precision) -> float:
    if precision.key not in done.keys:
        raise SimulationError(f"precision: {_missing(precision.key, done.keys)}")
    at = [done.keys.index(precision.key)]
    one = estimate(done.value[:, at], done.per[:, at], precision.confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(((one.high - one.low) / 2 / np.abs(one.value))[0])


def _missing(key: Key, known: Sequence[Key]) -> str:
    """What to say of a measure that the model does not have, or not of this service."""
    plain = [one for one in known if one.at is None]
    measures = dict.fromkeys(one.measure for one in plain if one.scope == key.scope)
    if key.measure in measures:
        services = [one.of for one in plain if one[:2] == key[:2]]
        return wrong_name("a service", key.of, services, "Use one of these.")
    return wrong_name("a measure of the model", key.measure, measures, "Use one of these.")
