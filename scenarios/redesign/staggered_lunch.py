"""Lunch taken in turns, so that a share of the windows stays open (午间不断岗)."""

from __future__ import annotations

import math

from scenarios.calendars import WEEKDAYS
from scenarios.pools import Pool, StaffBlock
from scenarios.redesign.refusals import refusal
from scenarios.redesign.staff_levels import DAY, level_at, moments, staff_of
from scenarios.section import ProvenanceNote
from scenarios.units import span_text, time_text

Span = tuple[float, float]


def with_lunch_in_turns(
    name: str, pool: Pool, lunch: Span, meal: float, at_least: float, source: ProvenanceNote
) -> Pool:
    """A pool whose staff eat one group after the other.

    As few go at once as the time allows: the groups are of equal size, or one apart, and take
    the whole lunch span when there are people for it. Everybody else is on duty. Of days on which
    nobody was there just before lunch nothing changes.

    Parameters
    ----------
    name
        Name of the pool, for errors.
    pool
        The pool; its staff is a number, or numbers over the day.
    lunch
        From when to when people may eat [s since midnight].
    meal
        How long each is away [s].
    at_least
        Share of those on duty just before lunch who are there at any time of it.
    source
        Provenance of the new blocks.

    Raises
    ------
    RedesignError
        Not everybody can eat, or staff is not in numbers.
    """
    staff = staff_of(pool)
    levels = [block.level for block in staff] if isinstance(staff, tuple) else [staff]
    if pool.people or "unlimited" in levels:
        raise refusal(
            "lunch_pools",
            f"expected pools with staff in numbers, got '{name}', whose staff has names or no "
            "limit. Take it out of the list.",
        )
    if not isinstance(staff, tuple):
        # The same level all day: where the pool is shut at night nobody is there anyway.
        staff = (StaffBlock(span=(0.0, DAY), level=staff),)
    begin, end = lunch
    blocks = [piece for block in staff for piece in _outside(block, lunch)]
    by_number: dict[int, list[int]] = {}
    for day in range(7):
        if number := int(_just_before(staff, day, begin)):
            by_number.setdefault(number, []).append(day)
    for number, days in by_number.items():
        there = turns(name, number, lunch, meal, at_least)
        edges = [begin + k * meal for k in range(len(there))] + [begin + len(there) * meal]
        spans = [*zip(edges, edges[1:], strict=False), (edges[-1], end)]
        blocks += [
            StaffBlock(
                days="daily" if len(days) == 7 else ",".join(WEEKDAYS[day] for day in days),
                span=span,
                level=level,
                provenance=source,
            )
            for span, level in zip(spans, [*there, number], strict=True)
            if span[1] > span[0]
        ]
    return pool.replace(staff=tuple(blocks))


def turns(name: str, people: int, lunch: Span, meal: float, at_least: float) -> list[int]:
    """How many of some people are on duty while each group eats.

    Raises
    ------
    RedesignError
        Not everybody can eat in turns with so many on duty.
    """
    # A meal that fits seven times into the span is not to be lost to rounding.
    most_groups = math.floor((lunch[1] - lunch[0]) / meal + 1e-9)
    away = people - math.ceil(at_least * people - 1e-9)
    if most_groups * away < people:
        raise refusal(
            "at_least",
            f"expected a share at which all {people} people of '{name}' can eat for "
            f"{time_text(meal)} within {span_text(lunch)}, got {at_least:g}, at which "
            f"{most_groups * away} can. Lower it, lengthen lunch or shorten meal.",
        )
    groups = min(most_groups, people)
    sizes = [people // groups + (k < people % groups) for k in range(groups)]
    return [people - size for size in sizes]


def _just_before(staff: tuple[StaffBlock, ...], day: int, begin: float) -> float:
    """People on duty when lunch begins, counting those whose block ends there."""
    times = [t for d, t in moments(staff) if d == day and t < begin]
    ends = [block.span[1] for block in staff if block.span[1] < begin]
    last = max([*times, *ends], default=0.0)
    return level_at(staff, day, (last + begin) / 2)


def _outside(block: StaffBlock, lunch: Span) -> list[StaffBlock]:
    """A block without the time of lunch, on its own day and, past midnight, on the next."""
    pieces = [block.span]
    for shift in (0.0, DAY):
        begin, end = lunch[0] + shift, lunch[1] + shift
        pieces = [
            piece
            for a, b in pieces
            for piece in ((a, min(b, begin)), (max(a, end), b))
            if piece[0] < piece[1]
        ]
    if pieces == [block.span]:
        return [block]
    return [block.replace(span=piece) for piece in pieces if piece[0] < DAY]
