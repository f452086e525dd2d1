"""Logs with dates alone: what is simulated is seen by its dates, as the log sees its own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.events.distances import cycle_times
from onewindow.fitting.events.runs import run_traces
from scenarios.fit.events.fit import fit_events
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.model import model_of_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.section import TextPair

CASES = 1000
ONE_DAY = 0.4
"""Share of the cases that are paid on the day after; the others take ten days."""


def test_cases_of_a_day_are_done_within_a_day(tmp_path: Path) -> None:
    rows, first = [], dt.date(2026, 1, 5)
    for number in range(CASES):
        made = first + dt.timedelta(days=number // 5)
        paid = made + dt.timedelta(days=1 if number % 5 < 5 * ONE_DAY else 10)
        rows += [(f"c{number}", "fine", made), (f"c{number}", "paid", paid)]
    columns = ["case_id", "activity", "timestamp"]
    file = tmp_path / "days.csv"
    pd.DataFrame(rows, columns=columns).to_csv(file, index=False)
    table = read_table(file)
    mapping = guess_events(table)
    fit = fit_events(read_events(table, mapping)[0], mapping)
    assert fit.events.days_alone
    model = model_of_events(fit, "days", TextPair(zh="日志", en="log"))
    times = np.concatenate([cycle_times(run_traces(fit, model, 3, r)) for r in range(4)]) / 24
    assert (times == times.round()).all()
    # Four standard errors of a share of the cases of four runs: 0.031.
    assert float((times <= 1).mean()) == pytest.approx(
        ONE_DAY, abs=4 * (ONE_DAY * (1 - ONE_DAY) / (4 * CASES)) ** 0.5
    )
