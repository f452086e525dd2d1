"""Whether a model of queue snapshots lets people wait as long as those it was fitted to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from onewindow.api import simulate
from onewindow.fitting.judgement import Judged, Verdict
from onewindow.fitting.kept_runs import kept_runs
from onewindow.fitting.runs_band import band_of
from scenarios.fit.contacts import Floats
from scenarios.fit.snapshots.fit import SnapshotFit
from scenarios.fit.snapshots.model import queue_keys
from scenarios.fit.snapshots.seen import Snapshots
from scenarios.model import ServiceModel

if TYPE_CHECKING:
    import pandas as pd

WAIT_WITHIN = 0.25
"""Error of the mean wait that planning can bear, as a share of the office's mean wait."""
_RUNS = 20
"""Replications that tell a mean wait well enough."""


def judge_waits(
    fit: SnapshotFit,
    model: ServiceModel,
    *,
    replications: int = _RUNS,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
    processes: int | None = None,
) -> tuple[pd.DataFrame, Judged]:
    """Mean waits of the rows that were fitted beside those of their model.

    By Little's law (1961) the mean wait of a queue is its mean number waiting over its arrivals in
    the same time, whatever the order of service. The judgement is the mean over people of how far
    their queue's wait is missed, as a share of the office's mean wait.

    Parameters
    ----------
    fit, model
        The fit, and its model of the days of the file.
    replications, seed
        Runs of the model, 20 at the most.
    progress
        Told (replications done, replications asked for).
    processes
        Processes to use; all processors when left out. The numbers do not depend on it.

    Returns
    -------
    tuple
        Columns ``service, arrivals, observed, predicted, low, high, chance`` by queue, waits in
        minutes; and the verdict.
    """
    import pandas as pd

    number = min(replications, _RUNS)
    runs = np.array(kept_runs(partial(_waits, fit, model, seed), number, progress, processes))
    came = fit.arrived.sum(axis=1)
    some = fit.used & (came > 0)
    observed = little_waits(fit.seen, came)
    # A queue to which nobody came in a run says nothing of it.
    spent, served = runs.sum(axis=0).T
    with np.errstate(divide="ignore", invalid="ignore"):
        predicted = np.where(served > 0, spent / served, 0.0)
        each = np.nan_to_num(runs[:, :, 0] / runs[:, :, 1])
    low, high = band_of(each)
    table = pd.DataFrame(
        {
            "service": [queue.title for queue in fit.seen.queues],
            "arrivals": came, "observed": observed, "predicted": predicted, "low": low,
            "high": high, "chance": np.abs(each - predicted).mean(axis=0),
        }
    )[some]  # fmt: skip
    table[["observed", "predicted", "low", "high", "chance"]] /= 60.0
    return table.reset_index(drop=True), _judged(table, each[:, some] / 60.0)


def little_waits(seen: Snapshots, came: Floats) -> Floats:
    """Mean wait of each queue [s] by Little's law, shape (queues,).

    Between two rows of a day the number waiting is taken to change evenly, however long that is.

    Parameters
    ----------
    seen
        The rows.
    came
        Arrivals of each queue on all their days, shape (queues,).
    """
    mean = (seen.waiting[1:] + seen.waiting[:-1]) / 2
    area = np.where(seen.first[1:], 0.0, mean * np.diff(seen.clock))
    spent = np.bincount(seen.queue[1:], area, len(seen.queues))
    return np.asarray(np.where(came > 0, spent / np.maximum(came, 1e-9), 0.0))


def _waits(fit: SnapshotFit, model: ServiceModel, seed: int, r: int) -> Floats:
    """Time waited [s] and people called by queue, of one replication, shape (queues, 2)."""
    result = simulate(model, seed=seed, replication=r)
    rows, names = result.log.services, result.world.activities
    made = np.zeros((len(fit.seen.queues), 2))
    for q, key in enumerate(queue_keys(fit)):
        if key in names:
            own = rows.activity == names.index(key)
            wait = rows.seize_time[own] - rows.enable_time[own]
            wait = wait[np.isfinite(wait)]
            made[q] = wait.sum(), len(wait)
    return made


def _judged(table: pd.DataFrame, each: Floats) -> Judged:
    weight = table["arrivals"].to_numpy(float)
    observed, predicted = table["observed"].to_numpy(float), table["predicted"].to_numpy(float)
    spent = float(weight @ observed)
    if not spent:
        nothing = float("nan")
        return Judged("wait", *(nothing,) * 5, "too_little", None, nothing)
    error = float(weight @ np.abs(predicted - observed)) / spent
    chance = float(weight @ np.abs(each - predicted).mean(axis=0)) / spent
    inside = (table["low"] <= observed) & (observed <= table["high"])
    verdict: Verdict = "trust" if error <= WAIT_WITHIN else "do_not_trust"
    return Judged(
        "wait", error, float(weight @ predicted) / spent - 1, WAIT_WITHIN, chance,
        float(inside.mean()), verdict, None, float("nan"),
    )  # fmt: skip
