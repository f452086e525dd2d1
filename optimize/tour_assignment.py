"""Shifts are handed to persons whose week asks for them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace

from optimize.shift_plan import PlannedShift
from optimize.shift_templates import Template
from optimize.slot_grid import SlotGrid
from optimize.tours import Tour, TourColumns


def with_persons(
    shifts: tuple[PlannedShift, ...],
    tours: TourColumns,
    values: Mapping[str, float],
    grid: SlotGrid,
) -> tuple[PlannedShift, ...]:
    """Shifts with the person who works each.

    Persons who work the same group on a day take its shifts in the order of kind, start and
    length: so they mostly keep the same shift from day to day.
    """
    group_of = {template: name for name, group in tours.groups.items() for template in group}
    waiting: dict[tuple[int, str], deque[int]] = {}
    for place in sorted(range(len(shifts)), key=lambda k: _template(shifts[k], grid)):
        group = group_of[_template(shifts[place], grid)]
        waiting.setdefault((shifts[place].day, group), deque()).append(place)
    found = list(shifts)
    for person, tour in enumerate(_weeks(tours, values)):
        for day in tour.days:
            place = waiting[day, str(tour.groups[day])].popleft()
            found[place] = replace(shifts[place], person=person)
    return tuple(found)


def _weeks(tours: TourColumns, values: Mapping[str, float]) -> list[Tour]:
    """The week of each person."""
    return [
        tour for tour, people in tours.people.items() for _ in range(round(values[people.name]))
    ]


def _template(shift: PlannedShift, grid: SlotGrid) -> Template:
    start = round(shift.start / grid.slot)
    return Template(shift.kind, start % grid.per_day, round(shift.end / grid.slot) - start)
