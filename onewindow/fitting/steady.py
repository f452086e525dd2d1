"""How much staff, the same on each such day, does as well as the changing staff of a log."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from onewindow.fitting.drawn_days import DrawnDays
from onewindow.fitting.same_people import SamePeople, weeks_of_log
from scenarios.fit.fitted_model import acceptable_wait, staffed_hours
from scenarios.fit.fitting import Fit
from scenarios.fit.mapping import Kind
from scenarios.fit.on_duty import STEP
from scenarios.fit.open_hours import within_hours
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
_RUNS = (2, 5)
"""Runs of each week, at the least and at the most."""


def steady_staff(
    fit: Fit, kind: Kind, source: TextPair, seed: int = 1, *, changing: bool = False
) -> Fit:
    """The fit with the factor on its staff that gives the share served in time that was seen.

    A model has the same staff on each Monday; the staff of a log changes. Queues grow more on days
    with one agent fewer than they shrink on days with one more, so a model with the mean staff does
    too well (Whitt 2006, staffing with uncertain arrivals and absence). One factor on all levels is
    found by bisection, on the same random numbers at each step; it is the only number of a fit that
    is found by simulation, and it stays within what the log allows.

    Those who come in the runs of the model file are those who came in the log: what some busy days
    more or fewer do to the share, of the log and of runs as short, is far more than what is looked
    for. So services and patience alone are left to chance. Where staff is the same from day to day
    there is nothing to make good, and the factor comes the nearer to 1 (the mean of 1, with the
    variance of the hours of staff of such days, and of the factor of the share, with that of
    chance).

    Parameters
    ----------
    fit
        What was fitted.
    kind, source
        As for `model_of_fit`.
    seed
        Of the runs.
    changing
        Whether each run draws days, as a forecast does: who comes, and the staff of single days
        (`with_days_of_staff`) instead of their mean.
    """
    if not float(fit.on_duty.present.sum()):
        return fit
    within = acceptable_wait(fit, kind)
    if changing:
        return _moved(fit, DrawnDays(fit, kind, source, within, seed))
    weeks = weeks_of_log(fit, _PEOPLE)
    if not weeks:
        return fit
    people = sum(len(week.contacts.arrival) for week in weeks)
    runs = int(np.clip(_PEOPLE / people, *_RUNS))
    with tempfile.TemporaryDirectory() as folder:
        models = tuple(week.model(fit, kind, source, Path(folder)) for week in weeks)
        return _moved(fit, SamePeople(fit, weeks, models, within, seed, runs))


def _moved(fit: Fit, tried: SamePeople | DrawnDays) -> Fit:
    """The fit with the factor whose runs have the share served in time of the log."""
    duty = fit.on_duty
    total = float(duty.present.sum())
    low = max(1 - _FURTHEST, float(duty.least.sum()) / total)
    high = min(1 + _FURTHEST, float(duty.most.sum()) / total)
    as_seen, goal = tried.share(1.0), tried.goal
    if abs(as_seen - goal) <= _CLOSE:
        return fit
    low, high = (1.0, high) if as_seen < goal else (low, 1.0)
    factor = (low + high) / 2
    share = tried.share(factor)
    slope = (as_seen - share) / (1.0 - factor) if low < high else 0.0
    if slope <= 0:
        return fit
    chance = tried.chance(1.0) / slope
    differs = max(_KNOWN[duty.named], _days_differ(fit))
    goal = as_seen + (goal - as_seen) * differs**2 / (differs**2 + chance**2)
    for _ in range(_STEPS):
        if abs(share - goal) <= _CLOSE:
            break
        low, high = (factor, high) if share < goal else (low, factor)
        factor = (low + high) / 2
        share = tried.share(factor)
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
