"""Findings in words, each made from the numbers that it states."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from plots.amounts import NONE, Amounts, join, percent
from plots.language import Lang, lower_first, say
from plots.pair_amounts import (
    half_of_difference,
    noise_of,
    pair_amounts,
    verdict_for_digits,
)
from plots.pairs import SAME
from sim.comparison import LEAST

Row = Mapping[str, Any] | pd.Series
"""One row of `plots.pairs.pairs`."""
_TOO_MANY_TIMES = 10.0
"""Relative change from which a number was next to nothing before."""


def row_amounts(row: Row) -> Amounts:
    """How the numbers of a row are written; as `plots.pair_amounts.pair_amounts`."""
    return pair_amounts(
        str(row["measure"]), str(row["unit"]), float(row["before"]), float(row["after"]),
        verdict=verdict_for_digits(row), noise=noise_of(row), half=half_of_difference(row),
    )  # fmt: skip


def relative_change(row: Row) -> str:
    """The relative change of a row; nothing only where the difference reads as nothing.

    That of next to nothing before is not told: from 1 min of overtime it is +7,000 % at once.
    """
    if abs(float(row["relative"])) >= _TOO_MANY_TIMES:
        return NONE
    return percent(
        float(row["relative"]), is_change=row_amounts(row).tells(float(row["difference"]))
    )


def change(row: Row, subject: str, lang: Lang, *, what: str) -> str:
    """What a redesign did to one number: both values and the relative change, or that it did none.

    Parameters
    ----------
    row
        A row of `plots.pairs.pairs`.
    subject
        What was done, such as 一窗受理; the model's title when there is no after.
    lang
        Language of the sentence.
    what
        Name of the number.
    """
    before, after = float(row["before"]), float(row["after"])
    written = row_amounts(row)
    if math.isnan(after) or math.isnan(before):
        return _alone(row, subject, lang, what, written)
    if row["verdict"] == SAME:
        return _same(row, subject, lang, what, written)
    relative = relative_change(row)
    if written.zh == "%" or relative == NONE:
        relative = written.difference(float(row["difference"]), lang)
    if lang == "zh":
        turn = "降至" if after < before else "升至" if after > before else "仍为"
        gap = " " if written.zh == "%" else ""
        values = f"从 {written.full(before, lang)}{gap}{turn} {written.full(after, lang)}"
        return f"{subject}后，{what}{values}（{relative}）"
    turn = "falls" if after < before else "rises" if after > before else "stays"
    unit = written.unit(lang)
    values = f"from {written.bare(before)} to {join(written.bare(after), unit)}"
    return f"{subject}: {lower_first(what)} {turn} {values} ({relative})"


def _alone(row: Row, subject: str, lang: Lang, what: str, written: Amounts) -> str:
    side = "after" if math.isnan(float(row["before"])) else "before"
    low, high = float(row[f"{side}_low"]), float(row[f"{side}_high"])
    value = written.full(float(row[side]), lang)
    between = written.interval(low, high, lang)
    if lang == "zh":
        return f"{subject}：{what} {value}" + (f"（95 % 区间 {between}）" if between else "")
    note = f" (95% interval {between})" if between else ""
    return f"{subject}: {lower_first(what)} {value}{note}"


def _same(row: Row, subject: str, lang: Lang, what: str, written: Amounts) -> str:
    before, after = float(row["before"]), float(row["after"])
    between = written.interval(float(row["low"]), float(row["high"]), lang, signed=True)
    unit, unit_difference = written.unit(lang), written.difference_unit(lang)
    values = f"{written.bare(before)} → {join(written.bare(after), unit)}"
    between = join(between, unit_difference)
    if not (written.tells(float(row["low"])) or written.tells(float(row["high"]))):
        # Nothing that was done reaches this number: no interval is needed to say so.
        value = join(written.bare(after), unit)
        return say(
            lang, f"{subject}后，{what}没有变化（{value}）",
            f"{subject}: no change in {lower_first(what)} ({value})",
        )  # fmt: skip
    if abs(float(row["difference"])) < LEAST * abs(before):
        # Chance may be ruled out, and it is nothing all the same.
        least = 100 * LEAST
        return say(
            lang, f"{subject}后，{what}几乎没有变化（{values}，相差不到 {least:g} %）",
            f"{subject}: hardly any change in {lower_first(what)} ({values}, less than {least:g} % "
            "of it)",
        )  # fmt: skip
    if lang == "zh":
        return f"{subject}后，{what}没有可分辨的变化（{values}；差的 95 % 区间 {between}）"
    return (
        f"{subject}: no distinguishable change in {lower_first(what)} "
        f"({values}; 95% interval of the difference {between})"
    )


def verdict_word(verdict: str, lang: Lang) -> str:
    """A verdict in words."""
    return {
        "better": say(lang, "变好", "better"),
        "worse": say(lang, "变差", "worse"),
        SAME: say(lang, "无可分辨的变化", "no distinguishable change"),
    }.get(verdict, "")


def sides(compares: bool, lang: Lang) -> dict[str, str]:
    """What before and after are called; one model alone is simply what was simulated."""
    if not compares:
        return {"before": say(lang, "仿真值", "Simulated")}
    return {"before": say(lang, "改造前", "Before"), "after": say(lang, "改造后", "After")}
