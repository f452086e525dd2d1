"""Breaks of a shift with their times of day, and who of those who work it takes which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, ValidationInfo, WithJsonSchema

from scenarios.calendar_days import DAY
from scenarios.units import clock_text, parse_clock

Taken = tuple[tuple[float, float], ...]
"""Breaks of one person in a shift, each from when to when [s since midnight], past it on the next
day."""
_NEXT_BREAK = re.compile(r"\s*[,，、]\s*")
_NEXT_PERSON = re.compile(r"\s*[;；\n]\s*")
_TO = re.compile(r"\s*[-–—~至]\s*")


def parse_breaks(value: object, info: ValidationInfo | None = None) -> tuple[Taken, ...]:
    """Read ``["11:30-12:30", "12:30-13:30"]``, or one text with ``;`` between people.

    Raises
    ------
    ValueError
        It is no span of clock times.
    """
    if isinstance(value, str):
        value = _NEXT_PERSON.split(value.strip())
    if not isinstance(value, Sequence):
        raise ValueError(
            f'expected breaks such as "11:30-12:30", got {value!r}. Join two clock times.'
        )
    return tuple(
        tuple(_span(part, info) for part in _NEXT_BREAK.split(one.strip()) if part)
        if isinstance(one, str)
        else tuple(one)
        for one in value
    )


def _span(text: str, info: ValidationInfo | None) -> tuple[float, float]:
    ends = _TO.split(text)
    if len(ends) != 2:
        raise ValueError(
            f'expected breaks such as "11:30-12:30", got {text!r}. Join two clock times.'
        )
    begin, end = (parse_clock(one, info) for one in ends)
    if end < begin:
        end += DAY
    if end == begin:
        raise ValueError(f"expected a break that ends after it begins, got {text!r}. Correct it.")
    return begin, end


def taken_text(taken: Taken) -> str:
    """The breaks of one person as a file says them."""
    return ", ".join(f"{clock_text(begin)}-{clock_text(end)}" for begin, end in taken)


Breaks = Annotated[
    tuple[Taken, ...],
    BeforeValidator(parse_breaks),
    PlainSerializer(lambda breaks: [taken_text(one) for one in breaks], return_type=list[str]),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "examples": [["11:30-12:30", "12:30-13:30"], "12:00-12:30"],
        }
    ),
]
"""Breaks by person: who works the shift first takes the first, the next one the next, and round."""


def within(start: float, taken: Taken) -> Taken:
    """Breaks of a shift that starts at a time: those before its start are on the next day."""
    return tuple(
        sorted((begin, end) if begin >= start else (begin + DAY, end + DAY) for begin, end in taken)
    )


def wrong_breaks(
    start: float | None, length: float, unpaid: float, breaks: Sequence[Taken]
) -> str | None:
    """What is wrong with the breaks of a shift; None where they fit."""
    if not breaks:
        return None
    if start is None:
        return "expected a start as well, got none. Give it, or leave breaks out."
    for taken in breaks:
        placed = within(start, taken)
        edges = [start, *(at for span in placed for at in span), start + length]
        if edges != sorted(edges):
            return (
                f"expected breaks one after another between {clock_text(start)} and "
                f"{clock_text(start + length)}, got {taken_text(taken)}. Move them."
            )
        if taken and (total := sum(end - begin for begin, end in taken)) < unpaid:
            return (
                f"expected breaks of at least the {unpaid / 60:g} min that are unpaid, got "
                f"{total / 60:g} min in {taken_text(taken)}. Make them longer."
            )
    return None
