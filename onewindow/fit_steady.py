"""How much staff, the same on each such day, does as well as the changing staff of a log."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from onewindow.fit_runs import run
from scenarios.fit.contacts import DAY, Floats
from scenarios.fit.fitted_model import acceptable_wait, model_of_fit, staffed_hours
from scenarios.fit.fitting import Fit
from scenarios.fit.mapping import Kind
from scenarios.fit.on_duty import STEP
from scenarios.fit.open_hours import within_hours
from scenarios.fit.redrawn import with_days_of_staff
from scenarios.section import TextPair

_FURTHEST = 0.3
"""Staff is moved by no more than this share, and never out of the range that the log allows."""
_CLOSE = 0.005
"""A share answered in time so close to the one seen is right."""
_KNOWN = {True: 0.01, False: 0.05}
"""Presence is no better known than this share: of people with names, and of the most at once."""
_WEEK = 7
_STEPS = 5
_PEOPLE = 50_000
"""People simulated at each step, about."""


def steady_staff(
    fit: Fit, kind: Kind, source: TextPair, seed: int = 1, *, changing: bool = False
) -> Fit:
    """The fit with the factor on its staff that gives the share served in time that was seen.

    A model has the same staff on each Monday; the staff of a log changes. Queues grow more on days
    with one agent fewer than they shrink on days with one more, so a model with the mean staff does
    too well (Whitt 2006, staffing with uncertain arrivals and absence). One factor on all levels is
    found by bisection, on the same random numbers at each step; it is the only number of a fit that
    is found by simulation, and it stays within what the log allows. Of few days the share is known
    within chance alone: where staff is the same from day to day there is nothing to make good, and
    the factor comes the nearer to 1 (the mean of 1, with the variance of the hours of staff of such
    days, and of the factor of the share, with that of chance).

    Parameters
    ----------
    fit
        What was fitted.
    kind, source
        As for `model_of_fit`.
    seed
        Of the runs.
    changing
        Whether each run has the staff of single days (`with_days_of_staff`) instead of their mean:
        the factor then makes good only what gaps between services do not tell of presence.
    """
    duty = fit.on_duty
    total = float(duty.present.sum())
    if not total:
        return fit
    seen, quick = fit.contacts, acceptable_wait(fit, kind)
    goal = float((seen.served & (np.nan_to_num(seen.wait) <= quick)).mean())
    days, runs = _size(len(seen.arrival) / fit.days, fit.days)
    low = max(1 - _FURTHEST, float(duty.least.sum()) / total)
    high = min(1 + _FURTHEST, float(duty.most.sum()) / total)

    def by_day(factor: float, *, changing: bool) -> Floats:
        """Who came, and who of them was served in time, shape (2, runs, days)."""
        made = [counts(replace(fit, steady=factor), r, changing=changing) for r in range(runs)]
        return np.stack(made, axis=1)

    def counts(fit: Fit, r: int, *, changing: bool) -> Floats:
        if changing:
            rng = np.random.default_rng((seed, r))
            fit = with_days_of_staff(fit, rng)
        came = run(model_of_fit(fit, kind, "steady", source, days=days), seed, r)
        day = np.minimum(came.arrival // DAY, days - 1).astype(np.int64)
        quickly = (came.served & (came.wait <= quick)).astype(np.float64)
        return np.array([np.bincount(day, w, minlength=days) for w in (None, quickly)])

    def reached(factor: float) -> float:
        came, in_time = by_day(factor, changing=changing)
        return float(in_time.sum() / came.sum())

    as_seen = reached(1.0)
    if abs(as_seen - goal) <= _CLOSE:
        return fit
    low, high = (1.0, high) if as_seen < goal else (low, 1.0)
    factor = (low + high) / 2
    share = reached(factor)
    slope = (as_seen - share) / (1.0 - factor) if low < high else 0.0
    if slope <= 0:
        return fit
    chance = _chance(by_day(1.0, changing=False), fit.days) / slope
    differs = max(_KNOWN[fit.on_duty.named], _days_differ(fit))
    goal = as_seen + (goal - as_seen) * differs**2 / (differs**2 + chance**2)
    for _ in range(_STEPS):
        if abs(share - goal) <= _CLOSE:
            break
        low, high = (factor, high) if share < goal else (low, factor)
        factor = (low + high) / 2
        share = reached(factor)
    return replace(fit, steady=round(factor, 3))


def _days_differ(fit: Fit) -> float:
    """Coefficient of variation of the hours of staff of days of one weekday (no unit)."""
    open_ = np.array([within_hours(staffed_hours(fit, day), STEP) for day in range(_WEEK)])
    kept = fit.weekday >= 0
    weekday = fit.weekday[kept]
    hours = (fit.on_duty.present[kept] * open_[weekday]).sum(axis=1)
    number = np.bincount(weekday, minlength=_WEEK)
    mean = np.bincount(weekday, hours, minlength=_WEEK) / number.clip(1)
    free = int((number - 1).clip(0).sum())
    if not free or not hours.any():
        return 0.0
    return float((((hours - mean[weekday]) ** 2).sum() / free) ** 0.5 / hours.mean())


def _chance(by_day: Floats, days: int) -> float:
    """Standard error of the share in time of so many days, whose staff is as in these runs.

    That of a ratio (Cochran 1977, "Sampling techniques", ch. 2.11), the days of one weekday among
    each other: they have the same staff and rates.

    Parameters
    ----------
    by_day
        People and those served in time, shape (2, runs, days).
    days
        Days of the log.
    """
    people, in_time = (each.reshape(-1) for each in by_day)
    weekday = np.tile(np.arange(by_day.shape[2]) % _WEEK, by_day.shape[1])
    of_all, of_quick = (np.bincount(weekday, each) for each in (people, in_time))
    share = of_quick / of_all.clip(1)
    off = in_time - share[weekday] * people
    seen = people > 0
    free = int(seen.sum()) - len(np.unique(weekday[seen]))
    if free <= 0:
        return 0.0
    variance = float((off**2).sum()) / free
    return float((variance * seen.mean() * days) ** 0.5 / (people.mean() * days))


def _size(per_day: float, days: int) -> tuple[int, int]:
    """Days and runs that make about so many people."""
    whole_weeks = max(1, min(4, int(_PEOPLE / max(1.0, per_day) // 7)))
    shown = min(days, 7 * whole_weeks)
    return shown, max(1, min(5, int(_PEOPLE / max(1.0, per_day * shown))))
