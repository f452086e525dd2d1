"""Quantities with units as they stand in a file, and the float seconds they become."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Annotated, Any, TypeGuard

from pydantic import (
    BeforeValidator,
    GetCoreSchemaHandler,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from scenarios.errors import WrongText

SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0, "day": 86400.0, "week": 604800.0}
"""Seconds in each unit that a file may use."""
_ALIASES = {
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "秒": "s", "秒钟": "s",
    "mins": "min", "minute": "min", "minutes": "min", "分钟": "min", "分": "min",
    "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "小时": "h", "个小时": "h",
    "d": "day", "days": "day", "天": "day",
    "weeks": "week", "周": "week",
    "workdays": "workday", "工作日": "workday",
}  # fmt: skip
_EXAMPLES = {"min": '"6 min"', "h": '"8 h"'}
_QUANTITY = re.compile(r"^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\W\d_]+)\s*$")
_CLOCK = re.compile(r"^(\d{1,2}):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?$")
_HOUR = re.compile(r"^(\d{1,2}) ?[点时](?:整| ?([0-5]?\d) ?分?| ?(半))?$")
"""A clock time in Chinese on the clock of 24 hours: 9点, 9点半, 13时30分."""
NO_COMMA = "Take the comma out: one and a half is 1.5, a thousand 1000."
"""How to mend a number with a comma."""
IN_FILE = {"in_file": True}
"""Validation context for data read from a file, where every duration needs its unit."""


@dataclass(frozen=True, slots=True, order=True)
class Workdays:
    """A length in working days; it becomes open time on a calendar.

    One working day is the ``workday`` hours that the calendar states.
    """

    n: float

    def __str__(self) -> str:
        return f"{number_text(self.n)} {'workday' if self.n == 1 else 'workdays'}"

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls)


def words_of(*units: str) -> tuple[str, ...]:
    """All words that a time may have for these units of `SECONDS`, the longest first."""
    words = (*units, *(word for word, unit in _ALIASES.items() if unit in units))
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def number_text(x: float) -> str:
    """Shortest text that reads back as the same float."""
    return str(int(x)) if math.isfinite(x) and x == int(x) and abs(x) < 1e15 else repr(x)


def parse_time(
    value: object, info: ValidationInfo | None, likely: Sequence[str] = ("min", "s")
) -> float | Workdays:
    """Read ``"6 min"`` as seconds and ``"5 workdays"`` as `Workdays`.

    Bare numbers are seconds in Python and refused in a file, with the ``likely`` units named.

    Raises
    ------
    ValueError
        The value has no unit, an unknown unit, is negative or not finite.
    """
    such_as = f"such as {_EXAMPLES[likely[0]]}"
    form = f"a number with a unit (s, min, h, days, weeks, workdays), {such_as}"
    in_file = bool(info and info.context and info.context.get("in_file"))
    amount: float
    result: float | Workdays
    if isinstance(value, Workdays):
        amount, result = value.n, value
    elif isinstance(value, str) and (match := _QUANTITY.match(value)):
        amount = float(match[1])
        unit = match[2].lower()
        unit = _ALIASES.get(unit, unit)
        if unit == "workday":
            result = Workdays(amount)
        elif unit in SECONDS:
            result = amount * SECONDS[unit]
        else:
            raise ValueError(f"expected {form}, got the unit {match[2]!r}. Use one of these units.")
    elif _is_number(value) and not in_file:
        amount = result = float(value)
    elif _is_number(value):
        meant = " or ".join(f'"{value} {unit}"' for unit in likely)
        raise ValueError(f"expected {form}, got {value!r}. Add the unit, such as {meant}.")
    else:
        mend = NO_COMMA if has_comma(value) else "Write a number followed by its unit."
        raise ValueError(f"expected {form}, got {value!r}. {mend}")
    if not (math.isfinite(amount) and amount >= 0 and math.isfinite(_size(result))):
        raise ValueError(f"expected a time of zero or more, got {value!r}. Give a positive time.")
    return result


def has_comma(value: object) -> bool:
    """Whether a text is a number, perhaps with its unit, that has a comma inside."""
    return isinstance(value, str) and re.match(r"\s*[+-]?\d+[,，]\d", value) is not None


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, Real) and not isinstance(value, bool)


def _size(time: float | Workdays) -> float:
    return time.n if isinstance(time, Workdays) else time


def parse_duration(
    value: object, info: ValidationInfo | None, likely: Sequence[str] = ("min", "s")
) -> float:
    """Read a duration that cannot be in workdays, as seconds.

    Raises
    ------
    ValueError
        As `parse_time`, or the unit is workdays.
    """
    result = parse_time(value, info, likely)
    if isinstance(result, Workdays):
        raise ValueError(
            f"expected a duration in s, min, h, days or weeks, got {value!r}. "
            "Workdays need a calendar: use them in delays and limits."
        )
    return result


def parse_hours(value: object, info: ValidationInfo | None) -> float:
    """Read a duration that is most likely in hours, such as that of a shift, as seconds.

    Raises
    ------
    ValueError
        As `parse_duration`.
    """
    return parse_duration(value, info, ("h",))


def parse_minutes(value: object, info: ValidationInfo | None) -> float:
    """Read a duration that is most likely in minutes, such as that of a break, as seconds.

    Raises
    ------
    ValueError
        As `parse_duration`.
    """
    return parse_duration(value, info, ("min",))


def time_text(value: float | Workdays) -> str:
    """Write a time with the largest unit that keeps it exact, e.g. ``"6 min"``."""
    if isinstance(value, Workdays):
        return str(value)
    for unit in ("week", "day", "h", "min"):
        amount = value / SECONDS[unit]
        if value and amount == int(amount) and amount * SECONDS[unit] == value:
            plural = "s" if unit in ("week", "day") and amount != 1 else ""
            return f"{number_text(amount)} {unit}{plural}"
    return f"{number_text(value)} s"


def parse_clock(value: object, info: ValidationInfo | None) -> float:
    """Read ``"08:30"`` as seconds since midnight; up to ``"48:00"`` for the next day.

    Bare numbers are seconds in Python and refused in a file.

    Raises
    ------
    ValueError
        The value is not a clock time.
    """
    in_file = bool(info and info.context and info.context.get("in_file"))
    if _is_number(value) and not in_file:
        if 0 <= float(value) <= 172800:
            return float(value)
    elif isinstance(value, str) and (match := _CLOCK.match(value.strip())):
        seconds = int(match[1]) * 3600.0 + int(match[2]) * 60.0 + float(match[3] or 0)
        if seconds <= 172800:
            return seconds
    elif isinstance(value, str) and (match := _HOUR.match(value.strip())):
        seconds = int(match[1]) * 3600.0 + (30 if match[3] else int(match[2] or 0)) * 60.0
        if seconds <= 172800:
            return seconds
    raise WrongText(
        f'expected a clock time "HH:MM", got {value!r}. Write hours and minutes in quotes, '
        'such as "08:30".',
        f"应为时刻“时:分”，得到“{value}”。请写成如 08:30。",
    )


def clock_text(seconds: float) -> str:
    """Write seconds since midnight as ``HH:MM`` (with seconds when there are any)."""
    minutes, rest = divmod(seconds, 60.0)
    text = f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}"
    # A decimal never falls into 1e-05, which is no clock time.
    return text if rest == 0 else f"{text}:{'0' if rest < 10 else ''}{Decimal(repr(rest)):f}"


def parse_span(value: object, info: ValidationInfo | None) -> tuple[float, float]:
    """Read ``"09:00-17:00"`` as (open, close) seconds; a close before the open is the next day's.

    Raises
    ------
    ValueError
        The value is not two clock times, or the span is empty or longer than a day.
    """
    if isinstance(value, str):
        parts = re.split(r"\s*[-–—~至]\s*", value.strip())
        if len(parts) != 2:
            raise ValueError(f'expected a span "HH:MM-HH:MM", got {value!r}. Join two clock times.')
        open_, close = parse_clock(parts[0], info), parse_clock(parts[1], info)
        if close < open_:
            close += SECONDS["day"]
    elif isinstance(value, tuple | list) and len(value) == 2:
        open_, close = parse_clock(value[0], info), parse_clock(value[1], info)
    else:
        raise ValueError(f'expected a span "HH:MM-HH:MM", got {value!r}. Join two clock times.')
    if not (0 <= open_ < close <= open_ + SECONDS["day"] and open_ < SECONDS["day"]):
        raise ValueError(
            f"expected a span that opens before it closes, within 24 h, got {value!r}. "
            'Write the whole day as "00:00-24:00".'
        )
    return open_, close


def span_text(span: tuple[float, float]) -> str:
    """Write a span as ``HH:MM-HH:MM``, past midnight as the next day's clock."""
    open_, close = span
    if close > SECONDS["day"] and close - SECONDS["day"] < open_:
        close -= SECONDS["day"]
    return f"{clock_text(open_)}-{clock_text(close)}"


def _schema(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": list(examples)})


_NUMBER = r"^\s*\+?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*"
_CLOCK_TIME = r"\d{1,2}:[0-5]\d(:[0-5]\d(\.\d+)?)?"
_DURATION = _NUMBER + r"(?!workday|工作日)[^\W\d_]+\s*$"
Duration = Annotated[
    float,
    BeforeValidator(parse_duration),
    PlainSerializer(time_text, return_type=str),
    _schema(_DURATION, "6 min", "30 s", "2 h", "1 day"),
]
"""A length of time; text with a unit in files, float seconds inside."""
Hours = Annotated[
    float,
    BeforeValidator(parse_hours),
    PlainSerializer(time_text, return_type=str),
    _schema(_DURATION, "8 h", "7.5 h"),
]
"""The same, of a shift or of the work of weeks."""
Minutes = Annotated[
    float,
    BeforeValidator(parse_minutes),
    PlainSerializer(time_text, return_type=str),
    _schema(_DURATION, "30 min", "1 h"),
]
"""The same, of a break."""
Time = Annotated[
    float | Workdays,
    BeforeValidator(parse_time),
    PlainSerializer(time_text, return_type=str),
    _schema(_NUMBER + r"[^\W\d_]+\s*$", "6 min", "30 s", "5 workdays"),
]
"""A length of time that may be in workdays."""
ClockTime = Annotated[
    float,
    BeforeValidator(parse_clock),
    PlainSerializer(clock_text, return_type=str),
    _schema(rf"^\s*{_CLOCK_TIME}\s*$", "08:30"),
]
"""A time of day; ``"HH:MM"`` in files, float seconds since midnight inside."""
Span = Annotated[
    tuple[float, float],
    BeforeValidator(parse_span),
    PlainSerializer(span_text, return_type=str),
    _schema(rf"^\s*{_CLOCK_TIME}\s*[-–—~至]\s*{_CLOCK_TIME}\s*$", "09:00-17:00"),
]
"""An open span [open, close) of a day; ``"HH:MM-HH:MM"`` in files."""
