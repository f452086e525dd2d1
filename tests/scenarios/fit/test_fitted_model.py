"""A made-up office comes back from its log: staff, after-work, and a sound model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from onewindow.requirement_words import coming_words
from scenarios.checks.warnings import warnings_for
from scenarios.checks.workload import expected_arrivals
from scenarios.fit.contacts import DAY, Contacts, Floats
from scenarios.fit.fitted_model import levels_on, model_of_fit, staff_blocks, staff_hours
from scenarios.fit.fitting import fit_contacts
from scenarios.fit.mapping import Kind
from scenarios.fit.on_duty import find_on_duty, whole_levels
from scenarios.fit.teams import Team
from scenarios.flows import Branch, Serve
from scenarios.reading import read_model
from scenarios.section import TextPair
from scenarios.services import Service
from scenarios.writing import dump_model
from tests.scenarios.fit.served import served

DAYS = 14
SOURCE = TextPair(zh="虚构", en="made up")


def _office(servers: int, *, named: bool = True, seed: int = 1) -> Contacts:
    """First come, first served from 9 to 17 h by so many, 10 s of after-work each."""
    rng = np.random.default_rng(seed)
    rows: list[tuple[float, float, float, int]] = []
    for day in range(DAYS):
        opening = day * DAY + 9 * 3600
        arrivals = np.sort(opening + rng.uniform(0, 8 * 3600, rng.poisson(servers * 8 * 11)))
        free = [opening] * servers
        for arrival in arrivals.tolist():
            who = int(np.argmin(free))
            start = max(arrival, free[who])
            end = start + float(rng.gamma(2, 150))
            free[who] = end + 10
            rows.append((arrival, start, end, who))
    made = served(rows, servers, named=named)
    matter = (rng.random(len(rows)) < 0.3).astype(np.int64)
    return replace(made, activity=matter, activities=("社保", "pension"))


def _midday(level: Floats) -> float:
    return float(level[:, 40:60].mean())


def test_staff_comes_back_within_its_range() -> None:
    duty = find_on_duty(_office(5), DAYS)
    assert _midday(duty.least) < _midday(duty.present) <= _midday(duty.most) + 1e-9
    assert _midday(duty.present) == pytest.approx(5, rel=0.05)
    assert duty.present[:, :30].max() == pytest.approx(0, abs=1e-9)


def test_after_work_comes_back_from_gaps_while_somebody_waited() -> None:
    duty = find_on_duty(_office(3), DAYS)
    assert len(duty.after_work) > 100
    assert np.median(duty.after_work) == pytest.approx(10, abs=0.5)


def test_without_names_staff_is_the_most_at_once() -> None:
    duty = find_on_duty(_office(4, named=False), DAYS)
    assert not duty.named
    assert _midday(duty.present) == pytest.approx(4, rel=0.1)


def test_whole_levels_keep_the_sum_of_the_day() -> None:
    mean = np.array([0.0, 2.5, 2.5, 2.5, 2.5, 0.0, 1.2])
    levels = whole_levels(mean)
    assert levels[[0, 5]].tolist() == [0, 0]
    assert levels[1:5].sum() == 10
    assert np.abs(levels - mean).max() <= 1


LOG = TextPair(zh="虚构的记录", en="a made-up log")


def test_the_model_reads_back_says_where_it_comes_from_and_keeps_the_load() -> None:
    contacts = _office(4)
    fit = fit_contacts(contacts, DAYS, LOG)
    model = model_of_fit(fit, "tickets", "made_up", LOG)
    assert read_model(dump_model(model)) == model
    assert model.provenance.kind == "measured"
    (pool,) = model.pools.values()
    assert pool.provenance is not None
    assert pool.provenance.source.zh.endswith("；虚构的记录")
    assert pool.provenance.source.en.endswith("; a made-up log")
    assert model.provenance.sample_size == len(contacts.arrival)
    assert {str(a.title and a.title.zh) for a in model.activities.values()} == {"社保", "None"}
    per_week = _per_week(model.services)
    assert per_week == pytest.approx(len(contacts.arrival) / 2, rel=0.01)


def test_blocks_are_those_of_each_weekday() -> None:
    fit = fit_contacts(_office(4), DAYS, LOG)
    hours = sum(b.level * (b.span[1] - b.span[0]) / 3600 for b in staff_blocks(fit, *fit.teams))
    assert hours == pytest.approx(7 * 4 * 8, rel=0.06)
    assert {b.days for b in staff_blocks(fit, *fit.teams)} == {
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
    }


def test_the_hours_told_are_those_of_the_blocks() -> None:
    # Each weekday was seen twice, so a day of the log has a seventh of the hours of a week.
    fit = replace(fit_contacts(_office(4), DAYS, LOG), steady=1.07)
    hours = sum(b.level * (b.span[1] - b.span[0]) / 3600 for b in staff_blocks(fit, *fit.teams))
    assert staff_hours(fit) == pytest.approx(hours / 7)
    assert staff_hours(fit) < 1.07 * fit.on_duty.present.sum() / 4 / DAYS - 0.5


def test_nobody_is_there_more_than_such_a_day_ever_had() -> None:
    fit = fit_contacts(_office(4), DAYS, LOG)
    half = np.where(np.arange(DAYS) % 7 == 5, 0.5, 1.0)[:, None]
    fewer = replace(fit.on_duty, present=fit.on_duty.present * half)
    fit = replace(fit, steady=1.3, teams=(Team((), fewer),))
    assert [int(levels_on(fit, day).max()) for day in (4, 5, 6)] == [4, 2, 4]


def test_a_model_that_a_fit_writes_warns_of_nothing_of_its_own() -> None:
    # Mondays and Fridays of one shape, but Fridays are served until 13 h; some come before nine.
    rng = np.random.default_rng(8)
    parts = []
    for day in (0, 4, 7, 11, 14, 18):
        came = np.sort(rng.uniform(8.8 * 3600, 17 * 3600, 400))
        parts.append(day * DAY + came[came < (13 if day % 7 == 4 else 17) * 3600])
    arrival = np.concatenate(parts)
    start = np.maximum(arrival, arrival // DAY * DAY + 9 * 3600)
    whole = Contacts(
        first_day=dt.date(2026, 3, 2),
        arrival=arrival,
        start=start,
        end=start + 60,
        left=np.full(len(arrival), np.nan),
        activity=np.full(len(arrival), -1),
        server=np.arange(len(arrival)) % 4,
        activities=(),
        servers=("a", "b", "c", "d"),
    )
    fit = fit_contacts(whole, 19, SOURCE)
    model = model_of_fit(fit, "calls", "made_up", SOURCE, days=7)
    assert not [one for one in warnings_for(model) if "outside opening hours" in one.what]
    # As many come as came: 400 on a Monday, and on a Friday those until 13 h.
    expected = sum(
        cases for one in model.services.values() for _, _, cases in expected_arrivals(model, one)
    )
    assert expected == pytest.approx(len(arrival) / 3, rel=0.01)


def test_a_matter_that_is_asked_for_is_a_service_of_its_own() -> None:
    office = _office(5)
    together = model_of_fit(fit_contacts(office, DAYS, LOG), "tickets", "hall", LOG)
    assert all(isinstance(s.flow[0], Branch) for s in together.services.values())
    fit = fit_contacts(office, DAYS, LOG, apart=["pension"])
    model = model_of_fit(fit, "tickets", "hall", LOG)
    own = {name: s for name, s in model.services.items() if name.startswith("pension")}
    assert [s.flow for s in own.values()] == [(Serve(serve="pension"),)] * len(own)
    # As many come as before, and of them those who came for it.
    assert _per_week(model.services) == pytest.approx(len(office.arrival) / 2, rel=0.01)
    assert _per_week(own) == pytest.approx((office.activity == 1).sum() / 2, rel=0.01)


def _per_week(services: Mapping[str, Service]) -> float:
    return sum(
        sum(rate for _, _, rate in s.arrivals.by_interval()) / 2 * f
        for s in services.values()
        if s.arrivals.pattern == "rates"
        for f in s.arrivals.weekday_factors.values()
    )


@pytest.mark.parametrize(
    ("kind", "coming", "promise", "title"),
    [
        ("tickets", ("人次", "people"), "限时内开始办理", "Served in time"),
        ("calls", ("来电", "calls"), "限时内接通", "Answered in time"),
    ],
)
def test_halls_have_people_who_are_served_and_hotlines_calls_that_are_answered(
    kind: Kind, coming: tuple[str, str], promise: str, title: str
) -> None:
    model = model_of_fit(fit_contacts(_office(2), DAYS, SOURCE), kind, "office", SOURCE)
    assert (coming_words(model, "zh"), coming_words(model, "en")) == coming
    assert model.targets["answered"].title == TextPair(zh=promise, en=title)
