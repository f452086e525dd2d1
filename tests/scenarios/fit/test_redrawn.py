"""Days drawn anew stay within what a log says; matters that come at hours of their own are told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from scenarios.fit.contacts import DAY, Contacts, Floats
from scenarios.fit.fitted_model import levels_on, model_of_fit, usual_week
from scenarios.fit.fitting import Fit, fit_contacts, matter_of_each
from scenarios.fit.matter_mix import mix_spread
from scenarios.fit.redrawn import with_days_of_staff, with_other_means
from scenarios.fit.service_days import fit_service_days
from scenarios.fit.shut_days import ShutDays
from scenarios.section import TextPair

SOURCE = TextPair(zh="虚构", en="made up")


def _contacts(days: int, factor: Floats, *, short_later: bool = False) -> Contacts:
    """Nobody waits; two clerks on even days and four on odd ones, all day."""
    rng = np.random.default_rng(3)
    parts: list[tuple[Floats, Floats, Floats, Floats]] = []
    for day in range(days):
        arrival = day * DAY + 9 * 3600 + np.sort(rng.uniform(0, 8 * 3600, 300))
        late = arrival % DAY > 13 * 3600
        matter = np.where(short_later & late, rng.random(300) < 0.8, rng.random(300) < 0.3)
        service = factor[day] * rng.gamma(4, np.where(matter, 10, 40))
        parts.append((arrival, service, matter.astype(float), np.arange(300) % (2 + 2 * (day % 2))))
    arrival, service, matter, server = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Contacts(
        first_day=dt.date(2026, 3, 2),
        arrival=arrival,
        start=arrival,
        end=arrival + service,
        left=np.full(len(arrival), np.nan),
        activity=matter.astype(np.int64),
        server=server.astype(np.int64),
        activities=("long", "short"),
        servers=("a", "b", "c", "d"),
    )


def _fit(days: int, **how: bool) -> Fit:
    return fit_contacts(_contacts(days, np.ones(days), **how), days, SOURCE)


def test_staff_is_that_of_a_day_that_was_seen() -> None:
    fit = _fit(28)
    seen = fit.on_duty.present
    sums = set()
    for seed in range(20):
        drawn = with_days_of_staff(fit, np.random.default_rng(seed)).on_duty.present
        monday = drawn[fit.weekday == 0]
        assert (monday == monday[0]).all()
        assert (monday[0] == seen[fit.weekday == 0]).all(axis=1).any()
        sums.add(round(float(monday[0].sum())))
    # Of four Mondays two have about twice the staff: both kinds are drawn.
    assert max(sums) > 1.5 * min(sums)
    levels = levels_on(fit, 0)
    assert np.median(levels[levels > 0]) == 3


def test_other_means_are_off_by_what_the_days_allow() -> None:
    fit = _fit(28)
    drawn = [with_other_means(fit, np.random.default_rng(k), 7).rates for k in range(300)]
    mondays = np.array([one.per_hour[0].sum() for one in drawn]) / fit.rates.per_hour[0].sum()
    # Four Mondays with 300 each, as many every day: a Poisson mean of 1200 is off by 2.9 %.
    assert abs(mondays.mean() - 1) < 0.01
    assert 0.022 < mondays.std() < 0.036


def test_days_with_longer_services_are_told_from_chance() -> None:
    same = _contacts(20, np.ones(20))
    told = _contacts(20, np.random.default_rng(9).gamma(100, 0.01, 20))
    # 300 services of cv about .8 a day: chance alone is 4.5 %, and the estimate of nothing small.
    assert fit_service_days(same, same.activity).cv < 0.03
    # cv .1 between days, known from 20 of them within 16 % (chi-squared), a factor of 1.5 wide.
    assert 0.06 < fit_service_days(told, told.activity).cv < 0.15
    assert fit_service_days(told, told.activity).days == 20


def test_matters_at_hours_of_their_own_become_services() -> None:
    apart, alike = _fit(14, short_later=True), _fit(14)
    assert all(one.rates is None for one in alike.matters)
    model = model_of_fit(apart, "calls", "made_up", SOURCE)
    assert {name.split("_")[0] for name in model.services} == {"long", "short"}
    mean = np.array([one.times.mean for one in apart.matters])
    c = apart.contacts
    of = matter_of_each(apart.matters, c)
    # Half of the day has .3 short ones and half .8: means of 124 and 64 s, 32 % off their mean.
    assert abs(mix_spread(c.arrival, of, mean, 1800) - 0.32) < 0.03
    of_model = sum(
        np.array(service.arrivals.per_hour).sum() * 0.5  # type: ignore[union-attr]
        for name, service in model.services.items()
    ) / len({name.partition("_")[2] for name in model.services})
    assert abs(of_model - 300) < 1


def test_matters_that_come_alike_stay_a_branch() -> None:
    rng = np.random.default_rng(1)
    arrival, matter = rng.uniform(0, 10 * DAY, 20_000), rng.integers(0, 3, 20_000)
    assert mix_spread(arrival, matter, np.array([50.0, 100, 300]), 1800) < 0.02


def test_the_usual_week_has_no_day_that_is_left_out() -> None:
    contacts = _contacts(20, np.ones(20))
    # Closed on the third day, on which nobody came, and on the eighth: no week begins before the
    # ninth day that has all its days.
    kept = contacts.only((contacts.day != 2) & (contacts.day != 7))
    shut = ShutDays(dates=(dt.date(2026, 3, 4), dt.date(2026, 3, 9)))
    first, days = usual_week(fit_contacts(kept, 20, SOURCE, shut))
    assert (first, days) == (dt.date(2026, 3, 10), 7)
    assert usual_week(_fit(5)) == (dt.date(2026, 3, 2), 5)


def test_rare_matters_come_together() -> None:
    contacts = _contacts(28, np.ones(28), short_later=True)
    # Every fiftieth is of a third matter: 168 of 8400, which is no number to tell hours from.
    third = np.arange(len(contacts.arrival)) % 50 == 0
    fourth = np.arange(len(contacts.arrival)) % 50 == 1
    label = np.where(third, 2, np.where(fourth, 3, contacts.activity))
    names = ("long", "short", "rare", "seldom")
    fit = fit_contacts(replace(contacts, activity=label, activities=names), 28, SOURCE)
    assert [one.comes for one in fit.matters] == ["long", "short", "others", "others"]
    model = model_of_fit(fit, "calls", "made_up", SOURCE)
    others = [service for name, service in model.services.items() if name.startswith("others")]
    (branch,) = others[0].flow
    assert [one.probability for one in branch.branch] == [0.5, 0.5]  # type: ignore[union-attr]
    came = sum(np.array(one.arrivals.per_hour).sum() * 0.5 for one in others)  # type: ignore[union-attr]
    assert abs(came / len(others) - 336 / 28) < 0.1
