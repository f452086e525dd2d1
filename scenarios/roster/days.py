"""Dates and kinds of days as a scheduler writes them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, TypeGuard

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from scenarios.calendars import CHINESE_DAYS, WEEKDAYS, days_in_english, parse_days
from scenarios.errors import WrongText
from scenarios.written_cells import date_in, plain

Span = tuple[dt.date, dt.date]
"""First and last date."""
PERIOD = "period"
"""In the context of a validation, the first and last day to which dates without a year belong."""
_TO = re.compile(r"\s*(?:\.\.|至|到|~|～|—|–|\bto\b)\s*")
_HYPHEN = re.compile(
    r"(?P<first>(?:(?:19|20)\d\d ?[./年] ?)?\d{1,2} ?[./月] ?\d{1,2} ?[日号]?) ?- ?"
    r"(?P<last>(?:(?:(?:19|20)\d\d ?[./年] ?)?\d{1,2} ?[./月] ?)?\d{1,2} ?[日号]?)"
)
"""A span with a hyphen that is no sign within its dates: 10.8-10.9, 10月8日-9日."""
_NEXT = re.compile(r"\s*[,，、;；\n]\s*")
_REST = re.compile(r"(?:(?P<month>\d{1,2}) ?[月/.-] ?)?(?P<day>\d{1,2}) ?[日号]?")
_TURNED = re.compile(r"(\d{1,2})( ?[/.-] ?)(\d{1,2})")
_CHINESE = {**CHINESE_DAYS, "上班日": "workdays", "休息日": "restdays", "节假日": "holidays"}
_IN_CHINESE = {name: word for word, name in reversed(_CHINESE.items())}
"""By name the first of its words."""
_MOST_DAYS = 10_000
_EXAMPLE = dt.date(2026, 3, 5), dt.date(2026, 3, 9)
KINDS_OF_DAY = ("workdays", "restdays", "holidays")


class WrongDates(WrongText):
    """A text names no dates that can be used."""


class UnsureDates(WrongDates):
    """It is not sure which date of several is meant."""


def parse_spans(value: object, period: Span | None = None) -> tuple[Span, ...]:
    """Read ``2026-03-05``, ``"2026-03-05..2026-03-09, 2026-03-20"`` or a list as spans of dates.

    Parameters
    ----------
    value
        What stands there.
    period
        First and last day of the roster: dates without a year, ``3月5日至3月9日``, are those of
        them that meet it. Without it each text needs a year.

    Raises
    ------
    WrongDates
        It is no date, a span ends before it begins, or it is not sure which date is meant.
    """
    if isinstance(value, list | tuple) and not is_span(value):
        return tuple(span for one in value for span in _spans_in(one, period))
    return tuple(_spans_in(value, period))


def is_span(value: object) -> TypeGuard[Span]:
    """Whether a value is a span already, not two values in a tuple."""
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], dt.date)


def _spans_in(value: object, period: Span | None) -> Iterable[Span]:
    if is_span(value):
        yield value
        return
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        yield day, day
        return
    last: dt.date | None = None
    for part in _NEXT.split(str(value).strip()) if isinstance(value, str) else [""]:
        ends: list[dt.date | None] = []
        hyphened = _HYPHEN.fullmatch(plain(part))
        texts = _TO.split(part) if hyphened is None else list(hyphened.groups())
        if last is None and period is not None and (yearless := _yearless(texts, period)):
            last = yearless
        for end in texts:
            last = date_in(end) or _later(end, last)
            ends.append(last)
        if not 1 <= len(ends) <= 2 or None in ends:
            raise _no_dates(value, period or _EXAMPLE)
        first = ends[0]
        assert first is not None
        assert last is not None
        before = _later(texts[-1], dt.date(first.year, 1, 1)) if period is not None else None
        if period is not None and before is not None and period[0] <= before < first <= period[1]:
            last = before  # it is a day of the roster, and not that of the year after
        if last < first:
            raise WrongDates(
                f"expected a span that ends after it begins, got {part!r}. Turn it: {last}.."
                f"{first}.",
                f"应为先开始、后结束的一段日期，得到“{part}”。请对调：{last}..{first}。",
            )
        yield first, last


def _no_dates(value: object, period: Span) -> WrongDates:
    """That a text names no dates, with some of a period as an example."""
    first = period[0]
    last = min(first + dt.timedelta(days=4), period[1])
    month = month_day(last) if last.year == first.year else f"{last.year}年{month_day(last)}"
    return WrongDates(
        f"expected dates such as {first} or {first}..{last}, got {value!r}. Write year, month and "
        "day.",
        f"应为日期，例如 {first}、{first}..{last} 或 {first.year}年{month_day(first)}至{month}，"
        f"得到“{value}”。请写明年、月、日。",
    )


def _yearless(ends: list[str], period: Span) -> dt.date | None:
    """The first of January of the year in which a span without a year meets a period.

    Raises
    ------
    WrongDates
        None does or several do, or it is not sure which number is the month.
    """
    parts = [_REST.fullmatch(plain(end)) for end in ends]
    if date_in(ends[0]) is not None or parts[0] is None or parts[0]["month"] is None:
        return None
    met = _years(ends, period)
    alone = set(_years(ends[:1], period)) & set(_years(ends[-1:], period))
    if len(met) > 1 and len(alone) == 1:
        met = [*alone]  # its ends stand the wrong way round
    text = "..".join(ends)
    turned = [_TURNED.sub(r"\3\2\1", plain(end)) for end in ends]
    if turned != [plain(end) for end in ends] and _years(turned, period):
        raise UnsureDates(
            f"expected to know which number is the month, got {text!r}, of which both may be. "
            f"Write year, month and day, such as {period[0]}, or {month_day(period[0])}.",
            f"分不清“{text}”里哪个是月、哪个是日。请写成“{period[0]}”或“{month_day(period[0])}”。",
        )
    if len(met) != 1:
        got = "which is in none" if not met else f"which is in {len(met)}"
        zh = "其中没有这一天" if not met else f"其中有 {len(met)} 年有这一天"
        raise WrongDates(
            f"expected a date of one year from {period[0]} to {period[1]}, got {text!r}, {got}. "
            "Write the year before it, or correct it.",
            f"应为 {period[0]} 至 {period[1]} 之间的日期，得到“{text}”，{zh}。请写上年份，或改正。",
        )
    return dt.date(met[0], 1, 1)


def _years(ends: list[str], period: Span) -> list[int]:
    """Years in which a span that begins in them has a day within a period."""
    found = []
    for year in range(period[0].year - 1, period[1].year + 1):
        first = _later(ends[0], dt.date(year, 1, 1))
        last = first if len(ends) == 1 else _later(ends[-1], first)
        if first and last and first <= period[1] and last >= period[0]:
            found.append(year)
    return found


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


def month_day(date: dt.date) -> str:
    """A date as Chinese people write it without its year."""
    return f"{date.month}月{date.day}日"


def span_text(span: Span) -> str:
    """A span of dates as a file says it."""
    return str(span[0]) if span[0] == span[1] else f"{span[0]}..{span[1]}"


def _spans(value: object, info: ValidationInfo) -> tuple[Span, ...]:
    return parse_spans(value, (info.context or {}).get(PERIOD))


Spans = Annotated[
    tuple[Span, ...],
    BeforeValidator(_spans),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "examples": ["2026-03-05", "2026-03-05..2026-03-09"],
        }
    ),
]
"""Dates and spans of dates; one alone needs no list."""


def period_of(data: Mapping[str, Any]) -> Span | None:
    """First and last day that plain data speak of; None where they are not said, or wrong."""
    said, days = data.get("first_day"), data.get("days")
    first = said if isinstance(said, dt.date) else date_in(str(said))
    if first is None or not isinstance(days, int) or not 0 < days < _MOST_DAYS:
        return None
    try:
        return first, first + dt.timedelta(days=days - 1)
    except OverflowError:
        return None


def parse_roster_days(value: object) -> str:
    """Read ``mon-fri``, ``workdays``, ``周一至周五`` or ``节假日`` as a set of days in English.

    Raises
    ------
    ValueError
        A name is no day.
    """
    text = days_in_english(str(value), _CHINESE)
    known = [part for part in text.split(",") if part not in KINDS_OF_DAY]
    try:
        if known:
            parse_days(",".join(known))
    except ValueError as error:
        raise WrongText(
            f"expected days such as mon-fri, sat, daily, workdays, restdays or holidays, got "
            f"{value!r}. Use {', '.join(WEEKDAYS)}, a range, or one of these words.",
            f"应为周一至周五、周六、每天、工作日、休息日或节假日等，得到“{value}”。请用其中的说法。",
        ) from error
    return text


def days_text(days: str, lang: Literal["zh", "en"]) -> str:
    """A set of days as a sheet says it, so that `parse_roster_days` reads it back."""
    if lang == "en":
        return days
    parts = (part.split("-") for part in days.split(","))
    return "、".join("至".join(_IN_CHINESE[one] for one in part) for part in parts)


RosterDays = Annotated[str, BeforeValidator(parse_roster_days)]
"""A set of days: weekdays, ``daily``, ``weekend``, or by the calendar ``workdays``, ``restdays``
and ``holidays``."""
