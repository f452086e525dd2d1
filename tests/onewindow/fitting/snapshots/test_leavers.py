"""People who leave the line uncalled: told, and what is fitted to their numbers is assumed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.snapshots.findings import findings_of, judged_well
from onewindow.fitting.snapshots.words import found_lines, unknown_lines
from scenarios.fit.log_table import read_log
from scenarios.fit.shut_days import LogDays, ShutDays
from scenarios.fit.snapshots.arrivals import gone_uncalled
from scenarios.fit.snapshots.days import days_of_office
from scenarios.fit.snapshots.fit import SnapshotFit, fit_snapshots
from scenarios.fit.snapshots.mapping import guess_snapshots
from scenarios.fit.snapshots.model import MANY_LEFT, model_of_snapshots
from scenarios.fit.snapshots.reading import read_snapshots
from scenarios.fit.snapshots.seen import Snapshots
from scenarios.section import TextPair
from tests.onewindow.snapshot_files import snapshots, written


def _seen(table: pd.DataFrame, path: Path) -> Snapshots:
    log = read_log(written(table, path))
    return read_snapshots(log, guess_snapshots(log), "Centre")[0]


@pytest.fixture(scope="module")
def leaving(tmp_path_factory: pytest.TempPathFactory) -> tuple[SnapshotFit, LogDays, int]:
    """At each third moment at which people wait at the cash desk one goes.

    The number is passed ten minutes later; until then one fewer waits.
    """
    table = snapshots()
    inside = (table["queue_id"] == "cash") & (table["time"] < "15:30")
    cash = np.flatnonzero(inside & (table["waiting"] > 0))[::3]
    for row in cash:
        table.loc[row : row + 1, "waiting"] = (table.loc[row : row + 1, "waiting"] - 1).clip(0)
    seen = _seen(table, tmp_path_factory.mktemp("hall") / "queues.csv")
    days = days_of_office(seen, ShutDays())
    return fit_snapshots(seen), days, len(cash)


def test_those_who_vanish_are_counted_by_queue(
    leaving: tuple[SnapshotFit, LogDays, int], tmp_path: Path
) -> None:
    fit, _, went = leaving
    gone, before = (
        dict(zip((q.key for q in fit.seen.queues), gone_uncalled(seen).tolist(), strict=True))
        for seen in (fit.seen, _seen(snapshots(), tmp_path / "whole.csv"))
    )
    assert before["cash"] == 0
    # Somebody who comes in the same step hides one who goes.
    assert 0.3 * went < gone["cash"] <= went
    # The first number of a day counts as one call, so that of two one is missed.
    assert {**gone, "cash": 0} == before
    assert sum(before.values()) <= len(fit.seen.dates)


def test_times_of_a_line_that_people_leave_are_assumed_and_it_is_told(
    leaving: tuple[SnapshotFit, LogDays, int],
) -> None:
    fit, days, _ = leaving
    kinds = {}
    model = model_of_snapshots(fit, "leaving", TextPair(zh="记录", en="log"))
    for k, group in enumerate(fit.groups):
        names = {fit.seen.queues[q].key for q in group.queues}
        kinds[min(names)] = model.pools[f"counters_{k + 1}"].provenance.kind
        assert (group.left_fraction >= MANY_LEFT) == (names == {"cash"})
    assert kinds == {"cash": "assumed", "health": "measured"}
    (line,) = (one for one in found_lines(fit, days, "en") if "left before their call" in one)
    assert line.strip().startswith("cash:")
    assert any("had left" in one for one in unknown_lines(fit, "en"))
    assert "at one queue people leave" in findings_of(fit, None)["page"]["en"]
    assert not judged_well(fit, None)
