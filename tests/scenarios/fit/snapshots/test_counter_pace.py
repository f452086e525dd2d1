"""Counters that call faster at a time of day are found out, and others are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.fit.contacts import Floats
from scenarios.fit.hall_replay import LineSeen
from scenarios.fit.snapshots.counter_pace import counter_paces

_COUNTERS, _MEAN, _STEP = 3, 600.0, 300.0


def _seen(rng: np.random.Generator, pace: dict[int, float], days: int = 8) -> LineSeen:
    """One queue at which people always wait, every five minutes from 8 to 18 h."""
    clock = np.tile(np.arange(8 * 3600, 18 * 3600 + 1, _STEP), days)
    day = np.repeat(np.arange(days), len(clock) // days)
    speed = np.array([pace.get(int(hour), 1.0) for hour in (clock - 1) // 3600])
    calls = rng.poisson(_COUNTERS * _STEP / _MEAN * speed)
    many = np.full(len(clock), 50)
    return LineSeen(day, clock, many, np.full_like(many, _COUNTERS), calls)


def _paces(seen: LineSeen) -> Floats:
    return counter_paces((seen,))[0]


def test_counters_that_call_faster_in_the_afternoon_are_found_out() -> None:
    seen = _seen(np.random.default_rng(1), dict.fromkeys(range(14, 18), 2.0))
    pace = _paces(seen)
    # About 1,150 calls before 14 h and as many after: each side within three standard errors,
    # and 40 calls' worth nearer to 1.
    assert pace[14 * 4 + 1] / pace[11 * 4] == pytest.approx(2.0, rel=0.15)
    assert (pace[14 * 4 :] == pace[14 * 4]).all()
    # What is called in all is what was called: faster and slower parts make up for each other.
    open_ = np.arange(8 * 4, 18 * 4)
    assert pace[open_].mean() == pytest.approx(1.0, abs=0.05)


def test_counters_that_call_alike_all_day_keep_their_number() -> None:
    rng = np.random.default_rng(2)
    told = sum(bool((_paces(_seen(rng, {})) != 1).any()) for _ in range(60))
    # Chance tells 1 in 100: more than four of sixty would be one in ten thousand.
    assert told <= 4


def test_few_calls_tell_nothing() -> None:
    seen = _seen(np.random.default_rng(3), dict.fromkeys(range(14, 18), 2.0), days=1)
    few = LineSeen(
        seen.day[::8], seen.clock[::8], seen.waiting[::8], seen.counters[::8], seen.calls[::8]
    )
    assert (_paces(few) == 1).all()
