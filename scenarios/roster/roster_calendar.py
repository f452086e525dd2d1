"""The days of a roster: what each is by the calendar, and which of them a text names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from frozendict import frozendict

from scenarios.calendars import parse_days
from scenarios.roster.days import Span
from scenarios.roster.holidays import DayKind, day_kind


@dataclass(frozen=True, slots=True)
class DayCalendar:
    """The days of a roster."""

    first_day: dt.date
    days: int
    holidays: Literal["CN"] | Mapping[dt.date, DayKind]
    """CN for Chinese public holidays and make-up workdays, or by date what it is."""

    def date(self, day: int) -> dt.date:
        """Date of a day, 0 for the first; those before it are negative."""
        return self.first_day + dt.timedelta(days=day)

    def kind(self, day: int) -> DayKind | None:
        """What a day is by the calendar; None for one that is as its weekday is."""
        date = self.date(day)
        kind = day_kind(date, self.holidays)
        return None if kind == "work" and date.weekday() < 5 else kind

    def drawn(self, before: int) -> frozendict[dt.date, DayKind]:
        """By date what the days are that are not as their weekday is, those before the first too.

        Parameters
        ----------
        before
            Days before the first.
        """
        return frozendict(
            (self.date(day), kind)
            for day in range(-before, self.days)
            if (kind := self.kind(day)) is not None
        )

    def is_statutory(self, day: int) -> bool:
        """Whether work on it is paid as on a statutory holiday."""
        return self.kind(day) == "statutory"

    def is_holiday(self, day: int) -> bool:
        """Whether it is a public holiday: all days of its block, those moved to it included."""
        return self.kind(day) in ("statutory", "rest")

    def is_workday(self, day: int) -> bool:
        """Whether offices work: Monday to Friday and make-up days, less the holidays."""
        kind = self.kind(day)
        return kind == "work" or (kind is None and self.date(day).weekday() < 5)

    def is_weekend(self, day: int) -> bool:
        """Whether it is a Saturday or Sunday on which offices do not work.

        A make-up workday is none. One within a holiday is both: whoever works it has a weekend
        with work, and duty on a holiday. A weekday that is off is none, though it may have been
        moved there from a weekend.
        """
        return self.date(day).weekday() >= 5 and not self.is_workday(day)

    def weekends(self, days: Iterable[int]) -> tuple[tuple[int, ...], ...]:
        """The days of weekends that are among some days, those of one weekend together."""
        found: dict[int, list[int]] = {}
        for day in filter(self.is_weekend, days):
            found.setdefault(day - self.date(day).weekday(), []).append(day)
        return tuple(map(tuple, found.values()))

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
