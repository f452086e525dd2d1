"""The people of a plan of shifts, as a model has them: names with their spans of duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimize.shift_plan import PlannedShift, ShiftPlan
from scenarios.calendars import WEEKDAYS
from scenarios.pools import Person, Shift
from scenarios.units import clock_text

DAY = 86400.0
WEEK = 7


def people_of(plan: ShiftPlan) -> dict[str, Person]:
    """Everybody on a plan with spans of duty; breaks are the time between two spans.

    A plan of one day is worked on all days; one of up to a week on its weekdays. Who has shifts
    on several days, where the rules have tours, is one person, and else each shift is. A span
    that begins after midnight belongs to the next day, so whoever is there then has a second
    entry: between an entry's spans of one day there are breaks, and the time from a morning to the
    next evening is none.

    Raises
    ------
    ValueError
        The plan has more than seven days: weekdays cannot tell them apart.
    """
    days = len(plan.staffed)
    if days > WEEK:
        raise ValueError(f"plan: expected at most 7 days, got {days}. Plan a week.")
    spans: dict[str, list[Shift]] = defaultdict(list)
    for name, shift in _named(plan.shifts):
        for begin, end in _at_work(shift):
            day, since = divmod(begin, DAY)
            weekday = WEEKDAYS[(plan.first_weekday + int(day)) % WEEK]
            on = "daily" if days == 1 else weekday
            entry = name if int(day) == shift.day else f"{name}_after_midnight"
            spans[entry].append(Shift(days=on, span=(since, end - day * DAY)))
    return {name: Person(shifts=tuple(shifts)) for name, shifts in sorted(spans.items())}


def _named(shifts: tuple[PlannedShift, ...]) -> Iterator[tuple[str, PlannedShift]]:
    """Each shift with the name of who works it, such as ``early_0800_02``."""
    seen: dict[str, int] = defaultdict(int)
    wide = len(str(len(shifts)))
    for shift in shifts:
        if shift.person is not None:
            yield f"person_{shift.person + 1:0{wide}d}", shift
            continue
        stem = f"{shift.kind}_{clock_text(shift.start % DAY).replace(':', '')}"
        seen[stem] += 1
        yield f"{stem}_{seen[stem]:0{wide}d}", shift


def _at_work(shift: PlannedShift) -> Iterator[tuple[float, float]]:
    """Spans of a shift between its breaks [s from midnight of the first day]."""
    begin = shift.start
    for pause in sorted(shift.breaks, key=lambda pause: pause.start):
        if pause.start > begin:
            yield begin, pause.start
        begin = pause.end
    if shift.end > begin:
        yield begin, shift.end
