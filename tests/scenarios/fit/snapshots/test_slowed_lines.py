"""Counters that serve several lines without ever opening or closing are told from calls."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from scenarios.fit.contacts import Ints
from scenarios.fit.counter_groups import Moments, same_counters
from scenarios.fit.hall_replay import LineSeen
from scenarios.fit.snapshots.call_times import call_times
from scenarios.fit.snapshots.counter_kinds import Kind
from scenarios.fit.snapshots.network_replay import Network
from scenarios.fit.snapshots.networks import common_lines
from scenarios.fit.snapshots.slowed_lines import slowed_lines

H, DAYS, MEAN = 3600.0, 15, 480.0
A, B, C = range(3)
OWN = tuple(frozenset((line,)) for line in (A, B, C))
OVERLAP = tuple(frozenset(kind) for kind in ((A, B), (B, C), (B,)))
TWO, MORE_AT_NOON = [(8 * H, 16 * H)] * 2, [(8 * H, 16 * H)] * 2 + [(10 * H, 14 * H)]


def _seen(
    kinds: tuple[Kind, ...],
    open_: tuple[list[tuple[float, float]], ...],
    a_day: tuple[float, ...],
    seed: int,
) -> tuple[LineSeen, ...]:
    """People who come evenly from 8:00 to 15:30 to counters that open by the clock."""
    rng = np.random.default_rng(seed)
    clock = np.tile(np.arange(7.5 * H, 18 * H, 300.0), DAYS)
    day = np.repeat(np.arange(DAYS), len(clock) // DAYS)
    inside = (clock > 8 * H) & (clock <= 15.5 * H)
    levels = np.array([sum(((a <= clock) & (clock < b)) * 1 for a, b in spans) for spans in open_])
    served = np.array([[line in kind for kind in kinds] for line in range(len(a_day))]) @ levels
    nobody = np.zeros(len(day), dtype=np.int64)
    lines = tuple(
        LineSeen(day, clock, nobody, own, rng.poisson(number * inside * DAYS / inside.sum()))
        for own, number in zip(served, a_day, strict=True)
    )
    mean = np.full(len(a_day), MEAN)
    return Network(lines, kinds, levels).replayed(mean, np.full(len(a_day), 0.8), rng)


def _constant(kinds: tuple[Kind, ...], each: tuple[int, ...], load: float, seed: int) -> (
    tuple[LineSeen, ...]
):  # fmt: skip
    spans = tuple([(8 * H, 16 * H)] * number for number in each)
    a_day = tuple(load * share * 7.5 * H / MEAN for share in (1.0, 2.0, 1.5))
    return _seen(kinds, spans, a_day, seed)


def _counted(lines: tuple[LineSeen, ...]) -> Ints:
    return np.array([line.counters for line in lines])


def test_lines_with_their_own_counters_slow_nobody_down() -> None:
    runs = 40
    told = [bool(slowed_lines(_constant(OWN, (1, 2, 2), 0.85, k))[0]) for k in range(runs)]
    # At most 5 % of such offices by chance; more than this many in 1 of 1000.
    assert sum(told) <= binom.isf(1e-3, runs, 0.05)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_times_come_back_where_constant_counters_overlap(seed: int) -> None:
    lines = _constant(OVERLAP, (1, 2, 2), 1.05, seed)
    apart = call_times(lines)
    # As if they were separate, the counters of B seem to take far too long.
    assert apart[B].mean > 1.4 * MEAN
    (one,) = common_lines(lines, _counted(lines), apart)
    assert one.lines == (A, B, C)
    assert one.by_calls
    assert set(one.kinds) >= set(OVERLAP[:2])
    for time in one.times:
        assert time.mean == pytest.approx(MEAN, rel=0.2)


def test_constant_counters_of_their_own_are_left_apart() -> None:
    for seed in range(3):
        lines = _constant(OWN, (1, 2, 2), 0.85, seed)
        assert common_lines(lines, _counted(lines), call_times(lines)) == ()


@pytest.mark.parametrize("spans", [TWO, MORE_AT_NOON])
@pytest.mark.parametrize("shared", [False, True])
def test_equal_numbers_by_the_clock_are_one_set_only_if_calls_say_so(
    spans: list[tuple[float, float]], *, shared: bool
) -> None:
    kinds = (frozenset((A, B)),) if shared else OWN[:2]
    load = 1.6 if shared else 0.85 * len(spans)
    for seed in range(3):
        share = 0.5 if shared else 1.0
        a_day = (load * share * 7.5 * H / MEAN,) * 2
        lines = _seen(kinds, (spans,) * len(kinds), a_day, seed)
        moments = Moments(
            lines[0].day, lines[0].clock, np.array([line.waiting for line in lines]),
            _counted(lines), np.array([line.calls for line in lines]),
        )  # fmt: skip
        groups = same_counters(moments, np.ones(2, dtype=np.bool_))
        assert groups == (((A, B),) if shared else ((A,), (B,)))
