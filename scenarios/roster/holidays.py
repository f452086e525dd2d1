"""What the days of a roster are by the calendar: statutory holidays, days off, make-up workdays."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from frozendict import frozendict
from pydantic import BeforeValidator, WithJsonSchema

from scenarios.calendar_days import chinese_day
from scenarios.roster.days import parse_spans, span_text
from scenarios.roster.statutory_days import is_statutory, known_holidays
from scenarios.section import Map
from scenarios.written_cells import plain

DayKind = Literal["statutory", "rest", "work"]
"""A statutory holiday, paid threefold; a day off that is none, such as one moved to it; a day on
which offices work although it is a weekend."""
_MEANT: Mapping[str, DayKind] = {
    "statutory": "statutory", "法定": "statutory", "法定节假日": "statutory",
    "法定假日": "statutory",
    "rest": "rest", "休": "rest", "休息": "rest", "休息日": "rest", "放假": "rest", "off": "rest",
    "work": "work", "班": "work", "上班": "work", "补班": "work", "调休上班": "work",
}  # fmt: skip
_ZH: Mapping[DayKind, str] = {"statutory": "法定", "rest": "休", "work": "班"}
_NEXT = re.compile(r"\s*[,，、;；\n]\s*")
_LINE = re.compile(r"(?P<dates>.*?\d[日号]?)\s*(?:[:：=]|\s)\s*(?P<kind>\D+)")


def parse_holidays(value: object) -> Literal["CN"] | frozendict[dt.date, DayKind]:
    """Read ``CN``, dates of statutory holidays, or what each date is.

    Parameters
    ----------
    value
        ``CN``; a list of dates and spans of dates, all statutory; or a map of dates or spans of
        dates to ``statutory`` (法定), ``rest`` (休) or ``work`` (班).

    Raises
    ------
    ValueError
        It is none of these, or a date is said to be two things.
    """
    if value == "CN":
        return "CN"
    if isinstance(value, Mapping):
        lines: Iterable[tuple[object, object]] = value.items()
    elif isinstance(value, list | tuple):
        lines = ((dates, "statutory") for dates in value)
    else:
        raise ValueError(
            f"expected CN, a list of dates, or a map of dates to statutory, rest or work, got "
            f"{value!r}. Write holidays: [2027-01-01], or holidays: {{2027-01-01: statutory}}."
        )
    found: dict[dt.date, DayKind] = {}
    for dates, said in lines:
        kind = _MEANT.get(plain(str(said)).lower())
        if kind is None:
            raise ValueError(
                f"expected statutory (法定), rest (休) or work (班) for {dates}, got {said!r}. "
                "Use one of them."
            )
        for date in _dates_in(dates):
            if found.setdefault(date, kind) != kind:
                raise ValueError(
                    f"expected one thing for each date, got {date} as {found[date]} and as {kind}. "
                    "Take one out."
                )
    return frozendict(sorted(found.items()))


def _dates_in(dates: object) -> Iterator[dt.date]:
    for first, last in parse_spans(dates):
        yield from (first + dt.timedelta(days=k) for k in range((last - first).days + 1))


Holidays = Annotated[
    Literal["CN"] | Map[dt.date, DayKind],
    BeforeValidator(parse_holidays),
    WithJsonSchema(
        {
            "anyOf": [
                {"const": "CN"},
                {"type": "array", "items": {"type": "string", "format": "date"}},
                {"type": "object", "additionalProperties": {"enum": ["statutory", "rest", "work"]}},
            ]
        }
    ),
]
"""CN for Chinese public holidays and make-up workdays, or by date what it is."""


def holidays_in_cell(text: str) -> Any:
    """What stands in a cell, ``2027-01-01 法定, 2027-01-02 休``, as a file would say it."""
    if text in ("CN", "中国"):
        return "CN"
    parts = [part for part in _NEXT.split(text) if part]
    found = [_LINE.fullmatch(part) for part in parts]
    if not any(found):
        return parts
    return {
        part if line is None else line["dates"]: "statutory" if line is None else line["kind"]
        for part, line in zip(parts, found, strict=True)
    }


def holidays_text(holidays: Literal["CN"] | Mapping[dt.date, DayKind], lang: str) -> str | None:
    """What is written in a cell, so that `holidays_in_cell` reads it back."""
    if holidays == "CN":
        return "CN"
    spans: list[tuple[dt.date, dt.date, DayKind]] = []
    for date, kind in holidays.items():
        if spans and spans[-1][2] == kind and (date - spans[-1][1]).days == 1:
            spans[-1] = (spans[-1][0], date, kind)
        else:
            spans.append((date, date, kind))
    told = (
        f"{span_text((first, last))} {_ZH[kind] if lang == 'zh' else kind}"
        for first, last, kind in spans
    )
    return ", ".join(told) or None


def day_kind(date: dt.date, holidays: Literal["CN"] | Mapping[dt.date, DayKind]) -> DayKind | None:
    """What a date is by the calendar; None for one that is as its weekday is.

    So is one of which the calendar of China does not know the year: rosters of such years are
    refused, and only days before their first may lie in one.
    """
    if holidays != "CN":
        return holidays.get(date)
    first, last = known_holidays()
    if not first <= date.year <= last:
        return None
    holiday, makeup = chinese_day(date)
    if makeup:
        return "work"
    if is_statutory(date):
        return "statutory"
    return "rest" if holiday else None
