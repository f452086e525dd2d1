"""A forecast that misses is told apart from rules that are wrong; changing staff is made steady."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from onewindow.fitting.forecast import Forecast
from onewindow.fitting.judgement import judge
from onewindow.fitting.replay import replay
from onewindow.fitting.steady import steady_staff
from scenarios.fit.contacts import DAY, Contacts
from scenarios.fit.fitting import fit_contacts
from scenarios.section import TextPair

SOURCE = TextPair(zh="虚构", en="made up")


def _hotline(staff: Sequence[int], seed: int = 1, busy: float = 0.0) -> Contacts:
    """First come, first served from 9 to 17 h by so many each day; patience 200 s on average.

    Days are busier or slacker by a gamma factor with the cv ``busy``.
    """
    rng = np.random.default_rng(seed)
    factor = np.random.default_rng((seed, 1)).gamma(busy**-2, busy**2, len(staff)) if busy else None
    rows: list[tuple[float, float, float, float, int]] = []
    for day, agents in enumerate(staff):
        opening = day * DAY + 9 * 3600
        free = [opening] * agents
        mean = 8 * 70 * (1.0 if factor is None else factor[day])
        for came in np.sort(opening + rng.uniform(0, 8 * 3600, rng.poisson(mean))).tolist():
            who, patience = int(np.argmin(free)), float(rng.exponential(200))
            start = max(came, free[who])
            if start - came > patience:
                rows.append((came, np.nan, np.nan, came + patience, -1))
                continue
            free[who] = start + float(rng.gamma(1.5, 120))
            rows.append((came, start, free[who], np.nan, who))
    arrival, start, end, left = (np.array([row[k] for row in rows]) for k in range(4))
    return Contacts(
        first_day=dt.date(2026, 3, 2),
        arrival=arrival,
        start=start,
        end=end,
        left=left,
        activity=np.full(len(rows), -1),
        server=np.array([row[4] for row in rows]),
        activities=(),
        servers=tuple(map(str, range(max(staff)))),
    )


def test_a_day_with_fewer_people_is_a_wrong_forecast_not_a_wrong_rule() -> None:
    whole = _hotline([4] * 10 + [3] * 3)
    before, after = whole.between(0, 10), whole.since(10)
    fit = fit_contacts(before, 10, SOURCE)
    found = judge(
        Forecast(fit, "calls", SOURCE, after.first_day, 3), before, after, 3, within=30,
        replications=20, replayed=replay(fit, "calls", SOURCE, after, 3),
    )  # fmt: skip
    judged = next(one for one in found.measures if one.measure == "answered_within")
    assert judged.verdict == "do_not_trust"
    assert judged.error > 0.12
    assert judged.staff_known < 0.07
    assert judged.all_known < 0.04


def test_days_held_out_may_be_more_than_a_week() -> None:
    whole = _hotline([3] * 19)
    fit = fit_contacts(whole.between(0, 10), 10, SOURCE)
    found = replay(fit, "calls", SOURCE, whole.since(10), 9, runs=2)
    for came in (*found.came_known, *found.all_known):
        assert len(came.arrival) == len(whole.since(10).arrival)
        assert np.unique(came.arrival // DAY).tolist() == list(range(9))


def test_changing_staff_is_worth_less_than_its_mean() -> None:
    # Mondays to Sundays in two weeks, each weekday once with three and once with five.
    changing = steady_staff(fit_contacts(_hotline([3] * 7 + [5] * 7), 14, SOURCE), "calls", SOURCE)
    steady = steady_staff(fit_contacts(_hotline([4] * 14), 14, SOURCE), "calls", SOURCE)
    assert changing.steady < steady.steady - 0.015
    assert abs(steady.steady - 1) < 0.05


def test_what_days_are_drawn_does_not_move_the_staff() -> None:
    staff = np.random.default_rng(1).choice([4, 5, 6], 14).tolist()
    fit = fit_contacts(_hotline(staff, busy=0.35), 14, SOURCE)
    moved = [steady_staff(fit, "calls", SOURCE, seed).steady for seed in (1, 2, 3, 4)]
    # Whole people on the levels are worth about 1 %; days drawn anew would move it by 4 %.
    assert np.ptp(moved) < 0.025
