"""The opening hours of a calendar in words, for calendars have no titles."""

from __future__ import annotations

import re

from plots.language import Lang, say
from scenarios.calendars import WEEKDAYS, Calendar
from scenarios.units import span_text

_DAYS_ZH = {
    "mon": "周一", "tue": "周二", "wed": "周三", "thu": "周四", "fri": "周五", "sat": "周六",
    "sun": "周日",
}  # fmt: skip
_NAMED = {
    "daily": ("每天", "daily"), "workdays": ("周一至周五", "Mon–Fri"),
    "weekend": ("周六、周日", "Sat, Sun"),
}  # fmt: skip


def hours_words(calendar: Calendar, lang: Lang) -> str:
    """Days and hours: ``Mon–Fri 09:00–12:00, 13:00–17:00``."""
    spans = [
        f"{days_words(days, lang)} {say(lang, '、', ', ').join(map(span_words, open_))}"
        for days, open_ in calendar.open.items()
    ]
    return say(lang, "；", "; ").join(spans)


def span_words(span: tuple[float, float]) -> str:
    """From when to when: ``09:00–17:00``."""
    return span_text(span).replace("-", "–")


def is_days(name: str) -> bool:
    """Whether a name is that of some weekdays, such as ``mon-fri``."""
    return name in _NAMED or re.split("[-,]", name)[0] in WEEKDAYS


def days_words(days: str, lang: Lang) -> str:
    """Weekdays as a reader writes them."""
    if days in _NAMED:
        return say(lang, *_NAMED[days])

    def word(found: re.Match[str]) -> str:
        return say(lang, _DAYS_ZH[found[0].lower()], found[0].capitalize())

    told = re.sub("|".join(WEEKDAYS), word, days, flags=re.IGNORECASE)
    told = told.replace("-", say(lang, "至", "–"))
    return re.sub(r",\s*", say(lang, "、", ", "), told)
