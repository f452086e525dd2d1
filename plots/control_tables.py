"""The numbers of a control chart as tables that people and programs read."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plots.exports import safe
from plots.language import Lang, say
from plots.measured_words import Spoken
from sim.control import Control

_KINDS = {
    "outside": ("超出界限", "outside the limits"),
    "run": ("连续 8 点以上同侧", "8 or more on one side"),
    "jump": ("突跳", "jump"),
}


def point_table(control: Control, told: Spoken, lang: Lang) -> pd.DataFrame:
    """One row per point, heads with units, the key of its signals last; numbers not rounded."""
    rows = control.table()
    unit = (
        say(lang, "占比，0 至 1", "share, 0 to 1") if _shares(control) else told.amounts.unit(lang)
    )
    stages = stage_names(control, lang)
    table = pd.DataFrame({say(lang, "日期", "Date"): rows["date"]})
    table[_head(say(lang, "实测值", "Value"), unit)] = rows["value"]
    if _shares(control):
        table[say(lang, "件数 n", "Cases, n")] = rows["of"]
    table[say(lang, "阶段", "Stage")] = [stages[k] for k in rows["stage"]]
    table[_head(say(lang, "中心线", "Centre"), unit)] = rows["centre"]
    table[_head(say(lang, "下限", "Low"), unit)] = rows["low"]
    table[_head(say(lang, "上限", "High"), unit)] = rows["high"]
    if not _shares(control):
        table[_head(say(lang, "移动极差", "Moving range"), unit)] = rows["moving_range"]
        table[_head(say(lang, "移动极差上限", "Moving range, high"), unit)] = rows["range_high"]
    keys = [[kind for kind in _KINDS if row[kind]] for _, row in rows.iterrows()]
    between = say(lang, "；", "; ")
    table[say(lang, "信号", "Signal")] = [
        between.join(say(lang, *_KINDS[kind]) for kind in found) for found in keys
    ]
    table[say(lang, "信号代码", "Signal, key")] = [" ".join(found) for found in keys]
    return safe(table)


def stage_table(control: Control, told: Spoken, lang: Lang) -> pd.DataFrame:
    """One row per stage: its points, centre, limits, signals, and the change to it."""
    unit = (
        say(lang, "占比，0 至 1", "share, 0 to 1") if _shares(control) else told.amounts.unit(lang)
    )
    names = stage_names(control, lang)
    found = []
    for name, stage, change in zip(names, control.stages, (None, *control.changes), strict=True):
        low, high = limits_of(stage.limits.low), limits_of(stage.limits.high)
        row: dict[str, object] = {
            say(lang, "阶段", "Stage"): name,
            say(lang, "首日", "From"): stage.dates[0],
            say(lang, "末日", "To"): stage.dates[-1],
            say(lang, "点数", "Points"): len(stage.values),
            _head(say(lang, "中心线", "Centre"), unit): stage.limits.centre,
            _head(say(lang, "下限", "Low"), unit): low,
            _head(say(lang, "上限", "High"), unit): high,
            say(lang, "超出界限（点）", "Outside the limits (points)"): stage.outside,
            say(lang, "连续 8 点以上同侧（段）", "8 or more on one side (runs)"): stage.runs,
            say(lang, "突跳（次）", "Jumps"): stage.jumps,
            _head(say(lang, "较前一阶段", "Change"), unit): change and change.difference,
            _head(say(lang, "变化的 95 % 区间下限", "Change, low end of 95 %"), unit): (
                change and change.low
            ),
            _head(say(lang, "变化的 95 % 区间上限", "Change, high end of 95 %"), unit): (
                change and change.high
            ),
        }
        if _shares(control):
            row["σz"] = stage.limits.sigma_z
        found.append(row)
    return safe(pd.DataFrame(found))


def stage_names(control: Control, lang: Lang) -> list[str]:
    """What each stage is called."""
    first = say(lang, "改革前", "before") if control.changes else say(lang, "全部", "all")
    return [
        first if one.reform is None else say(lang, f"{one.reform} 起", f"from {one.reform}")
        for one in control.stages
    ]


def limits_of(limit: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float | None:
    """The limit of a stage; None where it changes from point to point."""
    return float(limit[0]) if np.ptp(limit) == 0 else None


def _shares(control: Control) -> bool:
    return control.measured.of is not None


def _head(name: str, unit: str) -> str:
    return f"{name} [{unit}]" if unit else name
