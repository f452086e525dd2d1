"""The PuLP model of a plan: how many people work each shift on each day, and where breaks fall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pulp
from numpy.typing import NDArray

from optimize.break_rows import BreakColumns, break_columns, break_rows
from optimize.cover import Cover
from optimize.rows import Row, Terms, add_rows, column
from optimize.shift_limits import limit_rows
from optimize.shift_templates import Kind, Template
from optimize.slot_grid import SlotGrid
from optimize.tours import TourColumns, tour_columns
from scenarios.errors import ModelError
from scenarios.shifts import ShiftRules

Shifts = dict[tuple[Template, int], Any]
"""People on a shift of the plan, by template and day."""


@dataclass(frozen=True, slots=True)
class ShiftModel:
    """The problem, and which of its variables is what."""

    problem: Any
    shifts: Shifts
    breaks: dict[str, list[BreakColumns]]
    """By kind."""
    tours: TourColumns | None
    joint: tuple[str, ...]
    """Names of rows that hold for all days together once they hold on each, as `Row.joint`."""
    across: tuple[str, ...]
    """Names of columns that run over a cut of each day, where it needs the fewest people: without
    them days have no column in common. None where persons have tours, which couple all."""


def shift_model(
    kinds: tuple[Kind, ...],
    cover: Cover,
    pay: NDArray[np.float64],
    rules: ShiftRules,
    grid: SlotGrid,
) -> ShiftModel:
    """Build the model.

    Parameters
    ----------
    kinds
        What shifts there may be.
    cover
        What each slot needs.
    pay
        Cost of a paid slot of one person, shape (slots around,).
    rules
        Prices and limits.
    grid
        The time line.
    """
    problem = pulp.LpProblem("shifts", pulp.LpMinimize)
    shifts = _shifts(kinds, grid)
    started = {kind.name: _started(kind, shifts, grid) for kind in kinds}
    breaks = {kind.name: break_columns(kind, started[kind.name], grid) for kind in kinds}
    costs: Terms = [
        (variable, sum(pay[t] for t in slots_of(template, day, grid)))
        for (template, day), variable in shifts.items()
    ]
    for one in (one for columns in breaks.values() for one in columns if not one.pause.paid):
        for t, taken in one.taken.items():
            costs.append((taken, -sum(pay[(t + k) % grid.around] for k in range(one.pause.length))))
    position = _on_position(shifts, breaks, grid)
    rows: list[Row] = []
    for t in range(grid.planned):
        rows.append(_cover_row(t, position[t], cover, rules, grid, costs))
    for kind in kinds:
        rows += break_rows(kind, breaks[kind.name], started[kind.name], grid)
    rows += limit_rows(kinds, shifts, cover, rules, grid, costs)
    tours = None
    if rules.tours is not None:
        tours, more = tour_columns(kinds, shifts, rules.tours, grid)
        rows += more
    _different(chain(costs, *(row.terms for row in rows)))
    problem.setObjective(pulp.LpAffineExpression(costs))
    add_rows(problem, rows)
    joint = tuple(row.name for row in rows if row.joint and row.terms)
    across = () if tours is not None else _across(kinds, shifts, breaks, _cuts(cover, grid), grid)
    return ShiftModel(problem, shifts, breaks, tours, joint, across)


def _cuts(cover: Cover, grid: SlotGrid) -> frozenset[int]:
    """The first slot of each day in which the fewest are required."""
    need = np.asarray(cover.need[: grid.planned]).reshape(grid.days, grid.per_day)
    return frozenset((np.arange(grid.days) * grid.per_day + need.argmin(axis=1)).tolist())


def _across(
    kinds: tuple[Kind, ...],
    shifts: Shifts,
    breaks: dict[str, list[BreakColumns]],
    cuts: frozenset[int],
    grid: SlotGrid,
) -> tuple[str, ...]:
    """Names of columns in rows on both sides of a cut."""

    def over(first: int, slots: int) -> bool:
        """Whether a cut lies behind the first of so many slots."""
        return any((first + k) % grid.around in cuts for k in range(1, slots))

    found = [
        variable.name
        for (template, day), variable in shifts.items()
        if over(day * grid.per_day + template.start, template.length)
    ]
    for kind in kinds:
        # Who waits stands in the row of the next slot, and in those of the break after this one.
        reach = 2 + max((*kind.gaps, 0))
        for one in breaks[kind.name]:
            found += [v.name for t, v in one.taken.items() if over(t, one.pause.length)]
            found += [v.name for t, v in one.waiting.items() if over(t, reach)]
    return tuple(found)


def _different(terms: Iterable[tuple[Any, float]]) -> None:
    """Refuse kinds and breaks whose names put together are the same: a_b with c, a with b_c."""
    seen: dict[str, Any] = {}
    for variable, _ in terms:
        if seen.setdefault(variable.name, variable) is not variable:
            raise ModelError(
                "shifts.kinds: expected kinds and breaks whose names can be told apart, got "
                f"'{variable.name}' twice. Rename one of them."
            )


def _shifts(kinds: tuple[Kind, ...], grid: SlotGrid) -> Shifts:
    return {
        (template, day): column(
            f"{template.stem(grid)}_{grid.name(day * grid.per_day + template.start)}"
        )
        for kind in kinds
        for day in kind.days
        for template in kind.templates
    }


def _started(kind: Kind, shifts: Shifts, grid: SlotGrid) -> dict[int, Terms]:
    """People of a kind who start in each slot, whatever the length."""
    found: dict[int, Terms] = {}
    for day in kind.days:
        for template in kind.templates:
            slot = day * grid.per_day + template.start
            found.setdefault(slot, []).append((shifts[template, day], 1.0))
    return found


def slots_of(template: Template, day: int, grid: SlotGrid) -> list[int]:
    """Slots of the circle that a shift lasts over, breaks included."""
    start = day * grid.per_day + template.start
    return [(start + k) % grid.around for k in range(template.length)]


def _on_position(
    shifts: Shifts, breaks: dict[str, list[BreakColumns]], grid: SlotGrid
) -> list[Terms]:
    """People on position in each slot: on a shift and not on a break."""
    found: list[Terms] = [[] for _ in range(grid.around)]
    for (template, day), variable in shifts.items():
        for t in slots_of(template, day, grid):
            found[t].append((variable, 1.0))
    for one in (one for columns in breaks.values() for one in columns):
        for t, taken in one.taken.items():
            for k in range(one.pause.length):
                found[(t + k) % grid.around].append((taken, -1.0))
    return found


def _cover_row(
    t: int, position: Terms, cover: Cover, rules: ShiftRules, grid: SlotGrid, costs: Terms
) -> Row:
    """People on position + missing - too many = required; bounds are on the missing and too many.

    Where nothing above the requirement costs or is limited, at least so many is enough.
    """
    need, low, high = int(cover.need[t]), int(cover.lowest[t]), float(cover.highest[t])
    here, hours, name = int(cover.before[t]), grid.slot / 3600, grid.name(t)
    terms = list(position)
    if not position and max(need, low) <= here <= high:
        return Row(f"cover_{name}", [], ">=")
    price = 0.0 if rules.over == "forbidden" else rules.over
    if low < need:
        missing = column(f"under_{name}", max(0.0, need - high), need - low)
        terms.append((missing, 1.0))
        assert rules.under != "forbidden"
        costs.append((missing, rules.under * hours))
    if not price and high == float("inf"):
        return Row(f"cover_{name}", terms, ">=", max(need, low) - here)
    most = None if high == float("inf") else max(0.0, high - need)
    many = column(f"over_{name}", max(0.0, low - need), most)
    terms.append((many, -1.0))
    if price:
        costs.append((many, price * hours))
    return Row(f"cover_{name}", terms, "==", need - here)
