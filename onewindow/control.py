"""The control chart of measured data: read, computed, and what there is to say besides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from plots.language import Lang, say
from plots.measured_words import Spoken, spoken
from scenarios.errors import DataError, Problem
from scenarios.findings import listed, shown
from scenarios.measured import Wanted
from scenarios.measured_reading import read_shares, read_values
from scenarios.written_cells import date_in
from sim.control import Control, control

KINDS = ("xmr", "p")
_FEW = 10
"""Points below which a warning says that limits are rough."""


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A control chart: its numbers, what they say, and how they are drawn."""

    kind: str
    """``xmr`` or ``p``."""
    control: Control
    told: Spoken

    def table(self) -> pd.DataFrame:
        """One row per point; as `sim.control.Control.table`."""
        return self.control.table()

    def title(self, lang: Lang = "en") -> str:
        """The finding in a sentence."""
        from plots.control_words import finding

        return finding(self.control, self.told, lang)

    def warnings(self, lang: Lang = "en") -> list[str]:
        """What makes the chart less sure than it looks, a sentence each."""
        return [one.told(lang) for one in self.cautions()]

    def cautions(self) -> list[Problem]:
        """The warnings before they are in a language."""
        return [*_left_out(self.control), *_few_points(self.control), *_mixed(self.control)]

    def write(
        self,
        folder: str | Path,
        *,
        lang: Lang = "zh",
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Path]:
        """Write PNG, SVG, PDF, CSV and a workbook; as `plots.control_files.write_control`."""
        from plots.control_files import write_control

        return write_control(self.control, self.told, folder, lang=lang, progress=progress)


def control_chart(
    data: str | Path,
    *,
    column: str | None = None,
    kind: str | None = None,
    reform: Sequence[str | dt.date] | str | dt.date = (),
    date: str | None = None,
    date_format: str | None = None,
    numerator: str | None = None,
    denominator: str | None = None,
    name: str | None = None,
) -> ControlChart:
    """Limits and signals of measured data, before and after each reform.

    Parameters
    ----------
    data
        A CSV file with a head: one row per day, week or month.
    column
        Column of the values; the only one of numbers when left out.
    kind
        ``xmr`` for values, ``p`` for shares; ``p`` where a numerator is named, else ``xmr``.
    reform
        Day or days from which limits are computed anew.
    date
        Column of dates; the first that has some when left out.
    date_format
        How dates are written, in strptime codes; the usual ways when left out.
    numerator, denominator
        Columns of how many of how many; the only two of counts when left out.
    name
        What is measured, ``等待|Wait`` in both languages; the head of the column when left out.

    Raises
    ------
    DataError
        The file or a cell cannot be read, columns cannot be told, or a stage has fewer than two
        points; every problem of the file at once.
    """
    wanted = Wanted(date, column, numerator, denominator, date_format)
    kind = kind or ("p" if numerator or denominator else "xmr")
    given = [reform] if isinstance(reform, str | dt.date) else list(reform)
    days = [_day(one) for one in given]
    problems = [one for one in (*days, *_clashes(kind, wanted)) if isinstance(one, Problem)]
    if problems:
        raise DataError(problems)
    measured = (read_shares if kind == "p" else read_values)(data, wanted)
    found = control(measured, [day for day in days if isinstance(day, dt.date)])
    return ControlChart(kind, found, spoken(found, name))


def _clashes(kind: str, wanted: Wanted) -> list[Problem]:
    if kind not in KINDS:
        what = f"expected {listed(KINDS)}, got {shown(kind)}. Choose one of them."
        return [Problem("--kind", what)]
    if kind == "p" and wanted.column is not None:
        what = "expected --numerator and --denominator with shares, got --column. Name both counts."
        return [Problem("--column", what)]
    if kind == "xmr" and (wanted.numerator or wanted.denominator):
        what = "expected --column with values, got counts of a share. Take --kind p, or --column."
        return [Problem("--kind", what)]
    return []


def _day(given: str | dt.date) -> dt.date | Problem:
    day = given if isinstance(given, dt.date) else date_in(given)
    if day is None:
        return Problem(
            "--reform", f"expected a date like 2024-06-01, got {shown(given)}. Correct it."
        )
    return day


def _left_out(control: Control) -> list[Problem]:
    measured = control.measured
    if not measured.left_out:
        return []
    n, lines = len(measured.left_out), listed(str(one.line) for one in measured.left_out)
    rows = f"{n} rows have no value and are" if n > 1 else "1 row has no value and is"
    return [
        Problem(
            measured.file,
            f"{rows} left out of the chart: line{'s' * (n > 1)} {lines}.",
            zh=f"有 {n} 行没有数值，未画入图中：第 {lines} 行。",
        )
    ]


def _few_points(control: Control) -> list[Problem]:
    return [
        Problem(
            control.measured.file,
            f"the {len(one.values)} points {_when(one.reform, 'en')} give rough limits; from "
            f"{_FEW} on they can be relied on more.",
            zh=f"{_when(one.reform, 'zh')}的 {len(one.values)} 个点只能给出粗略的界限；"
            f"有 {_FEW} 个以上才比较可靠。",
        )
        for one in control.stages
        if len(one.values) < _FEW
    ]


def _when(reform: dt.date | None, lang: Lang) -> str:
    if reform is None:
        return say(lang, "最初", "at first")
    return say(lang, f"{reform} 起", f"from {reform} on")


def _mixed(control: Control) -> list[Problem]:
    """Weeks and months in which a reform began belong to neither side."""
    dates = control.measured.dates
    step = float(np.median(np.diff(np.array(dates, dtype="datetime64[D]")).astype(float)))
    found = []
    for before, after in zip(control.stages, control.stages[1:], strict=False):
        last, reform = before.dates[-1], after.reform
        if reform is not None and step > 1 and after.dates[0] != reform:
            found.append(
                Problem(
                    control.measured.file,
                    f"the reform of {reform} lies between {last} and {after.dates[0]}: the point "
                    f"of {last} may hold days from before and after it.",
                    zh=f"{reform} 的改革在 {last} 与 {after.dates[0]} 之间：{last} 这一点可能既含"
                    "改革前的日子，也含改革后的日子。",
                )
            )
    return found
