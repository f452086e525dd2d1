"""The least cost of a tiny plan by trying everything: every shift with every placing of breaks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import cache

from scenarios.calendars import parse_days
from scenarios.shifts import ShiftKind, ShiftRules

Pattern = tuple[frozenset[int], float]
"""Slots at work, and paid slots."""


def placings(kind: ShiftKind, slot: float) -> Iterator[tuple[int, ...]]:
    """Starts of the breaks in slots from the start of the shift, straight from the rules."""
    ranges = [
        range(round(p.between[0] / slot), round((p.between[1] - p.length) / slot) + 1)
        for p in kind.breaks.values()
    ]
    lengths = [round(p.length / slot) for p in kind.breaks.values()]
    apart = round(kind.apart / slot)
    for starts in itertools.product(*ranges):
        ends = [a + n for a, n in zip(starts, lengths, strict=True)]
        if all(b - e >= apart for e, b in zip(ends, starts[1:], strict=False)):
            yield starts


def patterns(rules: ShiftRules, per_day: int, days: int, repeats: bool) -> set[Pattern]:
    """All that one person can do."""
    slot = 86400 / per_day
    found = set()
    for kind in rules.kinds.values():
        for day in (d for d in range(days) if d % 7 in parse_days(kind.days)):
            for start, length in itertools.product(kind.starts(), kind.lengths):
                first, slots = day * per_day + round(start / slot), round(length / slot)
                for begins in placings(kind, slot):
                    away, unpaid = set(), 0
                    for begin, pause in zip(begins, kind.breaks.values(), strict=True):
                        n = round(pause.length / slot)
                        away |= set(range(begin, begin + n))
                        unpaid += 0 if pause.paid else n
                    work = [first + k for k in range(slots) if k not in away]
                    if repeats:
                        work = [t % (per_day * days) for t in work]
                    inside = frozenset(t for t in work if t < per_day * days)
                    found.add((inside, float(slots - unpaid)))
    return found


def least_paid_slots(required: Sequence[int], found: set[Pattern]) -> float:
    """Fewest paid slots that cover all; infinite when nothing does."""
    ordered = sorted(found, key=lambda one: (one[1], sorted(one[0])))

    @cache
    def rest(need: tuple[int, ...]) -> float:
        if not any(need):
            return 0.0
        # Somebody has to cover the first slot that still needs one.
        slot = next(t for t, n in enumerate(need) if n)
        best = float("inf")
        for work, paid in ordered:
            if slot in work:
                left = tuple(max(0, n - (t in work)) for t, n in enumerate(need))
                best = min(best, paid + rest(left))
        return best

    return rest(tuple(required))
