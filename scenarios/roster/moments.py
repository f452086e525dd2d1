"""A date with a time of day as people type them: 2026-10-03 14:30, 10月3日下午2点半, 14:30."""

from __future__ import annotations

import datetime as dt
import re

from scenarios.roster.days import Span, UnsureDates, WrongDates, month_day, parse_spans
from scenarios.written_cells import plain

_HOURS = {
    "凌晨": (0, 6), "清晨": (4, 8), "早上": (4, 11), "早晨": (4, 11), "上午": (6, 12),
    "中午": (11, 14), "下午": (12, 19), "傍晚": (16, 20), "晚上": (17, 23), "am": (0, 11),
    "pm": (12, 23),
}  # fmt: skip
"""Parts of a day, with the first and the last hour that each may mean."""
_TODAY = frozenset(("今天", "今日", "当天", "today"))
_DIGITS = {"〇": 0, "两": 2, **{digit: k for k, digit in enumerate("零一二三四五六七八九")}}
_NUMBER = r"\d{1,2}|[〇零一二两三四五六七八九十]{1,3}"
_PART = "|".join(word for word in _HOURS if not word.isascii())
_AT = re.compile(
    rf"(?P<date>.*?)[ tT,，]*(?P<part>{_PART})? ?(?P<hour>{_NUMBER})(?:"
    r":(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?"
    rf"| ?[点點时時](?:整|钟| ?(?P<said>半|一刻|三刻|{_NUMBER}) ?分?)?"
    r"|(?= ?[ap]m)) ?(?P<half>am|pm)?",
    re.IGNORECASE,
)
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


def moment_in(text: str, period: Span, today: dt.date | None = None) -> tuple[dt.date, float]:
    """Read a day of a roster and a time of day.

    Parameters
    ----------
    text
        A date as `parse_spans` reads it, or 今天, and behind it a time on the clock of 24 hours or
        with a part of the day. A time alone is that of today, or of the only day.
    period
        First and last day of the roster.
    today
        The day it is, where somebody may mean it.

    Returns
    -------
    date, seconds
        The day, and the time since its midnight in whole minutes [s].

    Raises
    ------
    WrongDates
        It names no time, or no day of the roster.
    """
    found = _AT.fullmatch(plain(text))
    minutes = None if found is None else _minutes(found)
    if found is None or minutes is None:
        raise _no_moment(text, period)
    date = _day(found["date"], period, today)
    if date is None:
        raise _no_moment(text, period)
    return date, minutes * 60.0


def day_in(text: str, period: Span, today: dt.date | None = None) -> dt.date:
    """Read a day of a roster likewise; a time of day behind it, or alone, is not used.

    Raises
    ------
    WrongDates
        It names no day of the roster.
    """
    found = _AT.fullmatch(plain(text))
    is_timed = found is not None and _minutes(found) is not None
    date = _day(found["date"] if found is not None and is_timed else text, period, today)
    if date is None or not text.strip():
        first, last = period
        raise WrongDates(
            f"expected a date from {first} to {last}, got {text!r}. Write it like {first}.",
            f"应为 {first} 至 {last} 之间的一天，得到“{text}”。"
            f"请写成“{first}”或“{month_day(first)}”。",
        )
    return date


def _day(date: str, period: Span, today: dt.date | None) -> dt.date | None:
    """The day of a roster that a text names; None where it names none, or several."""
    date = plain(date)
    if not date and period[0] == period[1]:
        return period[0]
    if not date or date.casefold() in _TODAY:
        return today if today is not None and period[0] <= today <= period[1] else None
    try:
        spans = parse_spans(date, period)
    except UnsureDates:
        raise
    except WrongDates:
        return None
    is_one = len(spans) == 1 and period[0] <= spans[0][0] == spans[0][1] <= period[1]
    return spans[0][0] if is_one else None


def _no_moment(text: str, period: Span) -> WrongDates:
    first, last = period
    return WrongDates(
        f"expected a date from {first} to {last} and a time, got {text!r}. Write it like {first} "
        "14:30; a time alone is that of today, where today is a day of the roster.",
        f"应为 {first} 至 {last} 之间的日期和时刻，得到“{text}”。请写成“{first} 14:30”或"
        f"“{month_day(first)}下午2点半”；今天在班表内时，只写时刻即指今天。",
    )


def _minutes(found: re.Match[str]) -> int | None:
    """Minutes since midnight; None where there is no such time, or it is not sure which it is."""
    hour, said = _number(found["hour"]), found["said"]
    minute = int(found["minute"] or 0)
    if said is not None:
        minute = _QUARTERS[said] if said in _QUARTERS else _number(said)
    parts = [_HOURS[one.lower()] for one in (found["part"], found["half"]) if one is not None]
    if not parts:
        parts = [(0, 23)]
        meant = {hour}
    else:
        # 12 is the hour that begins a half of the day.
        meant = {hour, 0} if hour == 12 else {hour, hour + 12} if 0 < hour < 12 else {hour}
    hours = [one for one in meant if all(first <= one <= last for first, last in parts)]
    return hours[0] * 60 + minute if len(hours) == 1 and 0 <= minute < 60 else None


def _number(text: str) -> int:
    """A number up to 99 in digits or in Chinese; -1 for none."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.lstrip("零〇").rpartition("十")
    digits = [_DIGITS.get(one) for one in (tens or "一" if ten else "零", ones or "零")]
    return -1 if None in digits else 10 * (digits[0] or 0) + (digits[1] or 0)
