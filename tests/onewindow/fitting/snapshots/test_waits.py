"""Waits by Little's law beside those of the model, and days on which nobody looked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.snapshots.waits import WAIT_WITHIN, judge_waits, little_waits
from scenarios.fit.log_table import read_log
from scenarios.fit.shut_days import EVERY_DAY
from scenarios.fit.snapshots.days import days_of_office
from scenarios.fit.snapshots.fit import SnapshotFit, fit_snapshots
from scenarios.fit.snapshots.mapping import guess_snapshots
from scenarios.fit.snapshots.model import model_of_snapshots
from scenarios.fit.snapshots.reading import read_snapshots
from scenarios.fit.snapshots.seen import Queue, Snapshots
from scenarios.section import TextPair
from sim.expected import expected_cases
from tests.onewindow.snapshot_files import snapshots, written

SOURCE = TextPair(zh="编造的快照", en="made-up snapshots")


def fit_of(table: pd.DataFrame, file: Path) -> SnapshotFit:
    log = read_log(written(table, file))
    every = read_snapshots(log, guess_snapshots(log), "Centre")[0]
    days = days_of_office(every, EVERY_DAY)
    return fit_snapshots(every.on_days(days), days.shut)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return snapshots(26)


@pytest.fixture(scope="module")
def fit(table: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> SnapshotFit:
    return fit_of(table, tmp_path_factory.mktemp("hall") / "queues.csv")


def test_four_people_who_wait_ten_minutes_each_are_found_by_hand() -> None:
    # Two wait from 9:00 to 9:10 and two from 9:10 to 9:20: two waiting all along, for 20 minutes.
    clock = 32_400.0 + 600.0 * np.array([0, 1, 2])
    some = np.array([2, 2, 2])
    zero = np.zeros(3, dtype=np.int64)
    seen = Snapshots(
        "", (Queue("a", "a"),), (dt.date(2026, 3, 2),), zero, zero, clock, some, zero + 1, zero
    )
    assert little_waits(seen, np.array([4.0])).tolist() == [600.0]


def test_the_model_of_a_hall_waits_as_the_hall_did(fit: SnapshotFit) -> None:
    model = model_of_snapshots(fit, "again", SOURCE)
    table, judged = judge_waits(fit, model, replications=10)
    assert len(table) == 3
    # Eighteen days of a hall whose waits come in the same way: chance and the fit are in it.
    assert judged.error < WAIT_WITHIN + 2 * judged.chance


def test_a_model_with_longer_services_is_not_to_be_trusted_on_waits(fit: SnapshotFit) -> None:
    model = model_of_snapshots(fit, "again", SOURCE)
    slower = {
        name: activity.replace(
            service_time=activity.service_time.replace(mean=1.4 * activity.service_time.mean)
        )
        for name, activity in model.activities.items()
    }
    _, judged = judge_waits(fit, model.replace(activities=slower), replications=10)
    assert judged.verdict == "do_not_trust"
    assert judged.bias > 0


def test_a_day_without_rows_is_shut_in_the_model(table: pd.DataFrame, tmp_path: Path) -> None:
    one = fit_of(table[table["date"] != "2026-03-10"], tmp_path / "queues.csv")
    model = model_of_snapshots(one, "again", SOURCE)
    assert {calendar.closed_dates for calendar in model.calendars.values()} == {
        (dt.date(2026, 3, 10),)
    }
    for service in model.services.values():
        assert expected_cases(model, service).open_days == len(one.seen.dates)


def test_the_counter_hours_range_to_those_that_sets_may_share(fit: SnapshotFit) -> None:
    # Three desks and two tills for 7 h; calls tell that neither set has the other's.
    least, most = fit.counter_hours
    assert most == pytest.approx(35.0, rel=0.05)
    assert 21.0 < least < most
    shared = replace(fit, groups=tuple(replace(one, own_share=0.0) for one in fit.groups))
    assert shared.counter_hours == pytest.approx((21.0, 35.0), rel=0.05)
