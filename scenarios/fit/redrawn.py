"""Further days like those of a log: its numbers drawn anew within what it knows of them.

A model has one number for each thing; the days of a log differ by more than its chance. Whoever
plans with the mean of few days errs by what this mean may be off, and by what a further day
differs from it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenarios.fit.arrival_rates import ArrivalFit
from scenarios.fit.contacts import Floats
from scenarios.fit.families import FittedFamily
from scenarios.fit.fitting import Fit, Matter
from scenarios.fit.unseen_weekdays import like_weekdays

_ALIKE = 1.5
"""Days whose hours of staff differ by no more than this factor are days of one kind."""


def with_days_of_staff(fit: Fit, rng: np.random.Generator) -> Fit:
    """The fit with, for each weekday, the staff of one of its days instead of their mean.

    Queues grow more with one agent fewer than they shrink with one more: a model with the mean of
    the days does too well, and is too certain (Whitt 2006, "Staffing a call center with uncertain
    arrival rate and absenteeism"). A weekday that was seen once draws from all days with about as
    many hours of staff.

    Parameters
    ----------
    fit
        What was fitted.
    rng
        Draws the days.
    """
    hours = fit.on_duty.present.sum(axis=1)
    drawn = np.arange(len(hours))
    for weekday in range(7):
        own = np.flatnonzero((hours > 0) & (fit.weekday == weekday))
        if not len(own):
            continue
        like = own
        if len(own) == 1:
            near = (hours > hours[own] / _ALIKE) & (hours < hours[own] * _ALIKE)
            like = np.flatnonzero(near & (fit.weekday >= 0))
        drawn[own] = like[rng.integers(len(like))]
    # All teams are of the same day: they stand in for each other.
    teams = (
        replace(team, on_duty=replace(team.on_duty, present=team.on_duty.present[drawn]))
        for team in fit.teams
    )
    return replace(fit, teams=tuple(teams))


def with_other_means(fit: Fit, rng: np.random.Generator, held: int) -> Fit:
    """The fit with other means: by so much may those of a log be off.

    The mean arrivals of a weekday that was
    seen n times are off by a gamma factor with cv^2 = (cv of busyness)^2 / n + 1 / cases. One that
    was not seen is off from the days of its kind by what they differ by: with k of them, their cv^2
    about their mean times 1 + 1 / k, and no less than that of a weekday seen once. The
    services of these days take longer or less by a lognormal factor (`ServiceDays.spread`).

    Parameters
    ----------
    fit
        What was fitted.
    rng
        Draws it.
    held
        Days that are asked about.
    """
    spread = fit.service_days.spread(held)
    longer = float(np.exp(spread * rng.standard_normal() - spread**2 / 2))
    more = _weekday_factors(fit, rng)
    matters = tuple(_changed(one, longer, more) for one in fit.matters)
    return replace(fit, rates=_more(fit.rates, more), matters=matters)


def _weekday_factors(fit: Fit, rng: np.random.Generator) -> Floats:
    """What the mean of each weekday may be off by, shape (7,)."""
    busy = fit.busyness.cv if fit.busyness.told else 0.0
    cases, days = fit.rates.counts.sum(axis=1), fit.rates.days
    variance = busy**2 / np.maximum(1, days) + 1 / np.maximum(1, cases)
    for day, like in like_weekdays(fit.weekday, fit.shut.weekdays).items():
        open_ = [other for other in like if cases[other]]
        if not open_:
            continue
        means = cases[open_] / days[open_]
        k, mean = len(means), float(means.mean())
        apart = float(means.var(ddof=1)) / mean**2 * (1 + 1 / k) if k > 1 else 0.0
        variance[day] = max(apart, busy**2 + 1 / mean)
    return np.asarray(rng.gamma(1 / variance) * variance, dtype=np.float64)


def _more(rates: ArrivalFit, factors: Floats) -> ArrivalFit:
    return replace(rates, per_hour=rates.per_hour * factors[:, None])


def _changed(matter: Matter, factor: float, more: Floats) -> Matter:
    times, rates = matter.times, matter.rates
    family = times.family
    if family is not None:
        family = FittedFamily(family.name, family.shape, family.scale * factor, family.aic)
    times = replace(times, family=family, observed=times.observed * factor)
    return replace(matter, times=times, rates=None if rates is None else _more(rates, more))
