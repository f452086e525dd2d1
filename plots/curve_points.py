"""The numbers behind the curve of waits: points, percentiles and targets."""

from __future__ import annotations

import pandas as pd

from plots.language import Lang, say
from plots.pairs import Key, chosen, level_targets, pairs, profile, queue_of
from plots.report_data import ReportData
from plots.sentences import change
from scenarios.targets import TimeTarget

MARKS = (("p50", 0.5), ("p90", 0.9), ("p95", 0.95))
"""Percentiles that are marked, and their shares."""


def curve_numbers(data: ReportData, time: str = "wait") -> pd.DataFrame:
    """Points of the curve of a time, ``wait`` or ``hall_time``, over all services.

    Returns
    -------
    DataFrame
        Columns ``kind, measure, at, before, before_low, before_high, after, after_low,
        after_high``. ``kind`` is ``curve`` (share in [0, 1] at most ``at`` seconds), ``mark``
        (percentile in seconds, ``at`` its share) or ``target`` (``at`` seconds, its share under
        ``before``). Empty when there is no curve.
    """
    table = pairs(data)
    curve = profile(table, f"{time}_cdf", "all")
    curve = curve[curve["before"].notna() | curve["after"].notna()]
    if curve.empty:
        return curve
    marks = chosen(table, [Key(f"{time}_{name}") for name, _ in MARKS]).copy()
    marks["at"] = marks["measure"].map({f"{time}_{name}": share for name, share in MARKS})
    targets = pd.DataFrame(
        [{"measure": time, "at": t, "before": share} for t, share in _targets(data, time)]
    )
    parts = {"curve": curve, "mark": marks, "target": targets}
    columns = ["kind", "measure", "at", "before", "before_low", "before_high",
               "after", "after_low", "after_high"]  # fmt: skip
    return pd.concat(
        [part.assign(kind=kind).reindex(columns=columns) for kind, part in parts.items()
         if len(part)],
        ignore_index=True,
    )  # fmt: skip


def curve_finding(data: ReportData, lang: Lang, time: str = "wait") -> str:
    """The finding: what happened to the time that nine in ten do not exceed."""
    row = chosen(pairs(data), [Key(f"{time}_p90"), Key(f"{time}_mean")])
    if row.empty:
        return ""
    found = row.iloc[0]
    what = {
        "wait_p90": say(lang, "九成来访者的等待上限（P90）", "The wait of nine in ten (P90)"),
        "hall_time_p90": say(
            lang, "九成来访者的在厅时间上限（P90）", "The hall time of nine in ten (P90)"
        ),
    }.get(found["measure"])
    if level_targets(data) and found["measure"] == "wait_p90":
        what = say(lang, "九成来电的等待上限（P90）", "The wait of nine calls in ten (P90)")
    return change(found, data.facts.title[lang], lang, what=what)


def _targets(data: ReportData, time: str) -> list[tuple[float, float]]:
    """Times [s] and shares of the targets about this time."""
    found = []
    for target in data.model.targets.values():
        if isinstance(target, TimeTarget) and target.measure == time and target.service is None:
            found.append((target.within, target.fraction))
    if time == "wait" and len({queue_of(data, t) for t in level_targets(data).values()}) == 1:
        found += [(t.within, t.fraction) for t in level_targets(data).values() if not t.between]
    return list(dict.fromkeys(found))
