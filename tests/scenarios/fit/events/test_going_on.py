"""Whether cases go on after their last row: shares, silence, and states."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.fit.events.going_on import ends_in_state, ends_of
from scenarios.fit.events.weighted import equal_parts, weighted_quantile

TIMES = st.lists(st.tuples(st.floats(0, 1e6), st.booleans()), min_size=1, max_size=60)


def test_a_share_that_ends_is_told_from_those_still_silent() -> None:
    rng = np.random.default_rng(1)
    n, share = 4000, 0.3
    true = rng.random(n) < share
    gap = np.where(true, np.inf, rng.exponential(1.0, n))
    followed = rng.uniform(0, 20, n)
    found = ends_in_state(np.minimum(gap, followed), gap <= followed)
    # The chances add up to the share: four standard deviations of a share of so many.
    assert found.chance.mean() == pytest.approx(share, abs=4 * (share * (1 - share) / n) ** 0.5)
    # By Bayes, of times exponential with mean 1.
    silent = gap > followed
    told = share / (share + (1 - share) * np.exp(-followed[silent]))
    assert np.abs(found.chance[silent] - told).max() < 0.1
    # As likely as not where (1 - p) exp(-u) = p.
    assert found.told_after[0] == pytest.approx(np.log((1 - share) / share), abs=0.15)


def test_one_that_is_hardly_longer_silent_than_others_goes_on() -> None:
    went = np.ones(201, dtype=np.bool_)
    went[-1] = False
    gap = np.linspace(1, 100, 201)
    gap[-1] = 130
    assert ends_in_state(gap, went).chance[-1] < 0.5
    gap[-1] = 1000
    assert ends_in_state(gap, went).chance[-1] > 0.5


@given(TIMES)
def test_chances_are_chances_and_rise_with_silence(rows: list[tuple[float, bool]]) -> None:
    gap, went_on = np.array([t for t, _ in rows]), np.array([g for _, g in rows])
    found = ends_in_state(gap, went_on)
    assert ((found.chance >= 0) & (found.chance <= 1)).all()
    assert (found.chance[went_on] == 0).all()
    silent = np.flatnonzero(~went_on)
    by_gap = silent[np.argsort(gap[silent])]
    assert (np.diff(found.chance[by_gap]) >= -1e-12).all()
    # Told to have ended once silent for so long, and not before.
    assert ((found.chance[silent] >= 0.5) == (gap[silent] >= found.told_after[silent])).all()


def test_where_nobody_goes_on_all_have_ended() -> None:
    case, activity = np.arange(30).repeat(2), np.tile([0, 1], 30)
    at = np.arange(60.0)
    assert (ends_of(case, activity, at, 59.0).chance == 1).all()


def test_the_first_of_two_checks_goes_on_and_the_second_ends() -> None:
    rng = np.random.default_rng(2)
    case, activity, at = [], [], []
    for k in range(200):
        begin = k / 2
        steps = [0, 1, 0]
        times = begin + np.cumsum(np.concatenate([[0.0], rng.uniform(0.5, 2, 2)]))
        for step, time in zip(steps, times, strict=True):
            if time <= 100:
                case.append(k)
                activity.append(step)
                at.append(float(time))
    rows = np.array(case), np.array(activity), np.array(at)
    found = ends_of(*rows, 100.0)
    number = np.bincount(rows[0])
    assert ((found.chance > 0.5) == (number == 3)).all()


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40), st.floats(0, 1))
def test_alike_weights_give_the_plain_quantile_and_parts(values: list[float], q: float) -> None:
    array, ones = np.array(values), np.ones(len(values))
    assert weighted_quantile(array, ones, q) == pytest.approx(np.quantile(array, q))
    # Where ten parts of as many values are there are, and each alone where they are as many.
    many = np.repeat(array, 10)
    parts = np.array_split(np.sort(np.roll(many, 3)), 10)
    made = list(equal_parts(many, np.ones(len(many)), 10))
    assert made == pytest.approx([p.mean() for p in parts])
    assert list(equal_parts(array, ones, 40)) == pytest.approx(sorted(values))


@given(
    st.lists(st.tuples(st.floats(0, 100), st.integers(1, 4)), min_size=1, max_size=30),
    st.integers(1, 40),
)
def test_a_weight_of_two_is_the_value_twice_and_the_mean_of_all_parts_that_of_the_values(
    rows: list[tuple[float, int]], number: int
) -> None:
    values, often = np.array([v for v, _ in rows]), np.array([n for _, n in rows])
    parts = list(equal_parts(values, often.astype(float), number))
    each = np.repeat(values, often)
    number = min(number, len(values))
    assert parts == pytest.approx(list(equal_parts(each, np.ones(len(each)), number)))
    assert np.mean(parts) == pytest.approx(np.average(values, weights=often))
