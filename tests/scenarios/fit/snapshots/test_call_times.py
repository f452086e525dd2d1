"""Time per call and its cv come back from looks at lines whose truth is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from scenarios.fit.contacts import Floats
from scenarios.fit.hall_replay import LineSeen, arrival_times, replayed
from scenarios.fit.snapshots.call_steps import call_steps, poisson_mean, scatter
from scenarios.fit.snapshots.call_times import CallTime, call_times
from scenarios.fit.snapshots.own_counters import own_shares

_MEAN = 600.0
_BEGIN, _END = 9 * 3600.0, 17 * 3600.0


def _looks(days: int, counters: int) -> LineSeen:
    """Every five minutes from 9 to 18 h, counters open till 17 h."""
    clock = np.tile(np.arange(_BEGIN, _END + 3601, 300.0), days)
    day = np.repeat(np.arange(days), len(clock) // days)
    open_ = np.where(clock < _END, counters, 0)
    nothing = np.zeros(len(clock), dtype=np.int64)
    return LineSeen(day, clock, nothing, open_, nothing)


def _line(
    seed: int,
    cv: float,
    counters: int = 3,
    load: float = 0.85,
    days: int = 20,
    passed: float = 0.0,
) -> LineSeen:
    """People at an even rate from 9 to 16 h, served first come first served in gamma times.

    A share of the numbers is passed in no time, as nobody answers to them.
    """
    rng = np.random.default_rng(seed)
    looks = _looks(days, counters)
    each = rng.poisson(load * counters * 7 * 3600 / _MEAN, days)
    at = [np.sort(rng.uniform(_BEGIN, _END - 3600, n)) for n in each]
    first = np.searchsorted(looks.day, np.arange(days))
    step = np.concatenate(
        [
            a + np.searchsorted(looks.clock[looks.day == 0], one)
            for a, one in zip(first, at, strict=True)
        ]
    )
    work = rng.gamma(cv**-2, _MEAN * cv**2, sum(each)) * (rng.random(sum(each)) >= passed)
    return replayed(looks, np.concatenate(at), step, work)


def test_a_replay_is_the_queue_of_lindley() -> None:
    # One counter: the wait of each is max(0, the wait before + the service before - the gap).
    rng = np.random.default_rng(1)
    looks = _looks(1, 1)
    at = np.sort(rng.uniform(_BEGIN, _BEGIN + 3 * 3600, 30))
    work = rng.uniform(60, 600, 30)
    seen = replayed(looks, at, np.searchsorted(looks.clock, at), work)
    wait = np.zeros(30)
    for k in range(1, 30):
        wait[k] = max(0.0, wait[k - 1] + work[k - 1] - (at[k] - at[k - 1]))
    called = np.array([(at + wait <= moment).sum() for moment in looks.clock])
    came = np.array([(at <= moment).sum() for moment in looks.clock])
    assert (np.cumsum(seen.calls) == called).all()
    assert (seen.waiting == came - called).all()


def test_arrivals_of_a_replay_are_those_called_and_those_who_joined() -> None:
    line = _line(2, 0.5)
    at, step = arrival_times(line, np.random.default_rng(3))
    came = np.bincount(step, minlength=len(line.day))
    assert came.sum() == line.calls.sum()
    assert (np.diff(step) >= 0).all()
    assert (at <= line.clock[step]).all()
    assert (at >= line.clock[step] - 300).all()


@pytest.mark.parametrize("cv", [0.3, 0.6, 1.0, 1.5])
@pytest.mark.parametrize(("counters", "load"), [(1, 0.8), (3, 0.65), (4, 0.95)])
def test_mean_and_cv_lie_within_their_intervals(cv: float, counters: int, load: float) -> None:
    lines = [_line(seed, cv, counters, load) for seed in range(8)]
    found = [call_times((line,))[0] for line in lines]
    held = sum(one.low <= _MEAN <= one.high for one in found)
    cv_held = sum(one.cv_low <= cv <= one.cv_high for one in found)
    # Intervals of 95 %: fewer than five of eight come once in 3,000 times.
    assert binom.cdf(4, 8, 0.95) < 1 / 2500
    assert min(held, cv_held) >= 5
    # No bias: the mean of eight within four of its standard errors, or 1.5 %, which is what the
    # smooth function of mean and cv leaves.
    means = np.array([one.mean for one in found])
    error = np.std(means, ddof=1) / 8**0.5
    assert abs(means.mean() - _MEAN) < max(4 * error, 0.015 * _MEAN)
    assert error < 0.04 * _MEAN


def test_steady_service_is_told_from_exponential() -> None:
    assert call_times((_line(4, 0.4),))[0].cv_high < 0.8
    exponential = call_times((_line(5, 1.0),))[0]
    assert exponential.cv_low < 1 < exponential.cv_high


def test_numbers_passed_in_no_time_make_for_a_cv_above_1_that_is_in_the_model() -> None:
    cv, passed = 0.8, 0.4
    found = [
        call_times((_line(seed, cv, load=1.3, passed=passed, days=30),))[0] for seed in range(6)
    ]
    # Of a mixture with zeros the mean falls by the share, and E[x^2] too.
    of_all = ((1 + cv**2) / (1 - passed) - 1) ** 0.5
    held = sum(one.cv_low <= of_all <= one.cv_high for one in found)
    assert min(held, sum(one.low <= 0.6 * _MEAN <= one.high for one in found)) >= 4
    # People wait for such times as replays of them do, and four or more of six tell it.
    assert sum(one.shaped for one in found) >= 4
    assert all(one.most_passed >= passed for one in found)


def test_a_cv_above_1_with_which_other_numbers_would_wait_is_not_in_the_model() -> None:
    # By Pollaczek and Khinchine (1 + 1.5^2) / 2 = 1.6 times as many wait as for exponential times:
    # where half of these are seen, exponential times are nearer.
    for seed in range(4):
        line = _line(seed, 1.5, load=0.85, days=30)
        assert call_times((line,))[0].shaped
        fewer = replace(line, waiting=(line.waiting + 1) // 2)
        assert not call_times((fewer,))[0].shaped


def test_calls_taken_as_poisson_are_too_fast_where_service_is_steady() -> None:
    # Why there are replays: Wald's identity gives about (1 - cv^2) / 2 calls too many per stretch.
    naive = [poisson_mean(call_steps(_line(seed, 0.3, load=0.65)), _MEAN, 4) for seed in range(6)]
    assert np.mean(naive) < 0.95 * _MEAN


def test_calls_scatter_by_the_square_of_cv() -> None:
    # Renewals of counters that are busy all day: the variance of long counts over their mean.
    for cv in (0.5, 1.0):
        index, stretches = scatter(call_steps(_line(6, cv, load=1.6, days=60)), 16)
        assert stretches > 3000
        # Some 350 stretches of four hours' length that do not overlap: a standard error of 8 %.
        assert index == pytest.approx(cv**2, rel=0.35)


def test_few_calls_are_poisson_with_wide_bounds() -> None:
    few = call_times((_line(7, 1.0, days=2, load=0.5),))[0]
    assert not few.cv_told
    assert few.high / few.low > 1.3


def _with_rival(shared: bool) -> tuple[LineSeen, LineSeen]:
    """A line called at half the pace while another one waits, or at its own pace all along."""
    rng = np.random.default_rng(8)
    looks = _looks(40, 2)
    open_ = looks.counters > 0
    rival = np.repeat(rng.integers(0, 2, (len(looks.day) + 11) // 12), 12)[: len(looks.day)]
    pace: Floats = np.where(np.roll(rival, 1) * shared > 0, 0.5, 1.0) * open_
    calls = rng.poisson(2 * 300 / _MEAN * pace)
    many = np.where(open_, 20, 0)
    line = LineSeen(looks.day, looks.clock, many, looks.counters, calls)
    other = LineSeen(looks.day, looks.clock, rival * open_, looks.counters, calls)
    return line, other


def test_counters_that_another_line_has_too_are_told_by_the_pace() -> None:
    time = CallTime(_MEAN, _MEAN, _MEAN, 1000)
    apart = ((0,), (1,))
    both, alone = (
        own_shares(_with_rival(shared), (time, time), (1.0, 1.0), apart)[0]
        for shared in (True, False)
    )
    # Half the pace is half of the counters, which is as few as two equal sets can have; some 3,000
    # calls tell a pace within 8 %.
    assert both == pytest.approx(0.5, abs=0.02)
    assert 0.85 < alone <= 1.0
    assert own_shares(_with_rival(True)[:1], (time,), (1.0,), ((0,),)) == (1.0,)
    # What lines leave to each other whose counters are known is in their times already.
    assert own_shares(_with_rival(True), (time, time), (1.0,), ((0, 1),)) == (1.0, 1.0)
