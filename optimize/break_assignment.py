"""Breaks are handed to individual shifts: who started first goes first."""

from __future__ import annotations

import math
from collections.abc import Mapping

from optimize.break_rows import BreakColumns
from optimize.shift_model import ShiftModel
from optimize.shift_plan import PlannedBreak, PlannedShift
from optimize.shift_templates import Kind, Template
from optimize.slot_grid import SlotGrid

Worked = list[tuple[int, Template]]
"""Shifts of one kind: slot of the start, and what shift it is."""


def planned_shifts(
    kinds: tuple[Kind, ...], model: ShiftModel, values: Mapping[str, float], grid: SlotGrid
) -> tuple[PlannedShift, ...]:
    """Individual shifts with breaks, by start, end and kind."""
    found: list[PlannedShift] = []
    for kind in kinds:
        worked = _worked(kind, model, values, grid)
        offsets = [_offsets(columns, worked, values, grid) for columns in model.breaks[kind.name]]
        for k, (start, template) in enumerate(worked):
            breaks = tuple(
                _break(columns, start + offset[k], grid)
                for columns, offset in zip(model.breaks[kind.name], offsets, strict=True)
            )
            begin, end = float(start * grid.slot), float((start + template.length) * grid.slot)
            found.append(PlannedShift(kind.name, start // grid.per_day, begin, end, breaks))
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.kind)))


def _worked(kind: Kind, model: ShiftModel, values: Mapping[str, float], grid: SlotGrid) -> Worked:
    """One entry for each person, by start."""
    return sorted(
        (day * grid.per_day + template.start, template)
        for day in kind.days
        for template in kind.templates
        for _ in range(round(values[model.shifts[template, day].name]))
    )


def _offsets(
    columns: BreakColumns, worked: Worked, values: Mapping[str, float], grid: SlotGrid
) -> list[int]:
    """When each shift has the break, in slots from its start.

    Breaks go round in the order of starts. The first break of the circle goes to whoever has
    waited longest as its first slot begins, or else to the next whose window opens.
    """
    times = [
        t for t, taken in sorted(columns.taken.items()) for _ in range(round(values[taken.name]))
    ]
    last = columns.waiting.get(grid.around - 1)
    # Where days repeat, waiting may be a broken number above the true one all the way round.
    waiting = 0 if last is None else math.floor(values[last.name] + 1e-6)
    opened = sum(start + columns.pause.first < grid.around for start, _ in worked)
    offsets = [0] * len(worked)
    for k, time in enumerate(times):
        person = (opened - waiting + k) % len(worked)
        offsets[person] = (time - worked[person][0]) % grid.around
    return offsets


def _break(columns: BreakColumns, start: int, grid: SlotGrid) -> PlannedBreak:
    pause = columns.pause
    begin, end = float(start * grid.slot), float((start + pause.length) * grid.slot)
    return PlannedBreak(pause.name, begin, end, pause.paid)
