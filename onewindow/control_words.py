"""The stages of a control chart as a table in the terminal and as a document for machines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onewindow.grid import Grid
from onewindow.machine import records
from plots.control_tables import limits_of, stage_names
from plots.language import Lang, say

if TYPE_CHECKING:
    from onewindow.control import ControlChart
    from sim.control_changes import Change
    from sim.control_stages import Stage


def stage_grid(chart: ControlChart, lang: Lang) -> Grid:
    """A row for each stage: points, centre, limits, the change to it, and signals."""
    told, found = chart.told, chart.control
    heads = [
        say(lang, "阶段", "Stage"), say(lang, "点数", "Points"), say(lang, "均值", "Mean"),
        say(lang, "界限", "Limits"), say(lang, "变化（95 % 区间）", "Change (95% interval)"),
        say(lang, "出界点", "Outside"), say(lang, "同侧段", "Runs"),
    ]  # fmt: skip
    jumps = [] if chart.kind == "p" else [say(lang, "突跳", "Jumps")]
    grid = Grid((*heads, *jumps))
    names, changes = stage_names(found, lang), (None, *found.changes)
    for name, stage, change in zip(names, found.stages, changes, strict=True):
        signals = [stage.outside, stage.runs, stage.jumps][: 2 + len(jumps)]
        grid.row(
            name, str(len(stage.values)), told.full(stage.limits.centre, lang),
            _limits(chart, stage, lang), _change(chart, change, lang), *map(str, signals),
        )  # fmt: skip
    return grid


def _limits(chart: ControlChart, stage: Stage, lang: Lang) -> str:
    low, high = limits_of(stage.limits.low), limits_of(stage.limits.high)
    if low is None or high is None:
        return say(lang, "随件数变化", "vary with n")
    number = chart.told.number
    return say(lang, f"{number(low)} 至 {number(high)}", f"{number(low)} to {number(high)}")


def _change(chart: ControlChart, change: Change | None, lang: Lang) -> str:
    if change is None:
        return ""
    amounts = chart.told.amounts
    interval = amounts.interval(change.low, change.high, lang, signed=True)
    return f"{amounts.difference(change.difference, lang)} ({interval})"


def document(data: Path, chart: ControlChart, files: Sequence[Path]) -> dict[str, object]:
    """The chart with its numbers; what each key holds stands in docs/command_line.md."""
    found = chart.control
    return {
        "command": "control",
        "file": data,
        "kind": chart.kind,
        "name": {"zh": chart.told.zh, "en": chart.told.en},
        "unit": found.measured.unit or ("fraction" if chart.kind == "p" else None),
        "title": {"zh": chart.title("zh"), "en": chart.title("en")},
        "stages": [_stage(one) for one in found.stages],
        "changes": [_told(one) for one in found.changes],
        "points": records(found.table().astype(object).where(lambda t: t.notna(), None)),
        "left_out": [
            {"line": one.line, "column": one.column, "got": one.got}
            for one in found.measured.left_out
        ],
        "warnings": chart.warnings(),
        "files": list(files),
    }


def _stage(stage: Stage) -> dict[str, object]:
    limits = stage.limits
    return {
        "reform": stage.reform,
        "first_date": stage.dates[0],
        "last_date": stage.dates[-1],
        "n": len(stage.values),
        "centre": limits.centre,
        "low": limits_of(limits.low),
        "high": limits_of(limits.high),
        "range_high": limits.range_high,
        "sigma_z": limits.sigma_z,
        "chi_square": limits.chi_square,
        "outside": stage.outside,
        "runs": stage.runs,
        "jumps": stage.jumps,
    }


def _told(change: Change) -> dict[str, object]:
    return {
        "reform": change.reform,
        "before": change.before,
        "after": change.after,
        "difference": change.difference,
        "low": change.low,
        "high": change.high,
        "told_from_chance": change.told_from_chance,
    }
