"""The verdicts on each queue of an office, as tables of its calibration page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Literal

import pandas as pd

from onewindow.fitting.figures import figure
from plots.amounts import NONE
from plots.language import Lang, say
from plots.tables import Table, cells

_Row = tuple[str, ...]
"""A line of a table."""
_WAITING_HEADS = (
    ("队列", "Queue"), ("等候人数", "People waiting"), ("实测 [人]", "Observed [people]"),
    ("预测 [人]", "Forecast [people]"), ("误差 [人]", "Error [people]"),
    ("允许 [人]", "Allowed [people]"), ("区间覆盖", "Bands hold"),
)  # fmt: skip
_WAIT_HEADS = (
    ("队列", "Queue"), ("平均等待", "Mean wait"), ("实测 [分]", "Observed [min]"),
    ("模型 [分]", "Model [min]"), ("允许相差 [分]", "May differ by [min]"),
    ("区间下限 [分]", "Band from [min]"), ("区间上限 [分]", "Band to [min]"),
    ("人数 [人]", "People"),
)  # fmt: skip


_WAITING = ("observed", "predicted", "error", "allowed")
_WAIT = ("observed", "predicted", "allowed", "low", "high")


def queue_waiting_table(queues: pd.DataFrame, lang: Lang) -> Table:
    """The verdict on the people waiting of each queue, the longest first."""
    caption = say(
        lang,
        "各队列的等候人数，最长的在前：留出的日子，每五分钟。误差不超过两天之间平均相差的人数"
        "（或 0.5 人）为可信；区间覆盖不足 75% 的时刻为区间偏窄，误差又超过 0.5 人的除外",
        "People waiting queue by queue, the longest first: on the days held out, every five "
        "minutes. Trusted where the error is no more than what two days differ by on average "
        "(or 0.5 people). The band is too narrow where bands hold less than 75% of the "
        "moments; such queues are excepted if the error is over 0.5 people",
    )
    rows = (
        (*_told(row, "waiting", _WAITING, 2, lang), figure(row["waiting_covered"], "share", lang))
        for row in _seen(queues, "waiting")
    )
    return _table("queues_waiting", caption, _WAITING_HEADS, rows, lang)


def queue_wait_table(queues: pd.DataFrame, lang: Lang) -> Table:
    """The verdict on the mean wait of each queue, the longest first."""
    caption = say(
        lang,
        "各队列的平均等待（利特尔法则）：整份文件与其模型。相差不超过实测的 25%"
        "（区间含实测时与偶然误差平方和开方；或 1 分钟）为可信，不到 30 人不判断",
        "Mean wait queue by queue (Little's law): of the whole file and its model. Trusted "
        "where they differ by no more than 25% of the observed (by squares with chance where "
        "the band holds the observed; or by 1 min); fewer than 30 people tell nothing",
    )
    rows = (
        (*_told(row, "wait", _WAIT, 1, lang), f"{row['people']:,.0f}")
        for row in _seen(queues, "wait")
    )
    return _table("queues_wait", caption, _WAIT_HEADS, rows, lang)


def _table(
    name: str, caption: str, heads: tuple[tuple[str, str], ...], rows: Iterable[_Row], lang: Lang
) -> Table:
    sides: list[Literal["left", "right"]] = ["left", "left"]
    sides += ["right"] * (len(heads) - len(sides))
    return Table(
        name,
        caption,
        tuple(say(lang, *head) for head in heads),
        tuple(cells(row) for row in rows),
        tuple(sides),
        stacked=True,
    )


def _seen(queues: pd.DataFrame, measure: str) -> list[dict[str, Any]]:
    """The queues of which the log tells a measure."""
    if not len(queues):
        return []
    return [
        {str(key): value for key, value in row.items()}
        for row in queues[queues[f"{measure}_observed"].notna()].to_dict("records")
    ]


def _told(
    row: dict[str, Any], measure: str, numbers: tuple[str, ...], digits: int, lang: Lang
) -> _Row:
    """The queue, its verdict, and its numbers without units."""
    verdict = _verdict(row[f"{measure}_verdict"], row[f"{measure}_narrow"], lang)
    return str(row["service"]), verdict, *_bare((row[f"{measure}_{n}"] for n in numbers), digits)


def _bare(values: Iterable[float], digits: int) -> Iterable[str]:
    return (f"{v:,.{digits}f}" if math.isfinite(v) else NONE for v in values)


def _verdict(verdict: object, narrow: object, lang: Lang) -> str:
    if verdict == "too_little":
        return say(lang, "太少", "too little")
    told = say(lang, "可信", "trust") if verdict == "trust" else say(lang, "不可信", "do not trust")
    return told + (say(lang, "，区间偏窄", ", band too narrow") if narrow else "")
