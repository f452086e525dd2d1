"""Drifts, jumps, peaks and holidays of made-up days are found, and chance is not taken for them."""

from __future__ import annotations

import datetime as dt

import numpy as np

from scenarios.fit.arrival_rates import fit_rates
from scenarios.fit.course import course_of, peaks_of
from scenarios.fit.shut_days import ShutDays, weekday_kept

WEEKDAY = np.arange(56) % 7
LEVEL = np.array([1.3, 1.2, 1, 1, 1, 0.6, 0.4])[WEEKDAY]
DAY = np.arange(56)


def test_chance_is_told_as_rarely_as_it_says() -> None:
    rng = np.random.default_rng(1)
    found = [course_of(rng.poisson(400 * LEVEL), WEEKDAY, DAY) for _ in range(300)]
    # Binomial(300, .01): 3, standard deviation 1.7; jumps have a bound on theirs.
    assert sum(one.drifts for one in found) <= 9
    assert sum(one.jumps for one in found) <= 9


def test_a_drift_comes_back() -> None:
    rng = np.random.default_rng(2)
    course = course_of(rng.poisson(400 * LEVEL * 1.03 ** (DAY / 7)), WEEKDAY, DAY)
    assert course.drifts
    # The error of the slope is about .05 / sqrt(56) / 2.3 weeks = .3 % a week.
    assert abs(course.per_week - 0.03) < 0.01


def test_a_jump_comes_back_with_its_day() -> None:
    rng = np.random.default_rng(3)
    course = course_of(rng.poisson(400 * LEVEL * np.where(DAY >= 30, 1.25, 1)), WEEKDAY, DAY)
    assert course.jumps
    assert abs(course.jump_day - 30) <= 2
    assert abs(course.jump - 0.25) < 0.05


def test_a_day_that_was_cut_off_is_no_jump() -> None:
    rng = np.random.default_rng(4)
    totals = rng.poisson(400 * LEVEL)
    totals[-1] = 3
    course = course_of(totals, WEEKDAY, DAY)
    assert not course.drifts
    assert not course.jumps


def test_few_days_say_nothing() -> None:
    course = course_of(np.array([5, 9, 2]), np.array([0, 1, 2]), np.arange(3))
    assert not course.drifts
    assert not course.jumps


def test_the_peak_is_the_run_about_the_largest_rate() -> None:
    day = np.zeros(24)
    day[8:12] = [20, 95, 100, 50]
    (peak,) = peaks_of(fit_rates(np.tile(day, (56, 1)).astype(int), WEEKDAY, 3600.0))
    assert (peak.begin, peak.end) == (9 * 3600, 11 * 3600)
    assert abs(peak.per_hour - 97.5) < 0.5


def test_holidays_are_left_out_and_makeup_days_are_mondays() -> None:
    # 2024: 1 to 3 May were a holiday, Sunday 28 April and Saturday 11 May were worked.
    found = weekday_kept(dt.date(2024, 4, 27), 15, ShutDays("CN"))
    assert found.tolist() == [5, 0, 0, 1, -1, -1, -1, -1, -1, 0, 1, 2, 3, 4, 0]
    by_hand = weekday_kept(dt.date(2026, 3, 2), 3, ShutDays(None, (dt.date(2026, 3, 3),)))
    assert by_hand.tolist() == [0, -1, 2]


def test_a_jump_that_makes_no_difference_is_not_told() -> None:
    # Days alike but for one case in a hundred thousand from the tenth on: no chance, and no matter.
    totals = np.array([100_000] * 10 + [100_001] * 10)
    course = course_of(totals, np.arange(20) % 7, np.arange(20))
    assert course.jump_p < 0.01
    assert not course.jumps
    assert not course.drifts
