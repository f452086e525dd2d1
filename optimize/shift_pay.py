"""What a slot of work costs: plain hours, nights and weekends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimize.slot_grid import DAY, SlotGrid
from scenarios.calendars import parse_days
from scenarios.shifts import PayRate, ShiftRules


def pay_by_slot(rules: ShiftRules, grid: SlotGrid) -> NDArray[np.float64]:
    """Cost of one paid slot of one person, shape (slots around,).

    A slot that is partly night is paid partly as night. Where several rates hold, the highest
    counts; where none does, the factor is 1.
    """
    hours = grid.slot / 3600
    return np.array(
        [rules.hour_cost * hours * _factor(rules.rates, grid, t) for t in range(grid.around)]
    )


def _factor(rates: tuple[PayRate, ...], grid: SlotGrid, slot: int) -> float:
    """Mean factor over a slot, piece by piece between the beginnings and ends of rates."""
    begin = slot % grid.per_day * grid.slot
    end, day = begin + grid.slot, grid.weekday(slot // grid.per_day)
    spans = [(a, b, rate.factor) for rate in rates for a, b in _on(rate, day)]
    cuts = sorted({begin, end} | {x for a, b, _ in spans for x in (a, b) if begin < x < end})
    total = 0.0
    for a, b in zip(cuts, cuts[1:], strict=False):
        held = [factor for low, high, factor in spans if low <= a and b <= high]
        total += (b - a) * max(held, default=1.0)
    return total / grid.slot


def _on(rate: PayRate, weekday: int) -> list[tuple[float, float]]:
    """Spans of a rate on a weekday, those of the day before included that run into it."""
    days, (begin, end) = parse_days(rate.days), rate.between or (0.0, float(DAY))
    spans = [(begin, end)] if weekday in days else []
    if end > DAY and (weekday - 1) % 7 in days:
        spans.append((0.0, end - DAY))
    return spans
