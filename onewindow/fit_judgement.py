"""How well a fitted model predicts days that it was not shown."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from onewindow.api import simulate
from scenarios.fit.contacts import DAY, Contacts, Flags, Floats
from scenarios.model import ServiceModel
from sim.event_log import OUTCOMES

Verdict = Literal["trust", "trust_between", "do_not_trust", "too_little"]
MEASURES = ("arrivals", "answered_within", "abandoned_fraction", "mean_wait")
"""What is compared by hour of the day."""
_ALLOWED = {"answered_within": 0.05, "abandoned_fraction": 0.03}
"""Mean error that planning can bear, in shares; of the others 15 % of the observed."""
_RELATIVE = 0.15
_WAIT = 5.0
"""Error of a mean wait that never matters [s]."""
_OFTEN = 2.0
"""A true model errs by less than this many times its mean error in 19 of 20 cases, hours that hang
together: 1.96 / sqrt(2 / pi) = 2.5 times for one hour alone."""
_COVERED = 0.75
"""Share of the hours that bands of 95 % nearly always hold of a true model, four hours or more."""
_FEW = 30
"""Hours with fewer cases over all days say nothing of shares and waits."""
_SERVED = OUTCOMES.index("served")
_ABANDONED = OUTCOMES.index("abandoned")


@dataclass(frozen=True, slots=True)
class Judged:
    """One measure: observed against predicted."""

    measure: str
    error: float
    """Mean absolute error over hours, weighted by cases; arrivals: share of the observed."""
    bias: float
    """Mean of predicted less observed, weighted alike."""
    allowed: float
    """Error that planning can bear."""
    chance: float
    """Error, counted alike, that days as short as these have when the model is true."""
    coverage: float
    """Share of hours whose observed value lies within the band of 95 % of the replications."""
    verdict: Verdict
    between: tuple[int, int] | None
    """Hours of the day to be trusted, where not all are: from, until before."""
    unmodelled: float
    """Error, counted alike, of saying that each hour will be as it was on the days fitted."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was held out against what was predicted for it."""

    first_day: dt.date
    days: int
    within: float
    """Acceptable wait [s]."""
    replications: int
    table: pd.DataFrame
    """Columns ``measure, hour, cases, observed, predicted, low, high, chance,
    fitted_days``."""
    measures: tuple[Judged, ...]


def judge(
    model: ServiceModel,
    fitted: Contacts,
    held_out: Contacts,
    days: int,
    *,
    within: float,
    replications: int = 100,
    seed: int = 1,
    weekdays: tuple[int, ...] = tuple(range(7)),
    progress: Callable[[int, int], None] | None = None,
) -> Judgement:
    """Simulate days that were not fitted, and compare by hour of the day.

    Parameters
    ----------
    model
        Begins on the first day held out.
    fitted
        Who came on the days before, which the model was fitted to.
    held_out
        Who came on these days; times are seconds since the midnight of the first.
    days
        How many days were held out.
    within
        Acceptable wait [s].
    replications, seed
        Runs of the model.
    weekdays
        Days of the week that are looked at (Monday 0).
    progress
        Told (replications done, replications asked for).

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C came before ten replications were done; later ones end it with what there is.
    """
    starts_on = held_out.first_day.weekday()
    looked_at = np.isin((starts_on + np.arange(days)) % 7, weekdays)
    cases, observed = _observed(held_out, within, looked_at)
    before = (held_out.first_day - fitted.first_day).days
    days_before = np.isin((fitted.first_day.weekday() + np.arange(before)) % 7, weekdays)
    fitted_days = _observed(fitted, within, days_before)[1]
    runs: list[Floats] = []
    try:
        for r in range(replications):
            runs.append(_predicted(model, seed, r, within, looked_at))
            if progress is not None:
                progress(r + 1, replications)
    except KeyboardInterrupt:
        if len(runs) < 10:
            raise
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # hours in which nobody ever comes
        low, high = np.nanpercentile(np.array(runs), [2.5, 97.5], axis=0)
        predicted = np.nanmean(np.array(runs), axis=0)
        chance = np.nanmean(np.abs(np.array(runs) - predicted), axis=0)
    table = pd.DataFrame(
        {
            "measure": np.repeat(MEASURES, 24),
            "hour": np.tile(np.arange(24), len(MEASURES)),
            "cases": np.tile(cases, len(MEASURES)),
            "observed": observed.ravel(),
            "predicted": predicted.ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
            "chance": chance.ravel(),
            "fitted_days": fitted_days.ravel(),
        }
    )
    judged = tuple(judge_measure(name, table[table["measure"] == name]) for name in MEASURES)
    return Judgement(held_out.first_day, days, within, len(runs), table, judged)


def _observed(
    contacts: Contacts, within: float, looked_at: Flags
) -> tuple[NDArray[np.int64], Floats]:
    wait = np.nan_to_num(contacts.wait)
    return by_hour(contacts.arrival, wait, contacts.served, within, looked_at)


def by_hour(
    arrival: Floats, wait: Floats, served: Flags, within: float, looked_at: Flags
) -> tuple[NDArray[np.int64], Floats]:
    """Cases by hour of the day, shape (24,), and the measures, shape (measures, 24).

    Measures are arrivals per day, the share of those who came that was served within the time,
    the share that gave up, and the mean wait of the served [s]; NaN where nobody came.
    """
    day = np.minimum((arrival // DAY).astype(np.int64), len(looked_at) - 1)
    kept = looked_at[day] & (arrival < len(looked_at) * DAY)
    hour = (arrival[kept] % DAY // 3600).astype(np.int64)
    wait, served = wait[kept], served[kept]

    def total(weights: Floats | Flags) -> Floats:
        summed = np.bincount(hour, weights=weights.astype(np.float64), minlength=24)
        return summed.astype(np.float64)

    cases = np.bincount(hour, minlength=24).astype(np.int64)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = [
            cases / looked_at.sum(),
            total(served & (wait <= within)) / cases,
            total(~served) / cases,
            total(np.where(served, wait, 0.0)) / total(served),
        ]
    return cases, np.array(values, dtype=np.float64)


def _predicted(model: ServiceModel, seed: int, r: int, within: float, looked_at: Flags) -> Floats:
    rows = simulate(model, seed=seed, replication=r).log.services
    served, gave_up = rows.outcome == _SERVED, rows.outcome == _ABANDONED
    kept = served | gave_up
    until = np.where(served, rows.start_time, rows.end_time)
    arrival = rows.enable_time[kept]
    return by_hour(arrival, (until - rows.enable_time)[kept], served[kept], within, looked_at)[1]


def judge_measure(name: str, table: pd.DataFrame) -> Judged:
    """The verdict on one measure from its rows by hour."""
    cases = table["cases"].to_numpy(dtype=np.float64)
    observed, predicted = table["observed"].to_numpy(), table["predicted"].to_numpy()
    enough = cases >= (1 if name == "arrivals" else _FEW)
    enough &= np.isfinite(observed) & np.isfinite(predicted)
    if not enough.any():
        nothing = float("nan")
        return Judged(name, *(nothing,) * 5, "too_little", None, nothing)
    inside = (table["low"].to_numpy() <= observed) & (observed <= table["high"].to_numpy())
    weight = np.where(enough, cases, 0.0)
    gap = np.where(enough, predicted - observed, 0.0)
    level = float(np.average(np.where(enough, observed, 0.0), weights=weight))
    allowed = _ALLOWED.get(name, _RELATIVE * level)
    allowed = max(allowed, _WAIT) if name == "mean_wait" else allowed
    error = float(np.average(np.abs(gap), weights=weight))
    noise = np.where(enough, table["chance"].to_numpy(), 0.0)
    chance = float(np.average(noise, weights=weight))
    coverage = float(inside[enough].mean())
    # A true model errs too on few days: what chance explains is not held against it, as long as
    # the bands hold what was observed.
    between = best_hours(np.abs(gap) <= np.hypot(1.5 * allowed, noise), weight)
    explained = coverage >= _COVERED and error <= np.hypot(allowed, _OFTEN * chance)
    verdict: Verdict = "trust" if error <= allowed or explained else "do_not_trust"
    if verdict != "trust" and weight[between[0] : between[1]].sum() >= weight.sum() / 3:
        verdict = "trust_between"
    plain = np.abs(np.nan_to_num(table["fitted_days"].to_numpy() - observed))
    scale = level if name == "arrivals" and level > 0 else 1.0
    return Judged(
        name,
        error / scale,
        float(np.average(gap, weights=weight)) / scale,
        allowed / scale,
        chance / scale,
        coverage,
        verdict,
        between if verdict == "trust_between" else None,
        float(np.average(plain, weights=weight)) / scale,
    )


def best_hours(good: Flags, weight: Floats) -> tuple[int, int]:
    """The run of good hours with most cases, from and until before."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], good, [False]]).astype(np.int64)))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return max(runs, key=lambda run: weight[run[0] : run[1]].sum(), default=(0, 0))
