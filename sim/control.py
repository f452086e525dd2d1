"""Measured values before and after each reform: every stage with limits of its own."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scenarios.errors import DataError, Problem
from scenarios.measured import Measured
from sim.control_changes import Change, change_at
from sim.control_limits import share_limits, signals, xmr_limits
from sim.control_stages import Stage


@dataclass(frozen=True, slots=True)
class Control:
    """A control chart in numbers."""

    measured: Measured
    stages: tuple[Stage, ...]
    changes: tuple[Change, ...]
    """One for each reform."""

    def table(self) -> pd.DataFrame:
        """One row per point.

        Columns ``date``, ``value``, ``of`` (cases that a share is of, else NaN), ``stage`` (from 0
        on), ``centre``, ``low``, ``high``, ``moving_range``, ``range_high``, ``outside``, ``run``
        and ``jump``.
        """
        return pd.concat([_rows(k, one) for k, one in enumerate(self.stages)], ignore_index=True)


def control(measured: Measured, reforms: Sequence[dt.date] = ()) -> Control:
    """Limits and signals of measured values, each stage between reforms by itself.

    A point belongs to the stage after a reform when its date is that of the reform or later. No
    moving range and no row on one side goes from one stage into the next.

    Raises
    ------
    DataError
        A stage has fewer than two points.
    """
    days = sorted(set(reforms))
    starts = np.searchsorted(
        np.array(measured.dates, dtype="datetime64[D]"), np.array(days, dtype="datetime64[D]")
    )
    bounds = [0, *starts.tolist(), len(measured.dates)]
    spans = list(zip(bounds[:-1], bounds[1:], [None, *days], strict=True))
    problems = [_too_few(b - a, reform, days, measured) for a, b, reform in spans if b - a < 2]
    if problems:
        raise DataError(problems)
    stages = tuple(_stage(measured, a, b, reform) for a, b, reform in spans)
    changes = tuple(map(change_at, days, stages[:-1], stages[1:]))
    return Control(measured, stages, changes)


def _stage(measured: Measured, begin: int, end: int, reform: dt.date | None) -> Stage:
    values = measured.values[begin:end]
    of = None if measured.of is None else measured.of[begin:end]
    most = 100.0 if measured.unit == "%" else math.inf
    limits = xmr_limits(values, most) if of is None else share_limits(values, of)
    found = signals(values, limits)
    return Stage(reform, measured.dates[begin:end], values, of, limits, found)


def _too_few(n: int, reform: dt.date | None, days: list[dt.date], measured: Measured) -> Problem:
    if not days:
        return Problem("", f"expected at least 2 rows with values, got {n}.", measured.file)
    there = f"; there are dates from {measured.dates[0]} to {measured.dates[-1]}"
    where = "before it" if reform is None else "from it on, up to the next"
    what = f"expected at least 2 points {where}, got {n}{there if measured.dates else ''}."
    return Problem(f"--reform {reform or days[0]}", f"{what} Correct the date.", measured.file)


def _rows(number: int, stage: Stage) -> pd.DataFrame:
    limits, found = stage.limits, stage.signals
    return pd.DataFrame(
        {
            "date": stage.dates,
            "value": stage.values,
            "of": np.nan if stage.of is None else stage.of,
            "stage": number,
            "centre": limits.centre,
            "low": limits.low,
            "high": limits.high,
            "moving_range": limits.moving_range,
            "range_high": limits.range_high,
            "outside": found.outside,
            "run": found.run,
            "jump": found.jump,
        }
    )
