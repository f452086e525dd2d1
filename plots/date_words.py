"""Days as a reader writes them, and an axis of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plots.language import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MOST_TICKS = 8
_BY_MONTHS = 75
"""Days from which an axis has ticks at the first of a month."""


def date_words(day: dt.date, lang: Lang) -> str:
    """A day in words: ``1 June 2024``, ``2024年6月1日``."""
    en = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return say(lang, f"{day.year}年{day.month}月{day.day}日", en)


def date_axis(ax: Axes, first: dt.date, last: dt.date, lang: Lang) -> None:
    """Mark the days of an axis in numbers, which read alike in both languages."""
    days = (last - first).days
    by_months = days >= _BY_MONTHS
    if by_months:
        months = pd.date_range(first.replace(day=1), last, freq="MS")
        step = -(-len(months) // _MOST_TICKS)
        step = next((k for k in (1, 2, 3, 6) if k >= step), 12 * -(-step // 12))
        # Counted from January, so that ticks of a quarter are those of the calendar.
        ticks = [m for m in months if (12 * m.year + m.month - 1) % step == 0 and m.date() >= first]
    else:
        ticks = list(pd.date_range(first, last, freq=f"{max(1, -(-days // _MOST_TICKS))}D"))
    form = "%Y-%m" if by_months else "%m-%d" if first.year == last.year else "%Y-%m-%d"
    ax.set_xticks(places(t.date() for t in ticks), [t.strftime(form) for t in ticks])
    ax.set_xlabel(_axis_name(str(first.year) if form == "%m-%d" else "", by_months, lang))


def places(dates: Iterable[dt.date]) -> NDArray[np.float64]:
    """Where days lie on an axis, in days since 1970."""
    return np.array(list(dates), dtype="datetime64[D]").astype(np.float64)


def _axis_name(year: str, by_months: bool, lang: Lang) -> str:
    if by_months:
        return say(lang, "日期（年-月）", "Date (year-month)")
    if year:
        return say(lang, f"{year} 年日期（月-日）", f"Date in {year} (month-day)")
    return say(lang, "日期（年-月-日）", "Date (year-month-day)")
