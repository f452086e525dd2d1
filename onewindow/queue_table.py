"""The verdicts on each queue of an office, as tables of its calibration page."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from onewindow.fit_figures import figure
from plots.amounts import NONE
from plots.language import Lang, say
from plots.tables import Cell, Table, cells

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


def queue_waiting_table(queues: pd.DataFrame, lang: Lang) -> Table:
    """The verdict on the people waiting of each queue, the longest first."""
    seen = queues[queues["waiting_observed"].notna()] if len(queues) else queues
    rows = [
        _row(
            row["service"],
            _verdict(row["waiting_verdict"], row["waiting_narrow"], lang),
            _bare((row[f"waiting_{name}"] for name in _WAITING), 2),
            figure(float(row["waiting_covered"]), "share", lang),
        )
        for row in seen.to_dict("records")
    ]
    return Table(
        "queues_waiting",
        say(
            lang,
            "各队列的等候人数，最长的在前：留出的日子，每五分钟。误差不超过两天之间平均相差的人数"
            "（或 0.5 人）为可信；95% 区间覆盖不足 75% 的时刻为区间偏窄，误差又超过 0.5 人的除外",
            "People waiting queue by queue, the longest first: on the days held out, every five "
            "minutes. Trusted where the error is no more than what two days differ by on average "
            "(or 0.5 people). The band is too narrow where bands of 95% hold less than 75% of the "
            "moments; such queues are excepted if the error is over 0.5 people",
        ),
        tuple(say(lang, *head) for head in _WAITING_HEADS),
        tuple(rows),
        ("left", "left", *("right",) * 5),
        stacked=True,
    )


def queue_wait_table(queues: pd.DataFrame, lang: Lang) -> Table:
    """The verdict on the mean wait of each queue, the longest first."""
    seen = queues[queues["wait_observed"].notna()] if len(queues) else queues
    rows = [
        _row(
            row["service"],
            _verdict(row["wait_verdict"], row["wait_narrow"], lang),
            _bare((row[f"wait_{name}"] for name in _WAIT), 1),
            f"{row['people']:,.0f}",
        )
        for row in seen.to_dict("records")
    ]
    return Table(
        "queues_wait",
        say(
            lang,
            "各队列的平均等待（利特尔法则）：整份文件与其模型。相差不超过实测的 25%"
            "（区间含实测时与偶然误差平方和开方；或 1 分钟）为可信，不到 30 人不判断",
            "Mean wait queue by queue (Little's law): of the whole file and its model. Trusted "
            "where they differ by no more than 25% of the observed (by squares with chance where "
            "the band holds the observed; or by 1 min); fewer than 30 people tell nothing",
        ),
        tuple(say(lang, *head) for head in _WAIT_HEADS),
        tuple(rows),
        ("left", "left", *("right",) * 6),
        stacked=True,
    )


_WAITING = ("observed", "predicted", "error", "allowed")
_WAIT = ("observed", "predicted", "allowed", "low", "high")


def _row(queue: object, verdict: str, numbers: Iterable[str], last: str) -> tuple[Cell, ...]:
    return cells((str(queue), verdict, *numbers, last))


def _bare(values: Iterable[float], digits: int) -> Iterable[str]:
    return (f"{v:,.{digits}f}" if math.isfinite(v) else NONE for v in values)


def _verdict(verdict: object, narrow: object, lang: Lang) -> str:
    if verdict == "too_little":
        return say(lang, "太少", "too little")
    told = say(lang, "可信", "trust") if verdict == "trust" else say(lang, "不可信", "do not trust")
    return told + (say(lang, "，区间偏窄", ", band too narrow") if narrow else "")
