"""One measure of several models, as what each replication says, to be added and subtracted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenarios.errors import SimulationError
from scenarios.findings import wrong_name
from sim.comparison import aligned
from sim.experiment import Replications
from sim.intervals import central, pseudo_values, spread, t_quantiles
from sim.tally import Key
from sim.variates import Floats


def paired_values(runs: Sequence[Replications], key: Key) -> list[Floats]:
    """The measure of each model, the baseline first, then what each replication says of it.

    That is the pseudo-value of `sim.intervals.pseudo_values`. Sums and differences of such arrays
    are those of the measure and of each replication.

    Returns
    -------
    list of array
        Shape (1 + replications,) each; NaN where a model has no such measure.

    Raises
    ------
    SimulationError
        None of the models has such a measure.
    """
    given = runs[0].intercepts()
    measures = [run.reported(given) for run in runs]
    if all(key not in keys for keys, _, _ in measures):
        first = measures[0][0]
        known = dict.fromkeys(
            f"{one.measure} of {one.scope} {one.of}".strip()
            for one in first
            if one.at is None and one.measure == key.measure
        ) or dict.fromkeys(one.measure for one in first)
        got = f"{key.measure} of {key.scope} {key.of}".strip()
        what = wrong_name("a measure of the model", got, list(known), "Use one of these.")
        raise SimulationError(f"measure: {what}")
    sides = [aligned((key,), one, run.n) for one, run in zip(measures, runs, strict=True)]
    return [np.append(central(*side), pseudo_values(*side)[:, 0]) for side in sides]


def paired_interval(values: Floats, confidence: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Value, low and high end of sums of such arrays, shape (..., 1 + replications), each (...).

    The interval is Student's t over the replications, centred on the number that is shown.
    """
    _, error, n = spread(np.moveaxis(values[..., 1:], -1, 0))
    half = error * t_quantiles(confidence, n)
    return values[..., 0], values[..., 0] - half, values[..., 0] + half
