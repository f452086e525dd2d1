"""Crowds at the door in logs made with known ones."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scenarios.fit.contacts import Contacts
from scenarios.fit.crowds import crowds_of
from scenarios.fit.fitted_model import model_of_fit
from scenarios.fit.fitting import fit_contacts
from scenarios.section import TextPair

HOUR = 3600.0
SPANS = ((9 * HOUR, 12 * HOUR), (13.5 * HOUR, 17 * HOUR))
HOURS = ((SPANS,) * 5) + ((), ())
DAYS = 42
WEEKDAY = np.array([day % 7 if day % 7 < 5 else -1 for day in range(DAYS)])


def _log(
    seed: int,
    door: float = 0.0,
    per_hour: float = 60.0,
    lasts: float = 180.0,
    peaks: tuple[float, ...] = (10, 14.7),
) -> np.ndarray:
    """Whole seconds at which people came: peaks, busy days, and a crowd at 9:00."""
    draws, came = np.random.default_rng(seed), []
    for day in np.flatnonzero(WEEKDAY >= 0).tolist():
        busy = draws.gamma(100, 0.01)
        for begin, end in SPANS:
            at = np.arange(begin, end, 60.0)
            shape = np.full(len(at), 0.4)
            for peak in peaks:
                shape += np.exp(-(((at / HOUR - peak) / 0.7) ** 2) / 2)
            each = draws.poisson(busy * per_hour / 60 * shape)
            came.append(day * 86400 + np.repeat(at, each) + draws.uniform(0, 60, each.sum()))
        crowd = draws.poisson(busy * door)
        came.append(day * 86400 + SPANS[0][0] + draws.uniform(0, lasts, crowd))
    return np.floor(np.sort(np.concatenate(came)))


@pytest.mark.parametrize("per_hour", [20.0, 60.0, 400.0])
def test_peaks_are_no_crowds(per_hour: float) -> None:
    found = [crowds_of(_log(seed, per_hour=per_hour), WEEKDAY, HOURS) for seed in range(20)]
    # A thousandth of all days has one by chance: of 20 logs, none in 98 of 100 such tests.
    assert found == [((),) * 7] * 20


@pytest.mark.parametrize("lasts", [60.0, 180.0, 480.0])
def test_a_crowd_at_the_door_is_found_where_it_is(lasts: float) -> None:
    for seed in range(5):
        came = _log(seed, 15.0, lasts=lasts, peaks=())
        found = crowds_of(came, WEEKDAY, HOURS)
        assert found[:5] == (found[0],) * 5
        assert found[5:] == ((), ())
        (crowd,) = found[0]
        assert crowd.span == (9 * HOUR, 9 * HOUR + lasts)
        half_hour = ((came % 86400 >= 9 * HOUR) & (came % 86400 < 9.5 * HOUR)).sum()
        # 450 of 30 days, with a standard deviation of 26 of these and those beside them.
        assert crowd.share * half_hour == pytest.approx(450, abs=80)


def test_a_coach_that_came_once_is_no_crowd() -> None:
    coach = 8 * 86400 + 10.2 * HOUR + np.arange(0.0, 60.0, 0.5)
    came = np.sort(np.concatenate([_log(1), coach]))
    assert crowds_of(came, WEEKDAY, HOURS) == ((),) * 7


def test_times_by_five_minutes_tell_of_none() -> None:
    came = _log(1, 15.0) // 300 * 300
    assert crowds_of(came, WEEKDAY, HOURS) == ((),) * 7


def test_the_model_has_the_crowd_beside_the_others_and_nobody_twice() -> None:
    came = _log(3, 15.0)
    start = came + 30.0
    contacts = Contacts(
        first_day=dt.date(2026, 3, 2),
        arrival=came,
        start=start,
        end=start + np.random.default_rng(3).exponential(200.0, len(came)),
        left=np.full(len(came), np.nan),
        activity=np.zeros(len(came), dtype=np.int64),
        server=np.full(len(came), -1, dtype=np.int64),
        activities=("all",),
        servers=(),
    )
    source = TextPair(zh="单子", en="log")
    model = model_of_fit(fit_contacts(contacts, DAYS, source), "tickets", "hall", source)
    a_week = door = 0.0
    for service in model.services.values():
        arrivals = service.arrivals
        assert arrivals.pattern == "rates"
        (crowd,) = arrivals.crowds
        assert crowd.span == (9 * HOUR, 9 * HOUR + 180)
        days = sum(arrivals.weekday_factors.values())
        door += crowd.cases * days
        a_week += days * sum(length * rate / HOUR for _, length, rate in arrivals.by_interval())
    # 75 a week in truth, of a sample of six weeks: standard error 3.5 + what days differ.
    assert door == pytest.approx(75, abs=13)
    assert a_week == pytest.approx(len(came) / 6, rel=0.005)
