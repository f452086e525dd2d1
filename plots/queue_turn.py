"""Which way the fullest hour of the queues turned, and which mean wait turned another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from plots.headline import headline_name
from plots.language import Lang, lower_first, say
from plots.pairs import SAME, Key, chosen, pairs
from plots.report_data import ReportData
from plots.sentences import row_amounts, verdict_word

_MATTERS = 0.05
"""Least change of a mean wait that is told, against the longest mean wait of those lines."""


class Peak(NamedTuple):
    """Most that wait, and the hour from which they do [s since midnight]."""

    number: float
    at: float


def turn_of(rows: pd.DataFrame, peaks: Mapping[str, Peak]) -> str:
    """Whether fewer wait at the fullest hour (better), more (worse), or no one can tell.

    The fullest hours may be two hours of the day, which no paired test holds against each other.
    Yet when fewer wait in the hour that is the fullest after, or more in that which was before,
    the fullest hours differ likewise. Else their intervals have to be apart. The interval of a
    sum over queues is at most as wide as theirs together.
    """
    before, after = peaks["before"], peaks["after"]
    fell = after.number < before.number
    verdict = "better" if fell else "worse"
    hour = rows[rows["at"] == (after.at if fell else before.at)]
    hour = hour.dropna(subset=["before", "after"], how="all")
    paired = hour["difference"].notna().all() and (hour["verdict"] == verdict).any()
    if paired and (hour["high"].sum() < 0 if fell else hour["low"].sum() > 0):
        return verdict
    ends = {
        side: rows.loc[rows["at"] == peak.at, [f"{side}_low", f"{side}_high"]].sum(min_count=1)
        for side, peak in peaks.items()
    }
    below, above = ("after", "before") if fell else ("before", "after")
    return verdict if ends[below][f"{below}_high"] < ends[above][f"{above}_low"] else SAME


def other_wait(data: ReportData, rows: pd.DataFrame, told: str, lang: Lang) -> str:
    """The mean wait that says something else, of the queue where it moved most; or nothing.

    A line in which nobody waits for long has no say, by however many percent its wait moved.
    """
    lines = dict.fromkeys(rows["of"])
    waits = chosen(pairs(data), [Key("wait_mean", "queue", str(of)) for of in lines])
    longest = float(waits[["before", "after"]].to_numpy(float, na_value=0.0).max(initial=0.0))
    waits = waits[waits["verdict"].isin({"better", "worse"} - {told})]
    waits = waits[waits["difference"].abs() >= _MATTERS * longest]
    if waits.empty:
        return ""
    row = waits.iloc[int(np.argmax(waits["difference"].abs()))]
    name, written = headline_name(data, row, lang), row_amounts(row)
    values = f"{written.bare(row['before'])} → {written.full(row['after'], lang)}"
    word = verdict_word(str(row["verdict"]), lang)
    return say(
        lang, f"；但{name}{word}（{values}）", f"; yet {lower_first(name)} is {word} ({values})"
    )
