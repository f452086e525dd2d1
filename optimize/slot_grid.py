"""The time line of a plan: equal slots on which every start, end and break falls."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from scenarios.calendars import WEEKDAYS
from scenarios.errors import ModelError
from scenarios.shifts import ShiftRules

DAY = 86400
FINEST = 60
"""Shortest slot [s]: more than 1,440 a day are no plan that anybody can read."""


@dataclass(frozen=True, slots=True)
class SlotGrid:
    """Slots numbered from midnight of the first day, on a line that closes to a circle.

    Days that repeat are the whole circle. Days that do not are followed by as many slots as the
    longest shift has, in which nobody starts and nobody is required: what runs over the end
    finds its place there, and the circle changes nothing.
    """

    slot: int
    """Length of a slot [s]."""
    days: int
    first_weekday: int
    repeats: bool
    longest: int
    """Slots of the longest shift."""

    @property
    def per_day(self) -> int:
        """Slots of a day."""
        return DAY // self.slot

    @property
    def planned(self) -> int:
        """Slots of the days themselves."""
        return self.days * self.per_day

    @property
    def around(self) -> int:
        """Slots of the whole circle."""
        return self.planned + (0 if self.repeats else self.longest)

    def weekday(self, day: int) -> int:
        """Weekday of a day of the plan, Monday 0."""
        return (self.first_weekday + day) % 7

    def name(self, slot: int) -> str:
        """A slot in names: ``mon_0800``, in the second week ``w2_mon_0800``."""
        day, within = divmod(slot, self.per_day)
        hours, minutes = divmod(within * self.slot // 60, 60)
        week = f"w{day // 7 + 1}_" if day >= 7 else ""
        return f"{week}{WEEKDAYS[self.weekday(day)]}_{hours:02d}{minutes:02d}"

    def clock(self, slot: int) -> str:
        """A slot as people read it, such as ``mon 08:00``."""
        *day, clock = self.name(slot).split("_")
        return f"{' '.join(day)} {clock[:2]}:{clock[2:]}"


def grid_of(
    interval: float, days: int, first_weekday: int, repeats: bool, rules: ShiftRules
) -> SlotGrid:
    """The longest slots on which all intervals, starts, lengths and breaks fall.

    Raises
    ------
    ModelError
        They would be shorter than a minute.
    """
    exact = [Fraction(time).limit_denominator(1000) for time in (interval, *_times(rules))]
    common = reduce(_common, exact)
    if common < FINEST or common.denominator > 1:
        raise ModelError(
            "shifts: expected starts, lengths and breaks on a common grid of whole minutes, got "
            f"{float(common):g} s. Put them on multiples of 5 or 15 minutes."
        )
    longest = max(max(kind.lengths) for kind in rules.kinds.values())
    return SlotGrid(int(common), days, first_weekday, repeats, int(longest / common))


def _times(rules: ShiftRules) -> Iterator[float]:
    for kind in rules.kinds.values():
        yield from kind.starts()
        yield from kind.lengths
        yield kind.apart
        for pause in kind.breaks.values():
            yield from (pause.length, *pause.between)


def _common(a: Fraction, b: Fraction) -> Fraction:
    """Greatest common divisor."""
    below = math.lcm(a.denominator, b.denominator)
    return Fraction(math.gcd(int(a * below), int(b * below)), below)
