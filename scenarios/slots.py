"""Slots of a day that people can book, and how people keep them."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from scenarios.calendars import check_order
from scenarios.distributions import Distribution
from scenarios.section import NUMBER, Fraction, Section, Whole
from scenarios.units import SECONDS, ClockTime, Duration, Span, clock_text, span_text

_DAY = SECONDS["day"]


class Slots(Section):
    """Slots that can be booked, and how people keep them."""

    start: ClockTime | None = None
    """Clock time of the first slot; given with ``end``, or else ``hours``."""
    end: ClockTime | None = None
    """Clock time before which the last slot begins."""
    hours: tuple[Span, ...] = ()
    """Spans of the day instead of ``start`` and ``end``, such as ["09:00-12:00", "13:30-17:00"] to
    skip lunch; slots begin anew with each."""
    interval: Annotated[Duration, Field(gt=0)]
    """Time between slots."""
    per_slot: Annotated[int, Field(ge=1), NUMBER] = 1
    """Bookings that one slot takes."""
    no_show: Fraction = 0.0
    """Share that does not come."""
    early_share: Fraction = 0.0
    """Share of those coming that comes early, by ``early``; the others late, by ``late``."""
    early: Distribution | None = None
    """How early; on the dot when left out."""
    late: Distribution | None = None
    """How late; on the dot when left out."""
    window: Duration = 900.0
    """Those no earlier or later than this have the priority of the booking."""
    priority: Whole | None = None
    """Priority of those on time; the channel's own when left out."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        given = [name for name in ("start", "end") if getattr(self, name) is not None]
        if len(given) != (0 if self.hours else 2):
            got = " and ".join([*given, *(["hours"] if self.hours else [])]) or "none of them"
            raise ValueError(
                f"expected start and end, or hours, got {got}. Give the two clock times, or the "
                'spans of a day with several, such as ["09:00-12:00", "13:30-17:00"].'
            )
        for start, end in self.spans():
            if not start < end <= _DAY:
                got = span_text((start, end)) if self.hours else _two(start, end)
                mend = "Correct this span." if self.hours else "Correct the two clock times."
                raise ValueError(f"expected start before end, by 24:00, got {got}. {mend}")
        check_order(self.hours)
        return self

    def spans(self) -> tuple[tuple[float, float], ...]:
        """Start and end of each run of slots [s since midnight]."""
        if self.start is None or self.end is None:
            return self.hours
        return ((self.start, self.end),)

    def times(self) -> tuple[float, ...]:
        """Clock time of each slot [s since midnight]."""
        return tuple(
            start + k * self.interval
            for start, end in self.spans()
            for k in range(-int(-(end - start) // self.interval))
        )


def _two(start: float, end: float) -> str:
    return f"{clock_text(start)} and {clock_text(end)}"
