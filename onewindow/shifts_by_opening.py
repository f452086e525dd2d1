"""The usual shifts of days that shut in between: people are paid for no time that is shut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from onewindow.usual_shifts import DAY, FULL, HALF, HALF_HOUR, HOUR, SHORT, starts, usual_shifts
from optimize.staffed_plan import WEEK, PlanGrid, Span
from scenarios.calendars import WEEKDAYS
from scenarios.shifts import ShiftRules
from scenarios.units import clock_text

LONGEST_NOON = 3 * HOUR
"""Who would rest longer than this is not asked to come back on the same day."""
WORK = 7.5 * HOUR
"""Paid time of a full shift: eight hours without half an hour of lunch, as elsewhere."""
LEAST = HALF_HOUR
"""Least work before a noon and after it, where it is open for so long."""
SOON, LATE = HOUR, 3 * HOUR
"""Between these times from the beginning of work, or of its last hours, there is a break."""
_Kinds = Iterator[tuple[str, dict[str, Any]]]


def shifts_for(grid: PlanGrid) -> ShiftRules:
    """The usual shifts of a pool by the hours of its days: by opening where one shuts in between.

    Hours over midnight are shut in between on every day and are taken as they are.
    """
    week = grid.openings()
    over_midnight = any(
        openings and openings[0][0] <= 0 and openings[-1][1] >= DAY for openings in week
    )
    if over_midnight or all(len(openings) < 2 for openings in week):
        return usual_shifts(grid.hours(), always=bool(grid.is_open.all()))
    first = grid.first_weekday
    weekdays = [WEEKDAYS[(first + day) % WEEK] for day in range(grid.days)]
    return shifts_by_opening(week, weekdays if grid.days > 1 else ["daily"])


def shifts_by_opening(week: Sequence[tuple[Span, ...]], weekdays: Sequence[str]) -> ShiftRules:
    """Shifts within the openings of each day, and full ones over a noon of at most three hours.

    A full shift is paid for seven and a half hours, or for all that both openings last where that
    is less, from any half hour of the first; the noon is its unpaid break, and each half of two
    hours and more has a paid one. Within each opening there are four hours from any half hour, or
    all of it where that is less; where there are longer ones too these are half of all shifts at
    most. An opening of eight hours and more has the eight hours of any other day.

    Parameters
    ----------
    week
        Openings of each day.
    weekdays
        What each day is called in rules, such as ``mon``; ``daily`` of the only one.
    """
    alike: dict[tuple[Span, ...], list[str]] = {}
    for openings, weekday in zip(week, weekdays, strict=True):
        if openings:
            alike.setdefault(openings, []).append(weekday)
    kinds = dict[str, dict[str, Any]]()
    for openings, days in alike.items():
        of = f"_{days[0]}" if len(alike) > 1 else ""
        found = _of_day(openings, of)
        kinds |= {name: kind | {"days": ",".join(days)} for name, kind in found.items()}
    return ShiftRules.model_validate({"kinds": kinds})


def _of_day(openings: tuple[Span, ...], of: str) -> dict[str, dict[str, Any]]:
    """Kinds of shifts of a day, with what their names end in."""
    full = dict([*_within(openings, FULL, of), *_over_noon(openings, of)])
    short = dict(_short(openings, of))
    if full:
        first, *others = short
        short[first] |= {"share_at_most": HALF, "share_with": others}
    return full | short


def _short(openings: tuple[Span, ...], of: str) -> _Kinds:
    """Four hours within each opening, or all of it."""
    for begin, end in openings:
        lasts = min(SHORT["lengths"][0], end - begin)
        kind = SHORT | {"lengths": [lasts], "breaks": _breaks(0.0, lasts)}
        yield f"short_{_clock(begin)}{of}", kind | starts(begin, end - lasts)


def _within(openings: tuple[Span, ...], kind: dict[str, Any], of: str) -> _Kinds:
    """A kind of shift within each opening that is long enough."""
    for begin, end in openings:
        if (last := end - kind["lengths"][0]) >= begin:
            yield f"full_from_{_clock(begin)}{of}", kind | starts(begin, last)


def _over_noon(openings: tuple[Span, ...], of: str) -> _Kinds:
    """Full shifts over each noon, a kind for each start: the noon stands at a time of its own."""
    for (begin, shut), (opens, end) in zip(openings, openings[1:], strict=False):
        if (noon := opens - shut) > LONGEST_NOON:
            continue
        lasts = min(WORK + noon, end - begin)
        first = max(begin, shut + min(LEAST, end - opens) - WORK)
        last = min(end - lasts, shut - min(LEAST, shut - begin))
        for start in np.arange(first, last + 1.0, starts(first, last)["every"]).tolist():
            morning, again = shut - start, opens - start
            breaks = _breaks(0.0, morning, "morning")
            breaks["noon"] = {"length": noon, "between": [morning, again], "paid": False}
            breaks |= _breaks(again, lasts, "afternoon")
            kind = {"lengths": [lasts], "breaks": breaks, "first_start": start}
            yield f"full_{_clock(start)}{of}", FULL | kind


def _breaks(begin: float, end: float, name: str = "rest") -> dict[str, Any]:
    """Paid breaks of work without a rest, one from two hours on, two from six.

    From when to when it lasts is counted from the start of the shift.
    """
    lasts = end - begin
    found = {}
    if lasts >= 2 * HOUR:
        until = min(LATE, lasts - HALF_HOUR)
        found[name] = {"length": "15 min", "between": [begin + SOON, begin + until]}
    if lasts >= 2 * LATE:
        found[f"{name}_2"] = {"length": "15 min", "between": [end - LATE, end - HALF_HOUR]}
    return found


def _clock(time: float) -> str:
    return clock_text(time).replace(":", "")
