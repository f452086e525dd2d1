"""How well a fit knows its numbers: intervals of 95 %."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import norm, t

from scenarios.fit.contacts import Floats
from scenarios.fit.families import intervals
from scenarios.fit.fitted_model import hours_a_day
from scenarios.fit.fitting import Fit, matter_of_each
from scenarios.fit.patience import PatienceFit
from scenarios.fit.service_times import TimesFit

What = Literal[
    "arrivals_a_day", "busyness_cv", "service_mean", "service_cv", "pickup_mean", "after_work_mean",
    "patience_mean", "staff_hours",
]  # fmt: skip


_FEWEST = 10
"""Fewer services say nothing of their mean: the normal law does not hold of them."""


@dataclass(frozen=True, slots=True)
class Known:
    """A number with its interval."""

    what: What
    of: str
    """The matter it is of; empty for those of all."""
    value: float
    """Per day, [s], no unit, or person-hours a day."""
    low: float
    high: float
    n: int
    """What it rests on: days, services, people who gave up, or days."""


def known_within(fit: Fit) -> tuple[Known, ...]:
    """The chief numbers of a fit with intervals of 95 %.

    Arrivals by Student's t over days about the mean of their weekday, or by the normal law
    where they differ no more than by chance; the cv of busy days, where it can be told from
    chance (`fit_busyness`); means of services, pick-up and after-work by the normal law, their
    cv from the family that is kept or else by moments (`cv_interval`), of matters with ten
    services or more; patience from the families that cannot be told apart. Staff has no
    probability, but the range that the log allows: from those who served to everybody from the
    first service of the day to the last.
    """
    contacts, duty = fit.contacts, fit.on_duty
    found = [_arrivals(fit)]
    if fit.busyness.told:
        busy = fit.busyness
        found.append(Known("busyness_cv", "", busy.cv, *busy.within, busy.days))
    service, matter = contacts.end - contacts.start, matter_of_each(fit.matters, contacts)
    for k, one in enumerate(fit.matters):
        if one.times.n < _FEWEST:
            continue
        times = service[(matter == k) & contacts.served]
        found.append(_mean("service_mean", one.name, one.times))
        cv = one.times.cv if one.times.family is None else one.times.family.cv
        found.append(Known("service_cv", one.name, cv, *_cv(one.times, times), one.times.n))
    beside: tuple[tuple[What, TimesFit | None], ...] = (
        ("pickup_mean", fit.pickup), ("after_work_mean", fit.after_work)
    )  # fmt: skip
    found += [_mean(what, "", own) for what, own in beside if own is not None]
    if fit.patience is not None and fit.patience.fits:
        patience, within = fit.patience, patience_mean_within(fit, fit.patience)
        found.append(Known("patience_mean", "", patience.family.mean, *within, patience.abandoned))
    hours = [hours_a_day(fit, each) for each in (duty.present, duty.least, duty.most)]
    found.append(
        Known("staff_hours", "", hours[0], hours[1], hours[2], int((fit.weekday >= 0).sum()))
    )
    return tuple(found)


def patience_mean_within(fit: Fit, patience: PatienceFit) -> tuple[float, float]:
    """Interval of 95 % of the mean patience of all [s], from the families alike (`intervals`)."""
    contacts = fit.contacts
    seen = ~np.isnan(contacts.wait)
    return intervals(patience.tried, contacts.wait[seen], ~contacts.served[seen])[0]


def cv_interval(times: Floats) -> tuple[float, float]:
    """Interval of 95 % of a coefficient of variation by moments.

    With skewness g and kurtosis k, Var(cv) = cv^2 / n ((k - 1) / 4 + cv^2 - g cv), by the delta
    method from the variances of mean and variance (Serfling 1980, ch. 3.4).
    """
    mean, sd = float(times.mean()), float(times.std())
    if not sd:
        return 0.0, 0.0
    z = (times - mean) / sd
    cv, skewness, kurtosis = sd / mean, float((z**3).mean()), float((z**4).mean())
    share = max(0.0, (kurtosis - 1) / 4 + cv**2 - skewness * cv) / len(times)
    half = float(norm.ppf(0.975)) * share**0.5
    return float(cv * np.exp(-half)), float(cv * np.exp(half))


def _mean(what: What, of: str, times: TimesFit) -> Known:
    """A mean by the normal law; of a constant with a few strays the constant."""
    mean, cv = times.mean, times.cv
    if times.has_strays and times.constant is not None:
        mean, cv = times.constant, 0.0
    half = float(norm.ppf(0.975)) * cv * mean / times.n**0.5
    return Known(what, of, mean, mean - half, mean + half, times.n)


def _cv(fit: TimesFit, times: Floats) -> tuple[float, float]:
    return cv_interval(times) if fit.family is None else intervals(fit.tried, times)[1]


def _arrivals(fit: Fit) -> Known:
    """Mean cases a day: days of one weekday differ by chance and by busyness."""
    totals = np.bincount(fit.contacts.day, minlength=fit.days)[: fit.days]
    kept = (totals > 0) & (fit.weekday >= 0)
    weekday, open_ = fit.weekday[kept], totals[kept]
    mean = float(open_.mean())
    kinds = [open_[weekday == day] for day in range(7) if (weekday == day).any()]
    free = len(open_) - len(kinds)
    variance = mean
    if free:
        within = sum(float(((kind - kind.mean()) ** 2).sum()) for kind in kinds) / free
        variance = max(mean, within)
    # Days that differ by chance alone have a known variance, their mean: Student's t is for one
    # that has to be taken from the days.
    told = fit.busyness.told and free > 0
    wide = float(t.ppf(0.975, free)) if told else float(norm.ppf(0.975))
    half = wide * (variance / len(open_)) ** 0.5
    return Known("arrivals_a_day", "", mean, mean - half, mean + half, len(open_))
