"""When places are open: weekly hours, holidays, exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, Self

from frozendict import frozendict
from pydantic import BeforeValidator, Field, model_validator

from scenarios.section import Date, Map, Section
from scenarios.units import Duration, Span

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
"""Name of a day."""
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Names of the days, Monday first."""
CHINESE_DAYS: dict[str, str] = {
    "每天": "daily", "工作日": "workdays", "周末": "weekend",
    **{f"{week}{one}": name
       for week in ("周", "星期") for one, name in zip("一二三四五六日", WEEKDAYS, strict=True)},
    "周天": "sun", "星期天": "sun", "至": "-", "到": "-", "、": ",", "，": ",",
}  # fmt: skip
"""Words for days in Chinese, and what stands between them, by those in English."""
_NAMED_DAYS = {"daily": tuple(range(7)), "workdays": tuple(range(5)), "weekend": (5, 6)}


def parse_days(text: object) -> tuple[int, ...]:
    """Read ``"mon-fri"``, ``"mon, wed"``, ``"daily"`` or ``"周一至周五"`` as weekdays, Monday 0.

    Raises
    ------
    ValueError
        A name is not a day.
    """
    return text if isinstance(text, tuple) else _parsed(str(text))


@cache
def _parsed(text: str) -> tuple[int, ...]:
    # Models have hundreds of blocks of staff, each looked up on each day: read once.
    days: set[int] = set()
    for part in days_in_english(text, CHINESE_DAYS).split(","):
        first, _, last = part.partition("-")
        if part in _NAMED_DAYS:
            days.update(_NAMED_DAYS[part])
        elif first in WEEKDAYS and (not last or last in WEEKDAYS):
            a, b = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
            days.update((a + k) % 7 for k in range((b - a) % 7 + 1))
        else:
            raise ValueError(
                f"expected days such as mon-fri, sat or daily, got {text!r}. "
                f"Use {', '.join(WEEKDAYS)}, a range, or daily, workdays, weekend."
            )
    return tuple(sorted(days))


def days_in_english(text: str, words: Mapping[str, str]) -> str:
    """A text about days with its Chinese words replaced by the English ones, without blanks."""
    made = "".join(text.split()).lower()
    for word in sorted(words, key=len, reverse=True):
        made = made.replace(word, words[word])
    return made


def _checked_days(text: object) -> str:
    parse_days(text)
    if isinstance(text, str):
        return text if text.isascii() else days_in_english(text, CHINESE_DAYS)
    return ",".join(WEEKDAYS[day] for day in parse_days(text))


Days = Annotated[str, BeforeValidator(_checked_days)]
"""A set of weekdays as written in a file, e.g. ``mon-fri``."""


class Calendar(Section):
    """Opening hours of a hall, an office or a hotline."""

    open: Annotated[Map[Days, tuple[Span, ...]], Field(min_length=1)]
    """Opening spans by weekdays, e.g. {mon-fri: ["09:00-17:00"]}; days not named are shut."""
    holidays: Literal["CN"] | None = None
    """CN shuts on Chinese public holidays and opens on make-up workdays (调休)."""
    makeup_as: Days = "mon"
    """The weekday whose hours a make-up workday keeps."""
    closed_dates: tuple[Date, ...] = ()
    """Dates that are shut, whatever the week says."""
    open_dates: Map[Date, tuple[Span, ...]] = Field(default_factory=frozendict)
    """Dates with hours of their own."""
    workday: Duration | None = None
    """Open time that counts as one working day; the first open weekday's hours when left out."""

    @model_validator(mode="after")
    def _spans(self) -> Self:
        seen: set[int] = set()
        for days, spans in self.open.items():
            numbers = set(parse_days(days))
            if seen & numbers:
                raise ValueError(
                    f"expected each weekday once, got {days!r} again. Put its spans in one line."
                )
            seen |= numbers
            check_order(spans)
        for spans in self.open_dates.values():
            check_order(spans)
        if not any(self.open.values()):
            raise ValueError("expected some opening hours, got none. Give one day a span.")
        if len(parse_days(self.makeup_as)) != 1:
            raise ValueError(f"expected one day for makeup_as, got {self.makeup_as!r}. Name one.")
        return self

    def spans_on(self, weekday: int) -> tuple[tuple[float, float], ...]:
        """Opening spans [s since midnight] on a weekday (Monday 0), holidays left aside."""
        for days, spans in self.open.items():
            if weekday in parse_days(days):
                return spans
        return ()

    @property
    def workday_seconds(self) -> float:
        """Open time that counts as one working day, in seconds."""
        if self.workday is not None:
            return self.workday
        first = next(spans for spans in map(self.spans_on, range(7)) if spans)
        return sum(close - open_ for open_, close in first)


def check_order(spans: tuple[tuple[float, float], ...]) -> None:
    """Refuse spans of a day that are out of order or overlap.

    Raises
    ------
    ValueError
        They do.
    """
    if any(a[1] > b[0] for a, b in zip(spans, spans[1:], strict=False)):
        raise ValueError("expected spans in order without overlap. Sort them, or join two.")
