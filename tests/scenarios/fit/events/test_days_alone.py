"""Rows that have a date and no time, among others that have both."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from scenarios.fit.contacts import DAY
from scenarios.fit.events.days_alone import day_alone, days_throughout, with_times_of_day
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.fit.events.working_time import find_working_time

HOUR = 3600.0


def at(day: float, hour: float = 0.0) -> float:
    return day * DAY + hour * HOUR


@pytest.mark.parametrize("stamp", [1.0, 60.0, 1800.0])
def test_around_the_clock_midnight_is_a_moment_as_others(stamp: float) -> None:
    drawn = np.random.default_rng(1).uniform(0, 200 * DAY, 20_000)
    assert not day_alone(np.floor(drawn / stamp) * stamp).any()


def test_in_an_office_midnight_means_that_the_time_is_missing() -> None:
    r = np.random.default_rng(2)
    moments = r.integers(0, 100, 1000) * DAY + r.uniform(8 * HOUR, 17 * HOUR, 1000)
    alone = r.random(1000) < 0.1
    moments[alone] = np.floor(moments[alone] / DAY) * DAY
    assert (day_alone(moments) == alone).all()
    assert not days_throughout(moments)
    assert days_throughout(np.floor(moments / DAY) * DAY)


def test_times_lie_between_the_rows_of_the_same_case_and_day() -> None:
    end = np.array([at(1, 9), at(1), at(1), at(1, 11), at(1), at(2), at(2, 10), at(1, 16), at(3)])
    alone = end % DAY == 0
    case = np.array([0, 0, 0, 0, 0, 0, 1, 1, 1])
    made = with_times_of_day(end, alone, np.full(9, np.nan), case)
    assert (made[~alone] == end[~alone]).all()
    assert (made // DAY == end // DAY).all()
    assert at(1, 9) <= made[1] <= made[2] <= at(1, 11) <= made[4]
    assert at(2, 9) <= made[5] <= at(2, 16)  # of the times of day that there are
    assert at(3, 9) <= made[8] <= at(3, 16)


def test_nothing_is_done_before_it_began_that_day() -> None:
    end = np.array([at(1, 9), at(1), at(1, 16)])
    start = np.array([np.nan, at(1, 14), np.nan])
    made = with_times_of_day(end, end % DAY == 0, start, np.array([0, 1, 2]))
    assert at(1, 14) <= made[1] <= at(1, 16)


def test_times_of_day_are_those_of_the_others() -> None:
    """Kolmogorov-Smirnov distance of evenly filled parts: within 1 / sqrt(n) by far."""
    r = np.random.default_rng(3)
    clock = np.concatenate([r.normal(10, 0.5, 2000), r.normal(15, 0.5, 2000)]) * HOUR
    end = np.concatenate([clock + DAY * np.arange(4000), DAY * np.arange(500)])
    case = np.arange(4500)
    alone = np.arange(4500) >= 4000
    made = with_times_of_day(end, alone, np.full(4500, np.nan), case)[alone] % DAY
    grid = np.linspace(8, 17, 200) * HOUR
    share = (made[:, None] <= grid).mean(axis=0) - (clock[:, None] <= grid).mean(axis=0)
    assert np.abs(share).max() < 1 / np.sqrt(500)


def _log(path: Path, missing: float) -> Path:
    """Two hundred days of an office open from 8 to 17, some of whose rows have a date alone."""
    r = np.random.default_rng(4)
    rows = ["case,activity,timestamp,started"]
    for case in range(1500):
        moment = dt.datetime(2026, 1, 5) + dt.timedelta(days=int(r.integers(0, 200)), hours=8)
        clock = np.sort(r.uniform(0, 9, 4))
        for step, hour in zip(("accept", "check", "decide", "send"), clock, strict=True):
            at = moment + dt.timedelta(hours=float(hour))
            began = at - dt.timedelta(minutes=4)
            told = "%Y-%m-%d 00:00:00" if r.random() < missing else "%Y-%m-%d %H:%M:%S"
            began_told = "%Y-%m-%d 00:00:00" if r.random() < missing else "%Y-%m-%d %H:%M:%S"
            rows.append(f"{case},{step},{at:{told}},{began:{began_told}}")
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_hours_and_order_are_those_of_the_log_with_all_times(tmp_path: Path) -> None:
    texts = [_log(tmp_path / f"{k}.csv", missing) for k, missing in enumerate((0.0, 0.2))]
    (whole, none), (placed, some) = (
        read_events(table := read_table(text), guess_events(table)) for text in texts
    )
    assert none.day_alone == 0
    assert some.day_alone == pytest.approx(0.2 * 6000, abs=4 * (0.16 * 6000) ** 0.5)
    assert len(some.set_aside) == 0
    assert (placed.activity == np.tile(np.arange(4), 1500)).all()  # as the rows of each case
    assert find_working_time(placed).hours == find_working_time(whole).hours
    known = np.isfinite(placed.start)
    assert 0.75 < known.mean() < 0.85
    assert (placed.start[known] <= placed.end[known]).all()
