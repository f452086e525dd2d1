"""Times of the day that are measured by themselves too."""

from __future__ import annotations

from scenarios.calendars import Days
from scenarios.section import Section, Text
from scenarios.units import Span


class TimesOfDay(Section):
    """Hours of which the measures are also told apart, such as a peak."""

    title: Text | None = None
    """Name for people; the hours and the days when left out."""
    between: tuple[Span, ...] = ()
    """From when to when; the whole day when left out."""
    days: Days = "daily"
    """Weekdays on which they begin, by the date alone: a holiday is a day like others."""
