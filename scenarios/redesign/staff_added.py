"""More or fewer people on duty than there were, at all hours with staff or at some."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from scenarios.calendars import WEEKDAYS, parse_days
from scenarios.pools import Shift, StaffBlock
from scenarios.redesign.staff_levels import DAY, edges_of, level_at, times_on
from scenarios.section import NUMBER, ProvenanceNote, TextPair
from scenarios.units import clock_text

More = Annotated[int, Field(strict=True), NUMBER]
"""People more on duty, fewer where negative."""
InNumbers = int | tuple[StaffBlock, ...]
"""Staff in numbers: one level, or blocks over the day."""


class AddedBlock(Shift):
    """More people on duty during a span of the day, fewer where negative; blocks add up."""

    level: More
    """How many more."""


Added = More | Annotated[tuple[AddedBlock, ...], Field(min_length=1)]
"""So many at all hours with staff, or at some hours of the day."""


def staff_with(staff: InNumbers, added: Added, source: ProvenanceNote) -> InNumbers:
    """Staff with so many more people, never fewer than none.

    Blocks stay as they are but for their level, as far as it is one.

    Parameters
    ----------
    staff
        One level, or blocks, none of them without limit.
    added
        One number is added wherever somebody was on duty; blocks also where nobody was.
    source
        Provenance of the new levels.

    Returns
    -------
    int or tuple
        One level where both were numbers; else blocks that do not overlap.
    """
    if not added:
        return staff
    if isinstance(staff, int) and isinstance(added, int):
        return max(0, staff + added)
    before = (StaffBlock(span=(0.0, DAY), level=staff),) if isinstance(staff, int) else staff
    shifts = (*before, *(added if isinstance(added, tuple) else ()))

    def level(day: int, time: float) -> int:
        was = int(level_at(before, day, time))
        if isinstance(added, int):
            return max(0, was + added) if was else 0
        return max(0, was + sum(block.level * times_on(block, day, time) for block in added))

    return tuple(
        StaffBlock(days=days, span=span, level=people, provenance=source)
        for k in range(len(shifts))
        for days, span, people in _of_shift(k, shifts, level)
    )


@dataclass(frozen=True, slots=True)
class TooFew:
    """Hours of a weekday with fewer than are asked for, such as people to be taken away."""

    day: int
    """Weekday, Monday 0."""
    begin: float
    """Time of day [s]."""
    end: float
    there: int
    """How many there are, such as people on duty."""
    less: int
    """How many are asked for."""


def too_few(staff: InNumbers, added: Added) -> tuple[TooFew, ...]:
    """Where somebody is on duty, and fewer than are to be taken away."""
    before = (StaffBlock(span=(0.0, DAY), level=staff),) if isinstance(staff, int) else staff
    blocks = (AddedBlock(span=(0.0, DAY), level=added),) if isinstance(added, int) else added
    shifts: tuple[Shift, ...] = (*before, *blocks)
    found = []
    for day in range(7):
        for begin, end in pairwise(edges_of(day, shifts)):
            there = int(level_at(before, day, begin))
            less = -sum(block.level * times_on(block, day, begin) for block in blocks)
            if 0 < there < less:
                found.append(TooFew(day, begin, end, there, less))
    return tuple(found)


def hours_text(found: Sequence[TooFew]) -> TextPair:
    """Days and hours in words, those without a gap as one, and days of the same hours together."""
    days: dict[tuple[str, ...], list[int]] = {}
    for day in dict.fromkeys(one.day for one in found):
        spans: list[tuple[float, float]] = []
        for one in (one for one in found if one.day == day):
            if spans and spans[-1][1] == one.begin:
                spans[-1] = (spans[-1][0], one.end)
            else:
                spans.append((one.begin, one.end))
        texts = tuple(f"{clock_text(begin)}–{clock_text(end)}" for begin, end in spans)
        days.setdefault(texts, []).append(day)
    return TextPair(
        zh="；".join(
            f"周{'、'.join('一二三四五六日'[day] for day in on)} {'、'.join(texts)}"
            for texts, on in days.items()
        ),
        en="; ".join(
            f"{', '.join(WEEKDAYS[day] for day in on)} {', '.join(texts)}"
            for texts, on in days.items()
        ),
    )


def _of_shift(
    k: int, shifts: Sequence[Shift], level: Callable[[int, float], int]
) -> Iterator[tuple[str, tuple[float, float], int]]:
    """Days, span and level of each part of a shift that no earlier one has."""
    parts: dict[tuple[tuple[float, float], int], list[int]] = {}
    own = parse_days(shifts[k].days)
    for day in own:
        found: list[tuple[tuple[float, float], int]] = []
        for begin, end in pairwise(_cuts(day, shifts[k].span, shifts)):
            on, time = (day + int(begin // DAY)) % 7, begin % DAY
            if any(times_on(one, on, time) for one in shifts[:k]) or not (n := level(on, time)):
                continue
            if found and found[-1][0][1] == begin and found[-1][1] == n:
                found[-1] = ((found[-1][0][0], end), n)
            else:
                found.append(((begin, end), n))
        for (begin, end), n in found:
            late = begin // DAY  # what is left of it begins on the next day
            span = (begin - late * DAY, end - late * DAY)
            parts.setdefault((span, n), []).append((day + int(late)) % 7)
    for (span, n), days in parts.items():
        same = set(days) == set(own)
        yield shifts[k].days if same else ",".join(WEEKDAYS[day] for day in days), span, n


def _cuts(day: int, span: tuple[float, float], shifts: Sequence[Shift]) -> list[float]:
    """Begin and end of a span of a weekday [s], and the times within at which a level changes."""
    times = {*edges_of(day, shifts), *(DAY + time for time in edges_of((day + 1) % 7, shifts))}
    return sorted({*span, *(time for time in times if span[0] < time < span[1])})
