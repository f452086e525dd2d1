"""How well a model fitted to queue snapshots predicts days that it was not shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from onewindow.api import simulate
from onewindow.fitting.judgement import Judged, Verdict, best_hours
from onewindow.fitting.kept_runs import kept_runs
from onewindow.fitting.runs_band import band_of
from onewindow.fitting.snapshots.yardsticks import other_days_error, perfect_error
from scenarios.fit.contacts import DAY, Floats, Ints
from scenarios.fit.counter_groups import moments_of
from scenarios.fit.snapshots.fit import SnapshotFit
from scenarios.fit.snapshots.model import queue_keys
from scenarios.fit.snapshots.seen import Snapshots
from scenarios.model import ServiceModel

if TYPE_CHECKING:
    import pandas as pd

SERVED_WITHIN = 0.15
"""Error of the served of a service and day that planning can bear (median)."""
OFTEN = 20.0
"""Services with so many a day are told apart: of fewer, chance alone is more than that."""
_STEP = 300.0
"""Moments of two days so close are compared [s]."""
COVERED = 0.75
"""Share of what was observed that bands of 95 % nearly always hold of a true model."""


@dataclass(frozen=True, slots=True)
class SnapshotJudgement:
    """What was held out against what was predicted for it."""

    dates: tuple[dt.date, ...]
    replications: int
    served: pd.DataFrame
    """Columns ``service, date, observed, predicted, low, high, chance, fitted_days``."""
    waiting: pd.DataFrame
    """By service and hour: columns ``service, hour, moments, observed, predicted, low, high, error,
    chance, spread, inside, fitted_days_error``, in people."""
    measures: tuple[Judged, ...]
    """``served``, ``served_often`` (services with 20 a day or more), ``queue_length``; and ``wait``
    where `judge_waits` has looked at the whole file."""
    yardsticks: dict[str, Yardsticks]
    """What the first two are measured by."""


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """Errors of the called of a service and day that no forecast betters, or only by luck."""

    perfect: float
    """Of a forecast that knows each mean: Poisson chance alone."""
    other_days: float
    """Of a day fitted when told by the mean of the others."""


def judge_snapshots(
    fit: SnapshotFit,
    model: ServiceModel,
    held_out: Snapshots,
    *,
    replications: int = 100,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
    processes: int | None = None,
) -> SnapshotJudgement:
    """Simulate days that were not fitted, and compare people served and people waiting.

    A day whose rows begin late or end early is judged by the time that they are of.

    Parameters
    ----------
    fit
        A fit to the days before.
    model
        Its model, from the first day held out.
    held_out
        The rows of these days.
    replications, seed
        Runs of the model.
    progress
        Told (replications done, replications asked for).
    processes
        Processes to use; all processors when left out. The numbers do not depend on it.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C came before ten replications were done; later ones end it with what there is.
    """
    moments = moments_of(held_out)
    since = [(date - held_out.dates[0]).days for date in held_out.dates]
    at = np.array(since, dtype=np.float64)[moments.day] * DAY + moments.clock
    edges = np.searchsorted(moments.day, np.arange(len(since) + 1))
    looks = np.array([at[edges[:-1]], at[edges[1:] - 1]])
    keys = queue_keys(fit)
    one = partial(_run, model, keys, seed, at=at, looks=looks)
    runs = kept_runs(one, replications, progress, processes)
    daily = _served_table(fit, held_out, np.array([called for called, _ in runs]))
    hourly, lengths = _waiting_table(fit, held_out, np.array([waiting for _, waiting in runs]))
    often = daily.groupby("service")["fitted_days"].transform("mean") >= OFTEN
    measures = (
        _judge_served("served", daily),
        _judge_served("served_often", daily[often]),
        lengths,
    )
    before = fit.seen.by_day(fit.seen.calls)[fit.used]
    yardsticks = {
        name: Yardsticks(
            perfect_error(cells["observed"].to_numpy(float)), other_days_error(before[queues])
        )
        for name, cells, queues in (
            ("served", daily, np.ones(len(before), dtype=np.bool_)),
            ("served_often", daily[often], before.mean(axis=1) >= OFTEN),
        )
    }
    return SnapshotJudgement(held_out.dates, len(runs), daily, hourly, measures, yardsticks)


def _run(
    model: ServiceModel, keys: tuple[str, ...], seed: int, r: int, at: Floats, looks: Floats
) -> tuple[Floats, Floats]:
    """Called by queue and day, and people waiting by queue and moment, of one replication.

    Called between the first and the last look of each day, shape (2, days).
    """
    result = simulate(model, seed=seed, replication=r)
    rows, names = result.log.services, result.world.activities
    called = np.zeros((len(keys), looks.shape[1]))
    waiting = np.zeros((len(keys), len(at)))
    for q, key in enumerate(keys):
        if key not in names:
            continue
        own = rows.activity == names.index(key)
        came, taken = np.sort(rows.enable_time[own]), np.sort(rows.seize_time[own])
        waiting[q] = np.searchsorted(came, at, "right") - np.searchsorted(taken, at, "right")
        called[q] = np.diff(np.searchsorted(taken, looks, "right"), axis=0)
    return called, waiting


def _served_table(fit: SnapshotFit, held_out: Snapshots, runs: Floats) -> pd.DataFrame:
    import pandas as pd

    observed = held_out.by_day(held_out.calls)
    predicted = runs.mean(axis=0)
    low, high = band_of(runs)
    chance = np.abs(runs - predicted).mean(axis=0)
    before = fit.seen.by_day(fit.seen.calls).mean(axis=1)
    used = np.flatnonzero(fit.used)
    titles = [fit.seen.queues[q].title for q in used]
    days = len(held_out.dates)
    return pd.DataFrame(
        {
            "service": np.repeat(np.array(titles, dtype=object), days),
            "date": np.tile(np.array([str(d) for d in held_out.dates], dtype=object), len(used)),
            "observed": observed[used].ravel(),
            "predicted": predicted[used].ravel(),
            "low": low[used].ravel(),
            "high": high[used].ravel(),
            "chance": chance[used].ravel(),
            "fitted_days": np.repeat(before[used], days),
        }
    )


def _judge_served(name: str, daily: pd.DataFrame) -> Judged:
    """Median relative error over services and days on which anybody was served."""
    some = daily[(daily["observed"] > 0) & (daily["predicted"] > 0)]
    if some.empty:
        nothing = float("nan")
        return Judged(name, *(nothing,) * 5, "too_little", None, nothing)
    observed, predicted = some["observed"].to_numpy(float), some["predicted"].to_numpy(float)
    gap = (predicted - observed) / observed
    error = float(np.median(np.abs(gap)))
    # The median of a normal error is .845 times its mean.
    chance = float(np.median(0.845 * some["chance"].to_numpy(float) / predicted))
    inside = (some["low"] <= some["observed"]) & (some["observed"] <= some["high"])
    coverage = float(inside.mean())
    plain = np.abs(some["fitted_days"].to_numpy(float) - observed) / observed
    # What chance makes of a true model is allowed on top, where the bands hold what was observed.
    allowed = float(np.hypot(SERVED_WITHIN, chance)) if coverage >= COVERED else SERVED_WITHIN
    verdict: Verdict = "trust" if error <= allowed else "do_not_trust"
    bias = float(predicted.sum() / observed.sum() - 1)
    return Judged(
        name, error, bias, allowed, chance, coverage, verdict, None,
        float(np.median(plain)),
    )  # fmt: skip


def _waiting_table(
    fit: SnapshotFit, held_out: Snapshots, runs: Floats
) -> tuple[pd.DataFrame, Judged]:
    """Errors by service and hour, over the opening hours of each queue's counters."""
    import pandas as pd

    moments = moments_of(held_out)
    predicted = runs.mean(axis=0)
    low, high = band_of(runs)
    chance = np.abs(runs - predicted).mean(axis=0)
    usual, spread = _fitted_days(fit, moments.day, moments.clock, held_out.weekday)
    hour = (moments.clock // 3600).astype(np.int64)
    tables = []
    for group in fit.groups:
        open_ = np.zeros(len(hour), dtype=np.bool_)
        for day, weekday in enumerate(held_out.weekday.tolist()):
            span = group.hours(weekday)
            if span is not None:
                inside = (moments.clock >= span[0]) & (moments.clock < span[1])
                open_ |= (moments.day == day) & inside
        for q in group.queues:
            kept = open_ & (moments.counters[q] >= 0) & np.isfinite(spread[q])
            seen = moments.waiting[q].astype(np.float64)
            tables.append(
                pd.DataFrame(
                    {
                        "service": fit.seen.queues[q].title,
                        "hour": hour,
                        "moments": 1,
                        "observed": seen,
                        "predicted": predicted[q],
                        "low": low[q],
                        "high": high[q],
                        "error": np.abs(predicted[q] - seen),
                        "chance": chance[q],
                        "spread": spread[q],
                        "inside": (low[q] <= seen) & (seen <= high[q]),
                        "fitted_days_error": np.abs(usual[q] - seen),
                    }
                )[kept]
            )
    every = pd.concat(tables)
    by_hour = every.groupby("hour").mean(numeric_only=True)
    weight = np.bincount(every["hour"], minlength=24).astype(np.float64)
    good = np.zeros(24, dtype=np.bool_)
    good[by_hour.index] = (by_hour["error"] <= by_hour["spread"]).to_numpy()
    between = best_hours(good, weight)
    mean = every.mean(numeric_only=True)
    verdict: Verdict = "trust" if mean["error"] <= mean["spread"] else "do_not_trust"
    if every.empty:
        verdict = "too_little"
    elif verdict != "trust" and weight[between[0] : between[1]].sum() >= weight.sum() / 3:
        verdict = "trust_between"
    judged = Judged(
        "queue_length", float(mean["error"]), float(mean["predicted"] - mean["observed"]),
        float(mean["spread"]), float(mean["chance"]), float(mean["inside"]), verdict,
        between if verdict == "trust_between" else None, float(mean["fitted_days_error"]),
    )  # fmt: skip
    shown = every.groupby(["service", "hour"], sort=False).mean(numeric_only=True)
    shown["moments"] = every.groupby(["service", "hour"], sort=False).size()
    return shown.reset_index(), judged


def _fitted_days(
    fit: SnapshotFit, day: Ints, clock: Floats, weekday: Ints
) -> tuple[Floats, Floats]:
    """Mean of the fitted days, and mean distance of two of them, at each moment and queue.

    Days of the same opening hours are compared; NaN where there are fewer than two.
    """
    seen = moments_of(fit.seen)
    bins = round(DAY / _STEP)
    days = len(fit.seen.dates)
    value = np.full((len(fit.seen.queues), days, bins), np.nan)
    cell = np.minimum((seen.clock + _STEP / 2) // _STEP, bins - 1).astype(np.int64)
    there = seen.counters >= 0
    value[:, seen.day, cell] = np.where(there, seen.waiting, np.nan)
    at = np.minimum((clock + _STEP / 2) // _STEP, bins - 1).astype(np.int64)
    usual = np.full((len(value), len(clock)), np.nan)
    spread = usual.copy()
    for kind in fit.day_types:
        alike = value[:, np.isin(fit.seen.weekday, kind)]
        known = np.isfinite(alike)
        number = known.sum(axis=1)
        mean = np.nansum(alike, axis=1) / np.maximum(1, number)
        apart = np.abs(alike[:, :, None] - alike[:, None, :])
        pairs = number * (number - 1)
        both = np.nansum(apart, axis=(1, 2)) / np.maximum(1, pairs)
        mine = np.isin(weekday[day], kind)
        usual[:, mine] = np.where(number > 0, mean, np.nan)[:, at[mine]]
        spread[:, mine] = np.where(pairs > 0, both, np.nan)[:, at[mine]]
    return usual, spread
