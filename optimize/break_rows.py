"""Breaks without names: how many people of a kind start each break in each slot.

Whose break it is follows by itself: who started first goes first. Three sorts of rows make sure
that this gives everybody a break inside the window, in order and apart (a matching of sorted
times exists where any does; Bechtold & Jacobs 1990, Management Science 36, "Implicit modeling of
flexible break assignments", in balance form so that rows stay short and days can repeat).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from optimize.rows import Row, Terms, column, negative
from optimize.shift_templates import Kind, Pause
from optimize.slot_grid import SlotGrid


@dataclass(frozen=True, slots=True)
class BreakColumns:
    """Variables of one break of one kind, by slot; a slot without one is 0."""

    pause: Pause
    taken: dict[int, Any]
    """People who start it."""
    waiting: dict[int, Any]
    """People whose window has opened and who have not had it, at the end of the slot."""


def break_columns(kind: Kind, started: dict[int, Terms], grid: SlotGrid) -> list[BreakColumns]:
    """Variables for the slots in which somebody can start or await each break."""
    columns = []
    for pause in kind.pauses:
        width = pause.last - pause.first
        opens = {(t + pause.first) % grid.around for t in started}
        slots = sorted({(t + k) % grid.around for t in opens for k in range(width + 1)})
        waits = sorted({(t + k) % grid.around for t in opens for k in range(width)})
        name = f"{pause.name}_{kind.name}"
        taken = {t: column(f"{name}_{grid.name(t)}") for t in slots}
        waiting = {t: column(f"await_{name}_{grid.name(t)}", whole=False) for t in waits}
        columns.append(BreakColumns(pause, taken, waiting))
    return columns


def break_rows(
    kind: Kind, columns: list[BreakColumns], started: dict[int, Terms], grid: SlotGrid
) -> Iterator[Row]:
    """Rows that place every break."""
    for one in columns:
        yield from _balance(kind, one, started, grid)
        yield from _deadline(kind, one, started, grid)
    for before, after, gap in zip(columns, columns[1:], kind.gaps, strict=False):
        yield from _order(kind, before, after, gap, started, grid)


def _balance(
    kind: Kind, one: BreakColumns, started: dict[int, Terms], grid: SlotGrid
) -> Iterator[Row]:
    """Who waits now waited before, or the window just opened, and has not gone."""
    for t, taken in one.taken.items():
        terms: Terms = [
            (taken, 1.0),
            *negative(started.get((t - one.pause.first) % grid.around, [])),
        ]
        if t in one.waiting:
            terms.append((one.waiting[t], 1.0))
        if (past := (t - 1) % grid.around) in one.waiting:
            terms.append((one.waiting[past], -1.0))
        yield Row(f"give_{one.pause.name}_{kind.name}_{grid.name(t)}", terms, "==")


def _deadline(
    kind: Kind, one: BreakColumns, started: dict[int, Terms], grid: SlotGrid
) -> Iterator[Row]:
    """Only those wait who can still go in the next slot or later."""
    for t, waiting in one.waiting.items():
        terms: Terms = [(waiting, -1.0)]
        for back in range(one.pause.first, one.pause.last):
            terms += started.get((t - back) % grid.around, [])
        yield Row(f"in_time_{one.pause.name}_{kind.name}_{grid.name(t)}", terms, ">=")


def _order(
    kind: Kind,
    before: BreakColumns,
    after: BreakColumns,
    gap: int,
    started: dict[int, Terms],
    grid: SlotGrid,
) -> Iterator[Row]:
    """Nobody takes the second break before the first is over and the time between has passed.

    By slot t as many have had the second as had started the first by t - gap. Counted from the
    starts of shifts: starts between the openings of both windows, and who waits for either.
    """
    if before.pause.last + gap <= after.pause.first:
        return
    for t in after.taken:
        terms: Terms = []
        for back in range(before.pause.first + gap, after.pause.first):
            terms += started.get((t - back) % grid.around, [])
        if t in after.waiting:
            terms.append((after.waiting[t], 1.0))
        if (past := (t - gap) % grid.around) in before.waiting:
            terms.append((before.waiting[past], -1.0))
        name = f"{before.pause.name}_before_{after.pause.name}_{kind.name}_{grid.name(t)}"
        yield Row(name, terms, ">=")
