"""A hall of zones comes back from its log: its people, its waits, and what pooling would bring."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from onewindow.api import simulate
from onewindow.fitting.runs import Came, came_of, run
from onewindow.fitting.steady import steady_staff
from onewindow.fitting.team_words import at_once_line, zone_lines
from scenarios.fit.contacts import Contacts, Floats
from scenarios.fit.fitted_model import hours_a_day, model_of_fit
from scenarios.fit.fitting import Fit, fit_contacts
from scenarios.model import ServiceModel
from scenarios.section import TextPair
from sim.event_log import OUTCOMES

SOURCE = TextPair(zh="虚构", en="made up")
DAYS, HOURS = 28, 8
MATTERS = {"pension": (1, 300.0, 22.0), "medical": (1, 420.0, 12.0), "tax": (2, 400.0, 11.0)}
"""Zone, mean of the service [s], and cases an hour."""
PEOPLE = {"one": 3, "two": 1, "both": 1}
RUNS = 10


def _model(pools: dict[str, tuple[tuple[str, ...], int]]) -> ServiceModel:
    day = "09:00-17:00"
    return ServiceModel.model_validate(
        {
            "name": "hall", "title": "made up", "provenance": "assumed",
            "start_date": dt.date(2026, 3, 2), "horizon": DAYS * 86400.0,
            "calendars": {"hours": {"open": {"daily": [day]}}}, "queues": {"hall": {}},
            "activities": {
                name: {"queue": "hall", "service_time":
                       {"distribution": "gamma", "mean": mean, "cv": 0.7}}
                for name, (_, mean, _) in MATTERS.items()
            },
            "pools": {
                name: {"serves": serves, "calendar": "hours",
                       "staff": [{"span": day, "level": level}]}
                for name, (serves, level) in pools.items()
            },
            "services": {
                name: {
                    "arrivals": {"pattern": "rates", "start": "9:00", "per_hour": [rate] * HOURS},
                    "flow": [{"serve": name}],
                }
                for name, (_, _, rate) in MATTERS.items()
            },
        }
    )  # fmt: skip


def _hall(*, pooled: bool = False) -> ServiceModel:
    every = tuple(MATTERS)
    if pooled:
        return _model({"all": (every, sum(PEOPLE.values()))})
    zones = {
        name: tuple(m for m, (zone, _, _) in MATTERS.items() if zone == k)
        for k, name in ((1, "one"), (2, "two"))
    }
    return _model({name: (zones.get(name, every), level) for name, level in PEOPLE.items()})


@lru_cache
def _log() -> Contacts:
    result = simulate(_hall(), seed=11)
    rows = result.log.services
    kept = rows.outcome == OUTCOMES.index("served")
    order = np.flatnonzero(kept)[np.argsort(rows.enable_time[kept], kind="stable")]
    # Resources are numbered within their pools.
    server = rows.pool[order].astype(np.int64) * 10 + rows.resource[order]
    return Contacts(
        first_day=dt.date(2026, 3, 2),
        arrival=rows.enable_time[order], start=rows.start_time[order], end=rows.end_time[order],
        left=np.full(len(order), np.nan), activity=rows.activity[order].astype(np.int64),
        activities=tuple(result.world.activities), server=server,
        servers=tuple(map(str, range(int(server.max()) + 1))),
    )  # fmt: skip


@lru_cache
def _fitted() -> Fit:
    return fit_contacts(_log(), DAYS, SOURCE)


def _wait(came: Came) -> float:
    return float(came.wait[came.served].mean())


def _waits(model: ServiceModel) -> Floats:
    return np.array([_wait(run(model, 1, r)) for r in range(RUNS)])


def _saved(before: ServiceModel, after: ServiceModel) -> Floats:
    """Share of the wait that a change saves, in each run."""
    return np.asarray(1 - _waits(after) / _waits(before))


def test_zones_and_the_people_of_each_come_back() -> None:
    fit = _fitted()
    names = fit.contacts.activities
    zones = {frozenset(of) for of in fit.zones.named(names).values()}
    assert zones == {frozenset({"pension", "medical"}), frozenset({"tax"})}
    of = np.array(fit.zones.of_matter)
    of_team = {
        frozenset(np.array(names)[np.isin(of, team.zones)].tolist()): team.on_duty
        for team in fit.teams
    }
    whose = {"one": {"pension", "medical"}, "two": {"tax"}, "both": set(MATTERS)}
    for name, matters in whose.items():
        duty = of_team[frozenset(matters)]
        true = PEOPLE[name] * HOURS
        assert hours_a_day(fit, duty.present) == pytest.approx(true, rel=0.05)
        assert hours_a_day(fit, duty.least) <= true <= hours_a_day(fit, duty.most) + 0.1


def test_pooling_brings_what_it_brings_in_the_hall_itself() -> None:
    fit = steady_staff(_fitted(), "tickets", SOURCE)
    model = model_of_fit(fit, "tickets", "fitted", SOURCE)
    pools = [*model.pools.values()]
    staff = tuple(block for pool in pools for block in pool.staff)
    pooled = model.replace(
        pools={"all": pools[0].replace(serves=tuple(model.activities), staff=staff)}
    )
    fitted, true = _saved(model, pooled), _saved(_hall(), _hall(pooled=True))
    error = float(np.hypot(fitted.std(), true.std())) / RUNS**0.5
    assert true.mean() > 5 * error
    assert fitted.mean() == pytest.approx(true.mean(), abs=3 * error)
    assert _waits(model).mean() == pytest.approx(_wait(came_of(_log())), rel=0.2)
    # Asked for one pool, the fit has one, of all matters.
    (one,) = fit_contacts(_log(), DAYS, SOURCE, zones={}).teams
    assert all(one.serves(zone) for zone in fit.zones.of_matter)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_zones_are_told_with_their_matters_and_people(lang: str) -> None:
    told = "\n".join(zone_lines(_fitted(), "zh" if lang == "zh" else "en"))
    assert all(name in told for name in MATTERS)
    assert told.count("person-hours" if lang == "en" else "人·小时") == len(PEOPLE)


def test_people_at_once_are_counted_whole() -> None:
    fit = _fitted()
    # Times added up have a last digit too much: it is nobody.
    duty = fit.teams[0].on_duty
    most = int(np.ceil(duty.present.max() - 1e-6))
    full = replace(duty, present=np.full_like(duty.present, most * (1 + 1e-15)))
    one = replace(fit, teams=(replace(fit.teams[0], on_duty=full),))
    assert f"shows {most} people at once" in at_once_line(one, "en")
