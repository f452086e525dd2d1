"""Limits on how many people work a kind of shift, and on how many different shifts there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from optimize.cover import Cover
from optimize.rows import Row, Terms, column
from optimize.shift_templates import Kind, Template
from optimize.slot_grid import SlotGrid
from scenarios.calendars import WEEKDAYS
from scenarios.shifts import ShiftRules


def limit_rows(
    kinds: tuple[Kind, ...],
    shifts: dict[tuple[Template, int], Any],
    cover: Cover,
    rules: ShiftRules,
    grid: SlotGrid,
    costs: Terms,
) -> Iterator[Row]:
    """Rows for ``at_most``, ``share_at_most``, ``distinct_at_most``; adds what each shift costs."""
    for kind in kinds:
        limit = rules.kinds[kind.name].at_most
        if limit is not None:
            for day in kind.days:
                people = [(shifts[template, day], 1.0) for template in kind.templates]
                week = f"w{day // 7 + 1}_" if day >= 7 else ""
                name = f"at_most_{kind.name}_{week}{WEEKDAYS[grid.weekday(day)]}"
                yield Row(name, people, "<=", limit)
    for kind in kinds:
        rule = rules.kinds[kind.name]
        share, together = rule.share_at_most, {kind.name, *rule.share_with}
        if share is not None:
            terms = [(v, float(t.kind in together) - share) for (t, _), v in shifts.items()]
            yield Row(f"share_{kind.name}", terms, "<=", joint=True)
    if rules.distinct_at_most is not None or rules.distinct_cost:
        yield from _distinct(kinds, shifts, cover, rules, grid, costs)


def _distinct(
    kinds: tuple[Kind, ...],
    shifts: dict[tuple[Template, int], Any],
    cover: Cover,
    rules: ShiftRules,
    grid: SlotGrid,
    costs: Terms,
) -> Iterator[Row]:
    """A shift has people only when it is among the different ones."""
    used: Terms = []
    for kind in kinds:
        for template in kind.templates:
            use = column(f"use_{template.name(grid)}", most=1)
            used.append((use, 1.0))
            for day in kind.days:
                variable = shifts[template, day]
                most = most_useful(kind, template, day, cover, rules, grid)
                name = f"only_if_used_{variable.name}"
                yield Row(name, [(variable, 1.0), (use, -float(most))], "<=")
    if rules.distinct_cost:
        costs += [(use, rules.distinct_cost) for use, _ in used]
    if rules.distinct_at_most is not None:
        yield Row("distinct_shifts", used, "<=", rules.distinct_at_most)


def most_useful(
    kind: Kind, template: Template, day: int, cover: Cover, rules: ShiftRules, grid: SlotGrid
) -> int:
    """More people than this on one shift are never needed.

    In a cheapest plan nobody can be sent home: each works in some slot with no more people than
    required there, R at most. Say S such slots, and B slots of breaks in the shift. If S <= B, at
    most B R people work in one of them. If S > B, each works in S - B of them at least, so there
    are at most R S / (S - B), which is no more than (B + 1) R. Where tours or shares tie shifts
    to others, somebody on this shift may be there for the sake of another day: R is then summed
    over all days.
    """
    wanted = np.zeros(grid.around, dtype=np.int64)
    wanted[: grid.planned] = np.maximum(cover.need, cover.lowest)
    breaks = sum(pause.length for pause in kind.pauses)
    tied = rules.tours is not None or any(
        one.share_at_most is not None for one in rules.kinds.values()
    )
    if tied:
        peak = int(wanted[: grid.planned].reshape(grid.days, -1).max(axis=1).sum())
    else:
        start = day * grid.per_day + template.start
        peak = int(wanted[(start + np.arange(template.length)) % grid.around].max())
    return peak * (breaks + 1)
