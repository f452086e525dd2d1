"""Dates and kinds of days as a scheduler writes them, and the days of a roster that they are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal, TypeGuard

from pydantic import BeforeValidator, WithJsonSchema

from scenarios.calendar_days import chinese_day
from scenarios.calendars import WEEKDAYS, parse_days
from scenarios.section import Date
from scenarios.written_cells import date_in, plain

Span = tuple[dt.date, dt.date]
"""First and last date."""
_TO = re.compile(r"\s*(?:\.\.|至|到|~|～|—|–|\bto\b)\s*")
_NEXT = re.compile(r"\s*[,，、;；\n]\s*")
_REST = re.compile(r"(?:(?P<month>\d{1,2}) ?[月/.-] ?)?(?P<day>\d{1,2}) ?[日号]?")
_CHINESE = {
    "每天": "daily", "工作日": "workdays", "休息日": "restdays", "节假日": "holidays",
    "周末": "weekend",
    **{f"{week}{one}": name
       for week in ("周", "星期") for one, name in zip("一二三四五六日", WEEKDAYS, strict=True)},
    "周天": "sun", "星期天": "sun", "至": "-", "到": "-", "、": ",", "，": ",",
}  # fmt: skip
_KINDS_OF_DAY = ("workdays", "restdays", "holidays")


def parse_spans(value: object) -> tuple[Span, ...]:
    """Read ``2026-03-05``, ``"2026-03-05..2026-03-09, 2026-03-20"`` or a list as spans of dates.

    Raises
    ------
    ValueError
        It is no date, or a span ends before it begins.
    """
    if isinstance(value, list | tuple) and not _is_span(value):
        return tuple(span for one in value for span in _spans_in(one))
    return tuple(_spans_in(value))


def _is_span(value: object) -> TypeGuard[Span]:
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], dt.date)


def _spans_in(value: object) -> Iterable[Span]:
    if _is_span(value):
        yield value
        return
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        yield day, day
        return
    last: dt.date | None = None
    for part in _NEXT.split(str(value).strip()) if isinstance(value, str) else [""]:
        ends: list[dt.date | None] = []
        for end in _TO.split(part):
            last = date_in(end) or _later(end, last)
            ends.append(last)
        if not 1 <= len(ends) <= 2 or None in ends:
            raise ValueError(
                f"expected dates such as 2026-03-05 or 2026-03-05..2026-03-09, got {value!r}. "
                "Write year, month and day."
            )
        first = ends[0]
        assert first is not None
        assert last is not None
        if last < first:
            raise ValueError(f"expected a span that ends after it begins, got {part!r}. Turn it.")
        yield first, last


def _later(text: str, before: dt.date | None) -> dt.date | None:
    """A date whose year, or year and month, stand in the one before: 12月11日, 11日, 12-11."""
    found = _REST.fullmatch(plain(text))
    if before is None or found is None:
        return None
    month = int(found["month"] or before.month)
    try:
        date = before.replace(month=month, day=int(found["day"]))
        return date.replace(year=date.year + 1) if month < before.month else date
    except ValueError:
        return None


Spans = Annotated[
    tuple[Span, ...],
    BeforeValidator(parse_spans),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "examples": ["2026-03-05", "2026-03-05..2026-03-09"],
        }
    ),
]
"""Dates and spans of dates; one alone needs no list."""


def parse_roster_days(value: object) -> str:
    """Read ``mon-fri``, ``workdays``, ``周一至周五`` or ``节假日`` as a set of days in English.

    Raises
    ------
    ValueError
        A name is no day.
    """
    text = "".join(str(value).split()).lower()
    for word in sorted(_CHINESE, key=len, reverse=True):
        text = text.replace(word, _CHINESE[word])
    known = [part for part in text.split(",") if part not in _KINDS_OF_DAY]
    try:
        if known:
            parse_days(",".join(known))
    except ValueError as error:
        raise ValueError(
            f"expected days such as mon-fri, sat, daily, workdays, restdays or holidays, got "
            f"{value!r}. Use {', '.join(WEEKDAYS)}, a range, or one of these words."
        ) from error
    return text


RosterDays = Annotated[str, BeforeValidator(parse_roster_days)]
"""A set of days: weekdays, ``daily``, ``weekend``, or by the calendar ``workdays``, ``restdays``
and ``holidays``."""


@dataclass(frozen=True, slots=True)
class DayCalendar:
    """The days of a roster."""

    first_day: dt.date
    days: int
    holidays: Literal["CN"] | tuple[Date, ...]
    """CN for Chinese public holidays and make-up workdays, or dates that are holidays."""

    def date(self, day: int) -> dt.date:
        """Date of a day, 0 for the first."""
        return self.first_day + dt.timedelta(days=day)

    def is_holiday(self, day: int) -> bool:
        """Whether it is a public holiday, the days moved to it included."""
        date = self.date(day)
        return chinese_day(date)[0] if self.holidays == "CN" else date in self.holidays

    def is_workday(self, day: int) -> bool:
        """Whether offices work: Monday to Friday and make-up days, less the holidays."""
        makeup = self.holidays == "CN" and chinese_day(self.date(day))[1]
        return makeup or (self.date(day).weekday() < 5 and not self.is_holiday(day))

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
