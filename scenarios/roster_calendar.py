"""The days of a roster, and which of them a text names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from scenarios.calendars import parse_days
from scenarios.roster_days import Span
from scenarios.roster_holidays import DayKind, day_kind


@dataclass(frozen=True, slots=True)
class DayCalendar:
    """The days of a roster."""

    first_day: dt.date
    days: int
    holidays: Literal["CN"] | Mapping[dt.date, DayKind]
    """CN for Chinese public holidays and make-up workdays, or by date what it is."""

    def date(self, day: int) -> dt.date:
        """Date of a day, 0 for the first."""
        return self.first_day + dt.timedelta(days=day)

    def kind(self, day: int) -> DayKind | None:
        """What a day is by the calendar; None for one that is as its weekday is."""
        return day_kind(self.date(day), self.holidays)

    def is_statutory(self, day: int) -> bool:
        """Whether work on it is paid as on a statutory holiday."""
        return self.kind(day) == "statutory"

    def is_holiday(self, day: int) -> bool:
        """Whether it is a public holiday, the days moved to it included."""
        return self.kind(day) in ("statutory", "rest")

    def is_workday(self, day: int) -> bool:
        """Whether offices work: Monday to Friday and make-up days, less the holidays."""
        kind = self.kind(day)
        return kind == "work" or (kind is None and self.date(day).weekday() < 5)

    def named(self, text: str) -> frozenset[int]:
        """Days that a text of `RosterDays` names."""
        found: set[int] = set()
        for part in text.split(","):
            for day in range(self.days):
                if part == "workdays":
                    named = self.is_workday(day)
                elif part == "restdays":
                    named = not self.is_workday(day)
                elif part == "holidays":
                    named = self.is_holiday(day)
                else:
                    named = self.date(day).weekday() in parse_days(part)
                if named:
                    found.add(day)
        return frozenset(found)

    def within(self, spans: Iterable[Span]) -> frozenset[int]:
        """Days that lie in spans of dates."""
        return frozenset(
            day
            for day in range(self.days)
            if any(first <= self.date(day) <= last for first, last in spans)
        )

    def outside(self, span: Span) -> bool:
        """Whether a span has no day of the roster."""
        return span[1] < self.first_day or span[0] > self.date(self.days - 1)
