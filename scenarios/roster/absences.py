"""When somebody is away and what for: the words for it in cells and files, and their reading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from scenarios.findings import shown
from scenarios.roster.days import PERIOD, Span, is_span, parse_spans, span_text
from scenarios.written_cells import plain

LEAVE = {"zh": ("假", "请假", "休假"), "en": ("leave", "away")}
"""Words for a day on which somebody is away, without what for; the first is written."""
PLAIN = frozenset(word for words in LEAVE.values() for word in words)
_KINDS = (
    "年", "年休", "病", "事", "产", "陪产", "产检", "护理", "育儿", "哺乳", "婚", "丧", "探亲",
    "工伤", "公",
)  # fmt: skip
"""What an absence is for, in Chinese: with 假 behind it or alone."""
AWAY = PLAIN | frozenset(
    (*_KINDS, *(f"{one}假" for one in _KINDS), "病休",
     "annual leave", "vacation", "sick", "sick leave", "personal leave", "maternity leave",
     "paternity leave", "parental leave", "marriage leave", "bereavement leave",
     # On duty elsewhere: the shifts of the roster have to be worked by others all the same.
     "培训", "学习", "开会", "会议", "出差", "外出", "公出", "借调",
     "training", "meeting", "business trip")
)  # fmt: skip
"""Words that say that somebody is away."""
IN_LIEU = frozenset(
    ("公休", "轮休", "调休", "补休", "倒休", "存休", "day in lieu", "time off in lieu")
)
"""Words for a day off that say how it came about."""
_SPREAD = re.compile("(?<=[\u4e00-\u9fff])\\s+(?=[\u4e00-\u9fff])")
"""Blanks between two Chinese characters, ideographic ones too."""
_NEXT = re.compile(r"\s*[,，、;；\n]\s*")
_BEHIND = re.compile(
    r"(?P<dates>.*\d(?:[日号]| [日号](?!\w))?)\s*[(（]?(?P<word>[^\d()（）]+)[)）]?"
)
"""Dates with a word behind them: 3月5日 培训, 3月5日（培训）."""
_BEFORE = re.compile(r"(?P<word>[^\d()（）]+?)\s*[(（]?(?P<dates>\d[^()（）]*)[)）]?")
"""Dates with a word before them: 婚假 10月12日, 婚假（10月12日）."""
_COLON = re.compile(r"\s*[:：=]\s*")
_LONGEST = 20
"""Most letters of a reason: it stands in a cell."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Dates on which somebody is away."""

    first: dt.date
    last: dt.date
    reason: str = ""
    """What for, in a few words; empty where it is not said."""

    @property
    def span(self) -> Span:
        """The dates."""
        return self.first, self.last


def unspread(text: str) -> str:
    """A text without the blanks that spread Chinese characters to a width."""
    return _SPREAD.sub("", text.strip())


def parse_absences(value: object, period: Span | None = None) -> tuple[Absence, ...]:
    """Read dates as `parse_spans` does, each with what it is for if that is said.

    In a text or a list, one of the words of `AWAY` may stand behind the dates, ``3月5日 培训``, or
    before them, and any other behind a colon, ``3月5日：参加婚礼``; a map goes from dates to words.

    Parameters
    ----------
    value
        What stands there.
    period
        First and last day of the roster, for dates without a year.

    Raises
    ------
    ValueError
        The dates cannot be read, or what they are for does not fit in a cell.
    """
    if isinstance(value, Mapping):
        return tuple(
            Absence(*span, _reason(said))
            for dates, said in value.items()
            for span in parse_spans(dates, period)
        )
    if isinstance(value, Absence):
        return (value,)
    if isinstance(value, list | tuple) and not is_span(value):
        return tuple(one for part in value for one in parse_absences(part, period))
    if not isinstance(value, str):
        return tuple(Absence(*span) for span in parse_spans(value, period))
    texts = _NEXT.split(value.strip())
    parts = [_parted(text) for text in texts]
    try:
        # Read together: the year, or the month, may stand once.
        spans = parse_spans(", ".join(dates for dates, _ in parts), period)
    except ValueError:
        _refuse_other_words(texts, period)
        raise
    return tuple(Absence(*span, reason) for span, (_, reason) in zip(spans, parts, strict=True))


def _refuse_other_words(texts: Iterable[str], period: Span | None) -> None:
    """Refuse dates behind which a word stands that may be a reason, or a part of the day.

    Raises
    ------
    ValueError
        There is one.
    """
    for text in texts:
        behind = None if _COLON.search(text) else _BEHIND.fullmatch(text)
        try:
            if behind is None or not parse_spans(behind["dates"], period):
                continue
        except ValueError:
            continue
        raise ValueError(
            f"expected a word for an absence such as 培训 or sick leave behind the dates, got "
            f"{shown(behind['word'].strip())}. If that is what the absence is for, write a colon "
            f"before it: {behind['dates']}: {behind['word'].strip()}."
        )


def _parted(part: str) -> tuple[str, str]:
    """Dates and what they are for."""
    dates, *said = _COLON.split(part, maxsplit=1)
    if said:
        return dates, _reason(said[0])
    for found in (_BEHIND.fullmatch(part), _BEFORE.fullmatch(part)):
        if found and (word := unspread(found["word"])).casefold() in AWAY | IN_LIEU:
            return found["dates"], _reason(word)
    return part, ""


def _reason(said: object) -> str:
    """What an absence is for as it stands in cells; nothing where that only says that it is one."""
    text = unspread(plain(said)) if isinstance(said, str) else ""
    if not text or len(text) > _LONGEST or not text.isprintable() or _NEXT.search(text):
        raise ValueError(
            f"expected what the absence is for in at most {_LONGEST} letters without commas, got "
            f"{shown(said)}. Write one such as 培训 or training."
        )
    return "" if text.casefold() in PLAIN else text


def absences_text(absences: Iterable[Absence]) -> str:
    """What is written in a cell, so that `parse_absences` reads it back."""
    return ", ".join(map(_text, absences))


def _text(one: Absence) -> str:
    dates = span_text(one.span)
    if not one.reason:
        return dates
    # Any reason may stand behind a colon, and only those that are known without one.
    text = f"{dates} {one.reason}"
    return text if _parted(text) == (dates, one.reason) else f"{dates}: {one.reason}"


def _absences(value: object, info: ValidationInfo) -> tuple[Absence, ...]:
    return parse_absences(value, (info.context or {}).get(PERIOD))


Absences = Annotated[
    tuple[Absence, ...],
    BeforeValidator(_absences),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}},
                {"type": "object", "additionalProperties": {"type": "string"}},
            ],
            "examples": ["2026-03-05", "2026-03-05..2026-03-09 培训"],
        }
    ),
]
"""Dates and spans of dates, each with what it is for if that is said; one alone needs no list."""
