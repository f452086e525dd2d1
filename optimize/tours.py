"""Days of work and days off of one person: which weeks there are, and how many work each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from optimize.rows import Row, Terms, column, negative
from optimize.shift_templates import Kind, Template
from optimize.slot_grid import SlotGrid
from scenarios.calendars import WEEKDAYS
from scenarios.errors import ModelError
from scenarios.shifts import Tours

WEEK = 7
MOST = 20_000
"""More weeks of one person than these are not enumerated."""


@dataclass(frozen=True, slots=True, order=True)
class Tour:
    """A week of one person: on each day a group of shifts, or None for a day off."""

    groups: tuple[str | None, ...]

    @property
    def days(self) -> tuple[int, ...]:
        """Days of work."""
        return tuple(day for day, group in enumerate(self.groups) if group is not None)


@dataclass(frozen=True, slots=True)
class TourColumns:
    """People on each week, and the shifts that each group stands for."""

    people: dict[Tour, Any]
    groups: dict[str, frozenset[Template]]


def tour_columns(
    kinds: tuple[Kind, ...],
    shifts: dict[tuple[Template, int], Any],
    rules: Tours,
    grid: SlotGrid,
) -> tuple[TourColumns, list[Row]]:
    """Variables of tours, and the rows that tie them to shifts.

    Where starts are stable a group is all shifts with one start; each person has the same on all
    days of work. Otherwise a group is a kind, and any order of kinds goes that leaves the rest
    between the latest end of the one and the earliest start of the other.

    Raises
    ------
    ModelError
        The plan is not one week, or there are too many weeks to choose from.
    """
    if grid.days != WEEK or not grid.repeats:
        raise ModelError(
            f"shifts.tours: expected one week that repeats, got {grid.days} days"
            f"{'' if grid.repeats else ' after a day of its own'}. Plan seven days that repeat, or "
            "leave tours out."
        )
    groups = _groups(kinds, rules, grid)
    open_on = _open_on(groups, shifts)
    weeks = list(_weeks(groups, open_on, rules, grid))
    if len(weeks) > MOST:
        raise ModelError(
            f"shifts.tours: expected at most {MOST} different weeks, got more. Set stable_starts, "
            "or have fewer kinds of shifts."
        )
    people = {tour: column(f"tour_{_name(tour)}") for tour in weeks}
    rows = []
    for group, templates in groups.items():
        for day in range(WEEK):
            on = [(v, 1.0) for tour, v in people.items() if tour.groups[day] == group]
            work: Terms = [(v, 1.0) for (t, d), v in shifts.items() if d == day and t in templates]
            rows.append(
                Row(f"tours_{group}_{WEEKDAYS[grid.weekday(day)]}", on + negative(work), "==")
            )
    return TourColumns(people, groups), rows


def _groups(
    kinds: tuple[Kind, ...], rules: Tours, grid: SlotGrid
) -> dict[str, frozenset[Template]]:
    found: dict[str, set[Template]] = {}
    for template in (template for kind in kinds for template in kind.templates):
        start = (
            f"{template.start * grid.slot // 3600:02d}{template.start * grid.slot // 60 % 60:02d}"
        )
        found.setdefault(start if rules.stable_starts else template.kind, set()).add(template)
    return {name: frozenset(templates) for name, templates in found.items()}


def _open_on(
    groups: dict[str, frozenset[Template]], shifts: dict[tuple[Template, int], Any]
) -> dict[str, set[int]]:
    """Days on which a group has any shift."""
    return {
        name: {day for template, day in shifts if template in templates}
        for name, templates in groups.items()
    }


def _weeks(
    groups: dict[str, frozenset[Template]],
    open_on: dict[str, set[int]],
    rules: Tours,
    grid: SlotGrid,
) -> Iterator[Tour]:
    """All weeks that keep the rules, up to one more than `MOST`."""
    rests = _rests(groups, rules, grid)
    count = 0
    for days in _day_sets(rules):
        if rules.stable_starts:
            orders: Iterator[tuple[str, ...]] = ((group,) * len(days) for group in groups)
        else:
            orders = product(groups, repeat=len(days))
        for order in orders:
            held = dict(zip(days, order, strict=True))
            if any(day not in open_on[group] for day, group in held.items()):
                continue
            if any(
                (day + 1) % WEEK in held and (group, held[(day + 1) % WEEK]) not in rests
                for day, group in held.items()
            ):
                continue
            yield Tour(tuple(held.get(day) for day in range(WEEK)))
            count += 1
            if count > MOST:
                return


def _rests(
    groups: dict[str, frozenset[Template]], rules: Tours, grid: SlotGrid
) -> set[tuple[str, str]]:
    """Pairs of groups of which the second may follow on the next day."""
    least = rules.rest / grid.slot
    return {
        (a, b)
        for a, first in groups.items()
        for b, second in groups.items()
        if grid.per_day + min(t.start for t in second) - max(t.start + t.length for t in first)
        >= least
    }


def _day_sets(rules: Tours) -> Iterator[tuple[int, ...]]:
    """Days of work; with days off together, those that follow each other round the week."""
    off = WEEK - rules.work_days
    if rules.days_off_together and off:
        for first in range(WEEK):
            free = {(first + k) % WEEK for k in range(off)}
            yield tuple(day for day in range(WEEK) if day not in free)
    else:
        yield from combinations(range(WEEK), rules.work_days)


def _name(tour: Tour) -> str:
    return "_".join(group or "off" for group in tour.groups)
