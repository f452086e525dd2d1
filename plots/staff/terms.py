"""What set words of planned shifts are called, in both languages."""

from __future__ import annotations

from plots.amounts import clock
from plots.calendar_words import days_words
from plots.language import Lang, say
from scenarios.calendars import WEEKDAYS

STAGES = {"lift": ("补足", "lift"), "trim": ("精简", "trim"), "check": ("复核", "check")}
"""Stages of the search."""
VERDICTS = {
    "met": ("达标", "met"), "not_met": ("未达标", "not met"), "unclear": ("说不准", "unclear"),
    "interrupted": ("已中断，未复核", "interrupted, not checked"), "": ("", ""),
}  # fmt: skip
"""Verdicts of places, and the status of a plan."""
_DAY = 86400.0


def plan_day(days: int, weekday: int, lang: Lang) -> str:
    """A day of a plan: ``daily`` where one day stands for all, and else a weekday."""
    return days_words("daily" if days == 1 else WEEKDAYS[weekday], lang)


def shift_clock(seconds: float, lang: Lang) -> str:
    """A time of a shift; after midnight as the next day's clock."""
    if seconds < _DAY:
        return clock(seconds)
    later = clock(seconds - _DAY)
    return say(lang, f"次日 {later}", f"{later} next day")


def breaks_words(breaks: tuple[tuple[float, float, bool], ...], lang: Lang) -> str:
    """Breaks of a shift: ``09:00–09:15, 12:00–12:30 (unpaid)``."""
    told = []
    for start, end, paid in breaks:
        span = f"{shift_clock(start, lang)}–{shift_clock(end, lang)}"
        told.append(span if paid else say(lang, f"{span}（无薪）", f"{span} (unpaid)"))
    return say(lang, "、", ", ").join(told)
