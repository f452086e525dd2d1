"""How many people each slot needs, may not do without, and has room for."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimize.need import Ints, Need
from optimize.slot_grid import DAY, SlotGrid
from scenarios.shifts import OpenAtLunch, ShiftRules


@dataclass(frozen=True, slots=True)
class Cover:
    """Bounds on the people on position; each of shape (slots planned,)."""

    need: Ints
    """People required."""
    before: Ints
    """Of them those whom shifts of the day before the first leave there."""
    lowest: Ints
    """Fewer than so many are not allowed."""
    highest: NDArray[np.float64]
    """More than so many are not allowed; infinite where there is no limit."""


def cover_of(need: Need, rules: ShiftRules, seats: float, grid: SlotGrid) -> Cover:
    """Bounds from the requirement, the seats, open windows at lunch and forbidden deviations."""
    each = grid.per_day // need.required.shape[1]
    wanted = np.repeat(need.required.ravel(), each)
    before = np.zeros_like(wanted)
    if need.before is not None:
        tail = np.repeat(np.asarray(need.before, dtype=np.int64), each)[: len(wanted)]
        before[: len(tail)] = tail
    lowest = wanted.copy() if rules.under == "forbidden" else np.zeros_like(wanted)
    if rules.open_at_lunch is not None:
        lowest = np.maximum(lowest, _open_windows(rules.open_at_lunch, wanted, seats, grid))
    highest = np.full(len(wanted), seats)
    if rules.over == "forbidden":
        highest = np.minimum(highest, np.maximum(np.maximum(wanted, lowest), before))
    return Cover(wanted, before, lowest, highest)


def _open_windows(rule: OpenAtLunch, wanted: Ints, seats: float, grid: SlotGrid) -> Ints:
    """Least open windows by slot, where the rule holds and anybody is required."""
    least = np.zeros_like(wanted)
    if math.isinf(seats):
        return least
    begin, end = rule.between
    clock = np.arange(len(wanted)) % grid.per_day * grid.slot
    inside = (clock + grid.slot > begin) & (clock < end) | (clock + grid.slot + DAY > begin) & (
        clock + DAY < end
    )
    # Three quarters of 8 are 6.000000000000001 in floats for some shares: that is 6.
    least[inside & (wanted > 0)] = math.ceil(rule.share * seats - 1e-9)
    return least
