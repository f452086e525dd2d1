"""A time of a kind of day in words, such as "Mon 08:30–16:45"."""

from __future__ import annotations

import datetime as dt

from onewindow.demand import Days
from plots.day_kinds import kind_words
from plots.language import Lang
from scenarios.units import clock_text


def open_words(
    days: Days, start_date: dt.date | None, day: int, hours: tuple[float, float], lang: Lang
) -> str:
    """Hours of a kind of day; the day is left out where all are alike.

    Parameters
    ----------
    days
        The kinds of day.
    start_date
        Date of day 0, if it is known.
    day
        The first of its kind.
    hours
        From when to when [s since midnight].
    lang
        Language.
    """
    begin, end = hours
    span = f"{clock_text(begin)}–{clock_text(end)}"
    return " ".join(filter(None, (kind_words(day, days.alike, start_date, lang), span)))
