"""The numbers behind the map of queues: mean number waiting by window and hour."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plots.amounts import clock
from plots.headline import shown_lines
from plots.language import LANGS, Lang, say
from plots.naming import title_of
from plots.pairs import SAME, pairs, profile
from plots.report_data import ReportData

_MOST = 12
"""Most queues shown by name; the quieter ones are one row."""
_QUIET = 0.005
"""Mean number waiting below which a queue has not been seen in an hour."""
TOTAL = "(total)"
OTHERS = "(others)"


def queue_map_numbers(data: ReportData) -> pd.DataFrame:
    """Mean number waiting by queue and hour.

    Returns
    -------
    DataFrame
        Columns ``of, zh, en, at, before, after, difference``; ``at`` in seconds since midnight,
        NaN where that side has no such queue. ``of`` ends with the row of the total, after that of
        the quieter queues when there are many. Empty when nobody ever waits.
    """
    rows = _rows(data)
    table = rows[["of", "at", "before", "after"]].copy()
    # A queue that is not in the model has no row, or only empty ones.
    busy = table.groupby("at")[["before", "after"]].sum().max(axis=1)
    hours = busy.index[busy > _QUIET]
    if len(hours) == 0:
        return table.head(0).assign(zh="", en="", difference=np.nan)
    table = table[table["at"].between(hours.min(), hours.max())]
    order = _order(data, table)
    table = _gather_others(table, order[_MOST:]) if len(order) > _MOST + 1 else table
    order = [*order[:_MOST], OTHERS] if len(order) > _MOST + 1 else order
    total = table.groupby("at", as_index=False)[["before", "after"]].sum(min_count=1)
    table = pd.concat([table, total.assign(of=TOTAL)], ignore_index=True)
    table["difference"] = table["after"] - table["before"]
    for place, lang in enumerate(LANGS):
        names = {of: title_of(data, "queue", of, lang) for of in order}
        names[TOTAL] = say(lang, "合计", "Total")
        names[OTHERS] = say(lang, "其他窗口", "Other windows")
        table.insert(1 + place, lang, table["of"].map(names))
    place_of = {of: k for k, of in enumerate([*order, TOTAL])}
    return table.sort_values(["of", "at"], key=lambda c: c.map(place_of) if c.name == "of" else c,
                             ignore_index=True)  # fmt: skip


def queue_map_finding(data: ReportData, lang: Lang) -> str:
    """The finding: how many wait in all at the busiest hour."""
    table = queue_map_numbers(data)
    total = table[table["of"] == TOTAL]
    subject = data.facts.title[lang]
    peaks = {}
    for side in ("before", "after"):
        if total[side].notna().any():
            row = total.iloc[int(np.nanargmax(total[side].to_numpy(float)))]
            peaks[side] = row[side], clock(row["at"])
    if not peaks:
        return ""
    if "after" not in peaks or "before" not in peaks:
        number, at = next(iter(peaks.values()))
        return say(
            lang, f"{subject}：{at} 起的一小时最挤，平均共 {_count(number)} 人在等",
            f"{subject}: the hour from {at} is the busiest, with {_count(number)} waiting on "
            "average",
        )  # fmt: skip
    (before, at), (after, at_after) = peaks["before"], peaks["after"]
    values = f"{_count(before)} → {_count(after)}"
    if _all_same(data):
        return say(
            lang, f"{subject}后，排队人数没有可分辨的变化（最挤时段 {values} 人）",
            f"{subject}: no distinguishable change in the number of people waiting (busiest hour "
            f"{values})",
        )  # fmt: skip
    turn = "降至" if after < before else "增至" if after > before else "仍为"
    return say(
        lang,
        f"{subject}后，最挤时段的排队人数从 {_count(before)} 人（{at}）{turn}"
        f" {_count(after)} 人（{at_after}）",
        f"{subject}: people waiting at the busiest hour go from {_count(before)} ({at}) to "
        f"{_count(after)} ({at_after})",
    )


def _rows(data: ReportData) -> pd.DataFrame:
    """Lengths of the lines shown, by hour."""
    rows = profile(pairs(data), "queue_length", "queue")
    only = shown_lines(data)
    return rows if only is None else rows[rows["of"].isin(only)]


def _all_same(data: ReportData) -> bool:
    """Whether both sides have the same queues and none distinguishably changed at any hour."""
    rows = _rows(data)
    rows = rows[(rows["before"] > _QUIET) | (rows["after"] > _QUIET)]
    common = rows["before"].notna() & rows["after"].notna()
    # By chance one row in twenty of an unchanged hall would speak.
    return bool(common.all() and (rows["verdict"] == SAME).mean() >= 0.9)


def _order(data: ReportData, table: pd.DataFrame) -> list[str]:
    """Queues in the order of the models; of many, the busiest first."""
    names = list(dict.fromkeys(
        a.queue or name
        for model in (data.model_before, data.model_after) if model is not None
        for name, a in model.activities.items()
    ))  # fmt: skip
    there = list(dict.fromkeys(table["of"]))
    order = [n for n in names if n in there] + [n for n in there if n not in names]
    if len(order) > _MOST + 1:
        peak = table.groupby("of")[["before", "after"]].max().max(axis=1)
        order.sort(key=lambda of: -peak[of])
    return order


def _gather_others(table: pd.DataFrame, others: list[str]) -> pd.DataFrame:
    at = table["of"].isin(others)
    rest = table[at].groupby("at", as_index=False)[["before", "after"]].sum(min_count=1)
    return pd.concat([table[~at], rest.assign(of=OTHERS)], ignore_index=True)


def _count(value: float) -> str:
    return f"{value:.0f}" if value >= 99.5 else f"{value:.1f}"
