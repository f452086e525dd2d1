"""The numbers behind the charts of planned shifts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plots.language import LANGS
from plots.naming import title_in
from plots.promise_words import goal_words, level_unit, measure_words, scaled
from plots.staff.data import StaffData
from plots.staff.places import panel_title


def presence_numbers(data: StaffData) -> pd.DataFrame:
    """People by pool and interval.

    Returns
    -------
    DataFrame
        Columns ``zh, en, group, day, at, length, offered_load, required, staffed, over, under``;
        the offered load is of all queues of the pool [erlang].
    """
    keys = ["group", "day", "at", "length"]
    rows = data.intervals.groupby(keys, sort=False, as_index=False).agg(
        {"offered_load": "sum", "required": "first", "staffed": "first"}
    )
    off = rows["staffed"] - rows["required"]
    rows["over"], rows["under"] = np.maximum(off, 0), np.maximum(-off, 0)
    return _titled(rows, data, "pool", "group")


def reached_numbers(data: StaffData) -> pd.DataFrame:
    """Levels by queue: of each interval, and of each place in which the promise is kept.

    Returns
    -------
    DataFrame
        Columns ``what, zh, en, queue, day, at, end, level, low, high, goal, verdict, axis_zh,
        axis_en, goal_zh, goal_en, is_time, confidence, together``; ``what`` is ``interval`` or
        ``place``, and levels are in percent, or seconds where ``is_time``. Empty where the plan
        has not been simulated.
    """
    rows = data.intervals.assign(
        what="interval", end=data.intervals["at"] + data.intervals["length"]
    )
    columns = ["what", "queue", "day", "at", "end", "level", "low", "high", "verdict"]
    rows = pd.concat([rows[columns], data.scopes.assign(what="place")[columns]], ignore_index=True)
    rows = rows[[data.is_simulated] * len(rows)]
    for name in ("level", "low", "high"):
        rows[name] = scaled(data.promise, 1.0) * rows[name]
    rows["goal"] = scaled(data.promise, data.promise.goal)
    rows["is_time"], rows["confidence"] = data.promise.is_time, data.confidence
    rows["together"] = data.together
    for lang in LANGS:
        unit = level_unit(data.promise, lang)
        words = measure_words(data.promise, lang)
        rows[f"axis_{lang}"] = f"{words}（{unit}）" if lang == "zh" else f"{words} ({unit})"
        rows[f"goal_{lang}"] = goal_words(data.promise, lang)
    return _titled(rows, data, "queue", "queue")


def shift_numbers(data: StaffData) -> pd.DataFrame:
    """Each shift with the title of its pool in both languages, empty where there is one pool."""
    rows = data.shifts
    one = rows["group"].nunique() == 1
    pools = {
        lang: ["" if one else title_in([data.model], "pool", name, lang) for name in rows["group"]]
        for lang in LANGS
    }
    return rows.assign(**pools, days=data.days)


def front_numbers(data: StaffData) -> pd.DataFrame:
    """What each goal takes.

    Returns
    -------
    DataFrame
        Columns ``goal, paid_hours, level, low, high, least, met, places, status, asked, best,
        axis_zh, axis_en, unit_zh, unit_en, is_time``: levels in percent, or seconds where
        ``is_time``; ``best`` is True where no other goal takes fewer hours and reaches as much. By
        paid hours; empty when no other goals were looked at.
    """
    factor = scaled(data.promise, 1.0)
    rows = pd.DataFrame(
        [
            (factor * g.goal, g.paid_hours, factor * g.level.value, factor * g.level.low,
             factor * g.level.high, factor * g.least, g.met, g.places, g.status,
             g.goal == data.promise.goal)
            for g in data.goals
        ],
        columns=["goal", "paid_hours", "level", "low", "high", "least", "met", "places", "status",
                 "asked"],
    )  # fmt: skip
    rows = rows.sort_values("paid_hours", kind="stable", ignore_index=True)
    rows["is_time"] = data.promise.is_time
    hours, level = rows["paid_hours"].to_numpy(float), rows["level"].to_numpy(float)
    good = -level if data.promise.is_time else level
    rows["best"] = [not ((hours < h) & (good >= g)).any() for h, g in zip(hours, good, strict=True)]
    for lang in LANGS:
        unit, words = level_unit(data.promise, lang), measure_words(data.promise, lang)
        over = f"全部来电（来访）合计：{words}（{unit}）"
        rows[f"axis_{lang}"] = over if lang == "zh" else f"{words}, all together ({unit})"
        rows[f"unit_{lang}"] = unit
    return rows


def _titled(rows: pd.DataFrame, data: StaffData, scope: str, column: str) -> pd.DataFrame:
    """With the title of the panel that each row belongs to."""
    for lang in LANGS:
        rows[lang] = [
            panel_title(data, scope, name, int(day), lang)
            for name, day in zip(rows[column], rows["day"], strict=True)
        ]
    return rows
