"""How much of the waiting in an event log the people of its model make by being busy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.stats import t

from onewindow.api import simulate
from scenarios.fit.contacts import Floats
from scenarios.fit.events.fit import EventFit, with_times
from scenarios.fit.events.keys import activity_keys
from scenarios.fit.events.model import model_of_events
from scenarios.fit.work_kinds import WorkKind
from scenarios.model import ServiceModel
from scenarios.section import TextPair

_RUNS = 8
_FEW = 20
"""Events below which an activity's mean wait says too little."""
_SURE = float(t.ppf(0.975, _RUNS - 1))
"""Standard deviations of so many runs beyond which waits differ by more than chance (5 %)."""


def with_contention(fit: EventFit, source: TextPair, cases: float = 1.0, seed: int = 1) -> EventFit:
    """The fit with as much waiting for busy people as its model makes, and the rest as delays.

    The model has all who are at work on a day at one line for all of it. What a queue of these
    people makes of these arrivals a simulation tells. Where the log shows more of it than runs do,
    or less, beyond chance, delays of the activity are longer, or shorter, by the difference, so
    that its mean wait is that of the log, and what is possible reaches to where the model is. Logs
    without starts show next to no queues, and stay as they are.

    Parameters
    ----------
    fit
        What was fitted.
    source, cases
        As for `model_of_events`.
    seed
        Of the runs.
    """
    if not fit.events.has_starts:
        return fit
    model = model_of_events(fit, "contention", source, cases=cases)
    runs = [_waits(fit, model, seed, r) for r in range(_RUNS)]
    busy, delay = fit.times.busy.copy(), fit.times.delay.copy()
    for kind in fit.work:
        own = kind.pieces(fit.events)
        made = np.array([run[kind] for run in runs if kind in run])
        if own.sum() < _FEW or len(made) < _RUNS:
            continue
        seen, mean = float(busy[own].mean()), float(made.mean())
        chance = _SURE * float(made.std(ddof=1)) * (1 + 1 / _RUNS) ** 0.5
        if abs(seen - mean) <= chance:
            continue
        if mean < seen:
            kept = mean / seen
            delay[own] += (1 - kept) * busy[own]
            busy[own] *= kept
        elif delayed := float(delay[own].mean()):
            delay[own] *= max(0.0, 1 - (mean - seen) / delayed)
    least, most = np.minimum(fit.times.busy_least, busy), np.maximum(fit.times.busy_most, busy)
    times = replace(fit.times, busy=busy, busy_least=least, busy_most=most, delay=delay)
    return with_times(fit, times)


def _waits(
    fit: EventFit, model: ServiceModel, seed: int, replication: int
) -> dict[WorkKind, float]:
    """Mean wait of each kind of work in one run [s of open time]."""
    result = simulate(model, seed=seed, replication=replication)
    rows = result.log.services
    kinds = {key: kind for kind, key in activity_keys(fit).items()}
    begun = (rows.activity >= 0) & np.isfinite(rows.start_time)
    of_name = np.array([kinds[name].group for name in result.world.activities], dtype=np.int64)
    group, opened = of_name[rows.activity[begun]], fit.by_group.open_before
    wait: Floats = opened(rows.start_time[begun], group) - opened(rows.enable_time[begun], group)
    number = np.bincount(rows.activity[begun], minlength=len(result.world.activities))
    total = np.bincount(rows.activity[begun], weights=wait, minlength=len(number))
    return {
        kinds[name]: float(total[k] / number[k])
        for k, name in enumerate(result.world.activities)
        if number[k]
    }
