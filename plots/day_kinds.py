"""What kinds of days are called: by their weekdays, or by date where weekdays do not tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from plots.calendar_words import days_words
from plots.date_words import date_words
from plots.language import Lang, say
from scenarios.calendars import WEEKDAYS


def kind_words(days: int, alike: Sequence[Sequence[int]], start: dt.date | None, lang: Lang) -> str:
    """The kind of day that begins with a day; empty where there is only one kind.

    Parameters
    ----------
    days
        Number of its first day.
    alike
        Days of each kind.
    start
        Date of day 0; a Monday when left out.
    lang
        The language.
    """
    if len(alike) == 1:
        return ""
    first = 0 if start is None else start.weekday()
    weekdays = [{(first + day) % 7 for day in kind} for kind in alike]
    at = next(k for k, kind in enumerate(alike) if kind[0] == days)
    if not any(weekdays[at] & other for k, other in enumerate(weekdays) if k != at):
        return days_words(weekday_runs(sorted(weekdays[at])), lang)
    more = len(alike[at]) - 1
    if start is None:
        name = say(lang, f"第 {days + 1} 天", f"day {days + 1}")
    else:
        name = date_words(start + dt.timedelta(days=days), lang)
    if not more:
        return name
    return name + say(lang, f"及同样的 {more} 天", f" and {more} more like it")


def weekday_runs(weekdays: list[int]) -> str:
    """Weekdays as a calendar writes them: ``mon-fri``, ``tue,sat``."""
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names: list[str] = []
    for run in runs:
        ends = [WEEKDAYS[run[0]], WEEKDAYS[run[-1]]]
        names += [WEEKDAYS[day] for day in run] if len(run) < 3 else ["-".join(ends)]
    return ",".join(names)
