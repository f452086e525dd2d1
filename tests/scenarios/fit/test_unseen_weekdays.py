"""A weekday of which a log has no day is like the others of its kind."""

from __future__ import annotations

import datetime as dt

import numpy as np

from onewindow.fitting.forecast import Forecast
from onewindow.fitting.judgement import judge
from scenarios.fit.contacts import DAY, Contacts
from scenarios.fit.fitted_model import levels_on, staff_blocks
from scenarios.fit.fitting import Fit, fit_contacts
from scenarios.fit.redrawn import with_other_means
from scenarios.fit.unseen_weekdays import days_like, like_weekdays
from scenarios.section import TextPair

SOURCE = TextPair(zh="虚构", en="made up")


def _week(each: dict[int, int]) -> Contacts:
    """So many by day from a Monday on, each served at once for two minutes by one of three."""
    rng = np.random.default_rng(5)
    arrival = np.concatenate(
        [day * DAY + 9 * 3600 + np.sort(rng.uniform(0, 8 * 3600, n)) for day, n in each.items()]
    )
    return Contacts(
        first_day=dt.date(2026, 3, 2),
        arrival=arrival,
        start=arrival,
        end=arrival + 120,
        left=np.full(len(arrival), np.nan),
        activity=np.full(len(arrival), -1),
        server=np.arange(len(arrival)) % 3,
        activities=(),
        servers=("a", "b", "c"),
    )


def _fit(each: dict[int, int], days: int) -> Fit:
    return fit_contacts(_week(each), days, SOURCE)


def test_kinds_by_hand() -> None:
    assert like_weekdays(np.array([0, 1, 3, -1]), ()) == {
        2: (0, 1, 3), 4: (0, 1, 3), 5: (), 6: (),
    }  # fmt: skip
    assert 2 not in like_weekdays(np.array([0, 1, 3, -1]), (2,))
    assert not days_like(np.array([0, 1, 5]), 6, (6,)).any()
    assert days_like(np.array([0, 1, 5]), 4, ()).tolist() == [True, True, False]
    assert days_like(np.array([0, 1, 5]), 1, ()).tolist() == [False, True, False]
    assert days_like(np.array([0, 1, 5]), 6, ()).tolist() == [False, False, True]


def test_a_friday_never_seen_has_the_mean_of_the_working_days_seen() -> None:
    fit = _fit({0: 300, 1: 200, 2: 250, 3: 250}, 4)
    sums = fit.rates.per_hour.sum(axis=1) * fit.rates.interval / 3600
    # Cells borrow from each other: within 1 %.
    assert np.allclose(sums, [300, 200, 250, 250, 250, 0, 0], rtol=0.01)
    assert np.isclose(sums[4], sums[:4].mean())
    assert (levels_on(fit, 4) > 0).any()
    assert {block.days for block in staff_blocks(fit, *fit.teams)} == {
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
    }
    # Weekdays of 300, 200, 250 and 250 differ by a cv of .163; a further one by .163 sqrt(1 + 1/4).
    drawn = [
        with_other_means(fit, np.random.default_rng(k), 1).rates.per_hour[4].sum() / 2
        for k in range(400)
    ]
    assert abs(np.std(drawn) / np.mean(drawn) - 0.1826) < 0.02


def test_a_day_on_which_nobody_came_is_shut_and_not_unseen() -> None:
    fit = _fit({0: 200, 1: 200, 3: 200, 4: 200}, 5)
    assert not fit.rates.per_hour[2].any()
    assert not levels_on(fit, 2).any()


def test_the_verdict_is_about_the_friday_and_says_that_none_was_fitted() -> None:
    whole = _week(dict.fromkeys(range(5), 300))
    before, after = whole.between(0, 4), whole.since(4)
    fit = fit_contacts(before, 4, SOURCE)
    forecast = Forecast(fit, "tickets", SOURCE, after.first_day, 1)
    found = judge(forecast, before, after, 1, within=600, replications=15)
    arrivals = next(one for one in found.measures if one.measure == "arrivals")
    # 37.5 an hour: chance alone is sqrt(2 / pi / 37.5) = 13 %, of both days.
    assert arrivals.error < 0.3
    assert found.borrowed == (4,)


def test_a_saturday_of_which_nothing_is_known_is_not_judged() -> None:
    whole = _week(dict.fromkeys(range(6), 300))
    before, after = whole.between(0, 5), whole.since(5)
    fit = fit_contacts(before, 5, SOURCE)
    forecast = Forecast(fit, "tickets", SOURCE, after.first_day, 1)
    found = judge(forecast, before, after, 1, within=600, replications=10)
    assert found.unknown == (5,)
    assert {one.verdict for one in found.measures} == {"too_little"}
