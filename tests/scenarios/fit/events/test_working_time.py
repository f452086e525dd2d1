"""Opening hours of an office are found from its log, thin evenings among them and strays not."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scenarios.fit.contacts import DAY, Floats
from scenarios.fit.events.log import Events
from scenarios.fit.events.working_time import find_working_time

HOUR = 3600.0
MONDAY = dt.date(2026, 6, 1)
WEEKS = 12
DAYTIME = np.full(10, 5.0)
"""Pieces of an hour on a day, from 8:00 to 18:00."""
EVENING = np.array([1.0, 0.6])
"""From 18:00 to 20:00: 7 in the last hour of a weekday in twelve weeks."""


def _begun(day: int, per_hour: Floats, rng: np.random.Generator) -> Floats:
    """Starts on a day, from 8:00 on."""
    number = rng.poisson(per_hour)
    hour = np.repeat(np.arange(len(per_hour)), number)
    return np.sort(day * DAY + (8 + hour + rng.uniform(0, 0.95, len(hour))) * HOUR)


def _log(begun: Floats) -> Events:
    """Pieces of two minutes, each of a case of its own."""
    n = len(begun)
    zero = np.zeros(n, dtype=np.int64)
    return Events(
        first_day=MONDAY,
        case=np.arange(n),
        activity=zero,
        group=zero,
        resource=np.arange(n) % 2,
        service=zero,
        enable=np.full(n, np.nan),
        start=begun,
        end=begun + 120.0,
        activities=("accept",),
        groups=("desk",),
        resources=("A", "B"),
        services=("cases",),
    )


def _daily(seed: int, **of_weekday: Floats) -> Floats:
    """Starts of all days: by the usual rates, or those of a weekday by its name."""
    rng = np.random.default_rng(seed)
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    usual = np.concatenate([DAYTIME, EVENING])
    days = range(7 * WEEKS)
    return np.concatenate([_begun(d, of_weekday.get(names[d % 7], usual), rng) for d in days])


@pytest.mark.parametrize("seed", range(4))
def test_a_thin_evening_belongs_to_the_hours_of_all_weekdays(seed: int) -> None:
    begun = _daily(seed)
    last = begun[begun % DAY >= 19 * HOUR] // DAY % 7
    assert np.bincount(last.astype(int), minlength=7).max() < 20  # 1 % of a weekday or so
    assert find_working_time(_log(begun)).hours == (((8 * HOUR, 20 * HOUR),),) * 7


@pytest.mark.parametrize("seed", range(4))
def test_overtime_of_a_few_pieces_makes_no_hours_longer(seed: int) -> None:
    rng = np.random.default_rng(seed)
    late = rng.choice(7 * WEEKS, 8, replace=False) * DAY + rng.uniform(20, 21, 8) * HOUR
    early = rng.choice(7 * WEEKS, 8, replace=False) * DAY + rng.uniform(7, 8, 8) * HOUR
    for usual in (np.concatenate([DAYTIME, EVENING]), np.full(12, 5.0)):
        days = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), usual)
        begun = np.sort(np.concatenate([_daily(seed, **days), late, early]))
        assert find_working_time(_log(begun)).hours == (((8 * HOUR, 20 * HOUR),),) * 7


@pytest.mark.parametrize("seed", range(4))
def test_weekdays_that_differ_keep_their_own_hours(seed: int) -> None:
    hours = find_working_time(_log(_daily(seed, fri=DAYTIME[:8], sat=DAYTIME[:4], sun=DAYTIME[:4])))
    usual, short, half = (((8 * HOUR, end * HOUR),) for end in (20, 16, 12))
    assert hours.hours == (usual,) * 4 + (short, half, half)
