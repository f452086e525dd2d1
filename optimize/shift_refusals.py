"""Why no plan can keep the rules: by arithmetic first, in a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimize.cover import Cover
from optimize.shift_templates import Kind, at_work
from optimize.slot_grid import SlotGrid
from scenarios.errors import Problem
from scenarios.shifts import ShiftRules

MOST_TOLD = 5
"""Problems of one sort that are told; the others are counted."""


def refusals(
    kinds: tuple[Kind, ...], cover: Cover, rules: ShiftRules, grid: SlotGrid
) -> list[Problem]:
    """All that makes a plan impossible before any solver is asked; empty when nothing is seen."""
    room = _room(kinds, rules, grid)
    wanted = np.maximum(cover.lowest - cover.before, 0)
    sorts = (
        _too_few_seats(cover, grid),
        _nobody_there(wanted, room, kinds, grid),
        _too_few_there(wanted, room, grid),
    )
    return [problem for sort in sorts for problem in _shortened(list(sort))]


def _room(kinds: tuple[Kind, ...], rules: ShiftRules, grid: SlotGrid) -> NDArray[np.float64]:
    """Most people who can be at work in each slot, shape (slots planned,)."""
    room = np.zeros(grid.around)
    for kind in kinds:
        limit = rules.kinds[kind.name].at_most
        for day in kind.days:
            slots = {
                (day * grid.per_day + template.start + k) % grid.around
                for template in kind.templates
                for k in at_work(kind, template)
            }
            room[list(slots)] += np.inf if limit is None else limit
    return room[: grid.planned]


def _too_few_seats(cover: Cover, grid: SlotGrid) -> Iterator[Problem]:
    least = np.maximum(cover.lowest, cover.before)
    for begin, end in _runs(least > cover.highest):
        need, seats = int(least[begin:end].max()), int(cover.highest[begin:end].min())
        yield Problem(
            _when(begin, end, grid),
            f"expected seats for {need}, got {seats}: {need - seats} too few. Add as many seats, "
            "or give under a price.",
        )


def _nobody_there(
    wanted: Any, room: NDArray[np.float64], kinds: tuple[Kind, ...], grid: SlotGrid
) -> Iterator[Problem]:
    for begin, end in _runs((wanted > 0) & (room == 0)):
        need = int(wanted[begin:end].max())
        yield Problem(
            _when(begin, end, grid),
            f"expected a shift that covers it, where {need} are required, got none among "
            f"{', '.join(kind.name for kind in kinds)}. Let one start by "
            f"{_clock(begin, grid)} and last until {_until(end, grid)}, or give under a price.",
        )


def _too_few_there(wanted: Any, room: NDArray[np.float64], grid: SlotGrid) -> Iterator[Problem]:
    for begin, end in _runs((wanted > room) & (room > 0)):
        need, most = int(wanted[begin:end].max()), int(room[begin:end].min())
        yield Problem(
            _when(begin, end, grid),
            f"expected {need} on position, got at most {most} by at_most of the shifts that cover "
            f"it: {need - most} too few. Raise at_most, or give under a price.",
        )


def _runs(wrong: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First slot and the slot after the last of each run."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], wrong, [False])).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _when(begin: int, end: int, grid: SlotGrid) -> str:
    return f"{grid.clock(begin)}-{_until(end, grid)}"


def _until(end: int, grid: SlotGrid) -> str:
    """Clock time at which a slot begins, midnight as the end of a day."""
    return _clock(end, grid) if end % grid.per_day else "24:00"


def _clock(slot: int, grid: SlotGrid) -> str:
    return grid.clock(slot)[-len("24:00") :]


def _shortened(problems: list[Problem]) -> list[Problem]:
    """The first few, and how many more there are."""
    if len(problems) <= MOST_TOLD:
        return problems
    more = len(problems) - MOST_TOLD
    return [*problems[:MOST_TOLD], Problem("", f"and {more} more intervals likewise.")]
