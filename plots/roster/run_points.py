"""The numbers behind the charts of a simulated roster."""

from __future__ import annotations

import pandas as pd

from plots.language import LANGS
from plots.naming import title_in
from plots.promise_words import goal_words, level_unit, measure_words, scaled
from plots.roster.run_data import RosterRunData

_LEVELS = ("level", "low", "high", "level_absent", "low_absent", "high_absent",
           "change", "change_low", "change_high")  # fmt: skip


def clock_numbers(data: RosterRunData) -> pd.DataFrame:
    """Levels by queue and interval of the day, in percent or seconds.

    Returns
    -------
    DataFrame
        Columns of `RosterRunData.clock` with ``zh, en`` for the queue, ``goal, axis_zh, axis_en,
        goal_zh, goal_en, is_time, rate``; intervals without calls are left out.
    """
    rows = data.clock[data.clock["verdict"] != ""].copy()
    factor = scaled(data.promise, 1.0)
    for name in _LEVELS:
        rows[name] = factor * rows[name]
    rows["goal"], rows["is_time"] = factor * data.promise.goal, data.promise.is_time
    rows["rate"] = data.rate
    for lang in LANGS:
        unit, words = level_unit(data.promise, lang), measure_words(data.promise, lang)
        rows[f"axis_{lang}"] = f"{words}（{unit}）" if lang == "zh" else f"{words} ({unit})"
        rows[f"goal_{lang}"] = goal_words(data.promise, lang)
        rows[lang] = [title_in([data.model], "queue", name, lang) for name in rows["queue"]]
    return rows.reset_index(drop=True)


def people_numbers(data: RosterRunData) -> pd.DataFrame:
    """Occupancy of everybody who is ever on duty [%], the least busy first."""
    rows = data.people.dropna(subset="occupancy")
    rows = rows.sort_values(["occupancy", "person"], kind="stable", ignore_index=True)
    for name in ("occupancy", "low", "high", "occupancy_absent"):
        rows[name] = 100 * rows[name]
    return rows.assign(rate=data.rate)
