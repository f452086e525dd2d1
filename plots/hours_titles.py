"""What hours that are measured by themselves are called."""

from __future__ import annotations

from collections.abc import Iterable

from plots.calendar_words import days_words, span_words
from plots.language import Lang, say
from scenarios.model import ServiceModel
from scenarios.times_of_day import TimesOfDay


def hours_title(models: Iterable[ServiceModel], name: str, lang: Lang) -> str:
    """The title that a model gives to some hours; else from when to when they are, on which days.

    Such as ``10:00–12:00, Mon–Fri``; hours of every day are without days.
    """
    for model in models:
        if name in model.times_of_day:
            hours = model.times_of_day[name]
            return _told(hours, lang) if hours.title is None else str(getattr(hours.title, lang))
    return name


def _told(hours: TimesOfDay, lang: Lang) -> str:
    spans = say(lang, "、", ", ").join(map(span_words, hours.between))
    days = "" if hours.days == "daily" and spans else days_words(hours.days, lang)
    return say(lang, " ", ", ").join(filter(None, (days, spans) if lang == "zh" else (spans, days)))
