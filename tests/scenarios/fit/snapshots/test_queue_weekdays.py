"""Queues of some weekdays have their people on these, and others lose none to them."""

from __future__ import annotations

import numpy as np

from scenarios.fit.snapshots.queue_weekdays import queue_weekdays

WEEKS = np.tile(np.arange(5), 3)


def _arrived(rng: np.random.Generator, means: tuple[float, ...]) -> np.ndarray:
    return rng.poisson(np.array(means)[:, None], (len(means), len(WEEKS))).astype(float)


def test_a_queue_of_two_weekdays_has_all_its_people_on_them() -> None:
    rng = np.random.default_rng(1)
    arrived = _arrived(rng, (90.0, 70.0, 60.0))
    arrived[2] *= np.isin(WEEKS, (1, 3))
    told = queue_weekdays(arrived, WEEKS, (5, 6))
    assert told.there[:2, :5].all()
    assert told.there[2, :5].tolist() == [False, True, False, True, False]
    # Weekdays are drawn to their mean, and sums over the days of the file stay near what came.
    sums = told.per_day[:, WEEKS].sum(axis=1)
    assert np.abs(sums / arrived.sum(axis=1) - 1).max() < 0.02
    # Tuesdays and Thursdays are no busier for the others: 4 errors of 3 days of 160 people.
    others = told.per_day[:2, :5].sum(axis=0)
    assert np.ptp(others) < 4 * (2 * 160 / 3) ** 0.5


def test_who_comes_seldom_is_away_on_no_weekday() -> None:
    arrived = _arrived(np.random.default_rng(2), (90.0, 1.0, 0.3))
    assert queue_weekdays(arrived, WEEKS, ()).there.all()


def test_a_single_day_without_anybody_says_nothing_of_its_weekday() -> None:
    arrived = np.full((2, 5), 40.0)
    arrived[1, 2] = 0.0
    assert queue_weekdays(arrived, np.arange(5), ()).there.all()


def test_a_whole_table_has_the_mean_of_each_queue() -> None:
    arrived = _arrived(np.random.default_rng(3), (90.0, 70.0, 4.0))
    told = queue_weekdays(arrived, WEEKS, (5, 6))
    assert np.allclose(told.mean, arrived.mean(axis=1))
    assert (told.factor[5:] == 0).all()
