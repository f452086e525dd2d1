"""Counters that serve several queues are told from how they open and close, and from calls."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.fit.contacts import Ints
from scenarios.fit.hall_replay import LineSeen, arrival_times, replayed
from scenarios.fit.snapshots.call_times import call_times
from scenarios.fit.snapshots.counter_kinds import Kind, counters_by_kind, kinds_of_counters
from scenarios.fit.snapshots.network_replay import Network
from scenarios.fit.snapshots.networks import common_lines

H = 3600.0
DAYS = 15
A, B, C = range(3)
KINDS = tuple(frozenset(kind) for kind in ((A, B), (B, C), (B,)))
ALWAYS, BY_CLOCK = [(8 * H, 16 * H)], [(10 * H, 14 * H)]
MEAN = 480.0


def _looks() -> tuple[Ints, np.ndarray]:
    clock = np.tile(np.arange(7.5 * H, 17.5 * H, 300.0), DAYS)
    return np.repeat(np.arange(DAYS), len(clock) // DAYS), clock


def _open(spans: list[list[tuple[float, float]]], by_clock: bool, seed: int) -> Ints:
    """Open counters of each kind, one for each span; begun and ended by the clock, or when not."""
    rng = np.random.default_rng(seed)
    day, clock = _looks()
    made = np.zeros((len(spans), len(clock)), dtype=np.int64)
    for kind, own in enumerate(spans):
        for begin, end in own:
            off = np.zeros((DAYS, 2))
            if not by_clock and (begin, end) not in ALWAYS:
                off = rng.uniform(-1.5 * H, 1.5 * H, (DAYS, 2))
            made[kind] += (clock >= begin + off[day, 0]) & (clock < end + off[day, 1])
    return made


def _counted(kinds: tuple[Kind, ...], open_: Ints) -> Ints:
    """Open counters as the file has them: in each line that they serve."""
    served = np.array([[line in kind for kind in kinds] for line in (A, B, C)], dtype=np.int64)
    return np.asarray(served @ open_)


def _hall(
    kinds: tuple[Kind, ...], open_: Ints, a_day: tuple[float, ...], seed: int
) -> tuple[LineSeen, ...]:
    """People who come evenly from 8:00 to 15:30, replayed at these counters."""
    rng = np.random.default_rng(seed)
    day, clock = _looks()
    inside = (clock > 8 * H) & (clock <= 15.5 * H)
    steps = inside.sum() / DAYS
    came = [rng.poisson(number / steps * inside) for number in a_day]
    nobody = np.zeros(len(day), dtype=np.int64)
    counters = _counted(kinds, open_)
    lines = tuple(
        LineSeen(day, clock, nobody, n, one) for n, one in zip(counters, came, strict=True)
    )
    return Network(lines, kinds, open_).replayed(np.full(3, MEAN), np.full(3, 0.8), rng)


def test_lines_with_their_own_counters_are_replayed_as_alone() -> None:
    open_ = _open([[*ALWAYS, *BY_CLOCK]], False, 1)
    line = _hall((frozenset((A,)),), open_, (90.0, 0.0, 0.0), 2)[0]
    again = Network((line,), (frozenset((A,)),), open_).replayed(
        np.array([MEAN]), np.array([0.8]), np.random.default_rng(3)
    )[0]
    rng = np.random.default_rng(3)
    at, step = arrival_times(line, rng)
    alone = replayed(line, at, step, rng.gamma(0.8**-2, MEAN * 0.8**2, len(at)))
    assert (again.calls == alone.calls).all()
    assert (again.waiting == alone.waiting).all()
    assert again.waiting.any()


SPANS = [[*ALWAYS, (9.5 * H, 12 * H)], [*ALWAYS, (10 * H, 14 * H)], [(9 * H, 13 * H)]]


def test_kinds_are_those_whose_counters_change_together() -> None:
    day, clock = _looks()
    open_ = _open(SPANS, False, 4)
    sure, by_clock = kinds_of_counters(_counted(KINDS, open_), day, clock)
    assert (set(sure), by_clock) == (set(KINDS[:2]), ())
    every, told = counters_by_kind(_counted(KINDS, open_), day, sure)
    assert (_counted(every, told) == _counted(KINDS, open_)).all()
    of_kind = dict(zip(every, told, strict=True))
    for kind, real in zip(KINDS, open_, strict=True):
        # Counters of two kinds that change at once may be taken for one of another kind.
        assert (of_kind[kind] == real).mean() > 0.95


def test_what_opens_by_the_clock_is_not_sure_and_chance_makes_no_kinds() -> None:
    day, clock = _looks()
    sure, by_clock = kinds_of_counters(_counted(KINDS, _open(SPANS, True, 5)), day, clock)
    assert sure == ()
    assert set(by_clock) == set(KINDS[:2])
    own = tuple(frozenset((line,)) for line in (A, B, C))
    for seed in range(20):
        apart = _open([[*ALWAYS, *BY_CLOCK] for _ in own], False, seed)
        assert kinds_of_counters(_counted(own, apart), day, clock) == ((), ())


@pytest.mark.parametrize("by_clock", [False, True])
def test_times_of_common_counters_come_back(by_clock: bool) -> None:
    open_ = _open(SPANS, by_clock, 6)
    lines = _hall(KINDS, open_, (48.0, 100.0, 62.0), 7)
    apart = call_times(lines)
    (one,) = common_lines(lines, _counted(KINDS, open_), apart)
    assert one.lines == (A, B, C)
    assert set(one.kinds) >= set(KINDS[:2])
    for alone, time in zip(apart, one.times, strict=True):
        # Counters that are away for others make calls look slow.
        assert alone.mean > 1.1 * MEAN
        assert time.low < MEAN < time.high
        assert time.mean == pytest.approx(MEAN, rel=0.15)


def test_lines_with_counters_of_their_own_have_none_in_common() -> None:
    own = tuple(frozenset((line,)) for line in (A, B, C))
    open_ = _open([[*ALWAYS, *BY_CLOCK]] * 3, True, 8)
    lines = _hall(own, open_, (75.0, 70.0, 72.0), 9)
    day, clock = _looks()
    assert kinds_of_counters(_counted(own, open_), day, clock)[1]
    assert common_lines(lines, _counted(own, open_), call_times(lines)) == ()
