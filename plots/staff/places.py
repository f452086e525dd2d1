"""What the places are called in which a promise is kept: intervals, peaks, days, of each queue."""

from __future__ import annotations

import pandas as pd

from plots.amounts import clock
from plots.day_kinds import kind_words
from plots.language import Lang, say
from plots.naming import title_in
from plots.staff.data import StaffData

_ONE = {
    "interval": ("这个时段", "the interval"), "peak": ("这个高峰", "the peak"),
    "day": ("全天", "the day"),
}  # fmt: skip
_MANY = {
    "interval": ("时段", "intervals"), "peak": ("高峰", "peaks"), "day": ("日", "kinds of day"),
}  # fmt: skip


def day_words(data: StaffData, day: int, lang: Lang) -> str:
    """A kind of day; empty where there is only one."""
    return kind_words(day, data.alike, data.model.start_date, lang)


def panel_title(data: StaffData, scope: str, name: str, day: int, lang: Lang) -> str:
    """A pool or a queue, and the kind of day where there are several."""
    words = (title_in([data.model], scope, name, lang), day_words(data, day, lang))
    return " · ".join(filter(None, words))


def place_words(data: StaffData, row: pd.Series, lang: Lang) -> str:
    """One place: ``11:30``, ``Mon–Fri 08:30–11:00``, with its queue where there are several."""
    when = clock(row["at"])
    if data.promise.per != "interval":
        when = say(lang, "全天", "the day")
    if data.promise.per == "peak":
        when = f"{clock(row['at'])}–{clock(row['end'])}"
    queues = data.scopes["queue"].nunique()
    queue = title_in([data.model], "queue", row["queue"], lang) if queues > 1 else ""
    return " ".join(filter(None, (queue, day_words(data, int(row["day"]), lang), when)))


def all_places(data: StaffData, lang: Lang) -> str:
    """All of them, to stand in a sentence: ``in all 48 intervals``."""
    count = len(data.scopes)
    if count == 1:
        zh, en = _ONE[data.promise.per]
        return say(lang, zh, f"over {en}" if data.promise.per == "day" else f"in {en}")
    zh, en = _noun(data)
    return say(lang, f"全部 {count} 个{zh}都", f"in all {count} {en}")


def some_places(data: StaffData, count: int, lang: Lang) -> str:
    """So many of them: ``3 of 48 intervals``."""
    zh, en = _noun(data)
    whole = len(data.scopes)
    return say(lang, f"{whole} 个{zh}中的 {count} 个", f"{count} of {whole} {en}")


def _noun(data: StaffData) -> tuple[str, str]:
    zh, en = _MANY[data.promise.per]
    queues = data.scopes["queue"].nunique()
    return (zh, en) if queues == 1 else (f"{zh}（{queues} 个队列）", f"{en} of {queues} queues")
