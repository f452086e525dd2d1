"""Who came when, where only first services are seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.fit.contacts import DAY
from scenarios.fit.idle_ends import CELL, Unseen, there_before

HOUR = 3600.0


def _unseen(earliest: list[float], first: list[float], idle: float = 600.0) -> Unseen:
    return Unseen(np.array(earliest), np.array(first), np.full(len(first), idle), np.array(first))


def _there(unseen: Unseen) -> np.ndarray:
    """Of each spell, as if each had a day of its own."""
    spells = len(unseen.first)
    return there_before(unseen, np.arange(spells), spells)


def _hours(there: np.ndarray) -> np.ndarray:
    return there.sum(axis=1) * CELL / HOUR


spells = st.lists(
    st.tuples(st.floats(6 * HOUR, 12 * HOUR), st.floats(0, 4 * HOUR), st.floats(30, 2 * HOUR)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60)
@given(spells)
def test_nobody_is_there_before_the_bound_or_after_the_first_service(
    drawn: list[tuple[float, float, float]],
) -> None:
    earliest, wait, idle = (np.array(column) for column in zip(*drawn, strict=True))
    there = _there(Unseen(earliest, earliest + wait, idle, earliest + wait))
    begin = np.arange(there.shape[1]) * CELL
    outside = (begin + CELL <= earliest[:, None]) | (begin >= (earliest + wait)[:, None])
    assert (there >= 0).all()
    assert (there <= 1 + 1e-9).all()
    assert not there[outside].any()
    assert (_hours(there) <= wait / HOUR + 1e-9).all()


def test_who_has_to_be_there_at_once_has_no_idle_time() -> None:
    there = _there(_unseen([9 * HOUR] * 3, [9 * HOUR] * 3))
    assert not there.any()


def test_days_tell_of_each_other() -> None:
    # On nine days somebody came at nine and was served at once; on the tenth the first came late.
    known = [9 * HOUR] * 9
    there = _there(_unseen([*known, 8 * HOUR], [*known, 9.4 * HOUR], idle=1200))
    # Nobody was ever there before nine; who had nothing to do for 24 minutes was there by then.
    assert there[:, : round(9 * HOUR / CELL)].max() < 1e-6
    assert _hours(there)[-1] == pytest.approx(0.4, abs=0.05)
    # Three hours without anybody, where people come each minute, are no waiting for people.
    late = _there(_unseen([*known, 8 * HOUR], [*known, 12 * HOUR], idle=60))
    assert _hours(late)[-1] < 0.05


def test_idle_time_has_the_right_sum_where_people_come_at_random() -> None:
    # Shifts begin on the half hours from 8 to 12; the first call of each comes by chance.
    rng = np.random.default_rng(4)
    n, idle = 1500, 900.0
    came = rng.choice(np.arange(8, 12.01, 0.5), n) * HOUR
    waited = rng.exponential(idle, n)
    first = came + waited
    there = _there(Unseen(np.full(n, 6 * HOUR), first, np.full(n, idle), first))
    # Of the mean the standard error is idle / sqrt(n), 2.6 %; half a cell may be lost.
    assert _hours(there).mean() * HOUR == pytest.approx(idle, rel=0.12)


def test_backwards_it_tells_who_stayed() -> None:
    # Of four who were idle, or served, until five, one had her last service end six minutes before.
    ends = np.array([16.9, 17, 17, 17]) * HOUR
    backwards = Unseen(DAY - np.full(4, 17 * HOUR), DAY - ends, np.full(4, 600.0), DAY - ends)
    there = _there(backwards)[:, ::-1]
    assert _hours(there) == pytest.approx([0.1, 0, 0, 0], abs=CELL / HOUR)
    assert not there[:, round(17 * HOUR / CELL) :].any()
    assert there.shape == (4, DAY / CELL)


def test_who_leaves_within_a_service_is_told_by_those_who_leave_between_two() -> None:
    # Shifts end at two; everybody begins the last service by chance in the eight minutes before.
    rng = np.random.default_rng(5)
    n, idle, shift_end = 400, 120.0, 14 * HOUR
    begun = shift_end - rng.uniform(0, 480, n)
    ended = begun + rng.uniform(60, 900, n)
    backwards = Unseen(np.full(n, DAY - 16 * HOUR), DAY - ended, np.full(n, idle), DAY - begun)
    left = begun + _there(backwards).sum(axis=1) * CELL
    # Half of them serve on after two, by 200 s in the mean of all: none of it is time on duty.
    assert (ended - shift_end).clip(0).mean() > 150
    assert left.mean() == pytest.approx(shift_end, abs=CELL / 2)


def test_those_of_one_day_are_added() -> None:
    rng = np.random.default_rng(6)
    n, days = 2500, 4
    first = rng.uniform(9, 12, n) * HOUR
    unseen = Unseen(np.full(n, 8 * HOUR), first, rng.uniform(60, 900, n), first)
    day, alone = rng.integers(0, days - 1, n), _there(unseen)
    of_days = [alone[day == d].sum(axis=0) for d in range(days)]
    np.testing.assert_allclose(there_before(unseen, day, days), of_days, atol=1e-9)
