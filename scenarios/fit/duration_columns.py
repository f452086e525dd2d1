"""Columns of a log that say how long something took, by their heads and their cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from scenarios.fit.column_names import by_name, plain_head
from scenarios.fit.spans import SPANS, Lasting, reached
from scenarios.fit.written_durations import Unit, read_durations, unit_guessed, unit_named

if TYPE_CHECKING:
    import pandas as pd

_WORDS: dict[str, tuple[str, ...]] = {
    "stay": ("stay", "in_system", "total", "总时长", "总用时", "在厅", "全程", "逗留"),
    "wait": (
        "wait", "queue_time", "queue_duration", "queue_sec", "time_in_queue", "queued_for",
        "q_time", "asa", "等待", "等候", "排队", "候号",
    ),
    "service": (
        "talk", "handle", "handling", "service", "ser_time", "billsec", "conversation", "serve",
        "通话", "办理", "服务", "办件", "受理", "接待", "处理", "人工",
    ),
}  # fmt: skip
_ANY: dict[str, tuple[str, ...]] = {"any": ("duration", "时长", "用时", "耗时", "历时")}
"""How long the service was, or where this has a column, how long all was."""
_LASTING = re.compile(
    r"时长|用时|耗时|历时|duration|elapsed|length|billsec|acw|wrap|after_(?:call|work)|"
    r"(?<![a-z])(?:wait(?:ing|ed)?|talk|handle|handling|service|ser|serve|queue|q|stay)(?:_time|_?$)|time_in_|"
    r"(?:等待|等候|排队|候号|通话|办理|服务|在厅)时间|(?:等待|等候|排队|通话|办理)[(（]?(?:秒|分)"
)
"""Heads that are about how long, if their cells are not moments with a date."""
_OTHERS = re.compile(
    r"ivr|vru|menu|ring|hold|acw|after|wrap|平均|振铃|响铃|保持|话后|事后|整理|自助|语音"
)
"""Durations of something else: the menu before the queue, ringing, work after a call."""
_AFTER = re.compile(r"acw|wrap|after_?(?:call|work|talk)|话后|事后|后处理")
_HANDLING = re.compile(r"handl|aht|处理")
_FEW = 200
"""Cells of a column that tell whether it has durations."""
_NEARLY_ALL = 0.9
"""Share of the cells that are durations in a column of them."""
_NO_MOMENT = 3 * 3600.0
"""Half of the cells of a clock below this are how long something took, not times of day [s]."""


def duration_columns(sample: pd.DataFrame, dated: Collection[str]) -> tuple[str, ...]:
    """Columns whose heads are about how long, and whose cells are durations.

    Parameters
    ----------
    sample
        Some rows.
    dated
        Columns whose cells are moments; times of day may be durations after all.
    """
    return tuple(name for name in sample.columns if _lasts(name, sample[name], name in dated))


def _lasts(name: str, cells: pd.Series, is_moment: bool) -> bool:
    head = plain_head(name)
    if not _LASTING.search(head) and unit_named(name) is None:
        return False
    texts = cells.dropna().head(_FEW)
    if texts.empty:
        return False
    seconds, wrong = read_durations(texts, unit_guessed(name, texts))
    if wrong.mean() > 1 - _NEARLY_ALL:
        return False
    return not is_moment or float(np.nanmedian(seconds)) < _NO_MOMENT


def durations_found(
    columns: Sequence[str], found: Collection[str]
) -> dict[Lasting, tuple[str, ...]]:
    """Columns of durations from which moments follow that have no column.

    Parameters
    ----------
    columns
        As `duration_columns` finds them.
    found
        Moments that have a column.
    """
    about = [name for name in columns if not _OTHERS.search(plain_head(name))]
    named = by_name(about, _WORDS)
    if whole := by_name([name for name in about if name not in named.values()], _ANY):
        named.setdefault("stay" if "service" in named else "service", whole["any"])
    used: dict[Lasting, tuple[str, ...]] = {}
    for _ in SPANS:
        for span in SPANS:
            if span in named and reached(found, used) < reached(found, (*used, span)):
                used[span] = (named[span],)
    return used


def after_work_among(
    columns: Sequence[str], service: Sequence[str], sample: pd.DataFrame
) -> str | None:
    """The column of work after services, where people ever had any; None where there is none.

    Parameters
    ----------
    columns
        As `duration_columns` finds them.
    service
        Those that the service is read from: handling a call has the work after it in it.
    sample
        Some rows.
    """
    if any(_HANDLING.search(plain_head(name)) for name in service):
        return None
    for name in columns:
        if _AFTER.search(plain_head(name)):
            seconds, _ = read_durations(sample[name], unit_guessed(name, sample[name]))
            if np.nansum(seconds) > 0:
                return name
    return None


def waits_among(columns: Sequence[str]) -> str | None:
    """The column of waits among those of durations; None where there is none."""
    about = [name for name in columns if not _OTHERS.search(plain_head(name))]
    return by_name(about, _WORDS).get("wait")


def units_found(
    durations: Mapping[Lasting, Sequence[str]], sample: pd.DataFrame
) -> dict[Lasting, Unit]:
    """What the numbers in columns of durations count, where a unit has to be said.

    Parameters
    ----------
    durations
        Columns of each span.
    sample
        Some rows.
    """
    units = {span: unit_guessed(names[0], sample[names[0]]) for span, names in durations.items()}
    return {span: unit for span, unit in units.items() if unit is not None}
