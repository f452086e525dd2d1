"""Shifts that the rules allow, in slots."""

from __future__ import annotations

from dataclasses import dataclass

from optimize.slot_grid import SlotGrid
from scenarios.calendars import parse_days
from scenarios.shifts import ShiftKind, ShiftRules
from scenarios.units import clock_text, time_text


@dataclass(frozen=True, slots=True)
class Pause:
    """A break, in slots from the start of its shift."""

    name: str
    first: int
    """Earliest slot it starts in."""
    last: int
    """Latest slot it starts in."""
    length: int
    paid: bool


@dataclass(frozen=True, slots=True, order=True)
class Template:
    """A shift of some kind, start and length, whatever the day."""

    kind: str
    start: int
    """Slot of the day it starts in."""
    length: int
    """Slots from start to end, breaks included."""

    def stem(self, grid: SlotGrid) -> str:
        """Kind and length, such as ``early_8h``."""
        return f"{self.kind}_{time_text(float(self.length * grid.slot)).replace(' ', '')}"

    def name(self, grid: SlotGrid) -> str:
        """The start too, such as ``early_8h_0800``."""
        return f"{self.stem(grid)}_{clock_text(float(self.start * grid.slot)).replace(':', '')}"


@dataclass(frozen=True, slots=True)
class Kind:
    """All shifts with the same breaks."""

    name: str
    days: tuple[int, ...]
    """Days of the plan on which it may start."""
    templates: tuple[Template, ...]
    pauses: tuple[Pause, ...]
    """In the order in which they are taken; each window leaves room for the others."""
    gaps: tuple[int, ...]
    """Slots from the start of each break but the last to the earliest start of the next."""


def kinds_of(rules: ShiftRules, grid: SlotGrid) -> tuple[Kind, ...]:
    """The kinds of shifts in slots."""
    return tuple(_kind(name, kind, grid) for name, kind in rules.kinds.items())


def _kind(name: str, kind: ShiftKind, grid: SlotGrid) -> Kind:
    weekdays = parse_days(kind.days)
    slots = {time: round(time / grid.slot) for time in (*kind.starts(), *kind.lengths)}
    gaps = tuple(
        round((pause.length + kind.apart) / grid.slot) for pause in list(kind.breaks.values())[:-1]
    )
    return Kind(
        name,
        tuple(day for day in range(grid.days) if grid.weekday(day) in weekdays),
        tuple(
            Template(name, slots[start], slots[length])
            for start in kind.starts()
            for length in dict.fromkeys(kind.lengths)
        ),
        _pauses(kind, gaps, grid),
        gaps,
    )


def _pauses(kind: ShiftKind, gaps: tuple[int, ...], grid: SlotGrid) -> tuple[Pause, ...]:
    """Breaks whose windows hold only starts that leave the others room."""
    breaks = list(kind.breaks.values())
    lengths = [round(pause.length / grid.slot) for pause in breaks]
    first = [round(pause.between[0] / grid.slot) for pause in breaks]
    last = [round(p.between[1] / grid.slot) - n for p, n in zip(breaks, lengths, strict=True)]
    for k, gap in enumerate(gaps):
        first[k + 1] = max(first[k + 1], first[k] + gap)
    for k, gap in reversed(list(enumerate(gaps))):
        last[k] = min(last[k], last[k + 1] - gap)
    names = list(kind.breaks)
    return tuple(
        Pause(names[k], first[k], last[k], lengths[k], pause.paid) for k, pause in enumerate(breaks)
    )


def at_work(kind: Kind, template: Template) -> list[int]:
    """Slots from the start in which somebody on this shift can be at work: no break is forced."""
    forced = {slot for p in kind.pauses for slot in range(p.last, p.first + p.length)}
    return [slot for slot in range(template.length) if slot not in forced]
