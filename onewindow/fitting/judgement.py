"""How well a fitted model predicts days that it was not shown."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd

from onewindow.fitting.distances import Distance, distances_between, summed_up, thinned
from onewindow.fitting.figures import Unit
from onewindow.fitting.hours import MEASURES, by_hour
from onewindow.fitting.kept_runs import kept_runs
from onewindow.fitting.replay import Replayed
from onewindow.fitting.runs import TOLD, Came, as_gone_at_once, came_of, leaving_unseen
from onewindow.fitting.runs_band import band_of
from scenarios.fit.contacts import Contacts, Flags, Floats
from scenarios.fit.open_hours import without_strays
from scenarios.fit.shut_days import EVERY_DAY, ShutDays, weekday_kept
from scenarios.fit.unseen_weekdays import like_weekdays

Verdict = Literal["trust", "trust_between", "do_not_trust", "too_little"]
_ALLOWED = {"answered_within": 0.05, "abandoned_fraction": 0.03}
"""Mean error that planning can bear, in shares; of the others 15 % of the observed."""
_RELATIVE = 0.15
RELATIVE = ("arrivals", "throughput")
"""Measures whose errors are shares of what was observed."""
_ERROR_UNITS: dict[str, Unit] = {
    **dict.fromkeys((*RELATIVE, "served", "served_often", "wait"), "relative"),
    "mean_wait": "s", "cycle_time": "s", "queue_length": "people",
}  # fmt: skip
_NEVER_MATTERS = {"mean_wait": 5.0, "cycle_time": 5.0, "queue_length": 0.5}
"""Errors that never matter: [s], [s] and people."""
OFTEN = 2.0
"""A true model errs by less than this many times its mean error in 19 of 20 cases, hours that hang
together: 1.96 / sqrt(2 / pi) = 2.5 times for one hour alone."""
PART = 1 / 3
"""Share of the cases that hours to be trusted must have."""
COVERED = 0.75
"""Share of the hours that bands of 95 % nearly always hold of a true model, four hours or more."""
_HOUR = 3600.0
_DISTANCES_OF = 20
"""Replications that distances are taken of."""
FEW = 30
"""Hours with fewer cases over all days say nothing of shares and waits."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One measure: observed against predicted."""

    measure: str
    error: float
    """Mean absolute error over hours, weighted by cases; a share of the observed for those in
    ``RELATIVE``, else in the unit of the measure."""
    bias: float
    """Mean of predicted less observed, weighted alike."""
    allowed: float
    """Error that planning can bear."""
    chance: float
    """Error, counted alike, that days as short as these have of forecasts from days as few."""
    coverage: float
    """Share of hours whose observed value lies within the band of the replications."""
    verdict: Verdict
    between: tuple[int, int] | None
    """Hours of the day to be trusted, where not all are: from, until before."""
    unmodelled: float
    """Error, counted alike, of saying that each hour will be as it was on the days fitted."""
    staff_known: float = float("nan")
    """Error, counted alike, of the model told who was on duty."""
    came_known: float = float("nan")
    """Error, counted alike, of the model told also who came."""
    all_known: float = float("nan")
    """Error, counted alike, of the model told also how long each service took."""
    most: int = 0
    """Cases of the busiest hour of the day, over the days looked at."""
    failing: tuple[str, ...] = ()
    """Queues of snapshots that the verdict on all of them does not hold for, the longest first."""

    @property
    def unit(self) -> Unit:
        """Of its errors."""
        return error_unit(self.measure)


def error_unit(measure: str) -> Unit:
    """The unit of the errors of a measure of calls, tickets or queues; shares differ by points."""
    return _ERROR_UNITS.get(measure, "points")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was held out against what was predicted for it."""

    first_day: dt.date
    days: int
    within: float
    """Acceptable wait [s]."""
    replications: int
    table: pd.DataFrame
    """Columns ``measure, hour, cases, observed, predicted, low, high, chance, fitted_days,
    staff_known, came_known, all_known``."""
    measures: tuple[Judged, ...]
    distances: tuple[Distance, ...]
    """Of events and cycle times, as the literature has them."""
    days_judged: int
    """Days held out that were looked at: those of weekdays asked for that were fitted."""
    borrowed: tuple[int, ...] = ()
    """Weekdays looked at (Monday 0) that were not fitted: forecast as the others of their kind."""
    unknown: tuple[int, ...] = ()
    """Weekdays not looked at, because neither they nor others of their kind were fitted."""


def judge(
    simulated: Callable[[int], Came],
    fitted: Contacts,
    held_out: Contacts,
    days: int,
    *,
    within: float,
    replications: int = 100,
    weekdays: tuple[int, ...] = tuple(range(7)),
    shut: ShutDays = EVERY_DAY,
    replayed: Replayed | None = None,
    progress: Callable[[int, int], None] | None = None,
    processes: int | None = None,
) -> Judgement:
    """Simulate days that were not fitted, and compare by hour of the day.

    Parameters
    ----------
    simulated
        Runs the replication of a number, from the first day held out on; it can be pickled.
    fitted
        Who came on the days before, which the model was fitted to.
    held_out
        Who came on these days; times are seconds since the midnight of the first.
    days
        How many days were held out.
    within
        Acceptable wait [s].
    replications
        How many.
    weekdays
        Days of the week that are looked at (Monday 0).
    shut
        Days that are not looked at.
    replayed
        Runs that were told what nobody can know before.
    progress
        Told (replications done, replications asked for).
    processes
        Processes to use; all processors when left out. The numbers do not depend on it.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C came before ten replications were done; later ones end it with what there is.
    """
    before = (held_out.first_day - fitted.first_day).days
    weekday_before = weekday_kept(fitted.first_day, before, shut)
    weekday = weekday_kept(held_out.first_day, days, shut)
    asked = set(weekdays) & set(weekday.tolist())
    every = like_weekdays(weekday_before, shut.weekdays)
    like = {day: others for day, others in every.items() if day in asked}
    unknown = tuple(day for day, others in like.items() if not others)
    looked_at = np.isin(weekday, sorted(asked - set(unknown)))
    seen = came_of(held_out)
    cases, observed = by_hour(seen, within, looked_at)
    days_before = np.isin(weekday_before, weekdays)
    fitted_days = by_hour(came_of(fitted), within, days_before)[1]
    unseen = leaving_unseen(fitted)
    measured = _Measured(simulated, within, looked_at, unseen)
    done = kept_runs(measured, replications, progress, processes)
    runs, distances = [values for values, _ in done], _distances(done, seen)
    columns = {"observed": observed, **_bands(runs), "fitted_days": fitted_days}
    for name in TOLD:
        told = () if replayed is None else getattr(replayed, name)
        alike = map(as_gone_at_once, told) if unseen else told
        columns[name] = _mean([by_hour(one, within, looked_at)[1] for one in alike], observed)
    table = pd.DataFrame(
        {
            "measure": np.repeat(MEASURES, 24),
            "hour": np.tile(np.arange(24), len(MEASURES)),
            "cases": np.tile(cases, len(MEASURES)),
            **{name: values.ravel() for name, values in columns.items()},
        }
    )
    judged = tuple(judge_measure(name, table[table["measure"] == name]) for name in MEASURES)
    return Judgement(
        held_out.first_day, days, within, len(runs), table, judged, distances,
        days_judged=int(looked_at.sum()),
        borrowed=tuple(day for day, others in like.items() if others), unknown=unknown,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Measured:
    """Measures by hour of a run, and of the first ones those who came, for their distances."""

    simulated: Callable[[int], Came]
    within: float
    looked_at: Flags
    unseen: bool
    """Whether the log does not know when people left: their waiting is in neither then."""

    def __call__(self, r: int) -> tuple[Floats, Came | None]:
        came = self.simulated(r)
        came = as_gone_at_once(came) if self.unseen else came
        values = by_hour(came, self.within, self.looked_at)[1]
        return values, thinned(came) if r < _DISTANCES_OF else None


def _distances(runs: list[tuple[Floats, Came | None]], seen: Came) -> tuple[Distance, ...]:
    """How far runs are from what was seen, and from each other."""
    came, there = [some for _, some in runs if some is not None], thinned(seen)
    far = [distances_between(there, each) for each in came]
    chance = [distances_between(each, next_) for each, next_ in pairwise(came)]
    return summed_up(far, chance)


def _bands(runs: list[Floats]) -> dict[str, Floats]:
    """Median, band and mean error by chance, each of the shape (measures, 24)."""
    every = np.array(runs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # hours in which nobody ever comes
        low, high = band_of(every)
        predicted = np.nanmedian(every, axis=0)
        chance = np.nanmean(np.abs(every - predicted), axis=0)
    return {"predicted": predicted, "low": low, "high": high, "chance": chance}


def _mean(runs: list[Floats], like: Floats) -> Floats:
    if not runs:
        return np.full(like.shape, np.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmean(runs, axis=0), dtype=np.float64)


def judge_measure(name: str, table: pd.DataFrame) -> Judged:
    """The verdict on one measure from its rows by hour."""
    cases = table["cases"].to_numpy(dtype=np.float64)
    observed, predicted = table["observed"].to_numpy(), table["predicted"].to_numpy()
    enough = cases >= (1 if name in RELATIVE else FEW)
    enough &= np.isfinite(observed) & np.isfinite(predicted)
    nobody_left = name == "abandoned_fraction" and not (
        observed[enough].any() or predicted[enough].any()
    )
    if nobody_left or not enough.any():
        nothing = float("nan")
        most = int(cases.max())
        return Judged(name, *(nothing,) * 5, "too_little", None, nothing, most=most)
    inside = (table["low"].to_numpy() <= observed) & (observed <= table["high"].to_numpy())
    weight = np.where(enough, cases, 0.0)
    gap = np.where(enough, predicted - observed, 0.0)
    level = float(np.average(np.where(enough, observed, 0.0), weights=weight))
    allowed = _ALLOWED.get(name, _RELATIVE * level)
    allowed = max(allowed, _NEVER_MATTERS.get(name, 0.0))
    error = float(np.average(np.abs(gap), weights=weight))
    noise = np.where(enough, table["chance"].to_numpy(), 0.0)
    chance = float(np.average(noise, weights=weight))
    coverage = float(inside[enough].mean())
    between = best_hours(enough & (np.abs(gap) <= allowed), weight)
    verdict: Verdict = "trust"
    if error > allowed:
        # So far off a model is too that errs by no more than is allowed, on so few days: they say
        # nothing against it, nor for it.
        by_chance = error <= chance
        by_chance |= coverage >= COVERED and error <= np.hypot(allowed, OFTEN * chance)
        enough_hours = weight[between[0] : between[1]].sum() >= weight.sum() * PART
        verdict = "too_little" if by_chance else "trust_between" if enough_hours else "do_not_trust"

    def missed(column: str) -> float:
        gap = np.abs(table[column].to_numpy(dtype=np.float64) - observed)
        known = enough & np.isfinite(gap)
        return float(np.average(gap[known], weights=weight[known])) if known.any() else float("nan")

    scale = level if name in RELATIVE and level > 0 else 1.0
    return Judged(
        name,
        error / scale,
        float(np.average(gap, weights=weight)) / scale,
        allowed / scale,
        chance / scale,
        coverage,
        verdict,
        between if verdict == "trust_between" else None,
        missed("fitted_days") / scale,
        staff_known=missed("staff_known") / scale,
        came_known=missed("came_known") / scale,
        all_known=missed("all_known") / scale,
        most=int(cases.max()),
    )


def best_hours(good: Flags, weight: Floats) -> tuple[int, int]:
    """The run of good hours with most cases, from and until before.

    Hours without any do not count, nor do those before the opening and after the closing, which
    have strays at most.
    """
    if not weight.any():
        return 0, 0
    first, last = without_strays(weight, _HOUR)
    at = first + np.flatnonzero(weight[first : last + 1])
    edges = np.flatnonzero(np.diff(np.concatenate([[False], good[at], [False]]).astype(np.int64)))
    runs = [(int(at[a]), int(at[b - 1]) + 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return max(runs, key=lambda run: weight[run[0] : run[1]].sum(), default=(0, 0))
