"""The finding of a map of queues: how many wait at the busiest hour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from plots.amounts import clock
from plots.language import Lang, say
from plots.pairs import SAME
from plots.queue_lengths import QUIET, TOTAL, Place, queue_map_numbers, queue_rows
from plots.queue_turn import Peak, other_wait, turn_of
from plots.report_data import ReportData
from plots.shown_services import Services, whose
from plots.waiting_digits import waiting_digits


@dataclass(frozen=True, slots=True)
class _Words:
    """How people or files that wait are told of."""

    zh: str
    """What is counted."""
    unit_zh: str
    peak_zh: str
    """The hour in which there are most."""
    wait_zh: str
    en: str
    peak_en: str


_WORDS: dict[Place, _Words] = {
    "front": _Words("排队人数", "人", "最挤", "人在等", "people waiting", "busiest"),
    "back": _Words("待办件数", "件", "积压最多", "件待办", "files waiting", "fullest"),
}


def queue_map_finding(
    data: ReportData, lang: Lang, *, place: Place = "front", services: Services = None
) -> str:
    """The finding: how many wait in all at the busiest hour that is shown."""
    table = queue_map_numbers(data, place=place, services=services)
    words, subject = _WORDS[place], data.facts.title[lang]
    total = table[(table["of"] == TOTAL) & table["shown"]]
    peaks = {side: _peak(total, side) for side in ("before", "after") if total[side].notna().any()}
    if not peaks:
        return ""
    of = whose(data, services, lang)
    if len(peaks) < 2:
        number, at = (peak := next(iter(peaks.values()))).number, clock(peak.at)
        return say(
            lang,
            f"{subject}{of}：{at} 起的一小时{words.peak_zh}，平均共 {_count(number)}"
            f" {words.wait_zh}",
            f"{subject}{of}: the hour from {at} is the {words.peak_en}, with "
            f"{_count(number)} {words.en} on average",
        )
    first, second = (_count(peaks[side].number) for side in ("before", "after"))
    at, at_after = (clock(peaks[side].at) for side in ("before", "after"))
    values = f"{first} → {second}"
    rows = queue_rows(data, place, services)
    if _all_same(rows):
        return say(
            lang,
            f"{subject}后，{words.zh}{of}没有可分辨的变化（{words.peak_zh}时段 {values}"
            f" {words.unit_zh}）",
            f"{subject}{of}: no distinguishable change in the number of {words.en} "
            f"({words.peak_en} hour {values})",
        )
    yet = other_wait(data, rows, told := turn_of(rows, peaks), lang)
    if told == SAME:
        return say(
            lang,
            f"{subject}后，{words.peak_zh}时段的{words.zh}{of}没有可分辨的变化"
            f"（{at} {first} {words.unit_zh} → {at_after} {second} {words.unit_zh}）{yet}",
            f"{subject}{of}: no distinguishable change in {words.en} at the {words.peak_en} hour "
            f"({first} at {at} → {second} at {at_after}){yet}",
        )
    turn, turns = ("降至", "fall") if told == "better" else ("增至", "rise")
    return say(
        lang,
        f"{subject}后，{words.peak_zh}时段的{words.zh}{of}从 {first} {words.unit_zh}"
        f"（{at}）{turn} {second} {words.unit_zh}（{at_after}）{yet}",
        f"{subject}{of}: {words.en} at the {words.peak_en} hour {turns} from {first} ({at})"
        f" to {second} ({at_after}){yet}",
    )


def _peak(total: pd.DataFrame, side: str) -> Peak:
    row = total.iloc[int(np.nanargmax(total[side].to_numpy(float)))]
    return Peak(float(row[side]), float(row["at"]))


def _all_same(rows: pd.DataFrame) -> bool:
    """Whether both sides have the same queues and none distinguishably changed at any hour."""
    rows = rows[(rows["before"] > QUIET) | (rows["after"] > QUIET)]
    common = rows["before"].notna() & rows["after"].notna()
    # By chance one row in twenty of an unchanged hall would speak.
    return bool(common.all() and (rows["verdict"] == SAME).mean() >= 0.9)


def _count(value: float) -> str:
    """A mean number waiting as it stands in its cell."""
    return f"{value:.{waiting_digits(value)}f}"
